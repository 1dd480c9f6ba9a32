// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalogue.h"
#include "engine/methods/common/pauselimit.h"
#include "engine/methods/common/rejectedline.h"
#include "engine/methods/reindex/allowlist.h"
#include "engine/methods/reindex/reindexjob.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

constexpr qint64 worthSplitting = 1'000; //!< documents; below, a second task costs more than it brings
constexpr int mostTroubles = 8; //!< of one part in a row
constexpr std::size_t mostRejected = 10'000; //!< of one part: each round of refusals reads the part again
constexpr double pausedBatchSeconds = 1'800; //!< a paused task does one page in this time: its scroll stays alive

//! Whether a limit was changed enough to tell the server.
bool differs(double a, double b)
{
    return std::abs(a - b) > 0.02 * std::max(a, b);
}

//! Whether a bulk of one page was refused because it takes more memory than a node gives to writes under way, which is
//! a tenth of its heap: it never fits as it is.
bool isPageTooLarge(const ReindexFailure &failure)
{
    return failure.reason.contains(QLatin1String("max_coordinating_and_primary_bytes"));
}

//! Half of what this task was told, once: other tasks that ran with the same size say the same a moment later.
void narrow(ReindexIndex &index, const PartRun &run)
{
    const int told = run.batch > 0 ? run.batch : index.batch;
    index.batch = std::max(1, std::min(index.batch, told / 2));
}

} // namespace

Result<void> ReindexJob::split()
{
    m_notes.board.begin(StageId::Initialization, QStringLiteral("split"));
    int parts = 0;
    for (ReindexIndex *index : active()) {
        if (!index->counted) {
            const auto done = m_notes.patiently(QStringLiteral("split"), [&] { return splitIndex(*index); });
            if (!done)
                return done;
        }
        parts += static_cast<int>(index->parts.size());
        publish();
    }
    m_notes.board.done(QStringLiteral("split"), tr("%1 parts").arg(parts));
    m_notes.board.finish(StageId::Initialization);
    return {};
}

Result<void> ReindexJob::splitIndex(ReindexIndex &index)
{
    // Tasks find only what searches find, and the line of the first round is drawn already.
    if (const auto refreshed = m_source->refresh({index.source()}, index.record.shards); !refreshed)
        return refreshed;
    const auto whole = m_reading->countParts(index.source(), m_options.query, {});
    if (!whole)
        return fail(whole.error());
    const QJsonObject settings = index.record.definition.value(QLatin1String("settings")).toObject();
    const int window = settings.value(QLatin1String("index.max_result_window")).toString().toInt();
    const int most = std::min(m_options.batch > 0 ? m_options.batch : 1'000, window > 0 ? window : 10'000);
    const auto sample = sampleSource(*m_source, index.source());
    if (sample && sample->documents > 0)
        index.averageBytes = static_cast<double>(sample->bytes) / static_cast<double>(sample->documents);
    index.batch = local() ? most : batchFor(index.averageBytes, most);
    const auto parts = partsOf(index, whole->back());
    if (!parts)
        return fail(parts.error());
    std::vector<QJsonObject> queries;
    for (const ReindexPart &part : *parts)
        queries.push_back(part.query);
    // All parts and the whole in one search, so that writes in between can't make them differ.
    const bool countable = parts->front().slice < 0;
    const auto counts
        = m_reading->countParts(index.source(), m_options.query, countable ? queries : std::vector<QJsonObject>());
    if (!counts)
        return fail(counts.error());
    const qint64 sum = std::accumulate(counts->begin(), counts->end() - 1, qint64(0));
    if (countable && sum != counts->back())
        return fail(ErrorKind::Preflight,
            tr("The parts of %1 by %2 hold %3 documents, the index %4: some documents have several values there, or "
               "one "
               "that can't be searched. Choose another \"split_field\".")
                .arg(index.source(), m_options.splitField)
                .arg(sum)
                .arg(counts->back()));
    index.parts.clear();
    for (std::size_t i = 0; i < parts->size(); ++i) {
        PartRun run;
        run.part = (*parts)[i];
        run.wanted = countable ? (*counts)[i] : counts->back() / static_cast<qint64>(parts->size());
        if (countable && run.wanted == 0 && parts->size() > 1)
            run.state = PartRun::State::Done; // nothing in it
        index.parts.push_back(run);
    }
    index.counted = true;
    index.state = IndexState::Copying;
    save(index);
    m_notes.event(EventLevel::Info, index.source(),
        tr("%L1 documents in %2 parts, %L3 documents a page (about %L4 bytes each).")
            .arg(counts->back())
            .arg(parts->size())
            .arg(index.batch)
            .arg(static_cast<qint64>(index.averageBytes)));
    return {};
}

