// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Elasticsearch 9.2 and later leave dense_vector fields out of _source unless asked; a copy that does not ask loses
// them.
#include "tests/cluster/godwitrun.h"
#include "tests/support/clusterfixture.h"

#include <QTest>

using namespace godwit::test;

class TestVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectorsArriveEqualInMeaning();
    void vectorsOfAnOlderVersionAreComparedByMeaning();
};

namespace {

//! id to its vector, as float32: the precision in which the server keeps it.
QMap<QString, QList<float>> vectorsOf(TestCluster &cluster)
{
    QMap<QString, QList<float>> vectors;
    cluster.refresh("embeddings");
    const QJsonObject answer = cluster
                                   .request("POST", "/embeddings/_search",
                                       R"({"size":1000,"_source":{"exclude_vectors":false},"query":{"match_all":{}}})")
                                   .object();
    for (const QJsonValue &hit :
        answer.value(QLatin1String("hits")).toObject().value(QLatin1String("hits")).toArray()) {
        QList<float> values;
        for (const QJsonValue &value :
            hit.toObject().value(QLatin1String("_source")).toObject().value(QLatin1String("v")).toArray())
            values.append(static_cast<float>(value.toDouble()));
        vectors.insert(hit.toObject().value(QLatin1String("_id")).toString(), values);
    }
    return vectors;
}

} // namespace

void TestVectors::vectorsArriveEqualInMeaning()
{
    TestCluster source(QStringLiteral("es9"));
    VERIFY_CLUSTER(source);
    TestCluster target(QStringLiteral("es9"));
    VERIFY_CLUSTER(target);
    int status = 0;
    source.rawRequest("PUT", "/embeddings",
        R"({"settings":{"number_of_shards":2,"number_of_replicas":0},"mappings":{"properties":{"v":{"type":"dense_vector","dims":4},"t":{"type":"keyword"}}}})",
        &status);
    QCOMPARE(status, 200);
    QByteArray body;
    for (int i = 0; i < 500; ++i)
        body += R"({"index":{"_index":"embeddings","_id":")" + QByteArray::number(i) + "\"}}\n" + R"({"v":[0.1,)"
            + QByteArray::number(i * 0.37 + 1) + R"(,-0.25,1e-3],"t":"x"})" + '\n';
    QVERIFY(source.bulk(body));
    QTemporaryDir state;
    GodwitRun run(state.path());
    QVERIFY(run.start(planFor(source.url(), target.url(), {QStringLiteral("embeddings")}), QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const auto here = vectorsOf(source);
    QCOMPARE(here.size(), 500);
    QCOMPARE(here.value(QStringLiteral("7")).size(), 4);
    QCOMPARE(vectorsOf(target), here);
}

//! 8.19 gives back the digits that it got, 9.2 and later what their 32-bit floats are.
void TestVectors::vectorsOfAnOlderVersionAreComparedByMeaning()
{
    TestCluster source(QStringLiteral("es8x"));
    VERIFY_CLUSTER(source);
    TestCluster target(QStringLiteral("es9"));
    VERIFY_CLUSTER(target);
    const auto put = [](TestCluster &cluster, const QByteArray &path, const QByteArray &body) {
        int status = 0;
        cluster.rawRequest("PUT", path, body, &status);
        return status;
    };
    for (TestCluster *cluster : {&source, &target}) {
        QCOMPARE(
            put(*cluster, "/embeddings",
                R"({"settings":{"number_of_shards":2,"number_of_replicas":0},"mappings":{"properties":{)"
                R"("v":{"type":"dense_vector","dims":3,"index":true,"similarity":"cosine"},"t":{"type":"keyword"}}}})"),
            200);
        QByteArray body;
        for (int i = 1; i <= 200; ++i)
            body += R"({"index":{"_index":"embeddings","_id":")" + QByteArray::number(i) + "\"}}\n" + R"({"v":[0.)"
                + QByteArray::number(123'456'789'012'345LL * i % 1'000'000'007 + 1'000'000'000) + QByteArray::number(i)
                + R"(,1e-3,-0.25],"t":"x"})" + '\n';
        QVERIFY(cluster->bulk(body));
        QVERIFY(cluster->refresh());
    }
    QTemporaryDir state;
    GodwitRun run(state.path());
    const QStringList compare{QStringLiteral("verify"), QStringLiteral("--source"), source.url(),
        QStringLiteral("--target"), target.url(), QStringLiteral("--index"), QStringLiteral("embeddings"),
        QStringLiteral("--deep"), QStringLiteral("--progress"), QStringLiteral("json"), QStringLiteral("--state"),
        state.path()};
    QVERIFY(run.startCommand(compare));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(put(target, "/embeddings/_doc/7", R"({"v":[0.5,1e-3,-0.25],"t":"x"})"), 200);
    QCOMPARE(put(target, "/embeddings/_doc/8", R"({"t":"x"})"), 200); // its vector is lost
    QVERIFY(target.refresh());
    QVERIFY(run.startCommand(compare + QStringList{QStringLiteral("--repair"), QStringLiteral("--yes")}));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(run.summary().value(QLatin1String("repair"))[QLatin1String("copied")].toInt(), 2);
    // What a repair reads of 9.2 and later has its vectors, too.
    QVERIFY(run.startCommand({QStringLiteral("verify"), QStringLiteral("--undo"),
        run.summary().value(QLatin1String("repair"))[QLatin1String("undo_file")].toString(), QStringLiteral("--target"),
        target.url(), QStringLiteral("--state"), state.path()}));
    QVERIFY(run.waitFinished(60'000));
    const auto vectors = vectorsOf(target);
    QCOMPARE(vectors.value(QStringLiteral("7")).value(0), 0.5F);
    QVERIFY(vectors.value(QStringLiteral("8")).isEmpty());
}

QTEST_GUILESS_MAIN(TestVectors)
#include "tst_vectors.moc"
