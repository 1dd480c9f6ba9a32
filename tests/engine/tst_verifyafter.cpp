// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison after a cutover, in a job that was killed before it had ended: every method makes up for it.
#include "engine/methods/common/sourceblock.h"
#include "engine/methods/common/verifyafter.h"
#include "restoreworld.h"
#include "tests/support/memorycluster.h"

#include <QTest>

using namespace godwit;
using godwit::restoretest::text;

namespace {

//! No task runs, and none is begun.
class NoReindex final : public ReindexService
{
public:
    Result<QString> start(const ReindexOrder &, const SearchCluster *) override { return no(); }
    Result<ReindexTask> task(const QString &) override { return no(); }
    Result<QHash<QString, QString>> runningMarks() override { return no(); }
    Result<void> rethrottle(const QString &, double) override { return no(); }
    Result<void> cancel(const QString &) override { return no(); }
    Result<QList<ReindexNode>> nodes() override { return no(); }
    Result<std::vector<qint64>> countParts(
        const QString &, const QJsonObject &, const std::vector<QJsonObject> &) override
    {
        return no();
    }
    Result<FieldSpread> spread(const QString &, const QJsonObject &, const QString &, int) override { return no(); }
    Result<QHash<QString, QString>> routings(const QString &, const QStringList &) override { return no(); }

private:
    static tl::unexpected<Error> no() { return fail(ErrorKind::Internal, text("nothing is reindexed")); }
};

class AnyCluster final : public MemoryCluster
{
public:
    AnyCluster(MemoryServer *server, restoretest::World &world) : MemoryCluster(server), m_world(world) { }
    std::unique_ptr<SnapshotService> snapshots(const SnapshotPermit &) override
    {
        return std::make_unique<restoretest::WorldSnapshots>(m_world);
    }
    std::unique_ptr<ReindexService> reindexing() override { return std::make_unique<NoReindex>(); }
    Result<void> putSettings(const QString &, const QJsonObject &) override { return {}; }

private:
    restoretest::World &m_world;
};

class AnyFactory final : public SearchClusterFactory
{
public:
    AnyFactory(MemoryServer *server, restoretest::World &world) : m_server(server), m_world(world) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override
    {
        return std::make_unique<AnyCluster>(m_server, m_world);
    }
    QString address() const override { return text("http://127.0.0.1:9200"); }

private:
    MemoryServer *m_server;
    restoretest::World &m_world;
};

const QString orders = QStringLiteral("orders");

} // namespace

class TestVerifyAfter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatWasCutShortIsMadeUpFor_data();
    void whatWasCutShortIsMadeUpFor();

private:
    JobSetup setup()
    {
        return {m_plan, text("0123abcd"), CutoverMode::Ask, true, *m_from, *m_to, *m_journal, m_control, m_quiet,
            Clock::system()};
    }
    void begin(const QString &method);
    //! "kind/id" of each, in the journal.
    QStringList findings() const
    {
        QStringList all;
        const auto kept = m_journal->findings(100);
        for (const Finding &finding : kept.value_or(QList<Finding>()))
            all.append(QString(finding.kind + u'/' + finding.id));
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    std::unique_ptr<AnyFactory> m_from;
    std::unique_ptr<AnyFactory> m_to;
    restoretest::World m_world;
    restoretest::Quiet m_quiet;
    JobControl m_control;
    Plan m_plan;
};

void TestVerifyAfter::init()
{
    m_journal.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = journaltest::opened(QString(m_folder->path() + text("/job")));
    QVERIFY(m_journal);
    m_source = std::make_unique<MemoryServer>(text("source"));
    m_target = std::make_unique<MemoryServer>(text("target"));
    for (MemoryServer *server : {m_source.get(), m_target.get()})
        for (int i = 0; i < 9; ++i)
            server->put(orders, std::to_string(i), R"({"n":)" + std::to_string(i) + "}");
    m_from = std::make_unique<AnyFactory>(m_source.get(), m_world);
    m_to = std::make_unique<AnyFactory>(m_target.get(), m_world);
}

