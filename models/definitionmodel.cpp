// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/definitionmodel.h"

#include <algorithm>

namespace godwit {

DefinitionModel::DefinitionModel(QObject *parent) : QAbstractTableModel(parent), m_names{tr("Source"), tr("Target")} { }

void DefinitionModel::setRows(QList<AlignedRow> rows)
{
    if (rows == m_rows)
        return; // the choice and the scroll position stay
    beginResetModel();
    m_rows = std::move(rows);
    m_starts.clear();
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).difference == m_starts.size())
            m_starts.append(row);
    }
    endResetModel();
}

void DefinitionModel::setPlaces(const QList<SideBySide> &places)
{
    if (places == m_places)
        return;
    m_places = places;
    m_placeOf.clear();
    for (qsizetype i = 0; i < places.size(); ++i)
        m_placeOf.insert(places.at(i).place, i);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void DefinitionModel::setNames(const QString &source, const QString &target)
{
    m_names[0] = source;
    m_names[1] = target;
    Q_EMIT headerDataChanged(Qt::Horizontal, SourceColumn, TargetColumn);
}

int DefinitionModel::mattering() const
{
    return static_cast<int>(
        std::count_if(m_places.begin(), m_places.end(), [](const SideBySide &place) { return place.matters; }));
}

int DefinitionModel::differenceOf(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).difference : -1;
}

int DefinitionModel::neighbour(int row, bool forwards) const
{
    if (m_starts.isEmpty())
        return -1;
    const qsizetype count = m_starts.size();
    if (const int within = differenceOf(row); within >= 0)
        return m_starts.at((within + (forwards ? 1 : count - 1)) % count);
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), row);
    if (forwards)
        return after == m_starts.end() ? m_starts.first() : *after;
    return after == m_starts.begin() ? m_starts.last() : *std::prev(after);
}

int DefinitionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

//! A field that only one side has is one place, named by its type; what belongs to an array is named by the array.
const SideBySide *DefinitionModel::placeOf(const AlignedRow &row) const
{
    if (row.difference < 0 || m_placeOf.isEmpty())
        return nullptr;
    QString path = row.path;
    while (!path.isEmpty()) {
        for (const QString &name : {path, QString(path + QStringLiteral(".type"))}) {
            if (const auto found = m_placeOf.constFind(name); found != m_placeOf.constEnd())
                return &m_places.at(*found);
        }
        path.truncate(std::max(path.lastIndexOf(u'.'), path.lastIndexOf(u'[')));
    }
    return nullptr;
}

QString DefinitionModel::word(const AlignedRow &row) const
{
    return row.own                         ? JsonCompareModel::word(row.mark)
        : row.mark == ValueMark::Different ? tr("something in it differs")
                                           : JsonCompareModel::word(row.mark);
}

//! What a side says, and whether the other side says it too: that no reader has to go to the column between them.
QString DefinitionModel::accessibleText(const AlignedRow &row, int column) const
{
    if (column == MarkColumn)
        return word(row);
    const QString &line = column == SourceColumn ? row.source : row.target;
    const QString text = line.isNull() ? tr("not there") : line.trimmed();
    return row.own && row.mark != ValueMark::Equal ? tr("%1, %2").arg(text, word(row)) : text;
}

QVariant DefinitionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AlignedRow &row = m_rows.at(index.row());
    const int column = index.column();
    const QString &line = column == TargetColumn ? row.target : row.source;
    const auto reason = [&] {
        const SideBySide *place = placeOf(row);
        return place ? place->reason : QString();
    };
    switch (role) {
    case Qt::DisplayRole:
        if (column == MarkColumn)
            return row.own ? JsonCompareModel::sign(row.mark) : QString();
        return line;
    case Qt::ToolTipRole:
        if (column == MarkColumn)
            return row.mark == ValueMark::Equal ? QVariant() : QVariant(word(row));
        return line.size() < 40 ? QVariant() : QVariant(line.trimmed().left(2000));
    case Qt::AccessibleTextRole:
        return accessibleText(row, column);
    case Qt::AccessibleDescriptionRole:
    case ReasonRole:
        return reason();
    case Qt::TextAlignmentRole:
        return column == MarkColumn ? QVariant(static_cast<int>(Qt::AlignCenter)) : QVariant();
    case MarkRole:
        return static_cast<int>(row.mark);
    case OwnRole:
        return row.own;
    case GapRole:
        return column != MarkColumn && line.isNull();
    case PathRole:
        return row.path;
    case MattersRole: {
        const SideBySide *place = placeOf(row);
        return !place || place->matters;
    }
    default:
        return {};
    }
}

QVariant DefinitionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (section == MarkColumn) // a sign is all that it has room for
        return role == Qt::AccessibleTextRole || role == Qt::ToolTipRole ? QVariant(tr("Difference")) : QVariant();
    return role == Qt::DisplayRole ? QVariant(m_names[section == TargetColumn ? 1 : 0]) : QVariant();
}

} // namespace godwit
