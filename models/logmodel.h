// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QAbstractTableModel>

#include <vector>

namespace godwit {

//! The newest lines of a job's log, newest first, in a ring: memory stays the same however long a job runs.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, IndexColumn, TextColumn, ColumnCount };
    enum Role { LevelRole = Qt::UserRole };

    static constexpr int usualCapacity = 10'000; //!< lines

    explicit LogModel(int capacity = usualCapacity, QObject *parent = nullptr);

    void append(const QList<JobEvent> &events);
    void clear();
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    const JobEvent &event(int row) const;
    //! ISO 8601 time, level, index and text a line, oldest first.
    QString toText() const;

private:
    std::vector<JobEvent> m_ring;
    std::size_t m_capacity;
    std::size_t m_next = 0; //!< where the next line goes once the ring is full
};

} // namespace godwit
