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
    void vectorsOfOtherElementsAreComparedAsTheyAreKept();
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

int put(TestCluster &cluster, const QByteArray &path, const QByteArray &body)
{
    int status = 0;
    cluster.rawRequest("PUT", path, body, &status);
    return status;
}

QStringList deepCommand(
    const TestCluster &source, const TestCluster &target, const QString &index, const QString &state)
{
    return {QStringLiteral("verify"), QStringLiteral("--source"), source.url(), QStringLiteral("--target"),
        target.url(), QStringLiteral("--index"), index, QStringLiteral("--deep"), QStringLiteral("--progress"),
        QStringLiteral("json"), QStringLiteral("--state"), state};
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
    const QStringList compare = deepCommand(source, target, QStringLiteral("embeddings"), state.path());
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
        target.url(), QStringLiteral("--yes"), QStringLiteral("--state"), state.path()}));
    QVERIFY(run.waitFinished(60'000));
    const auto vectors = vectorsOf(target);
    QCOMPARE(vectors.value(QStringLiteral("7")).value(0), 0.5F);
    QVERIFY(vectors.value(QStringLiteral("8")).isEmpty());
}

//! 9.2 and later give all of them back as arrays, whatever they were written as.
void TestVectors::vectorsOfOtherElementsAreComparedAsTheyAreKept()
{
    TestCluster source(QStringLiteral("es9"));
    VERIFY_CLUSTER(source);
    TestCluster target(QStringLiteral("es9"));
    VERIFY_CLUSTER(target);
    const auto field = [](const char *name, const char *element, int dims, const char *similarity) -> QByteArray {
        return QByteArray("\"") + name + R"(":{"type":"dense_vector","index":true,"element_type":")" + element
            + R"(","dims":)" + QByteArray::number(dims) + R"(,"similarity":")" + similarity + "\"}";
    };
    const QByteArray fields = field("b", "byte", 3, "cosine") + ',' + field("i", "bit", 16, "l2_norm") + ','
        + field("c", "bfloat16", 3, "cosine") + ',' + field("l", "bfloat16", 3, "l2_norm");
    const auto floats = [](int i) -> QByteArray {
        return "[0." + QByteArray::number(123'456 + 789 * i) + ",-" + QByteArray::number(i * 1.37, 'f', 5) + ",1e-3]";
    };
    for (TestCluster *cluster : {&source, &target}) {
        // What the source is asked for is kept as it was written on one side, and rebuilt on the other.
        const QByteArray excluded = cluster == &source ? "false" : "true";
        QCOMPARE(
            put(*cluster, "/codes",
                R"({"settings":{"number_of_shards":1,"number_of_replicas":0,"index.mapping.exclude_source_vectors":)"
                    + excluded + R"(},"mappings":{"properties":{)" + fields + "}}}"),
            200);
        QByteArray body;
        for (int i = 1; i <= 100; ++i)
            body += R"({"index":{"_index":"codes","_id":")" + QByteArray::number(i) + "\"}}\n" + R"({"b":"81)"
                + QByteArray::number(10 + i % 80) + R"(7f","i":"0f)" + QByteArray::number(10 + i % 80) + R"(","c":)"
                + floats(i) + R"(,"l":)" + floats(i) + "}\n";
        QVERIFY(cluster->bulk(body));
        QVERIFY(cluster->refresh());
    }
    QTemporaryDir state;
    GodwitRun run(state.path());
    const QStringList compare = deepCommand(source, target, QStringLiteral("codes"), state.path());
    const auto found = [&] {
        QStringList ids;
        for (const QJsonValue &one : run.summary().value(QLatin1String("findings")).toArray())
            if (const QString id = one[QLatin1String("id")].toString(); !id.isEmpty())
                ids.append(QString(one[QLatin1String("kind")].toString() + u'/' + id));
        ids.sort();
        return ids;
    };
    QVERIFY(run.startCommand(compare));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QCOMPARE(found(), QStringList());
    const auto change = [&](const char *id, const QByteArray &changed) {
        return put(target, QByteArray("/codes/_doc/") + id, changed);
    };
    QCOMPARE(change("1", R"({"b":[-127,17,126],"i":[15,17],"c":)" + floats(1) + R"(,"l":)" + floats(1) + '}'), 200);
    QCOMPARE(change("2", R"({"b":[-127,18,127],"i":[15,19],"c":)" + floats(2) + R"(,"l":)" + floats(2) + '}'), 200);
    QCOMPARE(change("3", R"({"b":[-127,19,127],"i":[15,19],"c":)" + floats(3) + R"(,"l":)" + floats(6) + '}'), 200);
    QCOMPARE(change("4", R"({"b":[-127,20,127],"i":[15,20],"c":)" + floats(4) + R"(,"l":)" + floats(4) + '}'), 200);
    QVERIFY(target.refresh());
    QVERIFY(run.startCommand(compare));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QCOMPARE(found(),
        (QStringList{QStringLiteral("different/1"), QStringLiteral("different/2"), QStringLiteral("different/3")}));
}

QTEST_GUILESS_MAIN(TestVectors)
#include "tst_vectors.moc"
