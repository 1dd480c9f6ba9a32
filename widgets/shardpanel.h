// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace godwit {

class ShardModel;

//! The shards of one index that goes through a snapshot: the one that was chosen, else one that is under way. Hidden as
//! long as no index has any, so for methods that don't go shard by shard.
class ShardPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit ShardPanel(QWidget *parent = nullptr);

    //! `chosen`: name of the index on the source; empty: none.
    void setIndices(const QList<IndexProgress> &indices, const QString &chosen);
    QString title() const;
    QTableView *table() const { return m_table; }

private:
    const IndexProgress *pick(const QList<IndexProgress> &indices, const QString &chosen) const;

    QLabel *m_title;
    ShardModel *m_model;
    QTableView *m_table;
    QString m_shown; //!< index
};

} // namespace godwit