//! A job that was killed right after the switch.
void TestVerifyAfter::begin(const QString &method)
{
    m_plan = Plan();
    m_plan.name = text("orders");
    m_plan.method = method;
    m_plan.source.url = text("http://127.0.0.1:9200");
    m_plan.target.url = text("http://127.0.0.1:9201");
    m_plan.select.indices = {orders};
    m_plan.options = {{text("verify"), text("content")}};
    if (method == text("snapshot-rounds"))
        m_plan.options.insert(text("repository"), QJsonObject{{text("name"), text("kept")}});
    JobRecord record = journaltest::record();
    record.method = method;
    record.plan = m_plan;
    QVERIFY(m_journal->saveJob(record));
    m_journal->setValue(text("source_cluster"), m_source->uuid());
    m_journal->setValue(text("target_cluster"), m_target->uuid());
    IndexRecord index;
    index.source = index.target = orders;
    index.sourceUuid = QString(orders + m_source->uuid());
    index.targetUuid = QString(orders + m_target->uuid());
    index.shards = 1;
    index.definition = {
        {text("settings"), QJsonObject{{text("index.number_of_shards"), text("1")}}}, {text("aliases"), QJsonObject()}};
    index.state = text("finished");
    m_journal->saveIndex(index);
    m_journal->setPhase(CutoverPhase::switched());
    QVERIFY(m_journal->flush());
}

void TestVerifyAfter::whatWasCutShortIsMadeUpFor_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("moment");
    QTest::addColumn<QStringList>("found");
    for (const char *method : {"live-copy", "snapshot-rounds", "remote-reindex"}) {
        const auto row = [method](const char *moment, const char *found) {
            QTest::addRow("%s, %s", method, moment) << text(method) << text(moment) << QStringList{text(found)};
        };
        row("kept", "missing/1");
        row("told in part", "missing/1");
        row("lost", "different/");
        row("damaged", "different/");
    }
}

void TestVerifyAfter::whatWasCutShortIsMadeUpFor()
{
    QFETCH(QString, method);
    QFETCH(QString, moment);
    QFETCH(QStringList, found);
    begin(method);
    m_target->remove(orders, "1"); // what the copy lost
    if (moment != text("lost")) {
        JobSetup before = setup();
        JobNotes notes(before,
            {StageBoard::stage(StageId::Initialization, {}), StageBoard::stage(StageId::Migration, {}),
                StageBoard::stage(StageId::Finalization, {})},
            1);
        VerifyAfter after(notes, VerifyLevel::Content);
        QVERIFY(after.remember(*m_from->open({}), *m_to->open({}), {orders}, {orders}));
        QVERIFY(after.due());
    }
    if (moment == text("damaged"))
        m_journal->setValue(text("verify_moment"), QJsonObject{{text("source"), QJsonArray{1}}});
    if (moment == text("told in part"))
        m_journal->addFinding({text("missing"), orders, text("1"), text("The target does not have this document.")});
    QVERIFY(m_journal->flush());
    m_target->put(orders, "3", R"({"n":"changed by a client"})");
    JobSetup first = setup();
    const JobSummary summary = runJob(first);
    QVERIFY2(summary.outcome == Outcome::Findings, qPrintable(summary.reason));
    QCOMPARE(findings(), found);
    const bool compared = moment == text("kept") || moment == text("told in part");
    QCOMPARE(!m_journal->value(text("verification")).toObject().isEmpty(), compared);
    // Once more: what was compared, or told, is not told again.
    JobSetup second = setup();
    QVERIFY(runJob(second).outcome == Outcome::Findings);
    QCOMPARE(findings(), found);
}

QTEST_GUILESS_MAIN(TestVerifyAfter)
#include "tst_verifyafter.moc"
