// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verifyrun.h"

#include "app/verifyjob.h"
#include "engine/verify/findingsfile.h"

#include <QDir>
#include <QJsonDocument>

#include <mutex>

namespace godwit {

namespace {

constexpr qsizetype listedNotWritten = 1'000;

//! In the journal from right before the first write on: which pairs a repair touches and, afterwards, what it did.
const QString repairKey = QStringLiteral("repair");
const QString touchedKey = QStringLiteral("touched");
const QString saidKey = QStringLiteral("said");

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

//! The findings of the comparison after a repair: into a file of their own, on where a stop left it.
class AfterRepair final : public VerifyObserver
{
public:
    AfterRepair(VerifyPrinter &printer, const QString &file) : m_shown(printer), m_file(file) { }
    void progress(const VerifyProgress &progress) override { m_shown.progress(progress); }
    void finding(const VerifyFinding &finding) override
    {
        keep(finding);
        m_shown.finding(finding);
    }
    void kept(const QList<VerifyRow> &rows) override
    {
        const std::lock_guard lock(m_mutex);
        m_file.close();
        if (const auto dropped = keepFindings(m_file.fileName(), rows); !dropped)
            m_shown.event({QDateTime::currentDateTimeUtc(), EventLevel::Warning, {}, dropped.error().summary});
    }
    void event(const JobEvent &event) override { m_shown.event(event); }
    void keep(const VerifyFinding &finding)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_file.isOpen() && !m_file.open(QIODevice::Append))
            return;
        m_file.write(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + '\n');
        m_file.flush();
    }

private:
    Shown m_shown;
    std::mutex m_mutex;
    QFile m_file;
};

QJsonArray toJson(const QList<IndexPair> &pairs)
{
    QJsonArray list;
    for (const IndexPair &pair : pairs)
        list.append(QJsonArray{pair.source, pair.target});
    return list;
}

QList<IndexPair> pairsIn(const QJsonArray &list)
{
    QList<IndexPair> pairs;
    for (const QJsonValue &pair : list)
        pairs.append({pair[0].toString(), pair[1].toString()});
    return pairs;
}

} // namespace

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

QString VerifyRun::Place::file(const char *name) const
{
    return QDir(journal.folder()).filePath(QLatin1String(name));
}

VerifyRun::VerifyRun(JobControl &control, VerifyPrinter &printer, Asked asked)
    : m_control(control), m_printer(printer), m_asked(std::move(asked))
{
}

Result<JobSummary> VerifyRun::run(
    const JobRecord &record, Journal &journal, SearchClusterFactory &source, SearchClusterFactory &target)
{
    auto request = VerifyRequest::fromJson(record.plan.options);
    if (!request)
        return fail(request.error());
    const Place place{record, journal, source, target, std::move(*request)};
    m_printer.begin(record.job, record.name);
    Shown shown(m_printer);
    VerifyJob job(journal, shown);
    result = job.run(place.request, source, target, m_control);
    const QJsonObject begun = journal.value(repairKey).toObject();
    if (result.outcome == Outcome::Findings && !begun.isEmpty()) {
        if (const QJsonObject said = begun.value(saidKey).toObject(); !said.isEmpty()) // none: it was cut off
            more.insert(repairKey, said);
        m_printer.say(tr("A repair began in this job, so what it touched is compared again."));
        compareAgain(place, pairsIn(begun.value(touchedKey).toArray()));
    } else if (result.outcome == Outcome::Findings && m_asked) {
        if (const auto repaired = repair(place); !repaired) { // what was found stays with the job
            job.keep(result, record.job);
            return fail(repaired.error());
        }
    }
    const QString after = place.file("findings-after-repair.ndjson");
    return job.keep(result, record.job, QFile::exists(after) ? after : QString());
}

