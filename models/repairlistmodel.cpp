// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/repairlistmodel.h"

#include "models/verifytablemodel.h"

#include <algorithm>

namespace godwit {

RepairListModel::RepairListModel(RepairPlan plan, QObject *parent)
    : QAbstractTableModel(parent)
    , m_plan(std::move(plan))
    , m_rows(this, [this](qint64 page, const Result<void> &read) { takePage(page, read); })
{
    m_rows.restart([plan = m_plan](qint64 first, int count) { return readPlanned(plan, first, count); });
}

void RepairListModel::moveWindow(int by)
{
    const qint64 start = m_start + by * windowRows;
    if (start == m_start || start < 0 || start >= total())
        return;
    beginResetModel();
    m_start = start;
    endResetModel();
}

int RepairListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min(windowRows, total() - m_start));
}

QVariant RepairListModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole
        || !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const qint64 number = m_start + index.row();
    const auto *page = m_rows.page(number / m_rows.pageRows);
    const auto place = static_cast<qsizetype>(number % m_rows.pageRows);
    if (page && place < page->size())
        return text(page->at(place));
    return m_problem.isEmpty() ? tr("reading") : m_problem;
}

QString RepairListModel::text(const VerifyFinding &finding) const
{
    const QString place = QString(finding.targetIndex + u'/' + finding.id);
    if (finding.kind == QLatin1String("extra"))
        return tr("Delete %1").arg(place);
    if (m_plan.undo)
        return tr("Put back %1").arg(place);
    return tr("Copy %1 (%2)").arg(place, FindingModel::kindText(finding.kind).toLower());
}

void RepairListModel::takePage(qint64 page, const Result<void> &read)
{
    qint64 first = 0;
    qint64 last = rowCount() - 1;
    if (read) {
        first = std::max<qint64>(page * m_rows.pageRows - m_start, 0);
        last = std::min(last, page * m_rows.pageRows - m_start + m_rows.pageRows - 1);
    } else {
        m_problem = read.error().summary;
    }
    if (first <= last)
        Q_EMIT dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(last), 0));
}

} // namespace godwit