Result<std::vector<ReindexPart>> ReindexJob::partsOf(ReindexIndex &index, qint64 documents)
{
    const std::vector<ReindexPart> whole{{tr("all"), m_options.query, -1, 0}};
    if (m_options.slices < 2 || documents < worthSplitting)
        return whole;
    if (local() && m_options.splitField.isEmpty())
        return splitBySlices(m_options.slices, m_options.query);
    const QString field = m_options.splitField.isEmpty() ? QStringLiteral("_seq_no") : m_options.splitField;
    const auto kind
        = splitKind(fieldTypeOf(index.record.definition.value(QLatin1String("mappings")).toObject(), field));
    if (!kind)
        return fail(ErrorKind::Preflight,
            tr("%1 has no field \"%2\" of a date or number type to split by. Correct \"split_field\", or leave it out.")
                .arg(index.source(), field));
    const auto spread = m_reading->spread(index.source(), m_options.query, field, m_options.slices);
    if (!spread) {
        if (!m_options.splitField.isEmpty() || spread.error().kind != ErrorKind::Refused)
            return fail(spread.error());
        m_notes.event(EventLevel::Warning, index.source(),
            tr("The source can't search by _seq_no, so the index goes in one part. Name a \"split_field\" to split "
               "it."));
        return whole;
    }
    index.byField = !m_options.splitField.isEmpty();
    return splitByRanges(field, *kind, spread->bounds, m_options.query);
}

QString ReindexJob::markOf(const ReindexIndex &index, const PartRun &run) const
{
    const auto number = static_cast<int>(&run - index.parts.data());
    return QStringLiteral("godwit/%1/%2/%3/%4").arg(m_setup.job, index.record.sourceUuid).arg(number).arg(run.attempt);
}

ReindexOrder ReindexJob::orderOf(const ReindexIndex &index, const PartRun &run) const
{
    ReindexOrder order;
    order.from = index.source();
    order.to = index.target();
    QStringList refused;
    for (const auto &[id, reason] : run.rejected)
        refused.append(id);
    order.query = withoutIds(run.part.query, refused);
    order.slice = run.part.slice;
    order.slices = run.part.slices;
    order.fields = m_options.fields;
    order.script = m_options.script;
    order.pipeline = m_options.pipeline;
    order.batch = index.batch;
    order.overSame = run.since.has_value();
    order.perSecond = run.limit;
    order.mark = markOf(index, run);
    order.remoteUrl = m_options.remoteUrl;
    return order;
}

//! Runs every part that waits, so many at a time, until all are done.
Result<void> ReindexJob::runParts(const QString &step)
{
    std::optional<JobNotes::Patience> patience;
    for (;;) {
        if (m_notes.halting()) {
            stopTasks();
            return {};
        }
        if (m_inPause && pauseLimitReached()) {
            stopTasks();
            return fail(pauseLimitError(m_setup.plan.pauseLimitSeconds));
        }
        const auto open = turn();
        publish();
        if (!open) {
            if (!patience)
                patience.emplace(m_notes, step);
            if (!patience->again(open.error()))
                return m_notes.halting() ? Result<void>() : fail(open.error());
            continue;
        }
        patience.reset();
        if (*open == 0)
            return {};
        m_setup.control.sleep(m_inPause ? 20 : 150);
    }
}

