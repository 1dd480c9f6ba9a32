// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifyfinding.h"

#include <QAbstractTableModel>

namespace godwit {

//! Mappings, settings and aliases in which two indices differ, those that matter first.
class DefinitionModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PlaceColumn, SourceColumn, TargetColumn, ReasonColumn, ColumnCount };
    enum Role { MattersRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;
    void setPlaces(QList<SideBySide> places);
    void setNames(const QString &source, const QString &target);
    int mattering() const; //!< how many of them matter

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<SideBySide> m_places;
    QString m_names[2];
};

} // namespace godwit
