// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables.h"

#include "widgets/clipboard.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QShortcut>
#include <QTableView>

#include <algorithm>

namespace godwit {
namespace {

constexpr int headerPadding = 18;
constexpr int arrowRoom = 16;

} // namespace

void dressTable(QTableView *table, int extra)
{
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setCornerButtonEnabled(false);
    QHeaderView *rows = table->verticalHeader();
    rows->hide();
    rows->setMinimumSectionSize(16);
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setDefaultSectionSize(table->fontMetrics().height() + extra);
    QHeaderView *header = table->horizontalHeader();
    header->setFont(fontFor(FontRole::Small));
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

QString selectedRowsText(const QTableView *table)
{
    QModelIndexList rows = table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return {};
    std::sort(rows.begin(), rows.end());
    const QHeaderView *header = table->horizontalHeader();
    QList<int> columns;
    for (int place = 0; place < header->count(); ++place) {
        if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
            columns.append(column);
    }
    QString text;
    const auto addLine = [&](const auto &cell) {
        for (const int column : std::as_const(columns))
            text += cell(column).simplified() + (column == columns.last() ? u'\n' : u'\t');
    };
    addLine([&](int column) { return table->model()->headerData(column, Qt::Horizontal).toString(); });
    for (const QModelIndex &row : std::as_const(rows))
        addLine([&](int column) { return row.siblingAtColumn(column).data().toString(); });
    return text;
}

void copyRowsByKey(QTableView *table)
{
    QObject::connect(new QShortcut(QKeySequence::Copy, table, {}, {}, Qt::WidgetShortcut), &QShortcut::activated, table,
        [table] { copyText(selectedRowsText(table)); });
}

int titleWidth(const QTableView *table, int column)
{
    const QHeaderView *header = table->horizontalHeader();
    const QString title = table->model()->headerData(column, Qt::Horizontal).toString();
    int width = header->isHidden() ? 0 : header->fontMetrics().horizontalAdvance(title) + headerPadding;
    if (header->isSortIndicatorShown() && header->sortIndicatorSection() == column)
        width += arrowRoom;
    return std::max(width, header->minimumSectionSize());
}

int wholeWidth(const QTableView *table, int column)
{
    return std::max(
        titleWidth(table, column), static_cast<const QAbstractItemView *>(table)->sizeHintForColumn(column));
}

} // namespace godwit
