// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shardpanel.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "models/shardmodel.h"
#include "widgets/indexdelegates.h"
#include "widgets/panels.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace godwit {
namespace {

constexpr int rowsSeen = 4;

bool underWay(const IndexProgress &index)
{
    return !std::all_of(index.shards.begin(), index.shards.end(), &ShardModel::isDone);
}

} // namespace

ShardPanel::ShardPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_model(new ShardModel(this))
    , m_table(new QTableView)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_title->setContentsMargins(9, 6, 9, 2);
    m_title->setWordWrap(true);
    layout->addWidget(m_title);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Shards"));
    dressTable(m_table, 7);
    copyRowsByKey(m_table);
    m_table->setFont(fontFor(FontRole::Small));
    m_table->setItemDelegate(new CellDelegate(m_table));
    for (const int column : {ShardModel::NumberColumn, ShardModel::BytesColumn})
        m_table->setItemDelegateForColumn(column, new NumberDelegate(false, m_table));
    m_table->setItemDelegateForColumn(ShardModel::ProgressColumn, new ProgressDelegate(m_table));
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setResizeContentsPrecision(rowsSeen); // an index may have hundreds
    header->setStretchLastSection(true);
    header->setFocusPolicy(Qt::NoFocus);
    followFont(m_table, [table = m_table] {
        table->setFixedHeight((rowsSeen + 1) * (table->fontMetrics().height() + 8));
    });
    layout->addWidget(m_table);
    hide();
}

QString ShardPanel::title() const
{
    return m_title->text();
}

//! The chosen one, else the one that is shown as long as it is under way, else the next that is.
const IndexProgress *ShardPanel::pick(const QList<IndexProgress> &indices, const QString &chosen) const
{
    const IndexProgress *shown = nullptr;
    const IndexProgress *busy = nullptr;
    for (const IndexProgress &index : indices) {
        if (index.shards.isEmpty())
            continue;
        if (index.source == chosen)
            return &index;
        if (index.source == m_shown)
            shown = &index;
        if (!busy && underWay(index))
            busy = &index;
    }
    if (shown && (!busy || underWay(*shown)))
        return shown;
    return busy;
}

void ShardPanel::setIndices(const QList<IndexProgress> &indices, const QString &chosen)
{
    const IndexProgress *index = pick(indices, chosen);
    if (!index) {
        if (!m_shown.isEmpty()
            && std::none_of(indices.begin(), indices.end(), [](const auto &each) { return !each.shards.isEmpty(); })) {
            m_shown.clear();
            hide();
        }
        return;
    }
    m_shown = index->source;
    m_model->setShards(index->shards);
    const auto done = std::count_if(index->shards.begin(), index->shards.end(), &ShardModel::isDone);
    const QString of = formats::count(index->shards.size());
    const QString text = index->shards.first().restoring
        ? tr("%1 out of the snapshot: %2 of %3 shards done").arg(discreet(index->source), formats::count(done), of)
        : tr("%1 into the snapshot: %2 of %3 shards done").arg(discreet(index->source), formats::count(done), of);
    if (m_title->text() != text)
        m_title->setText(text);
    show();
}

} // namespace godwit
