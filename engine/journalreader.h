// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"

#include <QDir>

namespace godwit {

//! Reads a job's journal without its lock, also while a job writes it: for lists, reports and the journal itself.
class JournalReader
{
public:
    explicit JournalReader(const QString &jobFolder);

    Result<JobRecord> job() const;
    Result<std::vector<IndexRecord>> indices() const;
    Result<std::vector<ShardCheckpoint>> checkpoints() const;
    Result<std::vector<UndoEntry>> undoList() const;
    //! The newest, oldest of them first.
    Result<QList<JobEvent>> events(int newest) const;
    Result<QList<Finding>> findings(int atMost) const;
    Result<qint64> findingCount() const;
    //! Empty while there is none.
    Result<QJsonObject> summary() const;
    Result<QHash<QString, QJsonValue>> values() const;

private:
    QString m_path;
};

//! Paths of a job's files.
inline QString journalPath(const QString &jobFolder)
{
    return QDir(jobFolder).filePath(QStringLiteral("job.sqlite"));
}
inline QString findingsPath(const QString &jobFolder)
{
    return QDir(jobFolder).filePath(QStringLiteral("findings.ndjson"));
}
QByteArray findingLine(const Finding &finding);
QString jsonText(const QJsonObject &object);
QString timeText(const QDateTime &time);

} // namespace godwit
