// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison that follows a cutover, outside the write pause: the target is in use already.
#include "engine/methods/livecopy/livecopy.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

//! Hands over what the comparison says. Refused documents are findings already, and an index that was there before may
//! hold more.
class CopyObserver final : public VerifyObserver
{
public:
    using Note = std::function<void(const VerifyRow &row)>;
    CopyObserver(LiveCopyContext &context, Note note) : m_context(context), m_note(std::move(note)) { }

    void progress(const VerifyProgress &progress) override
    {
        int through = 0;
        for (const VerifyRow &row : progress.rows) {
            m_note(row);
            through += row.state == VerifyState::Equal || row.state == VerifyState::Differs ? 1 : 0;
        }
        m_context.board.figure(QStringLiteral("verify"), tr("%1 of %2 indices").arg(through).arg(progress.rows.size()));
    }
    void finding(const VerifyFinding &finding) override
    {
        const bool more = m_context.setup.plan.existing == ExistingTarget::Append
            && (finding.kind == QLatin1String("extra") || finding.kind == QLatin1String("count"));
        const bool refused = m_context.wasRejected(finding.sourceIndex, finding.id.toStdString())
            || (finding.kind == QLatin1String("count") && !m_context.rejectedFile().isEmpty());
        if (!more && !refused)
            m_context.finding(finding.kind, finding.sourceIndex, finding.id, finding.detail);
    }
    void event(const JobEvent &event) override { m_context.event(event.level, event.index, event.text); }

private:
    LiveCopyContext &m_context;
    const Note m_note;
};

} // namespace

//! Inside the pause, where both sides stand still: up to here documents are compared afterwards.
Result<void> LiveCopy::rememberMoment()
{
    m_moment.reset();
    if (m_context.options.verify <= VerifyLevel::Counts)
        return {};
    QStringList targets;
    for (const IndexCopy *index : active())
        targets.append(index->target());
    auto here = m_source->shardStates(activeSources());
    if (!here)
        return fail(here.error());
    auto there = m_target->shardStates(targets);
    if (!there)
        return fail(there.error());
    m_moment = VerifyMoment{std::move(*here), std::move(*there)};
    for (const IndexCopy *index : active()) // counted right before, and nobody wrote since
        if (m_setup.plan.existing != ExistingTarget::Append)
            m_moment->targetDocuments.insert(index->target(), index->targetCount);
    return {};
}

//! What it finds are findings of the job. That it could not end is one, too: nobody may take it for a proof.
void LiveCopy::verifyCopies()
{
    if (!m_moment)
        return;
    m_state = JobState::Running;
    m_context.board.begin(StageId::Finalization, QStringLiteral("verify"));
    VerifyRequest request;
    request.level = m_context.options.verify;
    request.settleSeconds = 2;
    QHash<QString, IndexCopy *> byName;
    for (IndexCopy *index : active()) {
        request.pairs.append({index->source(), index->target()});
        byName.insert(index->source(), index);
    }
    CopyObserver observer(m_context, [&byName](const VerifyRow &row) {
        byName.value(row.pair.source)->verified = row.state == VerifyState::Equal ? Verification::Equal
            : row.state == VerifyState::Differs                                   ? Verification::Different
            : row.state == VerifyState::Pending                                   ? Verification::Pending
                                                                                  : Verification::Running;
    });
    const QString folder = QDir(m_setup.journal.folder()).filePath(QStringLiteral("verify"));
    QDir(folder).removeRecursively();
    VerifyResult result;
    {
        Verifier verifier(
            {request, m_setup.source, m_setup.target, m_setup.control, observer, folder, m_setup.clock, m_moment});
        result = verifier.run();
    }
    m_setup.journal.setValue(QStringLiteral("verification"), result.toJson());
    if (result.outcome == Outcome::Failed || result.outcome == Outcome::Stopped) {
        m_context.board.failed(QStringLiteral("verify"), result.reason);
        m_context.finding(QStringLiteral("different"), {}, {},
            tr("The comparison after the cutover did not end: %1 Compare again with \"godwit verify\".")
                .arg(result.reason));
    } else {
        qint64 documents = 0;
        for (const VerifyRow &row : result.rows)
            documents += row.source.read;
        m_context.board.done(
            QStringLiteral("verify"), tr("%L1 documents, %L2 findings").arg(documents).arg(result.findingCount));
    }
    m_context.board.finish(StageId::Finalization);
}

} // namespace godwit