//! One look at everything. Returns how many parts are not done.
Result<int> ReindexJob::turn()
{
    int open = 0;
    int running = 0;
    for (ReindexIndex *index : active())
        for (PartRun &run : index->parts) {
            open += int(run.state != PartRun::State::Done);
            running += int(run.state == PartRun::State::Running);
        }
    const auto now = std::chrono::steady_clock::now();
    for (ReindexIndex *index : active()) {
        for (PartRun &run : index->parts) {
            const bool starts = run.state == PartRun::State::Waiting && running < m_options.slices
                && now >= run.notBefore && !m_setup.control.paused();
            if (starts) {
                ++running;
                run.limit = limitFor(*index, std::min(open, m_options.slices));
                if (const auto started = startPart(*index, run); !started)
                    return fail(started.error());
            } else if (run.state == PartRun::State::Running) {
                if (const auto looked = lookAt(*index, run); !looked)
                    return fail(looked.error());
                const double limit = limitFor(*index, running);
                if (run.state == PartRun::State::Running && !run.task.isEmpty() && differs(limit, run.limit)) {
                    const auto told = m_tasks->rethrottle(run.task, limit);
                    if (told)
                        run.limit = limit;
                    else if (told.error().kind != ErrorKind::NotFound)
                        return fail(told.error());
                }
            }
            if (index->stopped)
                break;
        }
    }
    return open;
}

//! Documents per second that one of the running tasks may do; 0: no limit.
double ReindexJob::limitFor(const ReindexIndex &index, int running) const
{
    if (m_setup.control.paused())
        return index.batch / pausedBatchSeconds;
    const ThrottleLimits limits = m_setup.control.throttle();
    double most = limits.documentsPerSecond;
    if (limits.bytesPerSecond > 0 && index.averageBytes > 0) {
        const double byBytes = limits.bytesPerSecond / index.averageBytes;
        most = most > 0 ? std::min(most, byBytes) : byBytes;
    }
    return most > 0 ? most / std::max(1, running) : 0;
}

Result<void> ReindexJob::startPart(ReindexIndex &index, PartRun &run)
{
    ++run.attempt;
    run.state = PartRun::State::Running;
    run.task.clear();
    run.seen = {};
    run.batch = index.batch;
    save(index);
    // On disk before the server hears of it: after a crash the task is found again by its mark.
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        return flushed;
    const auto started = m_tasks->start(orderOf(index, run), local() ? nullptr : m_source.get());
    if (!started) {
        const Error error = started.error();
        if (error.httpStatus == 0)
            return fail(error); // it may have arrived: looked for by its mark
        run.state = PartRun::State::Waiting;
        const QString listed = error.detail + error.summary;
        if (listed.contains(QLatin1String("whitelist")) || listed.contains(QLatin1String("allowlist"))) {
            const auto nodes = m_tasks->nodes();
            const QString url = m_options.remoteUrl.isEmpty() ? m_source->address() : m_options.remoteUrl;
            const RemoteAccess access = remoteAccess(url, m_to.product, hostingOf(m_setup.target.address()),
                nodes ? *nodes : QList<ReindexNode>{ReindexNode{tr("every node"), true, true, true, false, {}}});
            return fail(ErrorKind::Refused,
                tr("The target may not reach the source: %1 is not on its allow-list. %2").arg(access.name, access.fix),
                error.detail);
        }
        return fail(error);
    }
    run.task = *started;
    save(index);
    return {};
}

//! A part that the journal says was started, without the number of its task.
Result<void> ReindexJob::findAgain(PartRun &run, const ReindexIndex &index)
{
    const auto marks = m_tasks->runningMarks();
    if (!marks)
        return fail(marks.error());
    run.task = marks->value(markOf(index, run));
    if (run.task.isEmpty())
        run.state = PartRun::State::Waiting; // never arrived, or ended: what it wrote is not written twice
    else
        m_notes.event(EventLevel::Info, index.source(), tr("Found task %1 again.").arg(run.task));
    save(index);
    return {};
}

