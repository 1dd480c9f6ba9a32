// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verifycommand.h"

#include "app/console.h"
#include "app/repairconsent.h"
#include "app/servers.h"
#include "app/stopsignals.h"
#include "app/verificationcertificate.h"
#include "app/verifyprinter.h"
#include "app/verifyrun.h"
#include "engine/verify/repairrun.h"
#include "engine/verify/verifycost.h"
#include "engine/worker.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::VerifyCommand)
};

VerifyRequest requestFrom(const CommandLine &line, const QList<IndexPair> &pairs)
{
    VerifyRequest request;
    request.pairs = pairs;
    request.level = levelFromName(line.verify.level).value_or(VerifyLevel::Counts);
    request.wanted = line.verify.equalBy == QLatin1String("bytes") ? Sameness::Bytes : Sameness::Meaning;
    request.limits.documentsPerSecond = line.verify.documentsPerSecond;
    return request;
}

//! "A:B" names both; a wildcard means all that the source has, under their own names.
Result<QList<IndexPair>> pairsFrom(const QStringList &given, SearchCluster &source)
{
    QList<IndexPair> pairs;
    for (const QString &one : given) {
        const QString here = one.section(QLatin1Char(':'), 0, 0);
        const QString there = one.section(QLatin1Char(':'), 1);
        if (here.contains(QLatin1Char('*')) && there.isEmpty()) {
            Selection selection;
            selection.indices = {here};
            const auto found = pairsOf(selection, source);
            if (!found)
                return found;
            pairs += *found;
        } else {
            pairs.append({here, there.isEmpty() ? here : there});
        }
    }
    if (pairs.isEmpty())
        return fail(ErrorKind::Usage, Tr::tr("No index of the source matches."));
    return pairs;
}

Result<Plan> planFrom(const CommandLine &line)
{
    Plan plan;
    if (!line.planFile.isEmpty()) {
        auto loaded = Plan::load(line.planFile);
        if (!loaded)
            return loaded;
        plan = *loaded;
        makePathsAbsolute(plan, line.planFile);
    } else {
        plan.source.url = line.verify.source;
        plan.target.url = line.verify.target;
        plan.select.indices = line.verify.indices;
    }
    return plan;
}

Result<QList<IndexPair>> pairsFor(const CommandLine &line, const Plan &plan, SearchCluster &source)
{
    return line.planFile.isEmpty() ? pairsFrom(line.verify.indices, source) : pairsOf(plan.select, source);
}

//! One run of the command, on its worker thread.
struct Working
{
    const CommandLine &line;
    JobControl &control;
    VerifyRun &run;
};

Result<JobSummary> begin(const Working &working, Plan plan)
{
    const auto servers = makeServers(plan, working.line.stateDir);
    if (!servers)
        return fail(servers.error());
    const auto pairs = pairsFor(working.line, plan, *servers->source->open(working.control.stopToken()));
    if (!pairs)
        return fail(pairs.error());
    plan.method = verifyMethod;
    plan.options = requestFrom(working.line, *pairs).toJson();
    plan.select.indices.clear();
    for (const IndexPair &pair : *pairs)
        plan.select.indices.append(pair.source);
    plan.name = pairs->size() == 1 ? Tr::tr("Comparison of %1").arg(pairs->first().source)
                                   : Tr::tr("Comparison of %1 indices").arg(pairs->size());
    const JobStore store(working.line.stateDir);
    JobRecord record;
    record.job = store.newJob();
    record.name = plan.name;
    record.method = verifyMethod;
    record.created = QDateTime::currentDateTimeUtc();
    record.state = QStringLiteral("running");
    record.plan = plan;
    const auto journal = Journal::open(store.folderOf(record.job));
    if (!journal)
        return fail(journal.error());
    if (const auto saved = (*journal)->saveJob(record); !saved)
        return fail(saved.error());
    return working.run.run(record, **journal, *servers->source, *servers->target);
}

