// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headlessrunner.h"

#include "app/console.h"
#include "app/figurerecorder.h"
#include "app/jobprinter.h"
#include "app/notifyingobserver.h"
#include "app/operatorword.h"
#include "app/servers.h"
#include "app/stopsignals.h"
#include "app/verifycommand.h"
#include "engine/journalreader.h"
#include "engine/worker.h"

#include <optional>

namespace godwit {

HeadlessRunner::HeadlessRunner(CommandLine line) : m_line(std::move(line)), m_store(m_line.stateDir) { }

int HeadlessRunner::run()
{
    auto plan = Plan::load(m_line.planFile);
    if (!plan)
        return giveUp(plan.error());
    makePathsAbsolute(*plan, m_line.planFile);
    JobRecord record;
    record.job = m_store.newJob();
    record.name = plan->name;
    record.method = plan->method;
    record.created = QDateTime::currentDateTimeUtc();
    record.state = QStringLiteral("running");
    record.plan = *plan;
    return execute({record, false});
}

int HeadlessRunner::resume()
{
    if (!m_store.exists(m_line.job)) {
        return giveUp({ErrorKind::Usage,
            tr("There is no job %1 in %2; \"godwit jobs\" lists them.").arg(m_line.job, m_store.root()), {}, 0, false,
            {}});
    }
    if (m_store.inUse(m_line.job)) {
        return giveUp({ErrorKind::Storage,
            tr("Job %1 is running in another process. Stop it there, or let it finish.").arg(m_line.job), {}, 0, false,
            {}});
    }
    const auto record = JournalReader(m_store.folderOf(m_line.job)).job();
    if (!record)
        return giveUp(record.error());
    if (!resumable(*record)) {
        return giveUp({ErrorKind::Usage,
            tr("Job %1 has finished; there is nothing to resume. Start a new one with \"godwit run\".").arg(m_line.job),
            {}, 0, false, {}});
    }
    if (record->method == verifyMethod)
        return resumeVerify(m_line, *record);
    return execute({*record, true});
}

int HeadlessRunner::execute(const Order &order)
{
    if (!knownMethods().contains(order.record.method)) {
        return giveUp({ErrorKind::Usage,
            tr("This Godwit has no method \"%1\"; it has: %2.")
                .arg(order.record.method, knownMethods().join(QStringLiteral(", "))),
            {}, 0, false, {}});
    }
    JobControl control;
    JobPrinter printer(
        m_line.json, [](const QString &line) { printLine(line); }, printError);
    const StopSignals signals([&control](int count) {
        if (count == 1) {
            printError(tr("Stopping after the batches under way. Once more stops at once."));
            control.finishAndStop();
        } else {
            control.abort();
        }
    });
    std::optional<OperatorWord> word;
    const bool asks = m_line.cutover == CutoverMode::Ask;
    if (asks || order.record.method == QLatin1String("snapshot-rounds"))
        word.emplace([&control, asks, aliases = order.record.plan.aliases](OperatorWord::Said said) {
            const bool stopped = said == OperatorWord::Said::CutoverWritesStopped;
            if (said == OperatorWord::Said::Round)
                control.orderRound();
            else if (asks)
                control.orderCutover({stopped, !stopped, aliases});
        });

    Result<JobSummary> ended = fail(ErrorKind::Internal, tr("The job did not run."));
    runOnWorker([&] { ended = work(order, control, printer); });
    if (!ended)
        return giveUp(ended.error());
    printer.end(*ended);
    if (ended->outcome == Outcome::Failed)
        printError(ended->reason);
    return ended->exitCode();
}

Result<JobSummary> HeadlessRunner::work(const Order &order, JobControl &control, JobPrinter &printer) const
{
    const auto servers = makeServers(order.record.plan, m_line.stateDir);
    if (!servers)
        return fail(servers.error());
    const auto journal = Journal::open(m_store.folderOf(order.record.job));
    if (!journal)
        return fail(journal.error());
    if (!order.resume) {
        if (auto saved = (*journal)->saveJob(order.record); !saved)
            return fail(saved.error());
    }
    printer.begin(order.record);
    NotifyingObserver observer(printer, order.record.plan, order.record.job);
    std::optional<FigureRecorder> recorder(std::in_place, observer, **journal, order.record.created);
    JobSetup setup{order.record.plan, order.record.job, m_line.cutover, order.resume, *servers->source,
        *servers->target, **journal, control, *recorder, Clock::system()};
    JobSummary summary = runJob(setup);
    recorder.reset();
    if (const auto flushed = (*journal)->flush(); !flushed && summary.outcome != Outcome::Failed) {
        summary.outcome = Outcome::Failed;
        summary.reason = flushed.error().summary;
        summary.errorKind = errorKindName(flushed.error().kind);
    }
    return summary;
}

} // namespace godwit
