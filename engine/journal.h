// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/jobsnapshot.h"
#include "engine/jobsummary.h"
#include "engine/plan.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace godwit {

//! Where one primary shard of a job stands. What the job needs to go on without starting over.
struct ShardCheckpoint
{
    QString index; //!< source name
    int shard = 0;
    QString historyUuid;
    qint64 startLine = -1; //!< c0: the base copy reads up to here, following begins after it
    qint64 applied = -1; //!< every window up to here was acknowledged by the target
    bool baseDone = false;
    qint64 deleteTotal = -1; //!< delete_total of the primary when the last delete pass was complete; -1 never
    QString deleteNode; //!< node that counted it
    Ledger ledger;
    qint64 bytes = 0;
    qint64 registerBytes = 0; //!< length of the shard's register when this was true; a shorter file is damaged
};

struct IndexRecord
{
    QString source;
    QString target;
    QString sourceUuid;
    QString targetUuid; //!< empty until created
    int shards = 0;
    QJsonObject definition; //!< of the source when it was taken into the job: {settings, mappings, aliases}
    QString state; //!< "planned", "created", "base", "following", "finished", "away", "stopped"
    QString reason; //!< why it was stopped
};

//! Something the job changed and must put back: target settings, a write block on the source, closed target indices.
struct UndoEntry
{
    qint64 id = 0;
    QString cluster; //!< "source" or "target"
    QString index;
    QString indexUuid; //!< nothing is put back on an index that was made again
    QString kind; //!< "settings", "write-block" or "closed"
    QJsonObject payload; //!< for settings: flat keys with the values to restore, null resets; for closed: UUIDs by name
};

struct JobRecord
{
    QString job; //!< id: 8 lower-case hex digits
    QString name;
    QString method;
    QDateTime created; //!< UTC
    QDateTime updated; //!< UTC
    QString state; //!< "running", "succeeded", "findings", "failed", "stopped"; "damaged" in a list: it can't be read
    QString phase; //!< free word of the method, for example "cutover:blocked"
    QString reason;
    Plan plan;
};

//! The durable memory of one job: SQLite in WAL mode, `job.sqlite` in the job's folder, one writer thread with a queue;
//! a burst of writes costs one commit. Reads are for start and resume. Thread-safe. `flush` returns when everything
//! before it is on disk; checkpoints go without (a lost one is only read again), everything that changes a cluster
//! flushes first.
class Journal
{
public:
    //! Makes the folder and the file, or opens an existing one. A lock keeps a second process out (Storage error that
    //! names it).
    static Result<std::unique_ptr<Journal>> open(const QString &jobFolder);
    ~Journal();
    Q_DISABLE_COPY_MOVE(Journal)

    Result<void> saveJob(const JobRecord &job);
    Result<JobRecord> loadJob() const;
    void setState(const QString &state, const QString &reason);
    void setPhase(const QString &phase);
    //! Small named values: cluster UUIDs, measured figures.
    void setValue(const QString &key, const QJsonValue &value);
    QJsonValue value(const QString &key) const;

    void saveIndex(const IndexRecord &index);
    Result<std::vector<IndexRecord>> indices() const;
    void saveCheckpoint(const ShardCheckpoint &checkpoint);
    Result<std::vector<ShardCheckpoint>> checkpoints() const;

    //! On disk when it returns: call before the change is made.
    Result<qint64> addUndo(const UndoEntry &entry);
    void removeUndo(qint64 id);
    Result<std::vector<UndoEntry>> undoList() const;

    void addEvent(const JobEvent &event);
    Result<QList<JobEvent>> events(int newest) const;
    void addFinding(const Finding &finding);
    //! A refused document was accepted after all: its finding goes. Count and file of findings follow when the journal
    //! is opened next.
    void retireRefusal(const QString &index, const QString &id);
    //! Those that are added afterwards are the only ones.
    void clearFindings();
    Result<QList<Finding>> findings(int atMost) const;
    qint64 findingCount() const;
    void saveSummary(const JobSummary &summary);
    Result<QJsonObject> summary() const;

    //! Waits until all that was queued is committed and synced. Storage when the disk refuses.
    Result<void> flush();
    QString folder() const;
    //! Every finding as NDJSON, `findings.ndjson` in the job's folder; kept in step with the journal.
    QString findingsFile() const;

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> opened);
    Result<void> readable() const;
    std::unique_ptr<Private> d;
};

//! The folder that holds all jobs: one sub-folder a job.
class JobStore
{
public:
    //! Empty: the per-user data folder.
    explicit JobStore(const QString &stateDir = {});
    QString root() const;
    QString folderOf(const QString &job) const;
    //! New id, not in use.
    QString newJob() const;
    //! Newest first; a broken record never hides the others.
    QList<JobRecord> jobs() const;
    bool exists(const QString &job) const;
    //! True while a living process holds the job's lock.
    bool inUse(const QString &job) const;

private:
    QString m_root;
};

} // namespace godwit