Result<JobSummary> goOn(const Working &working, const JobRecord &record)
{
    const auto held = holdJob(JobStore(working.line.stateDir).folderOf(record.job), working.line.stateDir);
    if (!held)
        return fail(held.error());
    held->journal->setState(QStringLiteral("running"), {});
    return working.run.run(record, *held->journal, *held->servers.source, *held->servers.target);
}

//! Runs `work` with everything around it and says how it ended.
int carryOut(const CommandLine &line, const std::function<Result<JobSummary>(const Working &working)> &work)
{
    JobControl control;
    VerifyPrinter printer(
        line.json, [](const QString &text) { printLine(text); }, printError);
    const StopSignals signals([&control](int count) {
        if (count == 1) {
            printError(Tr::tr("Stopping after what is under way. Once more stops at once."));
            control.finishAndStop();
        } else {
            control.abort();
        }
    });
    const AskedHow how{line.verify.yes, [&printer](const QString &text) { printer.say(text); },
        [&control](const QString &word) { return hearWord(word, [&control] { return control.finishing(); }); }};
    VerifyRun::Asked asked;
    if (line.verify.repair)
        asked = [&how](const RepairPlan &plan) { return consentTo(plan, how); };
    VerifyRun run(control, printer, asked);
    Result<JobSummary> ended = fail(ErrorKind::Internal, Tr::tr("The comparison did not run."));
    runOnWorker([&] { ended = work({line, control, run}); });
    if (!ended)
        return giveUp(ended.error());
    printer.end(*ended, run.result, run.more);
    if (ended->outcome == Outcome::Failed)
        printError(ended->reason);
    if (!line.outFile.isEmpty()) {
        VerificationCertificate certificate(run.result, ended->job);
        auto written = certificate.setLogo(line.logo);
        if (written)
            written = certificate.write(line.outFile);
        if (!written)
            return giveUp(written.error());
        if (!line.json)
            printLine(Tr::tr("Certificate written to %1.").arg(QFileInfo(line.outFile).absoluteFilePath()));
    }
    return ended->exitCode();
}

int showCost(const CommandLine &line, const Plan &plan)
{
    Result<QList<LevelCost>> costs;
    runOnWorker([&] {
        const auto servers = makeServers(plan, line.stateDir);
        if (!servers) {
            costs = fail(servers.error());
            return;
        }
        const auto source = servers->source->open({});
        const auto pairs = pairsFor(line, plan, *source);
        if (!pairs) {
            costs = fail(pairs.error());
            return;
        }
        VerifyRequest request;
        request.pairs = *pairs;
        costs = verifyCost(request, *source, *servers->target->open({}));
    });
    if (!costs)
        return giveUp(costs.error());
    const QLocale locale;
    for (const LevelCost &cost : *costs) {
        if (line.json) {
            printLine(QJsonObject{{QStringLiteral("level"), levelName(cost.level)},
                {QStringLiteral("requests"), cost.requests}, {QStringLiteral("documents"), cost.documents},
                {QStringLiteral("bytes"), cost.bytes}, {QStringLiteral("disk_bytes"), cost.diskBytes},
                {QStringLiteral("seconds"), cost.seconds < 0 ? QJsonValue() : QJsonValue(cost.seconds)}});
            continue;
        }
        QString text = Tr::tr("%1 about %2 requests")
                           .arg(levelName(cost.level).leftJustified(11), locale.toString(cost.requests));
        if (cost.documents > 0)
            text += Tr::tr(", %1 documents read, %2 over the wire, %3 on this disk")
                        .arg(locale.toString(cost.documents), locale.formattedDataSize(cost.bytes),
                            locale.formattedDataSize(cost.diskBytes));
        if (cost.seconds >= 0)
            text += Tr::tr(", about %1 s").arg(locale.toString(cost.seconds, 'f', 0));
        printLine(text);
    }
    return 0;
}

