// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A server rebuilds synthetic sources from the fields: arrays come back sorted and without repetitions, objects in
// arrays as columns. That is no difference; a changed value is.
#include "tests/cluster/godwitrun.h"
#include "tests/support/clusterfixture.h"

#include <QJsonArray>
#include <QTest>

#include <iterator>

using namespace godwit::test;

class TestRebuiltSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyChangedValuesAreFindings();
    void aCopyOfRebuiltSourcesIsEqual();
    void cleanupTestCase() { m_cluster.reset(); }

private:
    QStringList findingsOf(const QString &pair);

    std::unique_ptr<TestCluster> m_cluster;
    QTemporaryDir m_state;
};

namespace {

const QByteArray fields
    = R"("mappings":{"properties":{"tags":{"type":"keyword"},"n":{"type":"long"},"price":{"type":"double"},)"
      R"("when":{"type":"date"},"lines":{"properties":{"sku":{"type":"keyword"},"count":{"type":"integer"}}},)"
      R"("nanos":{"type":"date_nanos"},"day":{"type":"date","format":"strict_date||epoch_second"},)"
      R"("whole":{"type":"integer"},"half":{"type":"half_float"},"real":{"type":"float"},)"
      R"("on":{"type":"boolean"},"at":{"type":"ip"},)"
      R"("code":{"type":"keyword"},"none":{"type":"keyword","null_value":"NONE"},"labels":{"type":"flattened"}}}})";

//! One instant, as clients write it.
const QByteArray instants[] = {R"("2026-01-01T00:00:00.000Z")", R"("2026-01-01")", "1767225600000",
    R"("2026-01-01T01:00:00+01:00")", R"("1767225600000")", R"("2025-12-31T19:00:00,0004-0500")"};

QByteArray document(int i)
{
    const QByteArray n = QByteArray::number(i);
    return R"({"tags":["z)" + n + R"(","a","m","a"],"n":[)" + n + ",3," + n + R"(],"price":)" + n
        + R"(.50,"when":)" + instants[static_cast<std::size_t>(i) % std::size(instants)] + R"(,"lines":[{"sku":"s)" + n
        + R"(","count":2},{"sku":"b","count":)" + n
        + R"(}],"nanos":["2026-01-01T00:00:00.123456789Z",1767225600123],"day":[1767229200,"2026-01-02"],)"
          R"("whole":["5.7",4.2],"half":0.1,"real":"0.10","on":["true",false,""],)"
          R"("at":["2001:DB8::1","::ffff:10.0.0.1"],"code":[200,1.50,true],"none":null,)"
          R"("labels":{"a":5,"b":{"c":["x","x",true]}}})";
}

} // namespace

void TestRebuiltSource::initTestCase()
{
    m_cluster = std::make_unique<TestCluster>(QStringLiteral("es8x"));
    VERIFY_CLUSTER(*m_cluster);
    int status = 0;
    const QByteArray trial = m_cluster->rawRequest("POST", "/_license/start_trial?acknowledge=true", {}, &status);
    QVERIFY2(status == 200, trial.constData()); // the basic licence keeps sources as they came
    for (const QByteArray name : {"plain", "rebuilt"}) {
        const QByteArray made = m_cluster->rawRequest("PUT", "/" + name,
            R"({"settings":{"number_of_shards":2,"number_of_replicas":0)"
                + QByteArray(name == "rebuilt" ? R"(,"index.mapping.source.mode":"synthetic")" : "") + "}," + fields,
            &status);
        QVERIFY2(status == 200, made.constData());
        QByteArray lines;
        for (int i = 0; i < 500; ++i)
            lines += R"({"index":{"_index":")" + name + R"(","_id":")" + QByteArray::number(i) + "\"}}\n" + document(i)
                + '\n';
        QVERIFY(m_cluster->bulk(lines));
        QVERIFY(m_cluster->refresh());
    }
    const QByteArray kept = m_cluster->rawRequest("GET", "/plain/_source/7");
    const QByteArray rebuilt = m_cluster->rawRequest("GET", "/rebuilt/_source/7");
    QVERIFY2(kept.contains(R"(["z7","a","m","a"])"), kept.constData());
    QVERIFY2(rebuilt.contains(R"(["a","m","z7"])"), rebuilt.constData()); // else nothing is tested here
}

