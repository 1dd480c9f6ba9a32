// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `godwit verify` between real clusters: planted faults are found and named, nothing else is, and a repair makes them
// equal.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/workload.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <thread>

using namespace godwit::test;

class TestVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void equalIndicesAreEqualAndTheHashCanBeComputedAgain();
    void plantedFaultsAreNamedAndNothingElseIs();
    void aRepairMakesThemEqualAndCanBeTakenBack();
    void aRepairLeavesAloneWhatClientsWroteAfterTheComparison();
    void anIdWithTwoRoutingsIsTwoDocuments();
    void anInterruptedComparisonGoesOnWhereItWas();
    void aClosedIndexIsNamedAndNotCalledEqual();
    void whatChangesMeanwhileIsNoFinding();
    void aCutoverIsFollowedByTheComparisonOfItsPlan();
    void aLossIsFoundBesideWhatClientsDeleteAfterTheCutover();

private:
    bool cutOver(GodwitRun &run, const QByteArray &index, const std::function<void()> &before);
    void fillBoth();
    void plant();
    bool verify(GodwitRun &run, const QStringList &more);
    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    std::unique_ptr<QTemporaryDir> m_state;
};

namespace {

constexpr int documents = 4'000;

const QByteArray mappings = R"({"properties":{"n":{"type":"long"},"big":{"type":"long"},"price":{"type":"double"},
    "name":{"type":"keyword"},"tags":{"type":"keyword"},
    "lines":{"type":"nested","properties":{"sku":{"type":"keyword"},"amount":{"type":"integer"}}}}})";

QByteArray body(int number)
{
    const QByteArray n = QByteArray::number(number);
    return R"({"n":)" + n + R"(,"big":90071992547409)" + QByteArray::number(10 + number % 90) + R"(,"price":)" + n
        + R"(.50,"name":"é )" + n + R"(","tags":["a","b","c"],"lines":[{"sku":"x)" + n
        + R"(","amount":1},{"sku":"y","amount":2}]})";
}

QByteArray lines(const QByteArray &index, const std::function<QByteArray(int)> &bodyOf)
{
    QByteArray text;
    for (int i = 0; i < documents; ++i) {
        const bool routed = i % 10 == 3;
        text += R"({"index":{"_index":")" + index + R"(","_id":")" + QByteArray::number(i) + '"'
            + (routed ? QByteArray(R"(,"routing":"r)" + QByteArray::number(i % 7) + '"') : QByteArray()) + "}}\n"
            + bodyOf(i) + '\n';
    }
    return text;
}

QString detailOf(const QJsonObject &summary, const char *kind, const char *id)
{
    for (const QJsonValue &finding : summary.value(QLatin1String("findings")).toArray())
        if (finding[QLatin1String("kind")].toString() == QLatin1String(kind)
            && finding[QLatin1String("id")].toString() == QLatin1String(id))
            return finding[QLatin1String("detail")].toString();
    return {};
}

QJsonObject firstRow(const QJsonObject &summary)
{
    return summary.value(QLatin1String("verification"))[QLatin1String("indices")].toArray().at(0).toObject();
}

} // namespace

void TestVerify::initTestCase()
{
    m_source = std::make_unique<TestCluster>(QStringLiteral("es7"));
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(QStringLiteral("es8"));
    VERIFY_CLUSTER(*m_target);
    fillBoth();
}

void TestVerify::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

//! The same documents on both sides, in another number of shards, with deletions behind them.
void TestVerify::fillBoth()
{
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":3,"number_of_replicas":0)", mappings));
    QVERIFY(createIndex(*m_target, "orders-2", R"("number_of_shards":2,"number_of_replicas":0)", mappings));
    const QByteArray aliases = R"({"actions":[{"add":{"index":"INDEX","alias":"all"}},
        {"add":{"index":"INDEX","alias":"cheap","filter":{"range":{"price":{"lt":10}}}}}]})";
    for (const auto &[cluster, index] :
        {std::pair(m_source.get(), QByteArray("orders")), std::pair(m_target.get(), QByteArray("orders-2"))}) {
        QVERIFY(cluster->bulk(lines(index, body)));
        QVERIFY(cluster->bulk(documentLines(index, 900'000, 900'050, "{\"n\":1}")));
        QVERIFY(cluster->bulk(deleteLines(index, 900'000, 900'050)));
        int status = 0;
        cluster->request("POST", "/_aliases", QByteArray(aliases).replace("INDEX", index), &status);
        QCOMPARE(status, 200);
    }
}