//! Takes a repair back, after what it would write is listed and agreed to.
Result<RepairOutcome> takeBack(const CommandLine &line, const Plan &plan)
{
    const auto undone = planUndo(line.verify.undo);
    if (!undone)
        return fail(undone.error());
    if (undone->documents() > 0) {
        const AskedHow how{line.verify.yes, line.json ? printError : [](const QString &text) { printLine(text); },
            [](const QString &word) { return hearWord(word); }};
        const auto agreed = consentTo(*undone, how);
        if (!agreed)
            return fail(agreed.error());
        if (!*agreed)
            return fail(ErrorKind::Cancelled, Tr::tr("Nothing was written."));
    }
    const auto servers = makeServers(plan, line.stateDir);
    if (!servers)
        return fail(servers.error());
    return undoRepair(line.verify.undo, *servers->target->open({}));
}

int undo(const CommandLine &line, Plan plan)
{
    if (plan.source.url.isEmpty() && plan.source.profile.isEmpty())
        plan.source = plan.target; // only the target is spoken to
    Result<RepairOutcome> outcome;
    runOnWorker([&] { outcome = takeBack(line, plan); });
    if (!outcome)
        return giveUp(outcome.error());
    const qint64 refused = outcome->refused.size() - outcome->leftAlone;
    if (line.json) {
        printLine(
            QJsonObject{{QStringLiteral("restored"), outcome->copied}, {QStringLiteral("deleted"), outcome->deleted},
                {QStringLiteral("already"), outcome->already}, {QStringLiteral("left_alone"), outcome->leftAlone},
                {QStringLiteral("refused"), refused}, {QStringLiteral("not_written"), notWritten(*outcome)}});
        return outcome->refused.isEmpty() ? 0 : 4;
    }
    printLine(
        Tr::tr("%1 documents put back as they were, %2 deleted that were not there, %3 are so already, %4 left alone "
               "because somebody changed them since, %5 refused.")
            .arg(outcome->copied)
            .arg(outcome->deleted)
            .arg(outcome->already)
            .arg(outcome->leftAlone)
            .arg(refused));
    for (const VerifyFinding &one : outcome->refused)
        printLine(QStringLiteral("%1/%2: %3").arg(one.targetIndex, one.id, one.detail));
    return outcome->refused.isEmpty() ? 0 : 4;
}

} // namespace

Result<QList<IndexPair>> pairsOf(const Selection &selection, SearchCluster &source)
{
    const auto listed = source.listIndices({QStringLiteral("*")});
    if (!listed)
        return fail(listed.error());
    QList<IndexPair> pairs;
    for (const IndexSummary &index : *listed)
        if (selection.matches(index.name, index.hidden)) // a closed one as well: it is named as not compared
            pairs.append({index.name, selection.targetName(index.name)});
    if (pairs.isEmpty())
        return fail(ErrorKind::Usage, Tr::tr("No index of the source matches the selection."));
    return pairs;
}

int runVerify(const CommandLine &line)
{
    const auto plan = planFrom(line);
    if (!plan)
        return giveUp(plan.error());
    const bool undoes = !line.verify.undo.isEmpty();
    if ((undoes || (line.verify.repair && !line.verify.cost)) && line.json && !line.verify.yes)
        return giveUp({ErrorKind::Usage,
            Tr::tr("%1 with --progress json needs --yes: nobody is there to be asked.")
                .arg(undoes ? QStringLiteral("--undo") : QStringLiteral("--repair")),
            {}, 0, false, {}});
    if (undoes)
        return undo(line, *plan);
    if (line.verify.cost)
        return showCost(line, *plan);
    return carryOut(line, [&](const Working &working) { return begin(working, *plan); });
}

int resumeVerify(const CommandLine &line, const JobRecord &record)
{
    return carryOut(line, [&](const Working &working) { return goOn(working, record); });
}

} // namespace godwit
