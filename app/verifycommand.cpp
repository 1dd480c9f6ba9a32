// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verifycommand.h"

#include "app/console.h"
#include "app/servers.h"
#include "app/stopsignals.h"
#include "app/verificationcertificate.h"
#include "app/verifyjob.h"
#include "app/verifyprinter.h"
#include "engine/verify/repairrun.h"
#include "engine/verify/verifycost.h"
#include "engine/worker.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <iostream>

namespace godwit {

namespace {

constexpr qsizetype listedTogether = 100;
constexpr qsizetype listedNotWritten = 1'000;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::VerifyCommand)
};

//! What the operator sees.
class Shown final : public VerifyObserver
{
public:
    explicit Shown(VerifyPrinter &printer) : m_printer(printer) { }
    void progress(const VerifyProgress &progress) override { m_printer.progress(progress); }
    void finding(const VerifyFinding &finding) override { m_printer.finding(finding); }
    void event(const JobEvent &event) override { m_printer.event(event); }

private:
    VerifyPrinter &m_printer;
};

//! The findings of the comparison after a repair: into a file of their own.
class AfterRepair final : public VerifyObserver
{
public:
    AfterRepair(VerifyObserver &shown, const QString &file) : m_shown(shown), m_file(file) { }
    void progress(const VerifyProgress &progress) override { m_shown.progress(progress); }
    void finding(const VerifyFinding &finding) override
    {
        if (m_file.isOpen() || m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            m_file.write(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + '\n');
        m_shown.finding(finding);
    }
    void event(const JobEvent &event) override { m_shown.event(event); }

private:
    VerifyObserver &m_shown;
    QFile m_file;
};

//! One run of the command, on its worker thread.
class VerifyRun
{
public:
    VerifyRun(const CommandLine &line, JobControl &control, VerifyPrinter &printer)
        : m_line(line), m_store(line.stateDir), m_control(control), m_printer(printer), m_shown(printer)
    {
    }

    Result<JobSummary> begin(Plan plan);
    Result<JobSummary> resume(const JobRecord &record);
    VerifyResult result;
    QJsonObject more; //!< for the summary: what was repaired

private:
    Result<JobSummary> compare(const JobRecord &record, Journal &journal, const Servers &servers);
    Result<VerifyResult> repair(
        const VerifyRequest &request, const Servers &servers, const QString &folder, VerifyResult before);
    Result<bool> confirmed(const QString &folder);
    Result<RepairOutcome> write(const QString &folder, const Servers &servers);
    void say(const RepairOutcome &outcome, const QString &undo);

