// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reindex from remote into the newest servers, and of documents of several megabytes.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"

#include <QTest>

using namespace godwit::test;

class TestReindexLarge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTargetThatRefusesSlicesGetsParts_data();
    void aTargetThatRefusesSlicesGetsParts();
    void largeDocumentsNarrowThePages();

private:
    static QJsonObject plan(TestCluster &source, TestCluster &target, const QJsonObject &options);
};

QJsonObject TestReindexLarge::plan(TestCluster &source, TestCluster &target, const QJsonObject &options)
{
    QJsonObject made = planFor(source.url(), target.url(), {QStringLiteral("orders")});
    made.insert(QStringLiteral("method"), QStringLiteral("remote-reindex"));
    made.insert(QStringLiteral("options"), options);
    return made;
}

void TestReindexLarge::aTargetThatRefusesSlicesGetsParts_data()
{
    QTest::addColumn<QString>("to");
    QTest::newRow("7.17 to 8.19") << QStringLiteral("es8x");
    QTest::newRow("7.17 to 9.4") << QStringLiteral("es9");
}

void TestReindexLarge::aTargetThatRefusesSlicesGetsParts()
{
    QFETCH(QString, to);
    TestCluster source(QStringLiteral("es7"));
    VERIFY_CLUSTER(source);
    TestCluster target(to);
    VERIFY_CLUSTER(target);
    QVERIFY(createIndex(source, "orders", R"("number_of_shards":3,"number_of_replicas":0)"));
    QVERIFY(source.bulk(documentLines("orders", 0, 3'000, R"({"price":1.5,"word":"x"})")));
    QVERIFY(source.refresh("orders"));
    // What the server itself says to slices.
    int status = 0;
    const QByteArray refusal = target.rawRequest("POST", "/_reindex?slices=4",
        R"({"source":{"remote":{"host":")" + source.url().toUtf8()
            + R"("},"index":"orders"},"dest":{"index":"sliced"}})",
        &status);
    QVERIFY2(status == 400 && refusal.contains("slices"), refusal.constData());
    QTemporaryDir state;
    GodwitRun run(state.path());
    QVERIFY(run.start(plan(source, target, {{QStringLiteral("slices"), 4}}), QStringLiteral("auto")));
    endsExactly(run, source, target, {"orders"});
    QVERIFY(
        run.ledger().value(QLatin1String("written")).toInteger() >= 3'000); // rounds write again what they read again
}

//! The newest documents are small, so the pages are planned large; the older ones then exceed the 100 MB buffer.
void TestReindexLarge::largeDocumentsNarrowThePages()
{
    TestClusterOptions roomy;
    roomy.heap = QStringLiteral("1g");
    TestCluster source(QStringLiteral("es7"), roomy);
    VERIFY_CLUSTER(source);
    TestCluster target(QStringLiteral("os2m"), roomy);
    VERIFY_CLUSTER(target);
    QVERIFY(createIndex(source, "orders", R"("number_of_shards":1,"number_of_replicas":0)",
        R"({"properties":{"blob":{"type":"keyword","index":false,"doc_values":false}}})"));
    const QByteArray large = R"({"blob":")" + QByteArray(3 * 1024 * 1024, 'x') + "\"}";
    for (int i = 0; i < 40; i += 4)
        QVERIFY(source.bulk(documentLines("orders", i, i + 4, large)));
    QVERIFY(source.bulk(documentLines("orders", 40, 3'000, R"({"n":1})")));
    QVERIFY(source.refresh("orders"));
    QTemporaryDir state;
    GodwitRun run(state.path());
    QVERIFY(run.start(plan(source, target, {{QStringLiteral("slices"), 1}}), QStringLiteral("never")));
    endsExactly(run, source, target, {"orders"}, 240'000);
    QVERIFY2(run.errorText().contains("larger than the target's 100 MB buffer"), qPrintable(run.outputText()));
    QVERIFY2(run.errorText().contains("From now on 500 documents a page"), qPrintable(run.outputText()));
}

QTEST_GUILESS_MAIN(TestReindexLarge)
#include "tst_reindexlarge.moc"