bool TestVerify::verify(GodwitRun &run, const QStringList &more)
{
    return run.startCommand(
        QStringList{QStringLiteral("verify"), QStringLiteral("--source"), m_source->url(), QStringLiteral("--target"),
            m_target->url(), QStringLiteral("--index"), QStringLiteral("orders:orders-2"), QStringLiteral("--progress"),
            QStringLiteral("json"), QStringLiteral("--state"), m_state->path()}
        + more);
}

void TestVerify::equalIndicesAreEqualAndTheHashCanBeComputedAgain()
{
    GodwitRun run(m_state->path());
    const QString certificate = m_state->filePath(QStringLiteral("certificate.html"));
    QVERIFY(verify(run,
        {QStringLiteral("--deep"), QStringLiteral("--equal-by"), QStringLiteral("bytes"), QStringLiteral("--out"),
            certificate}));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const QJsonObject row = firstRow(run.summary());
    const QString hash = row.value(QLatin1String("source"))[QLatin1String("hash")].toString();
    QCOMPARE(hash.size(), 64);
    QCOMPARE(row.value(QLatin1String("target"))[QLatin1String("hash")].toString(), hash);
    QCOMPARE(row.value(QLatin1String("source"))[QLatin1String("documents")].toInteger(), documents);
    QCOMPARE(row.value(QLatin1String("source"))[QLatin1String("read")].toInteger(), documents);
    QCOMPARE(row.value(QLatin1String("source"))[QLatin1String("lucene_documents")].toInteger(), 3 * documents);
    QCOMPARE(row.value(QLatin1String("looked_again")).toInteger(), 0);
    QFile page(certificate);
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY(page.readAll().contains(hash.toLatin1()));
    // The program of the documentation, with nothing of Godwit in it.
    QFile recipe(qEnvironmentVariable("GODWIT_SOURCE_DIR") + QStringLiteral("/docs/verification.md"));
    QVERIFY(recipe.open(QIODevice::ReadOnly));
    const QByteArray text = recipe.readAll();
    const qsizetype begin = text.indexOf("```python\n") + 10;
    QProcess python;
    python.start(QStringLiteral("python3"),
        {QStringLiteral("-c"), QString::fromUtf8(text.mid(begin, text.indexOf("\n```", begin) - begin)),
            QString(m_source->url() + QStringLiteral("/orders"))});
    QVERIFY(python.waitForFinished(30'000));
    QCOMPARE(python.readAllStandardOutput().trimmed(), hash.toLatin1());
}

void TestVerify::plant()
{
    const auto send = [this](const char *method, const QByteArray &path, const QByteArray &json = {}) {
        int status = 0;
        m_target->rawRequest(method, path, json, &status);
        QVERIFY2(status == 200 || status == 201, path.constData());
    };
    const auto with = [](int number, const QByteArray &from, const QByteArray &to) {
        const QByteArray before = body(number);
        return QByteArray(before).replace(from, to);
    };
    send("DELETE", "/orders-2/_doc/10"); // lost
    send("PUT", "/orders-2/_doc/extra", R"({"n":1})");
    send("PUT", "/orders-2/_doc/20", with(20, R"("big":9007199254740930)", R"("big":9007199254740931)"));
    send("PUT", "/orders-2/_doc/30", R"({"price":30.500,"n":30, "big":9007199254740940,"name":"\u00e9 30",
        "tags":["a","b","c"],"lines":[{"amount":1,"sku":"x30"},{"sku":"y","amount":2}]})");
    send("PUT", "/orders-2/_doc/41", with(41, R"("tags":["a","b","c"])", R"("tags":["a","b"])"));
    send("PUT", "/orders-2/_doc/51",
        with(51, R"({"sku":"y","amount":2})", R"({"sku":"y","amount":2},{"sku":"y","amount":2})"));
    send("DELETE", "/orders-2/_doc/63?routing=r0");
    send("PUT", "/orders-2/_doc/63", body(63)); // its routing is lost
    send("POST", "/_aliases", R"({"actions":[{"remove":{"index":"orders-2","alias":"all"}}]})");
    QVERIFY(m_target->refresh());
}

void TestVerify::plantedFaultsAreNamedAndNothingElseIs()
{
    plant();
    // The source's type differs, too: the field is there on both sides, and no document has it.
    m_source->request("PUT", "/orders/_mapping", R"({"properties":{"late":{"type":"keyword"}}})");
    m_target->request("PUT", "/orders-2/_mapping", R"({"properties":{"late":{"type":"text"}}})");
    GodwitRun run(m_state->path());
    QVERIFY(verify(run, {QStringLiteral("--deep")}));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QJsonObject summary = run.summary();
    QCOMPARE(namedFindings(summary),
        (QStringList{QStringLiteral("alias/"), QStringLiteral("different/20"), QStringLiteral("different/41"),
            QStringLiteral("different/51"), QStringLiteral("extra/extra"), QStringLiteral("mapping/"),
            QStringLiteral("missing/10"), QStringLiteral("routing/63")}));
    QVERIFY2(
        detailOf(summary, "different", "20").contains(QLatin1String("9007199254740931")), qPrintable(run.outputText()));
    QVERIFY(detailOf(summary, "different", "41").contains(QLatin1String("tags[2]")));
    QVERIFY(detailOf(summary, "different", "51").contains(QLatin1String("lines[2]")));
    QVERIFY(detailOf(summary, "routing", "63").contains(QLatin1String("\"r0\"")));
    QVERIFY(detailOf(summary, "mapping", "").contains(QLatin1String("late")));
    QVERIFY(detailOf(summary, "alias", "").contains(QLatin1String("all")));
    const QJsonObject row = firstRow(summary);
    QCOMPARE(row.value(QLatin1String("equal_in_meaning")).toInteger(), 1);
    QCOMPARE(row.value(QLatin1String("equal_in_meaning_examples")).toArray().at(0).toString(), QStringLiteral("30"));
    QCOMPARE(row.value(QLatin1String("looked_again")).toInteger(), 6);
    // Byte for byte the one with another key order is a finding as well.
    QVERIFY(verify(run, {QStringLiteral("--deep"), QStringLiteral("--equal-by"), QStringLiteral("bytes")}));
    QVERIFY(run.waitFinished(60'000));
    QVERIFY2(namedFindings(run.summary()).contains(QStringLiteral("different/30")), qPrintable(run.outputText()));
    QCOMPARE(run.summary().value(QLatin1String("findings")).toArray().size(), 9);
    // Ids only: what differs inside of documents is not seen.
    QVERIFY(verify(run, {QStringLiteral("--level"), QStringLiteral("ids")}));
    QVERIFY(run.waitFinished(60'000));
    QCOMPARE(namedFindings(run.summary()),
        (QStringList{QStringLiteral("alias/"), QStringLiteral("extra/extra"), QStringLiteral("mapping/"),
            QStringLiteral("missing/10"), QStringLiteral("routing/63")}));
}

void TestVerify::aRepairMakesThemEqualAndCanBeTakenBack()
{
    m_target->request("POST", "/_aliases", R"({"actions":[{"add":{"index":"orders-2","alias":"all"}}]})");
    m_source->request("PUT", "/orders/_mapping", R"({"properties":{"late2":{"type":"keyword"}}})");
    const Documents before = m_target->allDocuments("orders-2");
    GodwitRun run(m_state->path());
    QVERIFY(verify(run, {QStringLiteral("--deep"), QStringLiteral("--repair"), QStringLiteral("--yes")}));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    const QJsonObject summary = run.summary();
    QVERIFY2(difference(m_source->allDocuments("orders"), m_target->allDocuments("orders-2"))
                 .startsWith(QLatin1String("0 missing, 0 extra, 1 changed")),
        qPrintable(run.outputText())); // the one that is equal in meaning was left alone
    for (const QString &name : namedFindings(summary))
        QVERIFY2(name == QLatin1String("mapping/"), qPrintable(run.outputText()));
    const QJsonObject repair = summary.value(QLatin1String("repair")).toObject();
    QCOMPARE(repair.value(QLatin1String("copied")).toInteger(), 5);
    QCOMPARE(repair.value(QLatin1String("deleted")).toInteger(), 1);
    QCOMPARE(repair.value(QLatin1String("refused")).toInteger(), 0);
    QVERIFY(run.startCommand(
        {QStringLiteral("verify"), QStringLiteral("--undo"), repair.value(QLatin1String("undo_file")).toString(),
            QStringLiteral("--yes"), QStringLiteral("--target"), m_target->url(), QStringLiteral("--state"),
            m_state->path()}));
    QVERIFY(run.waitFinished(60'000));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(difference(before, m_target->allDocuments("orders-2")), QString());
}

//! Between the comparison and the word that begins the repair, clients use the target.
void TestVerify::aRepairLeavesAloneWhatClientsWroteAfterTheComparison()
{
    QVERIFY(createIndex(*m_source, "busy", R"("number_of_shards":2,"number_of_replicas":0)"));
    QVERIFY(createIndex(*m_target, "busy", R"("number_of_shards":1,"number_of_replicas":0)"));
    for (int i = 0; i < 30; ++i) // the numbers of the source are far above those of the target
        QVERIFY(m_source->bulk(documentLines("busy", 0, 60, "{\"n\":1}")));
    QVERIFY(m_target->bulk(documentLines("busy", 10, 60, "{\"n\":1}")));
    QVERIFY(m_target->bulk(documentLines("busy", 20, 25, "{\"n\":2}")));
    QVERIFY(m_target->bulk(documentLines("busy", 70, 72, "{\"n\":1}")));
    GodwitRun run(m_state->path());
    QVERIFY(run.startCommand({QStringLiteral("verify"), QStringLiteral("--source"), m_source->url(),
        QStringLiteral("--target"), m_target->url(), QStringLiteral("--index"), QStringLiteral("busy"),
        QStringLiteral("--deep"), QStringLiteral("--repair"), QStringLiteral("--state"), m_state->path()}));
    QVERIFY2(run.waitForText("Write the word repair", 60'000), qPrintable(run.outputText()));
    QVERIFY(m_target->bulk(documentLines("busy", 5, 6, "{\"n\":7}") + documentLines("busy", 21, 22, "{\"n\":8}")
        + deleteLines("busy", 22, 23) + documentLines("busy", 71, 72, "{\"n\":8}")));
    run.say("repair");
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    const QString said = run.plainText();
    QVERIFY2(said.contains(QLatin1String("12 copied, 1 deleted, 0 equal already, 4 left alone")), qPrintable(said));
    for (const char *id : {"5", "21", "22", "71"})
        QVERIFY2(said.contains(QStringLiteral("busy/%1: It was ").arg(QLatin1String(id))), qPrintable(said));
    const Documents after = m_target->allDocuments("busy");
    QVERIFY(
        difference(m_source->allDocuments("busy"), after).startsWith(QLatin1String("1 missing, 1 extra, 2 changed")));
    QVERIFY(!after.contains({"22", {}}));
    m_target->request("DELETE", "/busy");
    m_source->request("DELETE", "/busy");
}

//! One target has a document once more, under another routing; another can't hold two that the source has, and keeps
//! the one that it has.
void TestVerify::anIdWithTwoRoutingsIsTwoDocuments()
{
    for (const auto &[index, here, there] : {std::tuple("twice-1", 1, 2), std::tuple("twice-2", 2, 1)}) {
        const auto shards = [](int count) -> QByteArray {
            return R"("number_of_shards":)" + QByteArray::number(count) + R"(,"number_of_replicas":0)";
        };
        QVERIFY(createIndex(*m_source, index, shards(here)));
        QVERIFY(createIndex(*m_target, index, shards(there)));
        QVERIFY(m_source->bulk(documentLines(index, 0, 20, "{\"n\":1}")));
        QVERIFY(m_target->bulk(documentLines(index, 0, 20, "{\"n\":1}")));
    }
    const auto twoRoutings = [](TestCluster &cluster, const QByteArray &index) {
        QMap<int, QByteArray> byShard; // two that lead to different shards
        for (int i = 0; i < 50; ++i) {
            const QByteArray routing = "r" + QByteArray::number(i);
            const QJsonArray found = cluster.request("GET", "/" + index + "/_search_shards?routing=" + routing)
                                         .object()
                                         .value(QLatin1String("shards"))
                                         .toArray();
            byShard.insert(found.at(0).toArray().at(0)[QLatin1String("shard")].toInt(-1), routing);
        }
        return byShard.values();
    };
    const auto put = [](TestCluster &cluster, const QByteArray &index, const QByteArray &routing, const char *text) {
        int status = 0;
        cluster.rawRequest("PUT", "/" + index + "/_doc/same?refresh=true&routing=" + routing, text, &status);
        return status == 201;
    };
    const QList<QByteArray> more = twoRoutings(*m_target, "twice-1");
    const QList<QByteArray> fewer = twoRoutings(*m_source, "twice-2");
    QVERIFY(more.size() == 2 && fewer.size() == 2);
    QVERIFY(put(*m_source, "twice-1", more.at(0), R"({"n":2})"));
    QVERIFY(put(*m_target, "twice-1", more.at(0), R"({"n":2})"));
    const Documents right = m_target->allDocuments("twice-1");
    QVERIFY(put(*m_target, "twice-1", more.at(1), R"({"n":2})"));
    QVERIFY(put(*m_source, "twice-2", fewer.at(0), R"({"n":3})"));
    QVERIFY(put(*m_source, "twice-2", fewer.at(1), R"({"n":4})"));
    QVERIFY(put(*m_target, "twice-2", fewer.at(1), R"({"n":4})"));
    const Documents kept = m_target->allDocuments("twice-2");
    GodwitRun run(m_state->path());
    QVERIFY(run.startCommand({QStringLiteral("verify"), QStringLiteral("--source"), m_source->url(),
        QStringLiteral("--target"), m_target->url(), QStringLiteral("--index"), QStringLiteral("twice-*"),
        QStringLiteral("--deep"), QStringLiteral("--repair"), QStringLiteral("--yes"), QStringLiteral("--progress"),
        QStringLiteral("json"), QStringLiteral("--state"), m_state->path()}));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QJsonObject repair = run.summary().value(QLatin1String("repair")).toObject();
    QCOMPARE(repair.value(QLatin1String("deleted")).toInteger(), 1);
    QCOMPARE(repair.value(QLatin1String("copied")).toInteger(), 0);
    QCOMPARE(repair.value(QLatin1String("left_alone")).toInteger(), 1);
    QCOMPARE(namedFindings(run.summary()), (QStringList{QStringLiteral("count/"), QStringLiteral("missing/same")}));
    QCOMPARE(difference(right, m_target->allDocuments("twice-1")), QString());
    QCOMPARE(difference(kept, m_target->allDocuments("twice-2")), QString());
    for (TestCluster *cluster : {m_source.get(), m_target.get()})
        for (const char *index : {"/twice-1", "/twice-2"})
            cluster->request("DELETE", index);
}

void TestVerify::anInterruptedComparisonGoesOnWhereItWas()
{
    GodwitRun run(m_state->path());
    QVERIFY(verify(run, {QStringLiteral("--deep"), QStringLiteral("--rate"), QStringLiteral("1000")}));
    QVERIFY2(run.waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() > 1'500; }, 30'000),
        qPrintable(run.outputText()));
    run.interrupt();
    QVERIFY(run.waitFinished(20'000));
    QVERIFY2(run.exitCode() == 6, qPrintable(run.outputText()));
    const qint64 before = firstRow(run.summary()).value(QLatin1String("source"))[QLatin1String("read")].toInteger()
        + firstRow(run.summary()).value(QLatin1String("target"))[QLatin1String("read")].toInteger();
    QVERIFY(before > 1'000 && before < 2 * documents);
    const QString job = run.job();
    QVERIFY(run.startCommand({QStringLiteral("resume"), job, QStringLiteral("--progress"), QStringLiteral("json"),
        QStringLiteral("--state"), m_state->path()}));
    QVERIFY(run.waitFinished(60'000));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QJsonObject row = firstRow(run.summary());
    QCOMPARE(row.value(QLatin1String("source"))[QLatin1String("read")].toInteger(), documents); // none was read twice
    QCOMPARE(row.value(QLatin1String("missing")).toInteger(), 1);
    QCOMPARE(row.value(QLatin1String("extra")).toInteger(), 1);
    QCOMPARE(row.value(QLatin1String("different")).toInteger(), 3);
    QCOMPARE(row.value(QLatin1String("routing")).toInteger(), 1);
}

void TestVerify::aClosedIndexIsNamedAndNotCalledEqual()
{
    for (const char *index : {"store-1", "store-2"})
        for (TestCluster *cluster : {m_source.get(), m_target.get()})
            QVERIFY(createIndex(*cluster, index, R"("number_of_shards":1,"number_of_replicas":0)"));
    m_source->request("POST", "/store-2/_close");
    GodwitRun run(m_state->path());
    QVERIFY(run.startCommand({QStringLiteral("verify"), QStringLiteral("--source"), m_source->url(),
        QStringLiteral("--target"), m_target->url(), QStringLiteral("--index"), QStringLiteral("store-*"),
        QStringLiteral("--progress"), QStringLiteral("json"), QStringLiteral("--state"), m_state->path()}));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 5, qPrintable(run.outputText()));
    const QJsonArray rows = run.summary().value(QLatin1String("verification"))[QLatin1String("indices")].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0)[QLatin1String("state")].toString(), QStringLiteral("equal"));
    QVERIFY2(rows.at(1)[QLatin1String("reason")].toString().contains(QLatin1String("store-2 is closed")),
        qPrintable(run.outputText()));
}

//! A copy is under way and its source is written to; the comparison runs beside it.
void TestVerify::whatChangesMeanwhileIsNoFinding()
{
    QVERIFY(createIndex(*m_source, "live", R"("number_of_shards":2,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"live"}, "live", 6'000, 300, 11, false});
    QVERIFY(workload.fill(3'000));
    GodwitRun copy(m_state->path());
    QVERIFY(copy.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("live")}), QStringLiteral("ask")));
    QVERIFY2(copy.waitFor(following, 60'000), qPrintable(copy.outputText()));
    workload.start();
    QTest::qWait(1'000);
    const QTemporaryDir state;
    GodwitRun run(state.path());
    QVERIFY(run.startCommand(
        {QStringLiteral("verify"), QStringLiteral("--source"), m_source->url(), QStringLiteral("--target"),
            m_target->url(), QStringLiteral("--index"), QStringLiteral("live"), QStringLiteral("--deep"),
            QStringLiteral("--progress"), QStringLiteral("json"), QStringLiteral("--state"), state.path()}));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    workload.stop();
    copy.interrupt();
    QVERIFY(copy.waitFinished(30'000));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const QJsonObject row = firstRow(run.summary());
    QCOMPARE(row.value(QLatin1String("written_meanwhile")).toBool(), true);
    QVERIFY(row.value(QLatin1String("source"))[QLatin1String("read")].toInteger() > 2'000);
}

//! The target is written to at once, as it is after a switch; only what the copy did wrong would be a finding.
void TestVerify::aCutoverIsFollowedByTheComparisonOfItsPlan()
{
    GodwitRun run(m_state->path());
    QVERIFY2(cutOver(run, "cut", [] {}), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QVERIFY2(run.outputText().contains(QLatin1String("\"verify\"")), qPrintable(run.outputText()));
}

//! Clients delete hundreds of documents meanwhile, and nobody tells which; but one more is gone than they deleted.
void TestVerify::aLossIsFoundBesideWhatClientsDeleteAfterTheCutover()
{
    GodwitRun run(m_state->path());
    QVERIFY2(cutOver(run, "loss",
                 [this] { // as a faulty copy would leave it: the counts are the same
                     m_target->bulk(deleteLines("loss", 1'500, 1'501));
                     m_target->request("PUT", "/loss/_doc/planted", "{}");
                 }),
        qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QStringList found = namedFindings(run.summary());
    QVERIFY2(found.contains(QStringLiteral("missing/1500")), qPrintable(run.outputText()));
    QVERIFY2(found.contains(QStringLiteral("extra/planted")), qPrintable(run.outputText()));
}

//! A cutover, with clients that begin to use the target at once. `before`: when everything is copied.
bool TestVerify::cutOver(GodwitRun &run, const QByteArray &index, const std::function<void()> &before)
{
    const QByteArray alias = index + "-alias";
    if (!createIndex(*m_source, index, R"("number_of_shards":2,"number_of_replicas":0)")
        || !m_source->bulk(documentLines(index, 0, 3'000, "{\"n\":1.50}")))
        return false;
    m_source->request(
        "POST", "/_aliases", R"({"actions":[{"add":{"index":")" + index + R"(","alias":")" + alias + R"("}}]})");
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QString::fromLatin1(index)});
    plan.insert(QStringLiteral("options"), QJsonObject{{QStringLiteral("verify"), QStringLiteral("content")}});
    if (!run.start(plan, QStringLiteral("ask")) || !run.waitFor(following, 60'000))
        return false;
    before();
    run.sayCutover();
    std::atomic<bool> over{false};
    std::jthread application([&] { // writes as soon as the alias leads to the target
        for (int status = 0; status != 200 && !over;)
            m_target->rawRequest("GET", "/_alias/" + alias, {}, &status);
        for (int i = 0; !over && i < 1'400; ++i) {
            m_target->bulk(documentLines(index, 4'000 + i, 4'001 + i, "{\"new\":true}")
                + documentLines(index, i, i + 1, "{\"changed\":true}") + deleteLines(index, 2'999 - i, 3'000 - i));
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    const bool ended = run.waitFinished(90'000);
    over = true;
    application.join();
    return ended;
}

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
