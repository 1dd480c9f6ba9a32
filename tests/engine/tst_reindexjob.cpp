// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a reindex decides, on two servers in memory: what it holds back, what its rounds read, when it does not cut
// over.
#include "engine/methods/reindex/reindexjob.h"
#include "tests/engine/journaltest.h"
#include "tests/support/joblistener.h"
#include "tests/support/reindexserver.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

//! One run of a job on a thread of its own.
class Run
{
public:
    Run(ReindexServer &source, ReindexServer &target, const Plan &plan, const QString &folder, CutoverMode cutover,
        bool resume = false)
        : m_source(&source), m_target(&target), m_journal(journaltest::opened(folder))
    {
        JobRecord record = journaltest::record();
        record.method = plan.method;
        record.plan = plan;
        if (!resume && !m_journal->saveJob(record))
            qFatal("no journal");
        m_thread = std::jthread([this, plan, cutover, resume] {
            JobSetup setup{plan, QStringLiteral("0123abcd"), cutover, resume, m_source, m_target, *m_journal, m_control,
                listener, Clock::system()};
            const auto options = ReindexOptions::from(plan.options, isLocalReindex(plan.method));
            m_summary = ReindexJob(setup, *options).run();
            m_done = true;
        });
    }
    ~Run() { m_control.abort(); }
    Q_DISABLE_COPY_MOVE(Run)

    bool atTheGate() const { return listener.last().state == JobState::WaitingForCutover; }
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
    void order() { m_control.orderCutover({false, true, true}); }
    JobSummary cutOver()
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_done && timer.elapsed() < 20'000) { // one that is called off is not repeated by itself
            order();
            QTest::qWait(200);
        }
        if (!m_done)
            m_control.abort();
        return ended();
    }
    QByteArray told() const { return listener.told(); }

    JobListener listener;

private:
    ReindexFactory m_source;
    ReindexFactory m_target;
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

//! A mapping of keyword fields.
QJsonObject keywords(const QStringList &names)
{
    QJsonObject fields;
    for (const QString &name : names)
        fields.insert(name, QJsonObject{{s("type"), s("keyword")}});
    return {{s("properties"), fields}};
}

} // namespace

class TestReindexJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aPreparedTargetKeepsItsSettings();
    void pipelinesOfATemplateWaitUntilTheEnd();
    void aDateInTheFutureHidesNoChange();
    void unevenShardsAreToldWithWhatTheyCost();
    void aMappingThatGrowsIsBrought();
    void aMappingThatCanNotBeBroughtCallsTheCutoverOff_data();
    void aMappingThatCanNotBeBroughtCallsTheCutoverOff();
    void aliasesAreSwitchedAsTheyAreThen_data();
    void aliasesAreSwitchedAsTheyAreThen();

private:
    std::unique_ptr<ReindexServer> m_source;
    std::unique_ptr<ReindexServer> m_target;
    std::unique_ptr<QTemporaryDir> m_folder;
    Plan m_plan;
};

void TestReindexJob::init()
{
    QLocale::setDefault(QLocale::c()); // numbers in texts
    m_source = std::make_unique<ReindexServer>(s("source"));
    m_target = std::make_unique<ReindexServer>(s("target"));
    m_folder = std::make_unique<QTemporaryDir>();
    m_plan = {};
    m_plan.name = s("test");
    m_plan.method = s("remote-reindex");
    m_plan.source.url = s("http://source:9200"); // a resume reads the plan from the journal
    m_plan.target.url = s("http://target:9200");
    m_plan.select.indices = {s("orders")};
}

//! Also where it holds nothing yet, and also in the second run of a job.
void TestReindexJob::aPreparedTargetKeepsItsSettings()
{
    m_plan.existing = ExistingTarget::Append;
    m_source->make(
        s("orders"), {{s("index.default_pipeline"), s("theirs")}, {s("index.lifecycle.name"), s("theirs")}});
    m_source->fill(s("orders"), 20);
    m_target->make(s("orders"), {{s("index.default_pipeline"), s("own")}, {s("index.lifecycle.name"), s("own")}});
    const QJsonObject before = m_target->kept().value(s("orders")).settings;
    {
        Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
        QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
        QCOMPARE(run.stopped().outcome, Outcome::Stopped);
    }
    QCOMPARE(m_target->kept().value(s("orders")).settings, before);
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, true);
    QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
    QCOMPARE(m_target->kept().value(s("orders")).settings, before);
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QCOMPARE(m_target->kept().value(s("orders")).settings, before);
}

//! They would change every document, and no request can leave out a final one.
void TestReindexJob::pipelinesOfATemplateWaitUntilTheEnd()
{
    m_target->templateSettings = {{s("index.default_pipeline"), s("first")}, {s("index.final_pipeline"), s("last")}};
    m_source->make(s("orders"), {{s("index.default_pipeline"), s("theirs")}});
    m_source->fill(s("orders"), 20);
    std::atomic<int> through{0};
    m_target->beforeTask = [&](const ReindexOrder &) {
        for (const char *key : {"index.final_pipeline", "index.default_pipeline"})
            through += m_target->setting(s("orders"), key).isEmpty() ? 0 : 1;
    };
    {
        Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
        QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
        QCOMPARE(run.stopped().outcome, Outcome::Stopped);
    }
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), s("last"));
    m_source->put(s("orders"), "later", R"({"a":2})");
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask, true);
    QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QCOMPARE(through.load(), 0);
    QCOMPARE(m_target->sources(s("orders")), m_source->sources(s("orders")));
    QCOMPARE(m_target->setting(s("orders"), "index.final_pipeline"), s("last"));
    QCOMPARE(m_target->setting(s("orders"), "index.default_pipeline"), s("theirs"));
}

