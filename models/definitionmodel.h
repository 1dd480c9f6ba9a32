// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifyfinding.h"
#include "models/alignedrows.h"
#include "models/jsoncomparemodel.h"

#include <QAbstractTableModel>
#include <QHash>

namespace godwit {

//! Mappings, settings and aliases of two indices beside each other, line by line, with a sign where they differ and
//! with what a comparison found that to mean.
class DefinitionModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SourceColumn, MarkColumn, TargetColumn, ColumnCount };
    enum Role {
        MarkRole = JsonCompareModel::MarkRole, //!< a ValueMark; DifferingOnly reads it
        OwnRole, //!< it is this line that differs, not only something between its braces
        GapRole, //!< this side has nothing here
        PathRole,
        MattersRole, //!< false: a comparison found that the difference does not matter
        ReasonRole, //!< why it matters or not; empty: nobody compared
    };

    explicit DefinitionModel(QObject *parent = nullptr);
    void setRows(QList<AlignedRow> rows);
    //! What a comparison found; places as compareDefinitions() names them.
    void setPlaces(const QList<SideBySide> &places);
    void setNames(const QString &source, const QString &target);
    int mattering() const; //!< how many places matter

    int differences() const { return static_cast<int>(m_starts.size()); }
    //! Which difference a row belongs to; -1: none.
    int differenceOf(int row) const;
    //! First row of the next or previous difference, seen from a row or from -1; after the last comes the first. -1:
    //! there is none.
    int neighbour(int row, bool forwards) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString word(const AlignedRow &row) const;
    QString accessibleText(const AlignedRow &row, int column) const;
    const SideBySide *placeOf(const AlignedRow &row) const;

    QList<AlignedRow> m_rows;
    QList<int> m_starts; //!< first row of each difference
    QList<SideBySide> m_places;
    QHash<QString, qsizetype> m_placeOf; //!< by its name
    QString m_names[2];
};

} // namespace godwit
