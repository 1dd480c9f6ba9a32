// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a live copy decides, on two servers in memory: which indices it takes in, what it holds back, what it believes.
#include "engine/methods/common/clusterpins.h"
#include "engine/methods/livecopy/livecopy.h"
#include "tests/engine/journaltest.h"
#include "tests/support/copyserver.h"
#include "tests/support/joblistener.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace godwit;

namespace {

//! One run of a job on a thread of its own.
class Run
{
public:
    Run(CopyServer &source, CopyServer &target, const Plan &plan, const QString &folder, CutoverMode cutover,
        bool resume = false)
        : m_source(&source), m_target(&target), m_journal(journaltest::opened(folder))
    {
        JobRecord record = journaltest::record();
        record.plan = plan;
        if (!resume && !m_journal->saveJob(record))
            qFatal("no journal");
        m_thread = std::jthread([this, plan, cutover, resume] {
            JobSetup setup{plan, QStringLiteral("0123abcd"), cutover, resume, m_source, m_target, *m_journal, m_control,
                listener, Clock::system()};
            LiveCopyOptions options;
            options.roundSeconds = 0.05;
            options.patienceSeconds = 3;
            m_summary = LiveCopy(setup, options).run();
            m_done = true;
        });
    }
    ~Run() { m_control.abort(); }
    Q_DISABLE_COPY_MOVE(Run)

    bool done() const { return m_done; }
    bool following() const
    {
        const JobSnapshot last = listener.last();
        return !last.indices.isEmpty()
            && std::all_of(last.indices.begin(), last.indices.end(),
                [](const IndexProgress &index) { return index.state == IndexState::Following; });
    }
    //! Waits until it ends by itself.
    JobSummary ended()
    {
        m_thread.join();
        return m_summary;
    }
    JobSummary stopped()
    {
        m_control.finishAndStop();
        return ended();
    }
    JobSummary cutOver()
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_done && timer.elapsed() < 20'000) { // one that is called off is not repeated by itself
            m_control.orderCutover({false, true, true});
            QTest::qWait(200);
        }
        if (!m_done)
            m_control.abort();
        return ended();
    }
    JobControl &control() { return m_control; }
    QByteArray told() const { return listener.told(); }

    JobListener listener;

private:
    CopyFactory m_source;
    CopyFactory m_target;
    std::unique_ptr<Journal> m_journal;
    JobControl m_control;
    JobSummary m_summary;
    std::atomic<bool> m_done{false};
    std::jthread m_thread;
};

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

//! Longer than from one look at the selection and the targets to the next.
constexpr int someRounds = 1'100;

} // namespace

class TestLiveCopyJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aResumedRunHoldsPipelinesBack();
    void pipelinesOfATemplateWaitUntilTheEnd_data();
    void pipelinesOfATemplateWaitUntilTheEnd();
    void ownTargetsAreNotCopiedAgain();
    void newIndicesAreLookedAtAsThePreflightDoes_data();
    void newIndicesAreLookedAtAsThePreflightDoes();
    void aQuestionMarkStandsForOneCharacterInEveryRound();
    void whatADeleteIsRefusedForDecides_data();
    void whatADeleteIsRefusedForDecides();
    void aDeleteThatMayNotBeMadeEndsTheJobResumable();
    void aCopyWithoutACutoverComparesCounts();
    void aCopyWithoutACutoverComparesVersions();
    void writesWhileACopyIsComparedAreNotADifference();
    void aCopyOfNothingLeftIsNoSuccess();
    void theTargetSyncsEveryBulkUntilTheEnd();
    void aTargetShardWithAnotherHistoryStopsItsIndex_data();
    void aTargetShardWithAnotherHistoryStopsItsIndex();
    void aPausedJobIsNotCutOver();
    void aNewRoutingLeavesNoOldCopy();

private:
    std::unique_ptr<CopyServer> m_source;
    std::unique_ptr<CopyServer> m_target;
    std::unique_ptr<QTemporaryDir> m_folder;
    Plan m_plan;
};