//! Counts don't show a change that no round sees.
void TestReindexJob::aDateInTheFutureHidesNoChange()
{
    m_plan.options.insert(s("catch_up"), QJsonObject{{s("field"), s("updated")}});
    m_source->time = m_target->time = 2'000'000;
    m_source->make(
        s("orders"), {}, {{s("properties"), QJsonObject{{s("updated"), QJsonObject{{s("type"), s("date")}}}}}});
    m_source->fill(s("orders"), 20, R"({"updated":1000})");
    m_source->put(s("orders"), "far", R"({"updated":4070908800000})");
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
    m_source->time = 2'100'000;
    m_source->put(s("orders"), "7", R"({"updated":2050000})");
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QVERIFY2(run.listener.said("lies in the future, up to 2099-01-01"), run.told().constData());
    QCOMPARE(m_target->sources(s("orders")), m_source->sources(s("orders")));
}

//! The line is the lowest of all shards: what the others have above it comes with every round, in the pause as well.
void TestReindexJob::unevenShardsAreToldWithWhatTheyCost()
{
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 12'000);
    m_source->oldestLine = 5;
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 60'000);
    QVERIFY2(run.listener.said("shards of orders are uneven: by _seq_no every round reads 11994 documents"),
        run.told().constData());
    const QList<Step> steps = run.listener.last().stages.last().steps;
    const auto gate = std::find_if(steps.begin(), steps.end(), [](const Step &step) { return step.id == s("gate"); });
    QVERIFY(gate != steps.end());
    QVERIFY2(gate->reason.contains(s("every round reads 11994 documents again")), qPrintable(gate->reason));
    QCOMPARE(run.cutOver().outcome, Outcome::Succeeded);
}

void TestReindexJob::aMappingThatGrowsIsBrought()
{
    m_source->make(s("orders"), {}, keywords({s("a")}));
    m_source->fill(s("orders"), 20);
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
    m_source->map(s("orders"), keywords({s("a"), s("b")}));
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QCOMPARE(m_target->kept().value(s("orders")).mappings, keywords({s("a"), s("b")}));
}

void TestReindexJob::aMappingThatCanNotBeBroughtCallsTheCutoverOff_data()
{
    QTest::addColumn<bool>("script");
    QTest::addColumn<QString>("why");
    QTest::newRow("the target refuses it") << false << s("The target refuses the mapping that grew on orders");
    QTest::newRow("a script changes documents") << true << s("Field b is missing.");
}

void TestReindexJob::aMappingThatCanNotBeBroughtCallsTheCutoverOff()
{
    QFETCH(bool, script);
    QFETCH(QString, why);
    if (script)
        m_plan.options.insert(s("script"), s("ctx._source.a = 1"));
    m_target->refusesMappings = true;
    m_source->make(s("orders"), {}, keywords({s("a")}));
    m_source->fill(s("orders"), 20);
    Run run(*m_source, *m_target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
    m_source->map(s("orders"), keywords({s("a"), s("b")}));
    run.order();
    QTRY_VERIFY2_WITH_TIMEOUT(run.listener.said("Cutover was called off"), run.told().constData(), 20'000);
    QVERIFY2(run.told().contains(why.toUtf8()), run.told().constData());
    if (!script)
        return;
    m_target->map(s("orders"), keywords({s("a"), s("b")})); // by hand
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
}

void TestReindexJob::aliasesAreSwitchedAsTheyAreThen_data()
{
    QTest::addColumn<bool>("local");
    QTest::newRow("from remote") << false;
    QTest::newRow("on one cluster") << true;
}

void TestReindexJob::aliasesAreSwitchedAsTheyAreThen()
{
    QFETCH(bool, local);
    if (local)
        m_plan.method = s("local-reindex");
    m_plan.select.rename = {{s("^orders$"), s("orders-2")}};
    ReindexServer &target = local ? *m_source : *m_target;
    m_source->make(s("orders"));
    m_source->fill(s("orders"), 20);
    m_source->alias(s("orders"), s("sales"));
    Run run(*m_source, target, m_plan, m_folder->path(), CutoverMode::Ask);
    QTRY_VERIFY2_WITH_TIMEOUT(run.atTheGate(), run.told().constData(), 20'000);
    m_source->alias(s("orders"), s("sales"), false);
    m_source->alias(s("orders"), s("shop"));
    const JobSummary summary = run.cutOver();
    QVERIFY2(summary.outcome == Outcome::Succeeded, run.told().constData());
    QCOMPARE(target.aliases(s("orders-2")).keys(), QStringList({s("shop")}));
    QCOMPARE(m_source->aliases(s("orders")).keys(), local ? QStringList() : QStringList({s("shop")}));
}

QTEST_GUILESS_MAIN(TestReindexJob)
#include "tst_reindexjob.moc"
