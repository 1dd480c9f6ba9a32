// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons between what is oldest and what is another product: `godwit verify`, document pages and queries on
// Elasticsearch 6.8 with its mapping types against 7.17, and 7.17 against OpenSearch 2.19.
#include "connectors/elasticsearch/queryconnector.h"
#include "engine/documentpager.h"
#include "engine/queryset.h"
#include "tests/cluster/comparison.h"

#include <QSet>
#include <QTest>
#include <QtConcurrent>

#include <map>

using namespace godwit;
using namespace godwit::test;

class TestVerifyPairs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void faultsAreFoundAndRepaired_data() { pairs(); }
    void faultsAreFoundAndRepaired();
    void documentsAndQueriesAreCompared_data() { pairs(); }
    void documentsAndQueriesAreCompared();

private:
    static void pairs();
    void fill(const QString &kind, const QByteArray &index);
    void plant(TestCluster &target, const QByteArray &index);
    bool verify(GodwitRun &run, const QStringList &more);
    TestCluster &cluster(const QString &kind) { return *m_clusters.at(kind); }

    std::map<QString, std::unique_ptr<TestCluster>> m_clusters;
    QTemporaryDir m_state;
};

namespace {

constexpr int documents = 600;

QByteArray body(int number)
{
    const QByteArray n = QByteArray::number(number);
    return R"({"n":)" + n + R"(,"big":9007199254740)" + QByteArray::number(992 + number % 8)
        + R"(,"text":"house number )" + n + R"(","lines":[{"sku":"a"},{"sku":"b"}]})";
}

//! Off the main thread, as every request is.
template <class Work>
auto away(Work work)
{
    return QtConcurrent::run(work).result();
}

std::unique_ptr<DocumentQuery> open(const TestCluster &cluster)
{
    Endpoint endpoint;
    endpoint.url = cluster.url();
    return QueryConnector(endpoint, {}).open({});
}

} // namespace

void TestVerifyPairs::pairs()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("6.8 to 7.17") << QStringLiteral("es6") << QStringLiteral("es7");
    QTest::newRow("7.17 to OpenSearch 2.19") << QStringLiteral("es7") << QStringLiteral("os2");
}

void TestVerifyPairs::initTestCase()
{
    for (const QString &kind : {QStringLiteral("es6"), QStringLiteral("es7"), QStringLiteral("os2")}) {
        m_clusters[kind] = std::make_unique<TestCluster>(kind, TestClusterOptions{.heap = QStringLiteral("384m")});
        VERIFY_CLUSTER(cluster(kind));
        fill(kind, "pair-source");
        fill(kind, "pair-target");
    }
}

void TestVerifyPairs::fill(const QString &kind, const QByteArray &index)
{
    const bool typed = kind == QLatin1String("es6");
    const QByteArray mapping = R"({"properties":{"n":{"type":"long"},"big":{"type":"long"},"text":{"type":"text"},
        "lines":{"type":"nested","properties":{"sku":{"type":"keyword"}}}}})";
    const QByteArray shards = index == "pair-source" ? "3" : "2";
    int status = 0;
    cluster(kind).rawRequest("PUT", "/" + index,
        R"({"settings":{"number_of_shards":)" + shards + R"(,"number_of_replicas":0},"mappings":)"
            + (typed ? R"({"order":)" + mapping + "}" : mapping) + "}",
        &status);
    QCOMPARE(status, 200);
    QByteArray lines;
    for (int i = 0; i < documents; ++i)
        lines += R"({"index":{"_id":")" + QByteArray::number(i) + '"'
            + (i % 10 == 3 ? R"(,"routing":"r)" + QByteArray::number(i % 7) + '"' : QByteArray()) + "}}\n" + body(i)
            + '\n';
    QVERIFY(cluster(kind).bulk(lines, typed ? index + "/order" : index));
    QVERIFY(cluster(kind).refresh(index));
}

void TestVerifyPairs::plant(TestCluster &target, const QByteArray &index)
{
    const auto send = [&](const char *method, const QByteArray &document, const QByteArray &json = {}) {
        int status = 0;
        target.rawRequest(method, "/" + index + "/_doc/" + document, json, &status);
        QVERIFY2(status == 200 || status == 201, document.constData());
    };
    send("DELETE", "5"); // lost
    send("PUT", "extra", R"({"n":1})");
    send("PUT", "8", QByteArray(body(8)).replace("9007199254740992", "9007199254740993"));
    send("DELETE", "13?routing=r6");
    send("PUT", "13", body(13)); // its routing is lost
    QVERIFY(target.refresh(index));
}