void TestLiveCopyJob::init()
{
    m_source = std::make_unique<CopyServer>(s("source"));
    m_target = std::make_unique<CopyServer>(s("target"));
    m_folder = std::make_unique<QTemporaryDir>();
    m_plan = {};
    m_plan.name = s("test");
    m_plan.method = s("live-copy");
    m_plan.source.url = s("http://source:9200"); // a resume reads the plan from the journal
    m_plan.target.url = s("http://target:9200");
    m_plan.select.indices = {s("orders")};
}

//! A stop puts back what is held back. The next run takes it away before it writes, also where the base copy is
//! through.
void TestLiveCopyJob::aResumedRunHoldsPipelinesBack()
{
    m_source->make(s("orders"),
        {{s("index.final_pipeline"), s("mark")}, {s("index.default_pipeline"), s("mark")},
            {s("index.lifecycle.name"), s("hot")}});
    m_source->fill(s("orders"), 20);
    std::atomic<int> through{0};
    m_target->beforeBulk = [&] {
        for (const char *key : {"index.final_pipeline", "index.default_pipeline", "index.lifecycle.name"})
            through += m_target->setting(s("orders"), key).isEmpty() ? 0 : 1;
    };
    {
        Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
        QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
        QCOMPARE(run.stopped().outcome, Outcome::Stopped);
    }
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), s("mark"));
    QCOMPARE(m_target->setting(s("orders"), "index.lifecycle.name"), s("hot"));
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, true);
    m_source->put(s("orders"), "later", R"({"a":2})");
    QTRY_VERIFY2_WITH_TIMEOUT(m_target->documents(s("orders")).contains("later"), run.told().constData(), 20'000);
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), QString());
    QCOMPARE(run.cutOver().outcome, Outcome::Succeeded);
    QCOMPARE(through.load(), 0);
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), s("mark"));
    QCOMPARE(m_target->setting(s("orders"), "index.default_pipeline"), s("mark"));
    QCOMPARE(m_target->setting(s("orders"), "index.lifecycle.name"), s("hot"));
}

void TestLiveCopyJob::pipelinesOfATemplateWaitUntilTheEnd_data()
{
    QTest::addColumn<bool>("killed");
    QTest::newRow("made by this run") << false;
    QTest::newRow("made right before a kill") << true;
}

//! No request can leave out a final one. What the source has goes before a template.
void TestLiveCopyJob::pipelinesOfATemplateWaitUntilTheEnd()
{
    QFETCH(bool, killed);
    const QJsonObject ofTemplate{{s("index.default_pipeline"), s("first")}, {s("index.final_pipeline"), s("last")}};
    const QJsonObject ofSource{{s("index.default_pipeline"), s("theirs")}};
    m_target->templateSettings = ofTemplate;
    m_source->make(s("orders"), ofSource);
    m_source->fill(s("orders"), 20);
    if (killed) { // between the creation and its line in the journal
        m_target->make(s("orders"), ofTemplate);
        const auto journal = journaltest::opened(m_folder->path());
        JobRecord job = journaltest::record();
        job.plan = m_plan;
        QVERIFY(journal->saveJob(job));
        pinClusters(*journal, *CopyCluster(m_source.get()).cluster, *CopyCluster(m_target.get()).cluster);
        journal->saveIndex({s("orders"), s("orders"), m_source->kept().value(s("orders")).uuid, {}, 1,
            {{s("settings"), m_source->kept().value(s("orders")).settings}}, s("planned"), {}});
        QVERIFY(journal->flush());
    }
    std::atomic<int> through{0};
    m_target->beforeBulk = [&] {
        for (const char *key : {"index.final_pipeline", "index.default_pipeline"})
            through += m_target->setting(s("orders"), key).isEmpty() ? 0 : 1;
    };
    {
        Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, killed);
        QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
        QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), QString());
        QCOMPARE(run.stopped().outcome, Outcome::Stopped);
    }
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), s("last"));
    m_source->put(s("orders"), "later", R"({"a":2})");
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, true);
    QTRY_VERIFY2_WITH_TIMEOUT(m_target->documents(s("orders")).contains("later"), run.told().constData(), 20'000);
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), QString());
    QCOMPARE(run.cutOver().outcome, Outcome::Succeeded);
    QCOMPARE(through.load(), 0);
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), s("last"));
    QCOMPARE(m_target->setting(s("orders"), "index.default_pipeline"), s("theirs"));
}

