// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/querycompare.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace godwit {

//! The queries that were run, newest first, over sessions. A query that is run again moves to the top.
class QueryHistoryModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int capacity = 100;

    //! `path` is where it is kept; empty: in this session only. A file that can't be read counts as none.
    explicit QueryHistoryModel(QString path, QObject *parent = nullptr);

    void add(const SavedQuery &query, const QDateTime &when = QDateTime::currentDateTimeUtc());
    void clear();
    const SavedQuery &query(int row) const { return m_entries.at(row).query; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Entry
    {
        SavedQuery query;
        QDateTime when;
    };
    void load();
    void save() const;

    QString m_path;
    QList<Entry> m_entries;
};

} // namespace godwit
