// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/migrationoptions.h"

#include <QAbstractTableModel>

namespace godwit {

//! Kinds of data as rows, ways to move them as columns, and in each cell whether that can go between two deployments.
class DataOptionsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        StateRole = Qt::UserRole, //!< int of CheckState; invalid where the way is none for that kind of data
        WhyRole, //!< the whole answer in sentences
        TitleRole //!< kind of data and way
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setOptions(const QList<DataKindOptions> &kinds);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    //! The column of a way; -1: none has it.
    int columnOf(const QString &way) const;

    static QString stateText(CheckState state);

private:
    const MigrationOption *option(const QModelIndex &index) const;
    QVariant kindData(const DataKindOptions &kind, int role) const;

    QList<DataKindOptions> m_kinds;
    QStringList m_ways;
};

} // namespace godwit