Result<void> ReindexJob::lookAt(ReindexIndex &index, PartRun &run)
{
    if (run.task.isEmpty())
        return findAgain(run, index);
    const auto task = m_tasks->task(run.task);
    if (!task && task.error().kind != ErrorKind::NotFound)
        return fail(task.error());
    const QString onward = tr("The part \"%1\" runs again; what is there already stays.").arg(run.part.label);
    if (!task) {
        const bool nodeGone = task.error().detail.contains(QLatin1String("part of the cluster"));
        const QString why = nodeGone
            ? tr("Task %1 is lost with its node, which left the target.").arg(run.task)
            : tr("Task %1 left no result: its node was restarted, or the target can't write its index .tasks.")
                  .arg(run.task);
        return again(index, run, QString(why + u' ' + onward), true);
    }
    if (!task->mark.isEmpty() && task->mark != markOf(index, run))
        return again(index, run,
            QString(tr("Task %1 is lost: its node was restarted, and another task has that number now.").arg(run.task)
                + u' ' + onward),
            true);
    run.seen = *task;
    return task->completed ? settle(index, run) : Result<void>();
}

Result<void> ReindexJob::settle(ReindexIndex &index, PartRun &run)
{
    if (run.seen.error)
        return settleError(index, run, *run.seen.error);
    if (!run.seen.failures.empty())
        return settleFailures(index, run);
    if (run.seen.cancelled)
        return again(index, run, tr("Task %1 was cancelled on the target. The part runs again.").arg(run.task), true);
    run.state = PartRun::State::Done;
    run.troubles = 0;
    if (run.seen.handled() != run.seen.total)
        m_notes.finding(QStringLiteral("count"), index.source(), {},
            tr("The part \"%1\" found %2 documents and handled %3.")
                .arg(run.part.label)
                .arg(run.seen.total)
                .arg(run.seen.handled()));
    save(index);
    int done = 0;
    int all = 0;
    for (const auto &other : m_indices)
        for (const PartRun &part : other->parts) {
            done += int(part.round == 0 && part.state == PartRun::State::Done);
            all += int(part.round == 0);
        }
    m_notes.board.figure(QStringLiteral("copy"), tr("%1 of %2 parts").arg(done).arg(all));
    return {};
}

Result<void> ReindexJob::settleError(ReindexIndex &index, PartRun &run, const Error &error)
{
    if (error.kind == ErrorKind::TooLarge) {
        if ((run.batch > 0 ? run.batch : index.batch) <= 1) {
            stopIndex(index, QStringLiteral("rejected"),
                tr("A document of %1 is larger than the 100 MB that a reindex from remote can hold. Live copy carries "
                   "it.")
                    .arg(index.source()));
            return {};
        }
        narrow(index, run);
        return again(index, run,
            tr("A page was larger than the target's 100 MB buffer. From now on %1 documents a page.").arg(index.batch),
            false);
    }
    return error.retryable ? again(index, run, error.summary, true) : fail(error);
}

Result<void> ReindexJob::settleFailures(ReindexIndex &index, PartRun &run)
{
    std::vector<ReindexFailure> refused;
    QString passing;
    bool tooLarge = false;
    for (const ReindexFailure &failure : run.seen.failures) {
        tooLarge = tooLarge || isPageTooLarge(failure);
        const bool ofDocument = !failure.id.isEmpty() && failure.status >= 400 && failure.status < 500
            && failure.status != 429 && failure.status != 403;
        if (ofDocument)
            refused.push_back(failure);
        else
            passing = QString(failure.type + QStringLiteral(": ") + failure.reason);
    }
    if (refused.empty() && tooLarge)
        narrow(index, run);
    if (refused.empty())
        return again(index, run,
            tooLarge ? tr("A page took more memory than the target gives to writes. From now on %1 documents a page.")
                           .arg(index.batch)
                     : tr("The target stopped a part: %1").arg(passing),
            true);
    if (const auto kept = reject(index, run, refused); !kept)
        return kept;
    if (run.rejected.size() > mostRejected) {
        stopIndex(index, QStringLiteral("rejected"),
            tr("The target refuses more than %1 documents of %2. Look at its mapping first: %3")
                .arg(mostRejected)
                .arg(index.source(), refused.front().reason));
        return {};
    }
    // A refused document ends the whole task; the part goes on without it.
    return again(index, run,
        tr("The target refused %1 documents; the part \"%2\" goes on without them.")
            .arg(refused.size())
            .arg(run.part.label),
        false);
}

