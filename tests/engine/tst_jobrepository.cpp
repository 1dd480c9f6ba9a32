// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a job makes of its repository: a registration that is refused or useless, a store that is away for a moment.
#include "restoreworld.h"

#include <QTest>

using namespace godwit;
using namespace godwit::restoretest;

class TestJobRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSnapshotThatVanishesIsTakenAgain();
    void aRegistrationThatIsRefusedIsNotTriedAgain();
    void aRegistrationThatIsUselessIsTakenBack_data();
    void aRegistrationThatIsUselessIsTakenBack();

private:
    JobSummary run();
    static bool finished(const JobSummary &summary) { return summary.outcome == Outcome::Succeeded; }
    void setRepository(const char *type, const char *key, const char *place);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    World m_source;
    World m_target;
    Plan m_plan;
    Quiet m_quiet;
};

void TestJobRepository::init()
{
    m_journal.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = journaltest::opened(QString(m_folder->path() + text("/job")));
    QVERIFY(m_journal);
    m_plan = Plan();
    m_plan.method = text("restore");
    m_plan.target.url = text("http://127.0.0.1:9201");
    m_plan.select.indices = {text("*")};
    m_plan.options = {{text("snapshot"), text("one")}, {text("patience_seconds"), 8}};
    setRepository("fs", "location", "/mnt");
    m_target = World();
    m_target.info.product = Product::Elasticsearch;
    m_target.info.version = {8, 3, 3};
    m_target.info.clusterUuid = text("there");
    m_target.snapshotShards = {{text("orders"), 2}};
    m_target.beforeLook = [](World &world) { world.finish(); };
    m_source = World();
}

void TestJobRepository::setRepository(const char *type, const char *key, const char *place)
{
    m_plan.options.insert(text("repository"),
        QJsonObject{{text("name"), text("kept")}, {text("type"), text(type)},
            {text("settings"), QJsonObject{{text(key), text(place)}}}});
}

JobSummary TestJobRepository::run()
{
    WorldFactory source(m_plan.hasSource() ? m_source : m_target);
    WorldFactory target(m_target);
    JobControl control;
    JobRecord record = journaltest::record();
    record.plan = m_plan;
    if (!m_journal->saveJob(record))
        return {};
    JobSetup setup{
        m_plan, record.job, CutoverMode::Never, false, source, target, *m_journal, control, m_quiet, Clock::system()};
    const JobSummary summary = runJob(setup);
    if (!finished(summary))
        qInfo("%s", qPrintable(summary.reason));
    return summary;
}

//! A store that is away when a snapshot ends: the server takes the order, and forgets it.
void TestJobRepository::aSnapshotThatVanishesIsTakenAgain()
{
    m_plan.method = text("snapshot-rounds");
    m_plan.source.url = text("http://127.0.0.1:9200");
    m_plan.options.remove(text("snapshot"));
    m_plan.options.insert(text("rounds"), QJsonObject{{text("at_least"), 1}, {text("until_seconds"), 60}});
    m_source.info = m_target.info;
    m_source.info.clusterUuid = text("here");
    m_source.onlyReads = false;
    m_source.snapshotShards = m_target.snapshotShards;
    m_source.put(text("orders"), 2);
    IndexDefinition definition;
    definition.name = text("orders");
    definition.uuid = m_source.indices.at(text("orders")).uuid;
    definition.settings = {{text("index.number_of_shards"), text("2")}, {text("index.number_of_replicas"), text("0")},
        {text("index.version.created"), text("8030399")}};
    m_source.definitions = {{text("orders"), definition}};
    int asked = 0;
    m_source.makeSnapshot = [&](const SnapshotInfo &wanted) -> Result<void> {
        if (++asked == 3)
            m_source.snapshots.append(wanted);
        return {};
    };
    QVERIFY(finished(run()));
    QCOMPARE(asked, 3);
    QVERIFY2(m_source.snapshots.first().name.endsWith(text("-3")), qPrintable(m_source.snapshots.first().name));
}

//! Told as a fault of the server, as one that passes is.
void TestJobRepository::aRegistrationThatIsRefusedIsNotTriedAgain()
{
    setRepository("gcs", "bucket", "b");
    m_target.knowsNone = true;
    m_target.registering = tl::make_unexpected(Error{ErrorKind::Server, text("It failed."),
        text("repository_exception: [kept] repository type [gcs] does not exist"), 500, false, {}});
    const JobSummary summary = run();
    QVERIFY(!finished(summary));
    QVERIFY2(summary.reason.contains(text("Install its plugin")), qPrintable(summary.reason));
    QCOMPARE(m_target.registered, 1);
    QVERIFY(m_target.removed.isEmpty());
}

void TestJobRepository::aRegistrationThatIsUselessIsTakenBack_data()
{
    QTest::addColumn<bool>("known");
    QTest::addColumn<bool>("judged");
    QTest::addColumn<bool>("takenBack");
    QTest::newRow("made by the job, and refused") << false << true << true;
    QTest::newRow("made by the job, nobody answered") << false << false << false;
    QTest::newRow("somebody else's") << true << true << false;
}

void TestJobRepository::aRegistrationThatIsUselessIsTakenBack()
{
    QFETCH(bool, known);
    QFETCH(bool, judged);
    QFETCH(bool, takenBack);
    m_target.knowsNone = !known;
    m_target.check = tl::make_unexpected(judged
            ? Error{ErrorKind::Server, text("It failed."), text("no such folder"), 500, false, {}}
            : Error{ErrorKind::Connection, text("Nobody is there."), {}, 0, true, {}});
    const JobSummary summary = run();
    QVERIFY(!finished(summary));
    QCOMPARE(m_target.removed, takenBack ? QStringList({text("kept")}) : QStringList());
    QCOMPARE(summary.reason.contains(text("The registration was taken back.")), takenBack);
}

QTEST_GUILESS_MAIN(TestJobRepository)
#include "tst_jobrepository.moc"
