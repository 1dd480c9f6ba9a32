// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/comparedview.h"

#include "widgets/clipboard.h"
#include "widgets/flowlayout.h"
#include "widgets/indexdelegates.h"
#include "widgets/textscale.h"
#include "widgets/verify/marklook.h"
#include "widgets/verify/stepbuttons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QShortcut>
#include <QTreeView>
#include <QVBoxLayout>

namespace godwit {
namespace {

ValueMark markOf(const QModelIndex &index)
{
    return static_cast<ValueMark>(index.data(JsonCompareModel::MarkRole).toInt());
}

bool marked(const QModelIndex &index)
{
    return markOf(index) != ValueMark::Equal && index.data(JsonCompareModel::LeafRole).toBool();
}

//! A value with its sign; one that differs is underlined.
class ValueDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return CellDelegate::sizeHint(option, index) + QSize(0, 5);
    }

protected:
    int beside(const QModelIndex &) const override { return 18; }
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &given,
        const QModelIndex &index) const override
    {
        QRect room = given;
        const bool value = index.column() != JsonCompareModel::FieldColumn;
        if (value && marked(index)) {
            const ValueMark mark = markOf(index);
            const bool absent = (mark == ValueMark::SourceOnly && index.column() == JsonCompareModel::TargetColumn)
                || (mark == ValueMark::TargetOnly && index.column() == JsonCompareModel::SourceColumn);
            QFont font = painter->font();
            if (absent) {
                painter->setPen(Theme::tokens().textSecondary);
            } else {
                font.setWeight(QFont::DemiBold);
                painter->setFont(font);
                painter->setPen(inkOf(mark));
                painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, JsonCompareModel::sign(mark));
                font.setUnderline(mark == ValueMark::Different);
                painter->setFont(font);
                if (mark == ValueMark::Meaning)
                    painter->setPen(Theme::tokens().text);
            }
        }
        if (value)
            room.adjust(18, 0, 0, 0);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(discreet(index.data().toString()), Qt::ElideRight, room.width()));
        Q_UNUSED(option);
    }
};

//! Fills the whole line of a value that differs, its branches too.
class CompareTree final : public QTreeView
{
public:
    using QTreeView::QTreeView;

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &options, const QModelIndex &index) const override
    {
        if (marked(index) && !selectionModel()->isSelected(index))
            painter->fillRect(options.rect, tintOf(markOf(index)));
        QTreeView::drawRow(painter, options, index);
    }
};

} // namespace

struct ComparedView::Parsed
{
    std::unique_ptr<ComparedValue> root;
};