    const CommandLine &m_line;
    const JobStore m_store;
    JobControl &m_control;
    VerifyPrinter &m_printer;
    Shown m_shown;
};

Result<VerifyRequest> requestFrom(const CommandLine &line, const QList<IndexPair> &pairs)
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

Result<JobSummary> VerifyRun::begin(Plan plan)
{
    const auto servers = makeServers(plan, m_line.stateDir);
    if (!servers)
        return fail(servers.error());
    const auto pairs = pairsFor(m_line, plan, *servers->source->open(m_control.stopToken()));
    if (!pairs)
        return fail(pairs.error());
    const auto request = requestFrom(m_line, *pairs);
    if (!request)
        return fail(request.error());
    plan.method = verifyMethod;
    plan.options = request->toJson();
    plan.select.indices.clear();
    for (const IndexPair &pair : *pairs)
        plan.select.indices.append(pair.source);
    plan.name = pairs->size() == 1 ? Tr::tr("Comparison of %1").arg(pairs->first().source)
                                   : Tr::tr("Comparison of %1 indices").arg(pairs->size());
    JobRecord record;
    record.job = m_store.newJob();
    record.name = plan.name;
    record.method = verifyMethod;
    record.created = QDateTime::currentDateTimeUtc();
    record.state = QStringLiteral("running");
    record.plan = plan;
    const auto journal = Journal::open(m_store.folderOf(record.job));
    if (!journal)
        return fail(journal.error());
    if (const auto saved = (*journal)->saveJob(record); !saved)
        return fail(saved.error());
    return compare(record, **journal, *servers);
}

Result<JobSummary> VerifyRun::resume(const JobRecord &record)
{
    const auto held = holdJob(m_store.folderOf(record.job), m_line.stateDir);
    if (!held)
        return fail(held.error());
    held->journal->setState(QStringLiteral("running"), {});
    return compare(record, *held->journal, held->servers);
}

Result<JobSummary> VerifyRun::compare(const JobRecord &record, Journal &journal, const Servers &servers)
{
    const auto request = VerifyRequest::fromJson(record.plan.options);
    if (!request)
        return fail(request.error());
    m_printer.begin(record.job, record.name);
    VerifyJob job(journal, m_shown);
    result = job.run(*request, *servers.source, *servers.target, m_control);
    QString findingsFile;
    if (m_line.verify.repair && result.outcome == Outcome::Findings) {
        auto repaired = repair(*request, servers, journal.folder(), result);
        if (!repaired) { // what was found stays with the job
            job.keep(result, record.job);
            return fail(repaired.error());
        }
        result = *repaired;
        findingsFile = QDir(journal.folder()).filePath(QStringLiteral("findings-after-repair.ndjson"));
    }
    return job.keep(result, record.job, QFile::exists(findingsFile) ? findingsFile : QString());
}

//! Each document is listed before anything is written.
Result<bool> VerifyRun::confirmed(const QString &folder)
{
    qint64 documents = 0;
    const auto listed = readRepairable(
        VerifyJob::differencesFile(folder), listedTogether, [&](const QList<VerifyFinding> &some) -> Result<void> {
            for (const VerifyFinding &finding : some) {
                ++documents;
                m_printer.say(finding.kind == QLatin1String("extra")
                        ? Tr::tr("delete %1/%2").arg(finding.targetIndex, finding.id)
                        : Tr::tr("copy %1/%2 (%3)").arg(finding.targetIndex, finding.id, finding.kind));
            }
            return {};
        });
    if (!listed)
        return fail(listed.error());
    if (documents == 0) {
        m_printer.say(Tr::tr("None of the findings is about a document, so there is nothing to repair."));
        return false;
    }
    if (m_line.verify.yes)
        return true;
    m_printer.say(Tr::tr("Write the word repair to change these %L1 documents of the target.").arg(documents));
    std::string word;
    return std::getline(std::cin, word) && word == "repair";
}

Result<RepairOutcome> VerifyRun::write(const QString &folder, const Servers &servers)
{
    const auto source = servers.source->open(m_control.stopToken());
    const auto target = servers.target->open(m_control.stopToken());
    Repair repairing(*source, *target, repairUndoFile(folder));
    if (const auto written = repairAll(VerifyJob::differencesFile(folder), repairing); !written)
        return fail(written.error());
    return repairing.outcome();
}

//! Which documents a repair did not write, and why.
QJsonArray notWritten(const RepairOutcome &outcome)
{
    QJsonArray list;
    for (const VerifyFinding &one : outcome.refused) {
        if (list.size() >= listedNotWritten)
            break;
        list.append(QJsonObject{{QStringLiteral("index"), one.targetIndex}, {QStringLiteral("id"), one.id},
            {QStringLiteral("reason"), one.detail}});
    }
    return list;
}

void VerifyRun::say(const RepairOutcome &outcome, const QString &undo)
{
    more.insert(QStringLiteral("repair"),
        QJsonObject{{QStringLiteral("copied"), outcome.copied}, {QStringLiteral("deleted"), outcome.deleted},
            {QStringLiteral("already"), outcome.already}, {QStringLiteral("left_alone"), outcome.leftAlone},
            {QStringLiteral("refused"), outcome.refused.size() - outcome.leftAlone},
            {QStringLiteral("not_written"), notWritten(outcome)},
            {QStringLiteral("undo_file"), QFile::exists(undo) ? undo : QString()}});
    m_printer.say(
        Tr::tr("Repaired: %1 copied, %2 deleted, %3 equal already, %4 left alone because somebody changed them "
               "since, %5 refused. \"godwit verify --undo %6\" takes it back.")
            .arg(outcome.copied)
            .arg(outcome.deleted)
            .arg(outcome.already)
            .arg(outcome.leftAlone)
            .arg(outcome.refused.size() - outcome.leftAlone)
            .arg(undo));
    for (const VerifyFinding &refused : outcome.refused)
        m_printer.say(QStringLiteral("%1/%2: %3").arg(refused.targetIndex, refused.id, refused.detail));
}

//! Copies and deletes, then compares the indices that were touched once more.
Result<VerifyResult> VerifyRun::repair(
    const VerifyRequest &request, const Servers &servers, const QString &folder, VerifyResult before)
{
    const auto wanted = confirmed(folder);
    if (!wanted)
        return fail(wanted.error());
    if (!*wanted)
        return before;
    const auto plan = planRepair(VerifyJob::differencesFile(folder));
    if (!plan)
        return fail(plan.error());
    const auto outcome = write(folder, servers);
    if (!outcome)
        return fail(outcome.error());
    say(*outcome, repairUndoFile(folder));
    VerifyRequest again = request;
    again.pairs = plan->touched;
    const QString place = QDir(folder).filePath(QStringLiteral("verify-again"));
    QDir(place).removeRecursively();
    AfterRepair shown(m_shown, QDir(folder).filePath(QStringLiteral("findings-after-repair.ndjson")));
    const VerifyResult after
        = Verifier({again, *servers.source, *servers.target, m_control, shown, place, Clock::system()}).run();
    for (const VerifyFinding &finding : before.findings)
        if (!again.pairs.contains(IndexPair{finding.sourceIndex, finding.targetIndex}))
            shown.finding(finding);
    return resultAfterRepair(before, after);
}

//! Runs `work` with everything around it and says how it ended.
int carryOut(const CommandLine &line, const std::function<Result<JobSummary>(VerifyRun &run)> &work)
{
    JobControl control;
    VerifyPrinter printer(
        line.json, [](const QString &text) { printLine(text); }, printError);
    const StopSignals signals([&control](int count) {
        if (count == 1) {
            printError(Tr::tr("Stopping after the pages under way. Once more stops at once."));
            control.finishAndStop();
        } else {
            control.abort();
        }
    });
    VerifyRun run(line, control, printer);
    Result<JobSummary> ended = fail(ErrorKind::Internal, Tr::tr("The comparison did not run."));
    runOnWorker([&] { ended = work(run); });
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

int undo(const CommandLine &line, Plan plan)
{
    if (plan.source.url.isEmpty() && plan.source.profile.isEmpty())
        plan.source = plan.target; // only the target is spoken to
    Result<RepairOutcome> outcome;
    runOnWorker([&] {
        const auto servers = makeServers(plan, line.stateDir);
        outcome = servers ? undoRepair(line.verify.undo, *servers->target->open({})) : fail(servers.error());
    });
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
    if (!line.verify.undo.isEmpty())
        return undo(line, *plan);
    if (line.verify.cost)
        return showCost(line, *plan);
    if (line.verify.repair && line.json && !line.verify.yes)
        return giveUp({ErrorKind::Usage,
            Tr::tr("--repair with --progress json needs --yes: nobody is there to be asked."), {}, 0, false, {}});
    return carryOut(line, [&](VerifyRun &run) { return run.begin(*plan); });
}

int resumeVerify(const CommandLine &line, const JobRecord &record)
{
    return carryOut(line, [&](VerifyRun &run) { return run.resume(record); });
}

} // namespace godwit
