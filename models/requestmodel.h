// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/requestlog.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <deque>

namespace godwit {

//! The newest requests of this process, newest first, in a ring: memory stays the same however long Godwit runs. Asks
//! the log ten times a second, so a copy at full speed costs one insertion of rows each time.
class RequestModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        TimeColumn,
        ClusterColumn,
        MethodColumn,
        PathColumn,
        StatusColumn,
        MillisecondsColumn,
        SentColumn,
        ReceivedColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, FailedRole };

    explicit RequestModel(int capacity = RequestLog::capacity, QObject *parent = nullptr);

    //! Begins to record and to take what was recorded.
    void follow(RequestLog &log);
    void append(const QList<RequestRecord> &records);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    const RequestRecord &record(int row) const;
    //! Clusters that were seen, sorted.
    QStringList clusters() const { return m_clusters; }
    int failures() const { return m_failures; }

Q_SIGNALS:
    void clustersChanged();

private:
    QVariant display(const RequestRecord &record, int column) const;

    std::deque<RequestRecord> m_ring; //!< oldest first
    std::size_t m_capacity;
    QStringList m_clusters;
    int m_failures = 0;
    QTimer m_timer;
};

//! A shell line that repeats the request. Sign-in and body are placeholders: `role` is "SOURCE", "TARGET" or empty.
QString asCurl(const RequestRecord &record, const QString &role);
//! One line without its end, for an export: ISO 8601 and plain digits.
QString csvHeader();
QString asCsv(const RequestRecord &record);
QByteArray asNdjson(const RequestRecord &record);

} // namespace godwit