//! On one cluster the selection matches the copies as well.
void TestLiveCopyJob::ownTargetsAreNotCopiedAgain()
{
    m_plan.select.indices = {s("logs-*")};
    m_plan.select.rename = {{s("^logs-(.*)$"), s("logs-copy-$1")}};
    m_source->make(s("logs-1"));
    m_source->fill(s("logs-1"), 20);
    Run run(*m_source, *m_source, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
    QTest::qWait(someRounds);
    QCOMPARE(m_source->kept().keys(), QStringList({s("logs-1"), s("logs-copy-1")}));
    QVERIFY2(run.listener.findings().isEmpty(), run.told().constData());
    QCOMPARE(run.cutOver().outcome, Outcome::Succeeded);
}

void TestLiveCopyJob::newIndicesAreLookedAtAsThePreflightDoes_data()
{
    QTest::addColumn<bool>("oneCluster");
    QTest::addColumn<ExistingTarget>("existing");
    QTest::addColumn<QString>("appears");
    QTest::addColumn<QString>("why");
    // A rename that does not match, one that leads to the index of another, and two that lead to one.
    QTest::newRow("onto itself, replacing") << true << ExistingTarget::Replace << s("logs-x") << s("onto itself");
    QTest::newRow("onto itself, appending") << true << ExistingTarget::Append << s("logs-x") << s("onto itself");
    QTest::newRow("onto another source") << true << ExistingTarget::Replace << s("logs-9") << s("logs-1");
    QTest::newRow("onto the target of another, replacing")
        << false << ExistingTarget::Replace << s("logs-a1") << s("logs-1");
    QTest::newRow("onto the target of another, appending")
        << false << ExistingTarget::Append << s("logs-a1") << s("logs-1");
}

void TestLiveCopyJob::newIndicesAreLookedAtAsThePreflightDoes()
{
    QFETCH(bool, oneCluster);
    QFETCH(ExistingTarget, existing);
    QFETCH(QString, appears);
    QFETCH(QString, why);
    m_plan.select.indices = {s("logs-*")};
    m_plan.select.rename = {{s("^logs-a?(1)$"), s("copy-$1")}, {s("^logs-9$"), s("logs-1")}};
    m_plan.existing = existing;
    m_source->make(s("logs-1"));
    m_source->fill(s("logs-1"), 20);
    CopyServer &target = oneCluster ? *m_source : *m_target;
    Run run(*m_source, target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
    m_source->make(appears);
    m_source->put(appears, "7", R"({"theirs":true})");
    const auto before = m_source->sources(appears);
    QTRY_VERIFY2_WITH_TIMEOUT(!run.listener.findings().isEmpty(), run.told().constData(), 5'000);
    QTest::qWait(someRounds);
    QCOMPARE(run.listener.findings().size(), 1); // said once
    QVERIFY2(run.listener.findings().first().startsWith(s("changed: ")), run.told().constData());
    QVERIFY2(run.listener.findings().first().contains(why), run.told().constData());
    QCOMPARE(m_source->taken(), QStringList());
    QCOMPARE(target.taken(), QStringList());
    QCOMPARE(m_source->sources(appears), before);
    QCOMPARE(m_source->sources(s("logs-1")).size(), 20);
    QCOMPARE(target.sources(s("copy-1")), m_source->sources(s("logs-1")));
    QCOMPARE(run.cutOver().outcome, Outcome::Findings);
}

//! Servers know `*` only.
void TestLiveCopyJob::aQuestionMarkStandsForOneCharacterInEveryRound()
{
    m_plan.select.indices = {s("logs-?"), s("-logs-b")};
    m_plan.onSourceDelete = OnSourceDelete::Keep;
    m_source->make(s("logs-1"));
    m_source->fill(s("logs-1"), 20);
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
    for (const char *name : {"logs-2", "logs-22", "logs-b"}) {
        m_source->make(s(name));
        m_source->fill(s(name), 3);
    }
    m_source->put(s("logs-1"), "later", R"({"a":2})");
    QTRY_VERIFY2_WITH_TIMEOUT(m_target->documents(s("logs-1")).contains("later"), run.told().constData(), 5'000);
    QTRY_VERIFY2_WITH_TIMEOUT(m_target->documents(s("logs-2")).size() == 3, run.told().constData(), 5'000);
    QTest::qWait(someRounds);
    QCOMPARE(m_target->kept().keys(), QStringList({s("logs-1"), s("logs-2")}));
    QCOMPARE(run.cutOver().outcome, Outcome::Succeeded);
}

void TestLiveCopyJob::whatADeleteIsRefusedForDecides_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("finding"); // empty: none, and the delete arrives
    QTest::newRow("flood stage") << 403 << s("cluster_block_exception")
                                 << s("blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];") << 3
                                 << QString();
    QTest::newRow("push-back") << 429 << s("es_rejected_execution_exception") << s("queue") << 3 << QString();
    QTest::newRow("a failed copy") << 200 << s("failed_shard_copy") << s("copy") << 3 << QString();
    QTest::newRow("an error that stays") << 500 << s("exception") << s("broken") << 1'000 << s("rejected: ");
    QTest::newRow("never allowed") << 400 << s("illegal_argument_exception") << s("no") << 1'000 << s("rejected: ");
    QTest::newRow("no index") << 404 << s("index_not_found_exception") << s("no such index") << 1'000
                              << s("changed: The target refuses the index: no such index");
    QTest::newRow("another block") << 403 << s("cluster_block_exception")
                                   << s("blocked by: [FORBIDDEN/8/index write (api)];") << 1'000
                                   << s("changed: The target refuses the index: blocked by");
}

void TestLiveCopyJob::whatADeleteIsRefusedForDecides()
{
    QFETCH(int, status);
    QFETCH(QString, type);
    QFETCH(QString, reason);
    QFETCH(int, times);
    QFETCH(QString, finding);
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    std::atomic<int> left{times};
    m_target->refuses = [&](const CopyServer::Operation &operation) -> std::optional<BulkItem> {
        if (operation.verb != s("delete") || left <= 0)
            return std::nullopt;
        --left;
        return BulkItem{0, status, type, reason};
    };
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
    m_source->erase(s("orders"), "7");
    if (finding.isEmpty()) {
        QTRY_VERIFY2_WITH_TIMEOUT(!m_target->documents(s("orders")).contains("7"), run.told().constData(), 10'000);
        QCOMPARE(left.load(), 0);
        const JobSummary summary = run.cutOver();
        QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
        QCOMPARE(summary.ledger.deletesFound, 1);
        QCOMPARE(summary.ledger.deletesApplied, 1);
        return;
    }
    QTRY_VERIFY2_WITH_TIMEOUT(!run.listener.findings().isEmpty(), run.told().constData(), 20'000);
    QVERIFY2(run.listener.findings().first().startsWith(finding), run.told().constData());
    const bool stops = finding.startsWith(s("changed"));
    QTRY_COMPARE_WITH_TIMEOUT(run.listener.last().indices.first().state == IndexState::Stopped, stops, 5'000);
    QCOMPARE(run.stopped().outcome, Outcome::Stopped);
}

void TestLiveCopyJob::aDeleteThatMayNotBeMadeEndsTheJobResumable()
{
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    std::atomic<bool> allowed{false};
    m_target->refuses = [&](const CopyServer::Operation &operation) -> std::optional<BulkItem> {
        if (operation.verb != s("delete") || allowed)
            return std::nullopt;
        return BulkItem{0, 403, s("security_exception"), s("action is unauthorized")};
    };
    {
        Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
        QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
        m_source->erase(s("orders"), "7");
        QTRY_VERIFY2_WITH_TIMEOUT(run.done(), run.told().constData(), 10'000);
        const JobSummary summary = run.ended();
        QCOMPARE(summary.outcome, Outcome::Failed);
        QCOMPARE(summary.errorKind, s("forbidden"));
        QVERIFY2(run.listener.findings().isEmpty(), run.told().constData());
    }
    allowed = true;
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, true);
    QTRY_VERIFY2_WITH_TIMEOUT(!m_target->documents(s("orders")).contains("7"), run.told().constData(), 10'000);
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QCOMPARE(summary.ledger.deletesApplied, 1);
}

void TestLiveCopyJob::aCopyWithoutACutoverComparesCounts()
{
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    m_target->loses = [](const CopyServer::Operation &operation) { return operation.id == s("7"); };
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Never);
    const JobSummary summary = run.ended();
    QVERIFY2(summary.outcome == Outcome::Findings, run.told().constData());
    QCOMPARE(run.listener.findings(), QStringList(s("count: orders has 20 documents, orders on the target has 19.")));
    QCOMPARE(run.listener.last().indices.first().verification, Verification::Different);
}

//! Both have as many, but one is not as it is now.
void TestLiveCopyJob::aCopyWithoutACutoverComparesVersions()
{
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    std::atomic<int> written{0};
    m_target->loses = [&](const CopyServer::Operation &operation) {
        if (++written == 20) // the base copy is through
            m_source->put(s("orders"), "7", R"({"a":2})");
        return written > 20 && operation.id == s("7");
    };
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Never);
    const JobSummary summary = run.ended();
    QVERIFY2(summary.outcome == Outcome::Findings, run.told().constData());
    QCOMPARE(run.listener.findings(),
        QStringList(s("different: Document 7 of orders is not on the target in its newest version.")));
}

void TestLiveCopyJob::writesWhileACopyIsComparedAreNotADifference()
{
    m_source->make(s("orders"));
    m_source->make(s("still"));
    m_plan.select.indices.append(s("still"));
    m_source->fill(s("orders"), 20);
    m_source->fill(s("still"), 5);
    std::atomic<int> next{0};
    m_source->beforeCount = [&](const QString &index) {
        if (index == s("orders") && !m_target->documents(index).empty())
            m_source->put(index, "new" + std::to_string(++next), R"({"a":2})");
    };
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Never);
    const JobSummary summary = run.ended();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QVERIFY2(run.told().contains("orders was written to"), run.told().constData());
    QVERIFY2(!run.told().contains("still was written to"), run.told().constData());
    for (const IndexProgress &index : run.listener.last().indices)
        QCOMPARE(index.verification, index.source == s("still") ? Verification::Equal : Verification::Pending);
}

void TestLiveCopyJob::aCopyOfNothingLeftIsNoSuccess()
{
    m_plan.onSourceDelete = OnSourceDelete::Keep;
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    std::atomic<bool> gone{false};
    m_target->beforeBulk = [&] {
        if (!gone.exchange(true))
            m_source->take(s("orders"));
    };
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Never);
    const JobSummary summary = run.ended();
    QVERIFY2(summary.outcome == Outcome::Findings, run.told().constData());
    QVERIFY2(run.listener.findings().first().startsWith(s("count: ")), run.told().constData());
}

//! What is acknowledged counts as copied, so it must be on disk, whatever the source or a template says.
void TestLiveCopyJob::theTargetSyncsEveryBulkUntilTheEnd()
{
    m_plan.select.indices.append(s("plain"));
    m_source->make(s("orders"), {{s("index.translog.durability"), s("async")}});
    m_source->fill(s("orders"), 20);
    m_source->make(s("plain"));
    m_source->fill(s("plain"), 20);
    std::atomic<int> loose{0};
    m_target->beforeBulk = [&] {
        for (const char *name : {"orders", "plain"})
            loose += m_target->setting(s(name), "index.translog.durability") == s("request") ? 0 : 1;
    };
    {
        Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
        QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
        QCOMPARE(run.stopped().outcome, Outcome::Stopped);
    }
    QCOMPARE(m_target->setting(s("orders"), "index.translog.durability"), s("async"));
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, true);
    m_source->put(s("orders"), "later", R"({"a":2})");
    QTRY_VERIFY2_WITH_TIMEOUT(m_target->documents(s("orders")).contains("later"), run.told().constData(), 20'000);
    QCOMPARE(run.cutOver().outcome, Outcome::Succeeded);
    QCOMPARE(loose.load(), 0);
    QCOMPARE(m_target->setting(s("orders"), "index.translog.durability"), s("async"));
    QCOMPARE(m_target->setting(s("plain"), "index.translog.durability"), QString());
}

void TestLiveCopyJob::aTargetShardWithAnotherHistoryStopsItsIndex_data()
{
    QTest::addColumn<bool>("resumed");
    QTest::newRow("while it follows") << false;
    QTest::newRow("between two runs") << true;
}

void TestLiveCopyJob::aTargetShardWithAnotherHistoryStopsItsIndex()
{
    QFETCH(bool, resumed);
    m_plan.select.indices.append(s("kept"));
    for (const char *name : {"orders", "kept"}) {
        m_source->make(s(name));
        m_source->fill(s(name), 20);
    }
    auto run = std::make_unique<Run>(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run->following(), run->told().constData(), 20'000);
    if (resumed)
        QCOMPARE(run->stopped().outcome, Outcome::Stopped);
    m_target->loseHistory(s("orders"));
    if (resumed) {
        run.reset();
        run = std::make_unique<Run>(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, true);
    }
    QTRY_VERIFY2_WITH_TIMEOUT(!run->listener.findings().isEmpty(), run->told().constData(), 10'000);
    QCOMPARE(run->listener.findings().size(), 1);
    QVERIFY2(run->listener.findings().first().startsWith(s("changed: The history of shard 0 of the target index")),
        run->told().constData());
    const JobSummary summary = run->cutOver();
    QVERIFY2(summary.outcome == Outcome::Findings, run->told().constData());
    for (const IndexProgress &index : run->listener.last().indices)
        QCOMPARE(index.state, index.source == s("orders") ? IndexState::Stopped : IndexState::Finished);
}

//! Paused in the middle of a round, right before the gate opens, while nobody is asked for a word.
void TestLiveCopyJob::aPausedJobIsNotCutOver()
{
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    std::atomic<Run *> job{nullptr};
    std::atomic<bool> pressed{false};
    std::atomic<bool> blocked{false};
    m_target->beforeHealth = [&] {
        while (!job)
            QThread::msleep(1);
        if (!pressed.exchange(true))
            job.load()->control().pause();
    };
    m_source->beforeBlock = [&] { blocked = true; };
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Auto);
    job = &run;
    QTRY_VERIFY2_WITH_TIMEOUT(pressed.load(), run.told().constData(), 20'000);
    QTest::qWait(1'000);
    QVERIFY2(!blocked && !run.done(), run.told().constData());
    run.control().resume();
    const JobSummary summary = run.ended();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QVERIFY(blocked);
}

//! A shard has an id once. Where the target has more shards, what overwrites it on the source may lie beside it there.
void TestLiveCopyJob::aNewRoutingLeavesNoOldCopy()
{
    m_plan.existing = ExistingTarget::Append;
    m_target->shards.insert(s("orders"), 2); // "a" leads to one of them, "b" to the other, "d" where "b" does
    m_target->make(s("orders"));
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    for (const char *id : {"overwritten", "made again", "beside"})
        m_source->put(s("orders"), id, R"({"a":1})", id[0] == 'b' ? "b" : "a");
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.following(), run.told().constData(), 20'000);
    m_source->put(s("orders"), "overwritten", R"({"a":2})", "b");
    m_source->erase(s("orders"), "made again");
    m_source->put(s("orders"), "made again", R"({"a":2})", "b");
    m_source->put(s("orders"), "beside", R"({"a":2})", "d");
    QTRY_VERIFY2_WITH_TIMEOUT(
        m_target->sources(s("orders")) == m_source->sources(s("orders")), run.told().constData(), 20'000);
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QCOMPARE(m_target->sources(s("orders")), m_source->sources(s("orders")));
}

QTEST_GUILESS_MAIN(TestLiveCopyJob)
#include "tst_livecopyjob.moc"
