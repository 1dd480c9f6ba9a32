// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/definitionmodel.h"

#include <algorithm>

namespace godwit {

void DefinitionModel::setPlaces(QList<SideBySide> places)
{
    std::stable_sort(
        places.begin(), places.end(), [](const SideBySide &a, const SideBySide &b) { return a.matters && !b.matters; });
    if (places == m_places)
        return; // the choice and the scroll position stay
    beginResetModel();
    m_places = std::move(places);
    endResetModel();
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

int DefinitionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

QVariant DefinitionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SideBySide &place = m_places.at(index.row());
    if (role == MattersRole)
        return place.matters;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const auto value = [](const QString &text) { return text.isNull() ? tr("not there") : text; };
    switch (index.column()) {
    case PlaceColumn:
        return place.place;
    case SourceColumn:
        return value(place.source);
    case TargetColumn:
        return value(place.target);
    default:
        return place.reason;
    }
}

QVariant DefinitionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Place"), m_names[0], m_names[1], tr("What it means")};
    return section >= 0 && section < ColumnCount ? titles[section] : QVariant();
}

} // namespace godwit
