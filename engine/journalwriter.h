// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/journaldatabase.h"

#include <QHash>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace godwit {

//! The one thread that writes a journal. Callers leave small jobs and go on; whatever gathered becomes one transaction,
//! at most twenty a second. What a full disk refused is kept and tried again, so that nothing is lost once there is
//! room.
class JournalWriter
{
public:
    using Job = std::function<Result<void>(JournalDatabase &)>;

    JournalWriter(QString databasePath, QString findingsPath);
    ~JournalWriter();
    Q_DISABLE_COPY_MOVE(JournalWriter)

    void add(Job job);
    void addFinding(const Finding &finding);
    void clearFindings();
    //! Only the newest checkpoint of a shard is written.
    void setCheckpoint(const ShardCheckpoint &checkpoint);
    //! Waits until all that was left so far is committed; with `synced` also until it is on disk.
    Result<void> wait(bool synced);

private:
    using CheckpointKey = std::pair<QString, int>;
    struct Batch
    {
        std::vector<Job> jobs;
        QHash<CheckpointKey, ShardCheckpoint> checkpoints;
        QByteArray findingLines;
        bool linesAnew = false; //!< they are all that the file has
        [[nodiscard]] bool empty() const { return jobs.empty() && checkpoints.isEmpty() && findingLines.isEmpty(); }
    };

    void work();
    Result<void> write(Batch &batch, bool synced);
    Result<void> transact(const Batch &batch, bool synced);
    Result<void> appendFindings(Batch &batch) const;
    void giveBack(Batch batch);

    const QString m_path;
    const QString m_findingsPath;
    std::unique_ptr<JournalDatabase> m_database; //!< the writer thread's own

    std::mutex m_mutex;
    std::condition_variable m_work;
    std::condition_variable m_done;
    Batch m_batch;
    std::optional<Error> m_error; //!< of the last attempt
    quint64 m_asked = 0; //!< number of waits begun
    quint64 m_answered = 0; //!< waits that the last attempt covers
    bool m_syncAsked = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace godwit