ComparedView::ComparedView(QWidget *parent)
    : QWidget(parent)
    , m_model(new JsonCompareModel(this))
    , m_proxy(new DifferingOnly(this))
    , m_id(new TextLabel(FontRole::Code))
    , m_summary(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_only(new QCheckBox(tr("Only what differs")))
    , m_previous(makeButton(tr("Previous")))
    , m_next(makeButton(tr("Next")))
    , m_tree(new CompareTree)
    , m_stack(this, QStringLiteral("git-compare-arrows"))
{
    m_pool.setMaxThreadCount(1);
    m_proxy->setSourceModel(m_model);
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(new ValueDelegate(m_tree));
    m_tree->setAccessibleName(tr("Document on both sides"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setLayoutDirection(Qt::LeftToRight); // code
    m_tree->setFont(fontFor(FontRole::Code));
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->header()->setFont(fontFor(FontRole::Small));
    m_tree->header()->setStretchLastSection(true);
    followFont(m_tree, [this] {
        m_tree->setColumnWidth(JsonCompareModel::FieldColumn, int(170 * textScale()));
        m_tree->setColumnWidth(JsonCompareModel::SourceColumn, int(210 * textScale()));
    });
    auto *layout = new QVBoxLayout(m_stack.content());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_tree, 1);
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(makeLegend());
    connect(m_only, &QCheckBox::toggled, this, [this](bool on) {
        m_proxy->setActive(on);
        showDepth();
    });
    connect(m_previous, &QPushButton::clicked, this, [this] { step(false); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(true); });
    connect(new QShortcut(QKeySequence::Copy, m_tree, {}, {}, Qt::WidgetShortcut), &QShortcut::activated, this, [this] {
        const QModelIndex at = m_tree->currentIndex();
        if (at.isValid())
            copyText(QStringList{at.siblingAtColumn(0).data().toString(), at.siblingAtColumn(1).data().toString(),
                at.siblingAtColumn(2).data().toString()}
                         .join(u'\t'));
    });
    clear();
}

QWidget *ComparedView::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(4);
    QFont bold = m_id->font();
    bold.setWeight(QFont::DemiBold);
    m_id->setFont(bold);
    m_id->setElided(true);
    auto *title = new QHBoxLayout;
    title->setSpacing(8);
    title->addWidget(m_id);
    title->addWidget(m_summary, 1);
    m_summary->setElided(true);
    layout->addLayout(title);
    auto *tools = new FlowLayout(true);
    m_only->setAccessibleName(m_only->text());
    tools->addWidget(m_only);
    tools->addWidget(stepButtons(
        m_previous, tr("The value that differs before this one (%1)"), m_next, tr("The next value that differs (%1)")));
    layout->addLayout(tools);
    return head;
}

QWidget *ComparedView::makeLegend()
{
    auto *legend = new QWidget;
    auto *layout = new FlowLayout;
    legend->setLayout(layout);
    layout->setContentsMargins(10, 5, 10, 5);
    for (const ValueMark mark :
        {ValueMark::Different, ValueMark::Meaning, ValueMark::SourceOnly, ValueMark::TargetOnly}) {
        layout->addWidget(new TextLabel(tr("%1 %2").arg(JsonCompareModel::sign(mark), JsonCompareModel::word(mark)),
            FontRole::Small, TextColor::Secondary));
    }
    return legend;
}

void ComparedView::setNames(const QString &source, const QString &target)
{
    m_names[0] = source;
    m_names[1] = target;
    m_model->setNames(source, target);
}

void ComparedView::clear()
{
    m_parsing.cancel();
    m_stack.showEmpty(tr("No document chosen"), tr("Choose one to see it as both sides have it."));
}

void ComparedView::setReading(const QString &id)
{
    m_parsing.cancel();
    m_id->setText(id);
    m_summary->setText(tr("reading"));
}

void ComparedView::setDocument(const QuerySession::BothSources &document)
{
    if (!document.problem.isEmpty()) {
        m_stack.showEmpty(tr("The document can't be read"), document.problem);
        return;
    }
    // A document may have megabytes; the window does not wait for it.
    m_parsing.ask(
        this, &m_pool,
        [document](const std::stop_token &) {
            const auto source = JsonTree::parse(document.source);
            const auto target = JsonTree::parse(document.target);
            auto parsed = std::make_shared<Parsed>();
            parsed->root = compareValues(source ? &*source : nullptr, target ? &*target : nullptr);
            return parsed;
        },
        [this, document](const std::shared_ptr<Parsed> &parsed) { take(document, std::move(parsed->root)); });
}

void ComparedView::take(const QuerySession::BothSources &document, std::unique_ptr<ComparedValue> root)
{
    m_model->setComparison(std::move(root));
    m_id->setText(document.id);
    const bool here = !document.source.isEmpty();
    const bool there = !document.target.isEmpty();
    QString text;
    if (!here && !there)
        text = tr("on neither side by now");
    else if (!here || !there)
        text = tr("only on %1").arg(here ? m_names[0] : m_names[1]);
    else if (document.source == document.target)
        text = tr("the same, byte for byte");
    else if (m_model->differing() == 0)
        text = tr("equal in meaning, written differently");
    else
        text = tr("%n value(s) differ", nullptr, m_model->differing());
    if (here && there && m_model->alike() > 0)
        text = tr("%1, %2").arg(text, tr("%n equal in meaning", nullptr, m_model->alike()));
    if (here && there && document.sourceRouting != document.targetRouting) {
        const auto shown
            = [](const QString &routing) { return routing.isEmpty() ? tr("none") : QString(u'"' + routing + u'"'); };
        text = tr("%1; routing: %2 on %3, %4 on %5")
                   .arg(text, shown(document.sourceRouting), m_names[0], shown(document.targetRouting), m_names[1]);
    }
    m_summary->setText(text);
    const bool steps = m_model->differing() + m_model->alike() > 0;
    m_previous->setEnabled(steps);
    m_next->setEnabled(steps);
    showDepth();
    m_stack.showContent();
}

//! Everything is open as long as that is quick.
void ComparedView::showDepth()
{
    constexpr int quick = 2000;
    if (m_model->rowCount() < quick)
        m_tree->expandToDepth(m_only->isChecked() ? 8 : 3);
}

void ComparedView::step(bool forwards)
{
    QModelIndex at = m_tree->currentIndex().siblingAtColumn(0);
    const auto neighbour
        = [&](const QModelIndex &index) { return forwards ? m_tree->indexBelow(index) : m_tree->indexAbove(index); };
    at = at.isValid() ? neighbour(at) : m_proxy->index(0, 0);
    while (at.isValid() && !marked(at)) {
        // What is closed is opened where something in it differs.
        if (forwards && markOf(at) != ValueMark::Equal)
            m_tree->expand(at);
        at = neighbour(at);
    }
    if (at.isValid()) {
        m_tree->setCurrentIndex(at);
        m_tree->scrollTo(at);
    }
}

} // namespace godwit
