// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/indexfilterproxy.h"

#include "models/indextablemodel.h"

namespace godwit {

IndexFilterProxy::IndexFilterProxy(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(IndexTableModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void IndexFilterProxy::setChip(Chip chip)
{
    if (m_chip == chip)
        return;
    m_chip = chip;
    invalidateRowsFilter();
}

void IndexFilterProxy::setNameFilter(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (m_text == trimmed)
        return;
    m_text = trimmed;
    const bool wild = trimmed.contains(u'*') || trimmed.contains(u'?');
    m_pattern = wild
        ? QRegularExpression(
            QRegularExpression::wildcardToRegularExpression(trimmed), QRegularExpression::CaseInsensitiveOption)
        : QRegularExpression(QRegularExpression::escape(trimmed), QRegularExpression::CaseInsensitiveOption);
    invalidateRowsFilter();
}

int IndexFilterProxy::countOf(Chip chip) const
{
    int rows = 0;
    for (int i = 0; sourceModel() && i < sourceModel()->rowCount(); ++i)
        rows += chipAccepts(chip, i) ? 1 : 0;
    return rows;
}

bool IndexFilterProxy::chipAccepts(Chip chip, int sourceRow) const
{
    const auto *model = static_cast<const IndexTableModel *>(sourceModel());
    const IndexProgress &row = model->row(sourceRow);
    switch (chip) {
    case Chip::All:
        return true;
    case Chip::Copying:
        return row.state == IndexState::Copying || row.state == IndexState::Creating;
    case Chip::Following:
        return row.state == IndexState::Following || row.state == IndexState::Finished;
    case Chip::Waiting:
        return row.state == IndexState::Waiting;
    case Chip::Rejects:
        return row.ledger.rejected > 0;
    case Chip::Stopped:
        return row.state == IndexState::Stopped || row.state == IndexState::Failed;
    }
    return true;
}

bool IndexFilterProxy::filterAcceptsRow(int sourceRow, const QModelIndex &parent) const
{
    if (parent.isValid() || !chipAccepts(m_chip, sourceRow))
        return false;
    const auto *model = static_cast<const IndexTableModel *>(sourceModel());
    return m_text.isEmpty() || m_pattern.match(model->row(sourceRow).source).hasMatch();
}

bool IndexFilterProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (left.data(sortRole()) == right.data(sortRole()))
        return left.row() < right.row();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace godwit