QStringList TestRebuiltSource::findingsOf(const QString &pair)
{
    GodwitRun run(m_state.path());
    QStringList ids;
    if (!run.startCommand({QStringLiteral("verify"), QStringLiteral("--source"), m_cluster->url(),
            QStringLiteral("--target"), m_cluster->url(), QStringLiteral("--index"), pair, QStringLiteral("--deep"),
            QStringLiteral("--progress"), QStringLiteral("json"), QStringLiteral("--state"), m_state.path()})
        || !run.waitFinished(60'000))
        return {QStringLiteral("not run")};
    for (const QJsonValue &one : run.summary().value(QLatin1String("findings")).toArray())
        if (const QString id = one[QLatin1String("id")].toString(); !id.isEmpty())
            ids.append(QString(one[QLatin1String("kind")].toString() + u'/' + id));
    ids.sort();
    if (run.exitCode() != (ids.isEmpty() ? 0 : 4))
        ids.append(run.outputText());
    return ids;
}

void TestRebuiltSource::onlyChangedValuesAreFindings()
{
    QCOMPARE(findingsOf(QStringLiteral("plain:rebuilt")), QStringList());
    int status = 0;
    QByteArray other = document(3);
    other.replace(R"("m")", R"("k")");
    m_cluster->rawRequest("PUT", "/rebuilt/_doc/3", other, &status);
    QCOMPARE(status, 200);
    other = document(4); // one value moves from a line to the other
    other.replace(R"("sku":"s4","count":2)", R"("sku":"b","count":2)")
        .replace(R"("sku":"b","count":4)", R"("sku":"s5","count":4)");
    m_cluster->rawRequest("PUT", "/rebuilt/_doc/4", other, &status);
    QCOMPARE(status, 200);
    other = document(5);
    other.replace(R"("whole":["5.7")", R"("whole":["6.7")");
    m_cluster->rawRequest("PUT", "/rebuilt/_doc/5", other, &status);
    QCOMPARE(status, 200);
    other = document(6);
    other.replace("00.123456789Z", "00.123456788Z");
    m_cluster->rawRequest("PUT", "/rebuilt/_doc/6", other, &status);
    QCOMPARE(status, 200);
    QVERIFY(m_cluster->refresh());
    QCOMPARE(findingsOf(QStringLiteral("plain:rebuilt")),
        (QStringList{QStringLiteral("different/3"), QStringLiteral("different/4"), QStringLiteral("different/5"),
            QStringLiteral("different/6")}));
    for (const int i : {3, 4, 5, 6})
        m_cluster->rawRequest("PUT", "/rebuilt/_doc/" + QByteArray::number(i), document(i));
    QVERIFY(m_cluster->refresh());
}

void TestRebuiltSource::aCopyOfRebuiltSourcesIsEqual()
{
    GodwitRun run(m_state.path());
    QJsonObject plan = planFor(m_cluster->url(), m_cluster->url(), {QStringLiteral("rebuilt")});
    plan.insert(QStringLiteral("select"),
        QJsonObject{{QStringLiteral("indices"), QJsonArray{QStringLiteral("rebuilt")}},
            {QStringLiteral("rename"),
                QJsonArray{QJsonObject{{QStringLiteral("from"), QStringLiteral("^rebuilt$")},
                    {QStringLiteral("to"), QStringLiteral("copied")}}}}});
    QVERIFY(run.start(plan, QStringLiteral("never")));
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(findingsOf(QStringLiteral("rebuilt:copied")), QStringList());
    QCOMPARE(findingsOf(QStringLiteral("plain:copied")), QStringList());
}

QTEST_GUILESS_MAIN(TestRebuiltSource)
#include "tst_rebuiltsource.moc"
