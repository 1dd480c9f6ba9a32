// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifyrepair.h"

#include "engine/verify/exactlookup.h"
#include "engine/verify/guardedwrite.h"
#include "engine/verify/verifyundo.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Repair", text);
}

QString placeTaken()
{
    return tr("The target has this id with another routing in the same shard, which can't hold both, so it was left "
              "alone.");
}

} // namespace

RepairOutcome &RepairOutcome::operator+=(const RepairOutcome &other)
{
    copied += other.copied;
    deleted += other.deleted;
    already += other.already;
    refused += other.refused;
    leftAlone += other.leftAlone;
    return *this;
}

bool isRepairable(const VerifyFinding &finding)
{
    static const QStringList kinds{
        QStringLiteral("missing"), QStringLiteral("extra"), QStringLiteral("different"), QStringLiteral("routing")};
    return !finding.id.isEmpty() && kinds.contains(finding.kind);
}

struct Repair::Step
{
    VerifyFinding finding;
    Lookup source;
    Lookup target;
    QString problem = {}; //!< why it is left alone
    //! Under which routing the target has it, or would have it.
    QString targetRouting() const
    {
        return finding.kind == QLatin1String("missing") ? finding.sourceRouting : finding.targetRouting;
    }
    QString sourceRouting() const
    {
        return finding.kind == QLatin1String("extra") ? finding.targetRouting : finding.sourceRouting;
    }
    bool sameRouting() const { return sourceRouting() == targetRouting(); }
    bool moves() const { return source.found && target.found && !sameRouting(); }
    bool nothingToDo() const
    {
        return (!source.found && !target.found)
            || (source.found && target.found && sameRouting() && source.source == target.source);
    }
    void judge();
    GuardedChange change() const;
};

//! Finds out whether a side is no longer what was compared.
void Repair::Step::judge()
{
    const auto changed = [](const SeenDocument &then, const Lookup &now) {
        return now.found ? then.seqNo != now.seqNo || then.primaryTerm != now.primaryTerm : then.seqNo != -1;
    };
    const auto said = [](const SeenDocument &then, const Lookup &now, const QStringList &words) {
        return words.at(!now.found ? 0 : then.seqNo < 0 ? 1 : 2);
    };
    if (finding.source.seqNo < -1 || finding.target.seqNo < -1)
        problem = tr("Which state of it was compared is not known, so it was left alone. Compare again.");
    else if (changed(finding.target, target))
        problem = said(finding.target, target,
            {tr("It was deleted on the target since it was compared, so it was left alone."),
                tr("It was created on the target since it was compared, so it was left alone."),
                tr("It was changed on the target since it was compared, so it was left alone.")});
    else if (changed(finding.source, source))
        problem = said(finding.source, source,
            {tr("It was deleted on the source since it was compared, so it was left alone. Compare again."),
                tr("It was created on the source since it was compared, so it was left alone. Compare again."),
                tr("It was changed on the source since it was compared, so it was left alone. Compare again.")});
    else if (source.found && isTaken(target))
        problem = placeTaken();
}

GuardedChange Repair::Step::change() const
{
    GuardedChange change;
    change.index = finding.targetIndex;
    change.id = finding.id;
    change.has = target.found;
    change.routing = targetRouting();
    change.seen = target;
    change.wanted = source.found;
    change.wantedRouting = sourceRouting();
    change.source = source.source;
    return change;
}

Repair::Repair(SearchCluster &source, SearchCluster &target, const QString &undoFile)
    : m_source(source), m_target(target), m_undo(std::make_unique<UndoWriter>(undoFile))
{
}

Repair::~Repair() = default;

Result<void> Repair::repair(const QList<VerifyFinding> &findings)
{
    auto steps = look(findings);
    if (!steps)
        return fail(steps.error());
    return write(*steps);
}

