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

QTEST_GUILESS_MAIN(TestVectors)
#include "tst_vectors.moc"
