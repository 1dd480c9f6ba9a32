// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/advice.h"

#include "engine/methods/snapshots/options.h"
#include "engine/methods/snapshots/rounds.h"
#include "engine/methods/snapshots/versionrules.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::SnapshotAdvice)
};

//! The servers' own limit for one node, on the way into a repository (max_snapshot_bytes_per_sec) and out of it
//! (indices.recovery.max_bytes_per_sec), unless somebody changed it.
constexpr double usualBytesPerSecond = 40e6;
//! What moved less says more about its beginning and end than about a rate.
constexpr qint64 leastMeasuredBytes = 64'000'000;

//! What is to be moved, of the indices that can be.
struct Work
{
    qint64 bytes = 0;
    bool known = false; //!< the size of every index is
    int indices = 0;
    int closed = 0;
    QStringList refused; //!< too old for the target, by the version that created them
    QString obstacle; //!< of the first of these
};

Work workOf(const MethodQuestion &question, bool withClosed)
{
    Work work;
    work.known = !question.picked.isEmpty();
    for (const IndexSummary &index : question.picked) {
        work.closed += int(!index.open);
        if (!index.open && !withClosed)
            continue;
        ++work.indices;
        if (const QString why = indexObstacle(originOf(index.versionCreated), question.to); !why.isEmpty()) {
            work.refused.append(index.name);
            if (work.obstacle.isEmpty())
                work.obstacle = why;
            continue;
        }
        work.known = work.known && index.primaryBytes >= 0;
        work.bytes += std::max<qint64>(0, index.primaryBytes);
    }
    return work;
}

//! Why nothing that is ticked can come this way; empty when something can.
QString obstacleFor(const MethodQuestion &question, const Work &work)
{
    if (const QString obstacle = pairObstacle(question.from, question.to); !obstacle.isEmpty())
        return obstacle;
    if (work.refused.isEmpty() || work.refused.size() < work.indices)
        return {};
    return work.indices == 1
        ? work.obstacle
        : QString(
            Tr::tr("None of the %1 indices can be restored. %2:").arg(work.indices).arg(work.refused.first())
            + u' ' + work.obstacle);
}

//! A part of the selection stays behind as it is ticked now.
void addRefused(const Work &work, MethodAdvice &advice)
{
    if (work.refused.isEmpty())
        return;
    advice.reasons.append(Tr::tr("Leave out what the target can't restore, or reindex it first: %1 of %2 indices.")
                              .arg(work.refused.size())
                              .arg(work.indices));
    advice.notCarried.prepend(Tr::tr("indices of an older version, such as %1").arg(work.refused.first()));
}

//! A size as the servers write it ("40mb"); nothing where it is none. 0 and below mean no limit.
std::optional<double> bytesOf(const QJsonValue &setting)
{
    QString text = setting.toVariant().toString().trimmed().toLower();
    double unit = 1;
    for (const auto &[name, size] :
        {std::pair{"kb", 0x1p10}, {"mb", 0x1p20}, {"gb", 0x1p30}, {"tb", 0x1p40}, {"b", 1.0}}) {
        if (!text.endsWith(QLatin1String(name)))
            continue;
        text.chop(int(qstrlen(name)));
        unit = size;
        break;
    }
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok ? std::optional(number * unit) : std::nullopt;
}

//! Bytes per second of one way; infinite where there is no limit, which is as good as not known.
struct Rates
{
    double into = usualBytesPerSecond;
    double outOf = usualBytesPerSecond;
    bool measured = false;
    bool ofPlan = false; //!< the plan's repository has limits of its own
};

Rates ratesOf(const MethodQuestion &question, const RepositoryOptions &repository)
{
    Rates rates;
    for (const RoundFigures &round : question.earlierRounds) {
        if (round.number != 1 || round.changedBytes < leastMeasuredBytes || round.snapshotSeconds <= 0
            || round.restoreSeconds <= 0)
            continue;
        const auto bytes = double(round.changedBytes);
        return {bytes / round.snapshotSeconds, double(round.changedBytes + round.reusedBytes) / round.restoreSeconds,
            true, false};
    }
    const QJsonObject own = repository.own.settings;
    if (const auto limit = bytesOf(own.value(QLatin1String("max_snapshot_bytes_per_sec")))) {
        rates.into = *limit > 0 ? *limit : std::numeric_limits<double>::infinity();
        rates.ofPlan = true;
    }
    // The node's limit for recoveries holds beside it.
    const QJsonObject onTarget = repository.onTarget.settings;
    if (const auto limit = bytesOf(onTarget.value(QLatin1String("max_restore_bytes_per_sec"))); limit && *limit > 0) {
        rates.outOf = std::min(*limit, usualBytesPerSecond);
        rates.ofPlan = true;
    }
    return rates;
}

QString perSecond(double rate)
{
    return Tr::tr("%1/s").arg(QLocale().formattedDataSize(qint64(rate), 0, QLocale::DataSizeSIFormat));
}

