// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/advice.h"

#include "engine/methods/livecopy/context.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace godwit {

namespace {

struct LiveCopyAdvice
{
    Q_DECLARE_TR_FUNCTIONS(LiveCopyAdvice)
};

// Where nothing was measured: what a small cluster on one machine does easily.
constexpr double defaultDocumentsPerSecond = 10'000;
constexpr double defaultBytesPerSecond = 10e6;
// The pause on two single nodes, and with what a busy cluster adds.
constexpr double usualPause = 1.0;

struct Work
{
    qint64 documents = 0;
    qint64 bytes = 0;
    int unknown = 0; //!< indices whose figures are not known
    int closed = 0;
};

Work workOf(const QList<IndexSummary> &picked)
{
    Work work;
    for (const IndexSummary &index : picked) {
        work.closed += int(!index.open);
        if (!index.open)
            continue;
        work.unknown += int(index.documents < 0 || index.primaryBytes < 0);
        work.documents += std::max<qint64>(0, index.documents);
        work.bytes += std::max<qint64>(0, index.primaryBytes);
    }
    return work;
}

void estimate(const MethodQuestion &question, const Work &work, MethodAdvice &advice)
{
    if (work.unknown > 0 || question.picked.isEmpty())
        return;
    const QLocale locale;
    const SourceSample &sample = question.sample;
    if (sample.known()) {
        const double rate = double(sample.documents) / sample.seconds;
        advice.seconds = double(work.documents) / rate;
        advice.basis
            = LiveCopyAdvice::tr("measured: one reader read %1 documents of %2 in %3 s, which is %4 docs/s. The "
                                 "target is taken to keep up.")
                  .arg(locale.toString(sample.documents), sample.index, locale.toString(sample.seconds, 'f', 2),
                      locale.toString(rate, 'f', 0));
    } else {
        advice.seconds
            = std::max(double(work.documents) / defaultDocumentsPerSecond, double(work.bytes) / defaultBytesPerSecond);
        advice.basis = LiveCopyAdvice::tr("not measured here: %1 docs/s or %2/s, whichever is slower")
                           .arg(locale.toString(defaultDocumentsPerSecond, 'f', 0),
                               locale.formattedDataSize(qint64(defaultBytesPerSecond), 0, QLocale::DataSizeSIFormat));
    }
    double throttled = 0;
    if (question.plan.documentsPerSecond > 0)
        throttled = double(work.documents) / question.plan.documentsPerSecond;
    if (question.plan.megabytesPerSecond > 0)
        throttled = std::max(throttled, double(work.bytes) / (question.plan.megabytesPerSecond * 1e6));
    if (throttled > advice.seconds) {
        advice.seconds = throttled;
        advice.basis = LiveCopyAdvice::tr("the throttle of this plan");
    }
    if (!question.plan.quietHours.isEmpty())
        advice.basis += u' ' + LiveCopyAdvice::tr("(its quiet hours are not counted)");
}

} // namespace

bool liveCopyReads(const ClusterInfo &source)
{
    return source.product == Product::OpenSearch
        || (source.product == Product::Elasticsearch && source.version >= Version{6, 7, 0});
}

bool liveCopyWrites(const ClusterInfo &target)
{
    return target.product == Product::OpenSearch
        || (target.product == Product::Elasticsearch && target.version >= Version{7, 0, 0});
}

MethodAdvice adviseLiveCopy(const MethodQuestion &question)
{
    MethodAdvice advice;
    advice.title = LiveCopyAdvice::tr("Live copy");
    if (!liveCopyReads(question.from))
        advice.reasons.append(
            LiveCopyAdvice::tr("%1 %2 can't be followed: changes have sequence numbers from Elasticsearch 6.7 on.")
                .arg(productName(question.from.product), question.from.version.toString()));
    if (!liveCopyWrites(question.to))
        advice.reasons.append(
            LiveCopyAdvice::tr("%1 %2 can't be a target: it has to be Elasticsearch 7 or later, or OpenSearch.")
                .arg(productName(question.to.product), question.to.version.toString()));
    advice.possible = advice.reasons.isEmpty();
    if (!advice.possible)
        return advice;
    const Work work = workOf(question.picked);
    advice.reasons = {LiveCopyAdvice::tr("The source takes writes all the time, until the cutover."),
        LiveCopyAdvice::tr("Needs rights on the indices only: no plugin, no repository, no restart."),
        question.from.product != question.to.product || question.from.version.major != question.to.version.major
            ? LiveCopyAdvice::tr("Works across versions: settings and mappings are converted.")
            : LiveCopyAdvice::tr("Each document keeps its id, its routing and its bytes.")};
    estimate(question, work, advice);
    advice.pauseSeconds = usualPause;
    advice.pauseBasis = LiveCopyAdvice::tr(
        "what small clusters show; the cutover page predicts it from what it sees, and measures it");
    advice.pauseSteps = pauseSteps(liveCopyStages());
    advice.load = LiveCopyAdvice::tr("searches on the source and bulk writes on the target, as fast as the throttle "
                                     "allows; every document passes through this machine");
    advice.notCarried = {LiveCopyAdvice::tr("data streams"), LiveCopyAdvice::tr("index templates"),
        LiveCopyAdvice::tr("ingest pipelines and lifecycle policies"), LiveCopyAdvice::tr("users and roles")};
    if (work.closed > 0)
        advice.notCarried.prepend(LiveCopyAdvice::tr("%n closed indices", nullptr, work.closed));
    return advice;
}

} // namespace godwit