bool TestVerifyPairs::verify(GodwitRun &run, const QStringList &more)
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    return run.startCommand(
        QStringList{QStringLiteral("verify"), QStringLiteral("--source"), cluster(from).url(),
            QStringLiteral("--target"), cluster(to).url(), QStringLiteral("--index"),
            QStringLiteral("pair-source:pair-target"), QStringLiteral("--progress"), QStringLiteral("json"),
            QStringLiteral("--deep"), QStringLiteral("--state"), m_state.path()}
        + more);
}

void TestVerifyPairs::faultsAreFoundAndRepaired()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    plant(cluster(to), "pair-target");
    const QStringList byBytes{QStringLiteral("--equal-by"), QStringLiteral("bytes")};
    GodwitRun run(m_state.path());
    QVERIFY(verify(run, byBytes));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QCOMPARE(namedFindings(run.summary()), // and nothing that is not there
        (QStringList{QStringLiteral("different/8"), QStringLiteral("extra/extra"), QStringLiteral("missing/5"),
            QStringLiteral("routing/13")}));
    const QJsonObject row
        = run.summary().value(QLatin1String("verification"))[QLatin1String("indices")].toArray().at(0).toObject();
    QCOMPARE(row.value(QLatin1String("source"))[QLatin1String("read")].toInteger(), documents);
    // Every nested object is a document of Lucene's on all of them; "extra" has none.
    QCOMPARE(row.value(QLatin1String("source"))[QLatin1String("lucene_documents")].toInteger(), 3 * documents);
    QCOMPARE(row.value(QLatin1String("target"))[QLatin1String("lucene_documents")].toInteger(), 3 * documents - 2);
    for (const char *side : {"source", "target"})
        QVERIFY(row.value(QLatin1String(side))[QLatin1String("deleted_documents")].toInteger(-1) >= 0);
    QVERIFY(verify(run, byBytes + QStringList{QStringLiteral("--repair"), QStringLiteral("--yes")}));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const QJsonObject repair = run.summary().value(QLatin1String("repair")).toObject();
    QCOMPARE(repair.value(QLatin1String("copied")).toInteger(), 3);
    QCOMPARE(repair.value(QLatin1String("deleted")).toInteger(), 1);
    QCOMPARE(difference(cluster(from).allDocuments("pair-source"), cluster(to).allDocuments("pair-target")), QString());
}

void TestVerifyPairs::documentsAndQueriesAreCompared()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    const QString here = QStringLiteral("pair-source");
    const QString there = QStringLiteral("pair-target");
    int status = 0;
    cluster(to).rawRequest("DELETE", "/pair-target/_doc/5", {}, &status);
    QCOMPARE(status, 200);
    QVERIFY(cluster(to).refresh("pair-target"));
    const auto idsOf = [](const TestCluster &cluster, const QString &index) {
        return away([&] {
            QSet<QString> ids;
            const auto query = open(cluster);
            DocumentPager pager(*query, index);
            const qint64 count = pager.count().value_or(-1);
            for (qint64 row = 0; row < count; row += 100)
                for (const DocumentRow &document : pager.rows(row, 100).value_or(QList<DocumentRow>()))
                    ids.insert(document.id);
            return ids;
        });
    };
    const QSet<QString> ofSource = idsOf(cluster(from), here);
    const QSet<QString> ofTarget = idsOf(cluster(to), there);
    QCOMPARE(ofSource.size(), documents);
    QCOMPARE(ofSource - ofTarget, QSet<QString>{QStringLiteral("5")});
    QCOMPARE(ofTarget - ofSource, QSet<QString>());
    const auto compare = [&](const char *text) {
        return away([&] {
            const auto source = open(cluster(from));
            const auto target = open(cluster(to));
            return runOnBoth({{}, false, QLatin1String(text)}, *source, here, *target, there, latencyRuns);
        });
    };
    const QueryComparison same = compare(R"({"query":{"range":{"n":{"gte":100}}},"sort":[{"n":"asc"}],"size":50})");
    QVERIFY2(same.verdict == QueryVerdict::Same, qPrintable(same.source.problem + same.target.problem));
    QCOMPARE(same.source.total, documents - 100);
    QCOMPARE(same.target.runs, latencyRuns - 1);
    const QueryComparison lost = compare(R"({"query":{"term":{"n":5}}})");
    QCOMPARE(lost.verdict, QueryVerdict::HitsDiffer);
    const QueryComparison counted = compare(R"({"size":0,"aggs":{"sum":{"sum":{"field":"n"}}}})");
    QCOMPARE(counted.verdict, QueryVerdict::TotalDiffers); // 5 is lost
    QCOMPARE(counted.aggregations.size(), 1);
}

QTEST_GUILESS_MAIN(TestVerifyPairs)
#include "tst_verifypairs.moc"
