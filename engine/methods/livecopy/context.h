// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/common/jobnotes.h"
#include "engine/methods/livecopy/chunkqueue.h"
#include "engine/methods/livecopy/indexcopy.h"
#include "engine/methods/livecopy/throttle.h"
#include "engine/verify/verifyrequest.h"

#include <QFile>
#include <QSet>

#include <atomic>
#include <deque>
#include <mutex>

namespace godwit {

struct LiveCopyOptions
{
    int readers = 4;
    int writers = 2;
    qint64 pageBytes = 4'000'000; //!< wanted size of a search answer
    int pageDocuments = 4'000; //!< most documents of a search answer; a small shard has smaller ones
    qint64 queueBytes = 24'000'000;
    qint64 queueDocuments = 4'000; //!< with the pages and bulks under way: what a crash makes read again
    bool sourceVersions = false; //!< keep `_version` instead of _seq_no + 1
    double roundSeconds = 1;
    double patienceSeconds = 600; //!< how long a server may be away before the job gives up, resumable
    VerifyLevel verify = VerifyLevel::Counts; //!< after the cutover; up to counts is compared inside of it

    static Result<LiveCopyOptions> from(const QJsonObject &options);
};

//! The course of a live copy, before it has begun.
QList<Stage> liveCopyStages();

//! Size of a bulk, steered by latency and refusals. Thread-safe.
class BulkSizer
{
public:
    qint64 bytes() const { return m_bytes.load(); }
    void answered(qint64 bytes, double milliseconds);
    void tooLarge();
    double milliseconds() const { return m_milliseconds.load(); }

private:
    std::atomic<qint64> m_bytes{1'500'000};
    std::atomic<qint64> m_cap{8'000'000};
    std::atomic<double> m_milliseconds{-1};
};

//! Running totals for rates and busy figures.
struct Counters
{
    std::atomic<qint64> documentsRead{0};
    std::atomic<qint64> documentsWritten{0};
    std::atomic<qint64> bytesRead{0};
    std::atomic<qint64> bytesWritten{0};
    std::atomic<qint64> readerNanoseconds{0}; //!< waiting for the source
    std::atomic<qint64> writerNanoseconds{0}; //!< waiting for the target
    std::atomic<qint64> deletesApplied{0};
};

//! What all parts of one live copy share.
class LiveCopyContext : public JobNotes
{
public:
    LiveCopyContext(JobSetup &setup, LiveCopyOptions options);

    const LiveCopyOptions options;
    ClusterInfo sourceInfo;
    ClusterInfo targetInfo;
    Throttle throttle;
    ChunkQueue queue;
    BulkSizer sizer;
    Counters counters;
    std::mutex bigDocument; //!< one oversized page at a time, so that memory stays bounded
    std::atomic<bool> vectors{false}; //!< ask with exclude_vectors:false

    //! How many documents the next search of a shard should bring.
    int pageOf(const ShardCopy &shard) const;

    //! Ends the job with this error; the first one counts.
    void failJob(const Error &error);
    bool failed() const { return m_failed.load(); }
    Error error() const;
    //! Stop ordered, aborted or failed.
    bool halting() const override { return m_failed || setup.control.finishing(); }
    std::stop_token stopToken() const { return m_stop.get_token(); }
    //! Ends every request under way.
    void cut() { m_stop.request_stop(); }

    //! Appends a refused document to the rejected file and to the findings.
    void reject(const IndexCopy &index, const QByteArray &action, const QByteArray &source, int status,
        const QString &type, const QString &reason, const QString &kind);
    QString rejectedFile() const;
    //! Whether this run refused a document of that id.
    bool wasRejected(const QString &index, const std::string &id) const;

    //! The newest changes that were written, for reading back at cutover.
    struct Change
    {
        std::shared_ptr<ShardCopy> shard;
        std::string id;
        std::string routing;
        qint64 version = -1;
    };
    void remember(std::vector<Change> changes);
    //! Hands them over; each is read back once.
    std::deque<Change> takeChanges();

private:
    mutable std::mutex m_mutex;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_onAbort;
    std::atomic<bool> m_failed{false};
    Error m_error;
    QFile m_rejected;
    std::deque<Change> m_changes;
    QSet<QString> m_rejectedIds; //!< "index/id"
};

} // namespace godwit