//! Copies and deletes, then compares the indices that were touched once more, however far it came. An error: nothing
//! was written.
Result<void> VerifyRun::repair(const Place &place)
{
    const QString findings = VerifyJob::differencesFile(place.journal.folder());
    const auto plan = planRepair(findings);
    if (!plan)
        return fail(plan.error());
    if (plan->documents() == 0) {
        m_printer.say(tr("None of the findings is about a document, so there is nothing to repair."));
        return {};
    }
    const auto wanted = m_asked(*plan);
    if (!wanted)
        return fail(wanted.error());
    if (!*wanted)
        return {};
    if (const auto noted = begin(place, plan->touched); !noted)
        return noted;
    const auto source = place.source.open(m_control.stopToken());
    const auto target = place.target.open(m_control.stopToken());
    Repair repairing(*source, *target, repairUndoFile(place.journal.folder()));
    const auto ended = repairAll(findings, repairing, [this](qint64) { return !m_control.finishing(); });
    say(place, repairing.outcome(), ended);
    place.journal.setValue(
        repairKey, QJsonObject{{touchedKey, toJson(plan->touched)}, {saidKey, more.value(repairKey)}});
    compareAgain(place, plan->touched);
    if (!ended && ended.error().kind != ErrorKind::Cancelled) {
        result.outcome = Outcome::Failed;
        result.reason = ended.error().summary;
        result.errorKind = errorKindName(ended.error().kind);
    }
    return {};
}

//! From here on what was found is no longer true, whenever this ends.
Result<void> VerifyRun::begin(const Place &place, const QList<IndexPair> &touched) const
{
    QDir(place.file("verify-again")).removeRecursively();
    QFile::remove(place.file("findings-after-repair.ndjson"));
    place.journal.setValue(repairKey, QJsonObject{{touchedKey, toJson(touched)}});
    if (const auto flushed = place.journal.flush(); !flushed)
        return flushed;
    AfterRepair kept(m_printer, place.file("findings-after-repair.ndjson"));
    for (const VerifyFinding &finding : result.findings)
        if (!touched.contains(IndexPair{finding.sourceIndex, finding.targetIndex}))
            kept.keep(finding);
    return {};
}

void VerifyRun::say(const Place &place, const RepairOutcome &outcome, const Result<void> &ended)
{
    const QString undo = repairUndoFile(place.journal.folder());
    const bool saved = QFile::exists(undo);
    const qint64 refused = outcome.refused.size() - outcome.leftAlone;
    QJsonObject said{{QStringLiteral("copied"), outcome.copied}, {QStringLiteral("deleted"), outcome.deleted},
        {QStringLiteral("already"), outcome.already}, {QStringLiteral("left_alone"), outcome.leftAlone},
        {QStringLiteral("refused"), refused}, {QStringLiteral("not_written"), notWritten(outcome)},
        {QStringLiteral("finished"), ended.has_value()}, {QStringLiteral("undo_file"), saved ? undo : QString()}};
    if (!ended)
        said.insert(QStringLiteral("reason"), ended.error().summary);
    more.insert(repairKey, said);
    QString text = tr("Repaired: %1 copied, %2 deleted, %3 equal already, %4 left alone because somebody changed them "
                      "since, %5 refused.")
                       .arg(outcome.copied)
                       .arg(outcome.deleted)
                       .arg(outcome.already)
                       .arg(outcome.leftAlone)
                       .arg(refused);
    if (saved)
        text += u' ' + tr("\"godwit verify --undo %1\" takes it back.").arg(undo);
    m_printer.say(text);
    for (const VerifyFinding &one : outcome.refused)
        m_printer.say(QStringLiteral("%1/%2: %3").arg(one.targetIndex, one.id, one.detail));
    if (!ended)
        m_printer.say(tr("The repair did not come to its end: %1 The other documents were not written; a new "
                         "comparison with --repair takes them up.")
                          .arg(ended.error().summary));
}

//! Goes on where a stop left it.
void VerifyRun::compareAgain(const Place &place, const QList<IndexPair> &touched)
{
    VerifyRequest again = place.request;
    again.pairs = touched;
    AfterRepair shown(m_printer, place.file("findings-after-repair.ndjson"));
    const VerifyResult after
        = Verifier({again, place.source, place.target, m_control, shown, place.file("verify-again"), Clock::system()})
              .run();
    result = resultAfterRepair(result, after);
}

} // namespace godwit