void estimateRounds(const Work &work, const Rates &rates, MethodAdvice &advice)
{
    if (!work.known) {
        advice.basis = Tr::tr("it depends on the size of the indices, which is not known");
    } else if (!std::isfinite(rates.into)) {
        advice.basis = Tr::tr("it depends on disks and network: this plan's repository has no limit");
    } else {
        advice.seconds = double(work.bytes) / rates.into + double(work.bytes) / rates.outOf;
        advice.basis
            = (rates.measured
                      ? Tr::tr("measured in an earlier migration between these clusters: %1 into the repository and "
                               "%2 out of it")
                      : rates.ofPlan
                      ? Tr::tr("not measured here: %1 into the repository and %2 out of it, the limits of this plan "
                               "and of the servers, for one node each")
                      : Tr::tr("not measured here: %1 into the repository and %2 out of it, the servers' usual limits, "
                               "for one node each"))
                  .arg(perSecond(rates.into), perSecond(rates.outOf));
    }
}

void estimateRestore(const MethodQuestion &question, const Work &work, const Rates &rates, MethodAdvice &advice)
{
    if (!work.known) {
        advice.basis = Tr::tr("it depends on the size of what the snapshot holds, which is not known");
        return;
    }
    advice.seconds = double(work.bytes) / rates.outOf;
    advice.basis = (rates.measured
                           ? Tr::tr("measured in an earlier migration between these clusters: %1 out of the repository")
                           : rates.ofPlan
                           ? Tr::tr("not measured here: %1 out of the repository, the limit of this plan or of the "
                                    "servers, for one node")
                           : Tr::tr("not measured here: %1 out of the repository, the servers' usual limit, for one "
                                    "node"))
                       .arg(perSecond(rates.outOf));
    // What is ticked is the source's own before a snapshot is chosen.
    if (question.plan.method != QLatin1String("restore"))
        advice.basis += u' ' + Tr::tr("(if the snapshot holds as much as the source has now)");
}

void predictPauseOf(const MethodQuestion &question, double untilSeconds, MethodAdvice &advice)
{
    QList<RoundFigures> later = question.earlierRounds;
    later.removeIf([](const RoundFigures &round) { return round.number < 2; });
    const double measured = predictPause(later);
    if (measured >= 0) {
        advice.pauseSeconds = measured;
        advice.pauseBasis = Tr::tr("as the rounds of an earlier migration between these clusters predict; each round "
                                   "measures it anew");
        return;
    }
    advice.pauseSeconds = untilSeconds;
    advice.pauseBasis = Tr::tr("at most, if nothing changes: the gate opens only after a round that took less. It "
                               "depends on how much changes; each round measures it anew");
}

} // namespace

MethodAdvice adviseSnapshotRounds(const MethodQuestion &question)
{
    MethodAdvice advice;
    advice.title = Tr::tr("Incremental snapshots");
    const Work work = workOf(question, false);
    if (const QString obstacle = obstacleFor(question, work); !obstacle.isEmpty()) {
        advice.possible = false;
        advice.reasons = {obstacle};
        return advice;
    }
    advice.reasons = {Tr::tr("The clusters move the data themselves: for more than this machine should carry."),
        Tr::tr("Needs a repository that every node of both clusters reaches."),
        Tr::tr("Every index must have been created in the target's major version or the one before.")};
    // Options that can't be read yet are those of another method, or half typed.
    RoundsOptions options;
    if (question.plan.method == QLatin1String("snapshot-rounds"))
        options = RoundsOptions::from(question.plan.options).value_or(RoundsOptions());
    estimateRounds(work, ratesOf(question, options.repository), advice);
    predictPauseOf(question, options.untilSeconds, advice);
    advice.pauseSteps = pauseSteps(roundStages());
    advice.load = Tr::tr("reading everything once on the source's nodes, then what changed; writing on the target's; "
                         "the repository holds a second copy. Nothing passes through this machine");
    advice.notCarried = {Tr::tr("data streams"), Tr::tr("index templates"),
        Tr::tr("ingest pipelines and lifecycle policies"), Tr::tr("users and roles")};
    if (work.closed > 0)
        advice.notCarried.prepend(Tr::tr("%n closed indices", nullptr, work.closed));
    addRefused(work, advice);
    return advice;
}

MethodAdvice adviseRestore(const MethodQuestion &question)
{
    MethodAdvice advice;
    advice.title = Tr::tr("Restore from a snapshot");
    const Work work = workOf(question, true);
    if (const QString obstacle = obstacleFor(question, work); !obstacle.isEmpty()) {
        advice.possible = false;
        advice.reasons = {obstacle};
        return advice;
    }
    advice.reasons = {Tr::tr("Brings what a snapshot holds; works also when the source is down or gone."),
        Tr::tr("Changes since the snapshot stay behind.")};
    RestoreOptions options;
    if (question.plan.method == QLatin1String("restore"))
        options = RestoreOptions::from(question.plan.options).value_or(RestoreOptions());
    estimateRestore(question, work, ratesOf(question, options.repository), advice);
    advice.pauseSeconds = 0;
    advice.pauseBasis = Tr::tr("the source is not touched");
    advice.load = Tr::tr("reading from the repository and writing, on the target's nodes; none on the source");
    advice.notCarried = {Tr::tr("all changes since the snapshot"), Tr::tr("data streams")};
    if (!options.includeAliases)
        advice.notCarried.append(Tr::tr("aliases"));
    if (!options.includeGlobalState)
        advice.notCarried
            += QStringList{Tr::tr("index templates"), Tr::tr("ingest pipelines and lifecycle policies")};
    if (options.featureStates.isEmpty())
        advice.notCarried.append(Tr::tr("users and roles"));
    addRefused(work, advice);
    return advice;
}

} // namespace godwit