//! The refused documents with their bytes, so that they can be replayed.
Result<void> ReindexJob::reject(ReindexIndex &index, PartRun &run, const std::vector<ReindexFailure> &refused)
{
    QStringList ids;
    for (const ReindexFailure &failure : refused)
        ids.append(failure.id);
    const auto routings = m_reading->routings(index.source(), ids);
    if (!routings)
        return fail(routings.error());
    std::vector<DocumentKey> keys;
    for (const QString &id : std::as_const(ids))
        keys.push_back({id.toStdString(), routings->value(id).toStdString()});
    const auto looked = m_source->lookUp({index.source(), -1, {}}, keys, LookAt::Source);
    if (!looked)
        return fail(looked.error());
    for (std::size_t i = 0; i < refused.size(); ++i) {
        const ReindexFailure &failure = refused[i];
        const bool known = std::any_of(index.parts.begin(), index.parts.end(),
            [&failure](const PartRun &other) { return other.rejected.contains(failure.id); });
        run.rejected.emplace(failure.id, failure.reason);
        if (known)
            continue; // a round met it again
        QJsonObject line{{QStringLiteral("index"), index.source()}, {QStringLiteral("target"), index.target()},
            {QStringLiteral("id"), failure.id}, {QStringLiteral("version"), (*looked)[i].version},
            {QStringLiteral("status"), failure.status}, {QStringLiteral("type"), failure.type},
            {QStringLiteral("reason"), failure.reason}};
        if (const QString routing = routings->value(failure.id); !routing.isEmpty())
            line.insert(QStringLiteral("routing"), routing);
        if (const auto kept = appendRejected(m_rejected, line, QByteArray::fromStdString((*looked)[i].source)); !kept)
            return kept;
        m_notes.finding(QStringLiteral("rejected"), index.source(), failure.id,
            QString(failure.type + QStringLiteral(": ") + failure.reason));
    }
    return {};
}

//! The part waits to be run once more. Fails after too many troubles in a row: what never works must not go on for
//! ever.
Result<void> ReindexJob::again(ReindexIndex &index, PartRun &run, const QString &why, bool trouble)
{
    forget(run);
    if (trouble)
        run.notBefore
            = std::chrono::steady_clock::now() + std::chrono::milliseconds(250 << std::min(++run.troubles, 7));
    m_notes.event(EventLevel::Warning, index.source(), why);
    save(index);
    if (run.troubles <= mostTroubles)
        return {};
    return fail(ErrorKind::Refused,
        tr("A part of %1 failed %2 times in a row: %3").arg(index.source()).arg(run.troubles).arg(why));
}

//! The parts run again from their beginning when the job goes on; what is there already stays.
void ReindexJob::stopTasks()
{
    const auto target = m_setup.target.open({}); // after an abort the job's own connection is cut off
    const auto tasks = target->reindexing();
    for (const auto &index : m_indices) {
        for (PartRun &run : index->parts) {
            if (run.state != PartRun::State::Running)
                continue;
            if (tasks && !run.task.isEmpty()) {
                if (const auto cancelled = tasks->cancel(run.task); !cancelled)
                    m_notes.event(EventLevel::Warning, index->source(),
                        tr("Task %1 could not be cancelled: %2 It may still write.")
                            .arg(run.task, cancelled.error().summary));
            }
            forget(run);
        }
        save(*index);
    }
    publish();
}

} // namespace godwit
