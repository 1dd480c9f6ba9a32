// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/verifyafter.h"

#include <QCoreApplication>
#include <QDir>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

const QString step = QStringLiteral("verify");

Verification verificationOf(VerifyState state)
{
    return state == VerifyState::Equal   ? Verification::Equal
        : state == VerifyState::Differs  ? Verification::Different
        : state == VerifyState::Pending  ? Verification::Pending
                                         : Verification::Running;
}

//! Hands over what the comparison says.
class AfterObserver final : public VerifyObserver
{
public:
    AfterObserver(JobNotes &notes, const VerifyAfter::Expected &expected, const VerifyAfter::Note &note)
        : m_notes(notes), m_expected(expected), m_note(note)
    {
    }

    void progress(const VerifyProgress &progress) override
    {
        int through = 0;
        for (const VerifyRow &row : progress.rows) {
            m_note(row.pair.source, verificationOf(row.state));
            through += row.state == VerifyState::Equal || row.state == VerifyState::Differs ? 1 : 0;
        }
        m_notes.board.figure(step, tr("%1 of %2 indices").arg(through).arg(progress.rows.size()));
    }
    void finding(const VerifyFinding &finding) override
    {
        if (!m_expected(finding))
            m_notes.finding(finding.kind, finding.sourceIndex, finding.id, finding.detail);
    }
    void event(const JobEvent &event) override { m_notes.event(event.level, event.index, event.text); }

private:
    JobNotes &m_notes;
    const VerifyAfter::Expected &m_expected;
    const VerifyAfter::Note &m_note;
};

} // namespace

void VerifyAfter::announce()
{
    if (m_level > VerifyLevel::Counts && m_notes.setup.cutover != CutoverMode::Never)
        m_notes.board.add(StageId::Finalization, step, tr("Compare every document"));
}

Result<void> VerifyAfter::remember(SearchCluster &source, SearchCluster &target, const QStringList &sources,
    const QStringList &targets, const QHash<QString, qint64> &counted)
{
    m_moment.reset();
    if (m_level <= VerifyLevel::Counts)
        return {};
    auto here = source.shardStates(sources);
    if (!here)
        return fail(here.error());
    auto there = target.shardStates(targets);
    if (!there)
        return fail(there.error());
    m_moment = VerifyMoment{std::move(*here), std::move(*there), counted};
    return {};
}

void VerifyAfter::run(const QList<IndexPair> &pairs, const Expected &expected, const Note &note)
{
    if (!m_moment)
        return;
    JobSetup &setup = m_notes.setup;
    m_notes.board.begin(StageId::Finalization, step);
    VerifyRequest request;
    request.pairs = pairs;
    request.level = m_level;
    request.settleSeconds = 2;
    AfterObserver observer(m_notes, expected, note);
    const QString folder = QDir(setup.journal.folder()).filePath(step);
    QDir(folder).removeRecursively();
    VerifyResult result;
    {
        Verifier verifier({request, setup.source, setup.target, setup.control, observer, folder, setup.clock, m_moment});
        result = verifier.run();
    }
    setup.journal.setValue(QStringLiteral("verification"), result.toJson());
    if (result.outcome == Outcome::Failed || result.outcome == Outcome::Stopped) {
        m_notes.board.failed(step, result.reason);
        m_notes.finding(QStringLiteral("different"), {}, {},
            tr("The comparison after the cutover did not end: %1 Compare again with \"godwit verify\".")
                .arg(result.reason));
    } else {
        qint64 documents = 0;
        for (const VerifyRow &row : result.rows)
            documents += row.source.read;
        m_notes.board.done(step, tr("%L1 documents, %L2 findings").arg(documents).arg(result.findingCount));
    }
    m_notes.board.finish(StageId::Finalization);
}

std::optional<VerifyLevel> verifyAfterLevel(const QJsonValue &value)
{
    const auto level = levelFromName(value.toString());
    return level && *level >= VerifyLevel::Counts ? std::optional(*level) : std::nullopt;
}

QString comparedInPause(const QString &method)
{
    return method == QLatin1String("live-copy") ? tr("counts, mappings, versions") : tr("counts");
}

QString comparedAfterwards(const QJsonObject &options)
{
    const auto level = verifyAfterLevel(options.value(QLatin1String("verify")));
    if (!level || *level == VerifyLevel::Counts)
        return {};
    return *level == VerifyLevel::Ids ? tr("the id and routing of every document") : tr("every document");
}

} // namespace godwit
