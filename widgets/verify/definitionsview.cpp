// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/definitionsview.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "widgets/flowlayout.h"
#include "widgets/indexdelegates.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"
#include "widgets/verify/marklook.h"
#include "widgets/verify/stepbuttons.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! A line of one side, or the sign between both. Hatched where a side has nothing; quiet where it does not matter.
class LineDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const auto mark = static_cast<ValueMark>(index.data(DefinitionModel::MarkRole).toInt());
        if (index.data(DefinitionModel::OwnRole).toBool() && mark != ValueMark::Equal) {
            if (index.data(DefinitionModel::GapRole).toBool())
                return painter->fillRect(option.rect, QBrush(t.line, Qt::BDiagPattern));
            const bool matters = index.data(DefinitionModel::MattersRole).toBool();
            if (matters && !(option.state & QStyle::State_Selected))
                painter->fillRect(option.rect, tintOf(mark));
            QFont font = painter->font();
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            const bool sign = index.column() == DefinitionModel::MarkColumn;
            if (!matters)
                painter->setPen(t.textSecondary);
            else if (sign)
                painter->setPen(inkOf(mark));
        }
        const QString text = discreet(index.data().toString());
        if (index.column() == DefinitionModel::MarkColumn)
            painter->drawText(option.rect, Qt::AlignCenter, text);
        else
            painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                painter->fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    }
};

} // namespace

DefinitionsView::DefinitionsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new DefinitionModel(this))
    , m_proxy(new DifferingOnly(this))
    , m_summary(new TextLabel(FontRole::Small))
    , m_only(new QCheckBox(tr("Only what differs")))
    , m_previous(makeButton(tr("Previous")))
    , m_next(makeButton(tr("Next")))
    , m_table(new QTableView)
    , m_place(new TextLabel(FontRole::Code))
    , m_reason(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_foot(new QWidget)
    , m_stack(this, QStringLiteral("layers"))
{
    m_proxy->setSourceModel(m_model);
    dress();
    auto *layout = new QVBoxLayout(m_stack.content());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_table, 1);
    layout->addWidget(makeLine(Qt::Horizontal));
    fillFoot();
    layout->addWidget(m_foot);
    connect(m_only, &QCheckBox::toggled, this, [this](bool on) {
        m_proxy->setActive(on);
        updateState();
    });
    connect(m_previous, &QPushButton::clicked, this, [this] { step(false); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(true); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &DefinitionsView::updateState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &DefinitionsView::updateState);
    clear();
}

void DefinitionsView::dress()
{
    m_table->setModel(m_proxy);
    m_table->setObjectName(QStringLiteral("definitions"));
    m_table->setAccessibleName(tr("Mappings and settings of both sides"));
    m_table->setLayoutDirection(Qt::LeftToRight); // code
    m_table->setFont(fontFor(FontRole::Code));
    dressTable(m_table, 5);
    m_table->setAlternatingRowColors(false); // the tints of differences are stripes enough
    m_table->setItemDelegate(new LineDelegate(m_table));
    copyRowsByKey(m_table);
    QHeaderView *header = m_table->horizontalHeader();
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(DefinitionModel::MarkColumn, QHeaderView::Fixed);
    followFont(m_table, [this] {
        m_table->setColumnWidth(DefinitionModel::MarkColumn, int(28 * textScale()));
        m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 5);
    });
}

QWidget *DefinitionsView::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new FlowLayout(true, head);
    layout->setContentsMargins(10, 6, 10, 6);
    m_only->setAccessibleName(m_only->text());
    QWidget *steps
        = stepButtons(m_previous, tr("The difference before this one (%1)"), m_next, tr("The next difference (%1)"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_summary, m_only, steps})
        layout->addWidget(part);
    return head;
}

//! Where the current line stands, and what a comparison says of it.
void DefinitionsView::fillFoot()
{
    auto *layout = new QVBoxLayout(m_foot);
    layout->setContentsMargins(10, 5, 10, 5);
    layout->setSpacing(2);
    m_place->setElided(true);
    m_reason->setWordWrap(true);
    layout->addWidget(m_place);
    layout->addWidget(m_reason);
}

void DefinitionsView::setNames(const QString &source, const QString &target)
{
    m_model->setNames(source, target);
}

void DefinitionsView::clear()
{
    m_model->setRows({});
    m_model->setPlaces({});
    m_stack.showEmpty(tr("No pair of indices chosen"),
        tr("Choose an index on both sides to see their mappings and settings beside each other."));
    updateState();
}

void DefinitionsView::setReading()
{
    m_model->setPlaces({});
    m_stack.showEmpty(tr("Both clusters are being asked"), tr("Mappings and settings of both indices."));
    updateState();
}

void DefinitionsView::setDefinitions(const QuerySession::Definitions &read)
{
    m_model->setRows(read.rows);
    if (read.problem.isEmpty())
        m_stack.showContent();
    else
        m_stack.showEmpty(tr("The definitions can't be read"), read.problem);
    updateState();
}

void DefinitionsView::setPlaces(const QList<SideBySide> &places)
{
    m_model->setPlaces(places);
    updateState();
}

int DefinitionsView::currentRow() const
{
    const QModelIndex at = m_proxy->mapToSource(m_table->currentIndex());
    return at.isValid() ? at.row() : -1;
}

void DefinitionsView::updateState()
{
    const int row = currentRow();
    const int count = m_model->differences();
    const int current = m_model->differenceOf(row);
    QString text = count > 0 ? tr("%n difference(s)", nullptr, count) : tr("No differences");
    if (current >= 0)
        text = tr("%1, %2 of %3 shown").arg(text, formats::count(current + 1), formats::count(count));
    m_summary->setText(text);
    m_table->setAccessibleDescription(text); // a reader of the screen is told when it changes
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    const QModelIndex at = m_model->index(std::max(row, 0), DefinitionModel::MarkColumn);
    m_place->setText(row < 0 ? QString() : at.data(DefinitionModel::PathRole).toString());
    m_reason->setText(row < 0 ? QString() : at.data(DefinitionModel::ReasonRole).toString());
    m_reason->setVisible(!m_reason->text().isEmpty());
    m_foot->setVisible(row >= 0);
}

void DefinitionsView::step(bool forwards)
{
    const int row = m_model->neighbour(currentRow(), forwards);
    if (row < 0 || !m_stack.showsContent())
        return;
    // The side that has something: readers of the screen say the cell.
    const bool gap = m_model->index(row, DefinitionModel::SourceColumn).data(DefinitionModel::GapRole).toBool();
    const QModelIndex at = m_proxy->mapFromSource(
        m_model->index(row, gap ? DefinitionModel::TargetColumn : DefinitionModel::SourceColumn));
    m_table->setCurrentIndex(at);
    m_stack.content()->layout()->activate(); // the foot takes its room before it is asked what is in sight
    // With lines before and after it, unless it is in sight anyhow.
    if (!m_table->viewport()->rect().contains(m_table->visualRect(at)))
        m_table->scrollTo(at, QAbstractItemView::PositionAtCenter);
}

} // namespace godwit
