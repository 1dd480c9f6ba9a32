// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/advice.h"

#include "engine/methods/livecopy/advice.h"
#include "engine/methods/reindex/options.h"
#include "engine/methods/reindex/reindexjob.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace godwit {
namespace {

struct ReindexAdvice
{
    Q_DECLARE_TR_FUNCTIONS(ReindexAdvice)
};

// Where nothing was measured: what the tasks of one small node do easily.
constexpr double defaultDocumentsPerSecond = 6'000;

bool sameCluster(const MethodQuestion &question)
{
    return !question.from.clusterUuid.isEmpty() && question.from.clusterUuid == question.to.clusterUuid;
}

void estimate(const MethodQuestion &question, MethodAdvice &advice)
{
    qint64 documents = 0;
    for (const IndexSummary &index : question.picked) {
        if (index.open && index.documents < 0)
            return;
        documents += index.open ? index.documents : 0;
    }
    if (question.picked.isEmpty())
        return;
    const QLocale locale;
    advice.seconds = double(documents) / defaultDocumentsPerSecond;
    advice.basis = ReindexAdvice::tr("not measured here: %1 docs/s, what the tasks of one small node do")
                       .arg(locale.toString(defaultDocumentsPerSecond, 'f', 0));
    const double limit = question.plan.documentsPerSecond;
    if (limit > 0 && double(documents) / limit > advice.seconds) {
        advice.seconds = double(documents) / limit;
        advice.basis = ReindexAdvice::tr("the throttle of this plan");
    }
}

void addCommon(const MethodQuestion &question, MethodAdvice &advice)
{
    estimate(question, advice);
    const bool rounds = question.plan.options.contains(QLatin1String("catch_up"));
    advice.pauseSeconds = 5;
    advice.pauseBasis = rounds ? ReindexAdvice::tr("one last round over what changed; each round measures it anew")
                               : ReindexAdvice::tr("one last round by _seq_no; each round measures it anew");
    advice.pauseSteps = pauseSteps(reindexStages(isLocalReindex(question.plan.method)));
    advice.notCarried = {ReindexAdvice::tr("deletes on the source while it runs (the counts tell)"),
        ReindexAdvice::tr("data streams"), ReindexAdvice::tr("index templates"),
        ReindexAdvice::tr("ingest pipelines and lifecycle policies"), ReindexAdvice::tr("users and roles")};
}

} // namespace

QString remoteReindexObstacle(const ClusterInfo &source, const ClusterInfo &target)
{
    if (!liveCopyReads(source)) // Godwit plans and counts there, so it has to speak with the source too
        return ReindexAdvice::tr("%1 %2 is too old for Godwit: it reads Elasticsearch from 6.7 on, and OpenSearch.")
            .arg(productName(source.product), source.version.toString());
    if (!liveCopyWrites(target))
        return ReindexAdvice::tr("%1 %2 can't be a target: it has to be Elasticsearch 7 or later, or OpenSearch.")
            .arg(productName(target.product), target.version.toString());
    // Tried: 7.17 reads nothing newer than itself and no OpenSearch; 8 and later read all, OpenSearch reads all.
    const bool old = target.product == Product::Elasticsearch && target.version.major < 8;
    const bool strange = source.product == Product::OpenSearch || source.version.major > target.version.major;
    if (old && strange)
        return ReindexAdvice::tr("%1 %2 can't read %3 %4 in a reindex: it does not know what answers.")
            .arg(productName(target.product), target.version.toString(), productName(source.product),
                source.version.toString());
    return {};
}

MethodAdvice adviseRemoteReindex(const MethodQuestion &question)
{
    MethodAdvice advice;
    advice.title = ReindexAdvice::tr("Remote reindex");
    if (sameCluster(question))
        advice.reasons.append(
            ReindexAdvice::tr("Both sides are one cluster: a local reindex does it without the network."));
    if (const QString why = remoteReindexObstacle(question.from, question.to); !why.isEmpty())
        advice.reasons.append(why);
    advice.possible = advice.reasons.isEmpty();
    if (!advice.possible)
        return advice;
    advice.reasons = {ReindexAdvice::tr("The target does the work: documents don't pass through this machine."),
        ReindexAdvice::tr("Can select by query, change by script or pipeline, and have another shard count."),
        ReindexAdvice::tr("Needs the source on the target's allow-list, which mostly means a restart of its nodes.")};
    addCommon(question, advice);
    advice.load = ReindexAdvice::tr(
        "searches on the source; indexing, and up to 100 MB of heap for each task, on the target");
    advice.notCarried.append(
        ReindexAdvice::tr("the exact bytes: white space goes, and numbers such as 1.10 are written anew as 1.1"));
    return advice;
}

MethodAdvice adviseLocalReindex(const MethodQuestion &question)
{
    MethodAdvice advice;
    advice.title = ReindexAdvice::tr("Local reindex");
    if (!sameCluster(question))
        advice.reasons.append(ReindexAdvice::tr("Stays on one cluster; these are two."));
    advice.possible = advice.reasons.isEmpty();
    if (!advice.possible)
        return advice;
    advice.reasons
        = {ReindexAdvice::tr("Gives an index a new mapping or shard count on its own cluster, with one alias swap."),
            ReindexAdvice::tr("Every index needs a new name, by a rename rule.")};
    addCommon(question, advice);
    advice.load = ReindexAdvice::tr("reading and indexing at once on this cluster; room for a second copy");
    return advice;
}

} // namespace godwit
