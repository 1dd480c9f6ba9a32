// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/verifyafter.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

const QString step = QStringLiteral("verify");
const QString momentKey = QStringLiteral("verify_moment");
const QString resultKey = QStringLiteral("verification");
constexpr int findingsKnown = 100'000;

Verification verificationOf(VerifyState state)
{
    return state == VerifyState::Equal   ? Verification::Equal
        : state == VerifyState::Differs  ? Verification::Different
        : state == VerifyState::Pending  ? Verification::Pending
                                         : Verification::Running;
}

QJsonArray jsonOf(const std::vector<ShardState> &states)
{
    QJsonArray all;
    for (const ShardState &state : states)
        all.append(QJsonArray{state.index, state.indexUuid, state.shard, state.nodeId, state.historyUuid,
            state.globalCheckpoint, state.maxSeqNo, state.deleteTotal, state.documents, state.deletedDocuments,
            state.bytes});
    return all;
}

//! Empty where one of them can't be read.
std::vector<ShardState> statesOf(const QJsonArray &json)
{
    std::vector<ShardState> states;
    for (const QJsonValue &value : json) {
        const QJsonArray one = value.toArray();
        if (one.size() < 11 || one.at(0).toString().isEmpty() || !one.at(6).isDouble())
            return {};
        states.push_back({one.at(0).toString(), one.at(1).toString(), one.at(2).toInt(-1), one.at(3).toString(),
            one.at(4).toString(), one.at(5).toInteger(-1), one.at(6).toInteger(-1), one.at(7).toInteger(),
            one.at(8).toInteger(), one.at(9).toInteger(-1), one.at(10).toInteger()});
    }
    return states;
}

QJsonObject jsonOf(const VerifyMoment &moment)
{
    QJsonObject counted;
    for (auto it = moment.targetDocuments.constBegin(); it != moment.targetDocuments.constEnd(); ++it)
        counted.insert(it.key(), it.value());
    return {{QStringLiteral("source"), jsonOf(moment.source)}, {QStringLiteral("target"), jsonOf(moment.target)},
        {QStringLiteral("counted"), counted}};
}

std::optional<VerifyMoment> momentOf(const QJsonObject &json)
{
    VerifyMoment moment{statesOf(json.value(QLatin1String("source")).toArray()),
        statesOf(json.value(QLatin1String("target")).toArray())};
    if (moment.source.empty() || moment.target.empty())
        return std::nullopt;
    const QJsonObject counted = json.value(QLatin1String("counted")).toObject();
    for (auto it = counted.begin(); it != counted.end(); ++it)
        moment.targetDocuments.insert(it.key(), it.value().toInteger());
    return moment;
}

//! What makes two findings one: of a document, that it is named.
QString nameOf(const Finding &finding)
{
    const QStringList parts = finding.id.isEmpty() ? QStringList{finding.kind, finding.index, {}, finding.detail}
                                                   : QStringList{finding.index, finding.id};
    return parts.join(u'\n');
}

//! Hands over what the comparison says.
class AfterObserver final : public VerifyObserver
{
public:
    AfterObserver(JobNotes &notes, const VerifyAfter::Expected &expected, const VerifyAfter::Note &note,
        const QSet<QString> &known)
        : m_notes(notes), m_expected(expected), m_note(note), m_known(known)
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
        if (!m_expected(finding) && !m_known.contains(nameOf(finding.toFinding())))
            m_notes.finding(finding.kind, finding.sourceIndex, finding.id, finding.detail);
    }
    void event(const JobEvent &event) override { m_notes.event(event.level, event.index, event.text); }

private:
    JobNotes &m_notes;
    const VerifyAfter::Expected &m_expected;
    const VerifyAfter::Note &m_note;
    const QSet<QString> &m_known;
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
    m_notes.setup.journal.setValue(momentKey, jsonOf(*m_moment));
    return {};
}

void VerifyAfter::recall()
{
    const Journal &journal = m_notes.setup.journal;
    if (m_level <= VerifyLevel::Counts || !journal.value(resultKey).toObject().isEmpty())
        return;
    // A comparison that was cut short has told some already, as the copy has of what was refused.
    if (const auto told = journal.findings(findingsKnown))
        for (const Finding &finding : *told)
            m_known.insert(nameOf(finding));
    m_moment = momentOf(journal.value(momentKey).toObject());
    const Finding lost{QStringLiteral("different"), {}, {},
        tr("The documents were not compared after the cutover: the journal does not tell how far they were then. "
           "Compare them with \"godwit verify\".")};
    if (!m_moment && !m_known.contains(nameOf(lost)))
        m_notes.finding(lost.kind, lost.index, lost.id, lost.detail);
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
    AfterObserver observer(m_notes, expected, note, m_known);
    const QString folder = QDir(setup.journal.folder()).filePath(step);
    QDir(folder).removeRecursively();
    VerifyResult result;
    {
        Verifier verifier({request, setup.source, setup.target, setup.control, observer, folder, setup.clock, m_moment});
        result = verifier.run();
    }
    setup.journal.setValue(resultKey, result.toJson());
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
