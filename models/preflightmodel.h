// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/preflight.h"

#include <QAbstractTableModel>

namespace godwit {

//! Where a person can mend in the program what a check found.
enum class PreflightFix {
    None,
    SourceConnection,
    TargetConnection,
    Pair,
    Selection,
    Rename,
    ExistingTarget,
    Aliases,
    WriteBlock,
    Mapping
};
//! What the checks before a start found; blockers first.
class PreflightModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { ResultColumn, CheckColumn, SeenColumn, FixColumn, ColumnCount };
    enum Role { StateRole = Qt::UserRole, FixRole, FixTextRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setItems(QList<PreflightItem> items);
    const PreflightItem &item(int row) const { return m_items.at(row); }
    int countOf(CheckState state) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString stateName(CheckState state);
    //! Where a check that did not pass is mended, by its stable id.
    static PreflightFix fixOf(const PreflightItem &item);
    //! What that does, as an order: "Change the rename rules".
    static QString fixText(PreflightFix fix);

private:
    QList<PreflightItem> m_items;
};

} // namespace godwit