//! Both sides in real time; what is equal by now falls out.
Result<std::vector<Repair::Step>> Repair::look(const QList<VerifyFinding> &findings)
{
    std::map<std::pair<QString, QString>, std::vector<Step>> byPair;
    for (const VerifyFinding &finding : findings)
        if (isRepairable(finding))
            byPair[{finding.sourceIndex, finding.targetIndex}].push_back({finding, {}, {}});
    std::vector<Step> steps;
    for (auto &[pair, some] : byPair) {
        std::vector<DocumentKey> here;
        std::vector<DocumentKey> there;
        for (const Step &step : some) {
            here.push_back({step.finding.id.toStdString(), step.sourceRouting().toStdString()});
            there.push_back({step.finding.id.toStdString(), step.targetRouting().toStdString()});
        }
        auto source = lookUpExactly(m_source, pair.first, here);
        if (!source)
            return fail(source.error());
        auto target = lookUpExactly(m_target, pair.second, there);
        if (!target)
            return fail(target.error());
        for (std::size_t i = 0; i < some.size(); ++i) {
            some[i].source = std::move((*source)[i]);
            some[i].target = std::move((*target)[i]);
            some[i].judge();
        }
        if (const auto seen = seeElsewhere(pair.second, some); !seen)
            return fail(seen.error());
        for (Step &step : some) {
            if (step.nothingToDo())
                ++m_outcome.already;
            else if (!step.problem.isEmpty())
                leaveAlone(step.finding, step.problem);
            else
                steps.push_back(std::move(step));
        }
    }
    return steps;
}

//! Where the routing is put right, somebody may have written the document under the right one already.
Result<void> Repair::seeElsewhere(const QString &index, std::vector<Step> &steps)
{
    std::vector<Step *> moved;
    std::vector<DocumentKey> keys;
    for (Step &step : steps) {
        if (!step.moves() || !step.problem.isEmpty())
            continue;
        moved.push_back(&step);
        keys.push_back({step.finding.id.toStdString(), step.sourceRouting().toStdString()});
    }
    if (moved.empty())
        return {};
    const auto looked = lookUpExactly(m_target, index, keys, LookAt::Routing);
    if (!looked)
        return fail(looked.error());
    for (std::size_t i = 0; i < moved.size(); ++i) {
        const Lookup &there = (*looked)[i];
        if (there.found)
            moved[i]->problem = tr("It was created on the target since it was compared, so it was left alone.");
        else if (isTaken(there) && there.routing != moved[i]->target.routing) // not where both lead to one shard
            moved[i]->problem = placeTaken();
    }
    return {};
}

void Repair::leaveAlone(const VerifyFinding &finding, const QString &reason)
{
    ++m_outcome.leftAlone;
    m_outcome.refused.append(finding);
    m_outcome.refused.last().detail = reason;
}

Result<void> Repair::save(const std::vector<GuardedChange> &changes)
{
    if (m_cluster.isEmpty()) {
        const auto info = m_target.info();
        if (!info)
            return fail(info.error());
        m_cluster = info->clusterUuid;
    }
    return m_undo->before(m_cluster, changes);
}

Result<void> Repair::write(std::vector<Step> &steps)
{
    std::vector<GuardedChange> changes;
    changes.reserve(steps.size());
    for (const Step &step : steps)
        changes.push_back(step.change());
    if (changes.empty())
        return {};
    if (const auto saved = save(changes); !saved)
        return saved;
    const auto written = writeGuarded(m_target, changes);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const VerifyFinding &finding = steps[i].finding;
        switch (changes[i].end) {
        case GuardedChange::End::Open:
            break;
        case GuardedChange::End::Done:
            ++(changes[i].wanted ? m_outcome.copied : m_outcome.deleted);
            break;
        case GuardedChange::End::LeftAlone:
            leaveAlone(finding, tr("It was changed on the target meanwhile, so it was left alone."));
            break;
        case GuardedChange::End::Refused:
            m_outcome.refused.append(finding);
            m_outcome.refused.last().detail = changes[i].reason;
            break;
        }
    }
    return written ? m_undo->after(m_target, changes) : written;
}

} // namespace godwit
