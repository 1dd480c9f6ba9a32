// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "practice/practicedocuments.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonObject>

#include <functional>
#include <stop_token>

namespace godwit {

struct WriterOptions
{
    QString url;
    double rate = 200; //!< operations a second
    double seconds = 0; //!< 0: until stopped
    qint64 documents = 60'000; //!< that the filler made; updates and deletes reach those too
    QString statusFile; //!< empty: none
};

struct WriterCounts
{
    qint64 inserted = 0;
    qint64 updated = 0;
    qint64 deleted = 0;
    qint64 recreated = 0;
    qint64 missing = 0; //!< deletes for what was gone already
    qint64 refused = 0; //!< by a write block
    qint64 failed = 0; //!< anything else
    qint64 lastAcceptedMs = 0; //!< since the epoch; the newest write that the cluster took
    qint64 pausedSinceMs = 0; //!< 0: not paused
    double longestPauseSeconds = 0; //!< between two accepted writes around a pause
    QString pauseReason;
};

//! Keeps the practice source busy as an application does: inserts, updates, deletes (14 %), deletes followed by a new
//! document of the same id. Pauses while the source refuses writes. Has its own connection; blocks.
class PracticeWriter
{
    Q_DECLARE_TR_FUNCTIONS(godwit::PracticeWriter)

public:
    explicit PracticeWriter(WriterOptions options, std::function<void(const QString &)> say = {});

    //! Until the time is over or `stop`. An error only when the cluster never answered.
    Result<void> run(std::stop_token stop);
    const WriterCounts &counts() const { return m_counts; }
    QJsonObject toJson() const;

private:
    struct Operation
    {
        enum What { Insert, Update, Delete, Recreate } what = Insert;
        QByteArray lines;
    };

    Operation nextOperation();
    Result<void> writeBatch(HttpClient &client, const QList<Operation> &batch, std::stop_token stop);
    void takeAnswer(const QByteArray &body, const QList<Operation> &batch);
    void count(Operation::What what);
    void setPaused(const QString &reason);
    void accepted();
    void saveStatus(bool now);

    WriterOptions m_options;
    std::function<void(const QString &)> m_say;
    PracticeDocuments m_made;
    QList<QByteArray> m_indices;
    QByteArray m_run; //!< makes the ids of this run its own
    qint64 m_next = 0;
    QList<std::pair<int, qint64>> m_own; //!< (place in m_indices, number) of what this run inserted and did not delete
    WriterCounts m_counts;
    QDateTime m_started;
    qint64 m_savedMs = 0;
};

} // namespace godwit
