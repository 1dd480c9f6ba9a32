// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fittedcolumns.h"

#include "widgets/tables.h"

#include <QEvent>
#include <QHash>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace godwit {
namespace {

constexpr int restMs = 400; //!< values come ten times a second; columns need not follow each

QList<int> priorityOf(const QTableView *table)
{
    QList<int> columns;
    const QVariantList list = table->property("firstToHide").toList();
    for (const QVariant &column : list)
        columns.append(column.toInt());
    return columns;
}

} // namespace

void FittedColumns::setPriority(QTableView *table, const QList<int> &firstToHide)
{
    QVariantList list;
    for (const int column : firstToHide)
        list.append(column);
    table->setProperty("firstToHide", list);
}

FittedColumns *FittedColumns::of(const QTableView *table)
{
    return table->findChild<FittedColumns *>(QString(), Qt::FindDirectChildrenOnly);
}

FittedColumns::FittedColumns(QTableView *table)
    : QObject(table), m_table(table), m_usual(table->horizontalHeader()->saveState())
{
    const QHeaderView *header = table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        if (!header->isSectionHidden(column))
            m_shown.append(column);
    }
    m_later.setSingleShot(true);
    m_later.setInterval(restMs);
    connect(&m_later, &QTimer::timeout, this, &FittedColumns::fit);
    table->viewport()->installEventFilter(this);
    if (const QAbstractItemModel *model = table->model()) {
        for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
            connect(model, signal, this, [this] { m_later.start(); });
        connect(model, &QAbstractItemModel::dataChanged, this, [this] {
            if (!m_later.isActive())
                m_later.start();
        });
        connect(model, &QAbstractItemModel::modelReset, this, [this] { m_later.start(); });
    }
    fit();
}

void FittedColumns::restore()
{
    m_later.stop();
    m_table->horizontalHeader()->restoreState(m_usual);
}

void FittedColumns::fit()
{
    if (!m_table->model())
        return;
    QHeaderView *header = m_table->horizontalHeader();
    const int room = m_table->viewport()->width();
    QHash<int, int> widths;
    int sum = 0;
    for (const int column : std::as_const(m_shown)) {
        const bool flexible = header->sectionResizeMode(column) == QHeaderView::Stretch
            || (header->stretchLastSection() && column == m_shown.last());
        // A sentence may be longer than any column; a name is not.
        const int wanted
            = flexible ? std::min(wholeWidth(m_table, column), room * 9 / 20) : wholeWidth(m_table, column);
        widths.insert(column, wanted);
        sum += wanted;
    }
    QList<int> hidden;
    const QList<int> order = priorityOf(m_table);
    for (const int column : order) {
        if (sum <= room)
            break;
        if (!widths.contains(column))
            continue;
        sum -= widths.value(column);
        hidden.append(column);
    }
    for (const int column : std::as_const(m_shown)) {
        const bool hide = hidden.contains(column);
        if (header->isSectionHidden(column) != hide)
            header->setSectionHidden(column, hide);
        if (!hide && header->sectionResizeMode(column) == QHeaderView::Interactive)
            header->resizeSection(column, widths.value(column));
    }
}

bool FittedColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_table->viewport())
        fit();
    return false;
}

} // namespace godwit
