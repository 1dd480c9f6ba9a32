// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sharedcolumns.h"

#include "widgets/fittedcolumns.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>
#include <numeric>

namespace godwit {
namespace {

constexpr int leastRest = 150; //!< of the last column, with text of the usual size

} // namespace

SharedColumns::SharedColumns(QTableView *table, QList<int> givingWay)
    : QObject(table), m_table(table), m_givingWay(std::move(givingWay))
{
    QHeaderView *header = table->horizontalHeader();
    header->setStretchLastSection(true);
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, &SharedColumns::fit);
    connect(header, &QHeaderView::sectionResized, this, [this] {
        // In a presentation FittedColumns has the table, and puts back what was there before.
        if (m_pressed && !FittedColumns::of(m_table))
            m_chosen = true;
    });
    if (const QAbstractItemModel *model = table->model()) {
        const auto later = [this] { m_later.start(); };
        connect(model, &QAbstractItemModel::rowsInserted, this, later);
        connect(model, &QAbstractItemModel::rowsRemoved, this, later);
        connect(model, &QAbstractItemModel::dataChanged, this, later);
        connect(model, &QAbstractItemModel::modelReset, this, later);
    }
    table->viewport()->installEventFilter(this);
    header->viewport()->installEventFilter(this);
    followFont(table, [this] { m_later.start(); });
}

SharedColumns *SharedColumns::of(const QTableView *table)
{
    return table->findChild<SharedColumns *>(QString(), Qt::FindDirectChildrenOnly);
}

void SharedColumns::setChosen(bool chosen)
{
    m_chosen = chosen;
    fit();
}

int SharedColumns::squeeze(const QList<int> &columns, int wanted, QHash<int, int> *widths) const
{
    const auto spare = [&](int column) { return std::max(0, widths->value(column) - titleWidth(m_table, column)); };
    int all
        = std::accumulate(columns.begin(), columns.end(), 0, [&](int sum, int column) { return sum + spare(column); });
    const int taken = std::min(wanted, all);
    int left = taken;
    for (const int column : columns) {
        const int own = spare(column);
        const int part = all > 0 ? static_cast<int>(qint64(left) * own / all) : 0;
        (*widths)[column] -= part;
        left -= part;
        all -= own;
    }
    return taken;
}

void SharedColumns::fit()
{
    QHeaderView *header = m_table->horizontalHeader();
    if (m_chosen || !m_table->model() || header->count() < 2 || FittedColumns::of(m_table))
        return;
    const int last = header->logicalIndex(header->count() - 1);
    const int room = m_table->viewport()->width();
    QHash<int, int> widths;
    QList<int> firm;
    int sum = std::min(wholeWidth(m_table, last), static_cast<int>(leastRest * textScale()));
    for (int column = 0; column < header->count(); ++column) {
        if (column == last || header->isSectionHidden(column))
            continue;
        const int width = wholeWidth(m_table, column);
        widths.insert(column, width);
        sum += width;
        if (!m_givingWay.contains(column))
            firm.append(column);
    }
    const int lacking = std::max(0, sum - room);
    squeeze(firm, lacking - squeeze(m_givingWay, lacking, &widths), &widths);
    for (auto it = widths.cbegin(); it != widths.cend(); ++it)
        header->resizeSection(it.key(), it.value());
}

bool SharedColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport()) {
        if (event->type() == QEvent::Resize)
            fit();
    } else if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) {
        m_pressed = true;
    } else if (event->type() == QEvent::MouseButtonRelease) {
        m_pressed = false;
    }
    return false;
}

} // namespace godwit
