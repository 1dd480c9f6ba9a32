// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/documentspanel.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "widgets/flowlayout.h"
#include "widgets/indexdelegates.h"
#include "widgets/panes.h"
#include "widgets/segments.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"
#include "widgets/verify/comparedview.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int restMs = 120;

//! Ids and sources as code; what is not read yet in secondary text.
class DocumentDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override
    {
        const int column = index.column();
        if (column == DocumentBrowserModel::IdColumn || column == DocumentBrowserModel::SourceColumn)
            painter->setFont(fontFor(FontRole::Code));
        if (column != DocumentBrowserModel::IdColumn || !index.data(DocumentBrowserModel::LoadedRole).toBool())
            painter->setPen(Theme::tokens().textSecondary);
        painter->drawText(room, static_cast<int>(option.displayAlignment),
            painter->fontMetrics().elidedText(discreet(index.data().toString()), Qt::ElideRight, room.width()));
    }
};

} // namespace

DocumentsPanel::DocumentsPanel(VerifyDesk *desk, QuerySession *session, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_session(session)
    , m_model(new DocumentBrowserModel(this))
    , m_side(new Segments({tr("Source"), tr("Target")}, tr("Documents of"), Segments::Look::Plain))
    , m_filter(new QLineEdit)
    , m_place(new QLineEdit)
    , m_before(makeButton(tr("Previous million")))
    , m_behind(makeButton(tr("Next million")))
    , m_table(new QTableView)
    , m_count(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_empty(new EmptyState(QStringLiteral("database"), {}, {}, tr("Try again")))
    , m_stack(new QStackedLayout)
    , m_compared(new ComparedView)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolbar());
    column->addWidget(makeLine(Qt::Horizontal));
    makeTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(makeFoot());
    split->addWidget(list);
    split->addWidget(behindLine(m_compared));
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    layout->addWidget(split, 1);
    m_side->setCurrent(0);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &DocumentsPanel::readCurrent);
    connect(m_side, &Segments::chosen, this, &DocumentsPanel::reload);
    connect(m_filter, &QLineEdit::returnPressed, this, &DocumentsPanel::reload);
    connect(m_place, &QLineEdit::returnPressed, this, &DocumentsPanel::goTo);
    connect(m_before, &QPushButton::clicked, this, [this] { moveWindow(-1); });
    connect(m_behind, &QPushButton::clicked, this, [this] { moveWindow(1); });
    connect(m_empty->button(), &QPushButton::clicked, this, &DocumentsPanel::reload);
    connect(m_model, &DocumentBrowserModel::stateChanged, this, &DocumentsPanel::updateState);
    // The chosen row's page may come later than the choice.
    connect(m_model, &DocumentBrowserModel::pageArrived, this, [this](int first, int last) {
        const int row = m_table->currentIndex().row();
        if (row >= first && row <= last)
            m_rest.start();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { m_rest.start(); });
    connect(m_session, &QuerySession::documentRead, this,
        [this](const QuerySession::BothSources &document) { m_compared->setDocument(document); });
    updateState();
}

QWidget *DocumentsPanel::makeToolbar()
{
    auto *bar = new QWidget;
    auto *layout = new FlowLayout(true, bar);
    layout->setContentsMargins(8, 6, 8, 6);
    m_filter->setPlaceholderText(tr("Lucene filter, Return to apply"));
    m_filter->setAccessibleName(tr("Filter documents"));
    m_filter->setToolTip(tr("Ctrl+F. A Lucene string, as in country:DE AND price:[10 TO 20]."));
    m_filter->addAction(icon(QStringLiteral("search"), IconColor::Secondary), QLineEdit::LeadingPosition);
    m_filter->setClearButtonEnabled(true);
    setTextWidth(m_filter, 245);
    m_place->setPlaceholderText(tr("Row"));
    m_place->setAccessibleName(tr("Go to row"));
    m_place->setToolTip(tr("Number of a row, Return to go there"));
    setTextWidth(m_place, 84);
    layout->addWidget(m_side);
    layout->addWidget(m_filter);
    layout->addWidget(m_place);
    return bar;
}

QWidget *DocumentsPanel::makeFoot()
{
    auto *foot = new QWidget;
    auto *layout = new FlowLayout(true, foot);
    layout->setContentsMargins(10, 4, 8, 4);
    m_count->setElided(true);
    layout->addWidget(m_count);
    auto *steps = new QWidget;
    auto *pair = new FlowLayout(false, steps);
    for (QPushButton *button : {m_before, m_behind}) {
        button->setProperty("low", true);
        button->setFont(fontFor(FontRole::Small));
        pair->addWidget(button);
    }
    layout->addWidget(steps);
    return foot;
}

void DocumentsPanel::makeTable()
{
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("documents"));
    m_table->setAccessibleName(tr("Documents"));
    dressTable(m_table, 7);
    copyRowsByKey(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegate(new DocumentDelegate(m_table));
    m_table->horizontalHeader()->setStretchLastSection(true);
    followFont(m_table, [this] {
        const int widths[] = {74, 150, 70, 86, 88};
        for (int column = 0; column < 5; ++column)
            m_table->setColumnWidth(column, int(widths[column] * textScale()));
        m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 7);
    });
}

void DocumentsPanel::setIndices(const QString &sourceName, const QString &targetName)
{
    m_compared->setNames(sourceName, targetName);
    m_compared->clear();
    m_model->close();
    m_stale = true;
    if (isVisible())
        reload();
}

void DocumentsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        reload();
}

void DocumentsPanel::reload()
{
    m_stale = false;
    const ComparedIndices &indices = m_session->indices();
    if (!indices.isWhole()) {
        m_model->close();
        return;
    }
    const PairSide side = m_side->current() == 1 ? PairSide::Target : PairSide::Source;
    m_model->open(
        [desk = m_desk, pair = indices.pair, side](
            const std::stop_token &stop) -> Result<std::unique_ptr<DocumentQuery>> {
            const auto factory = desk->documents(pair, side);
            if (!factory)
                return fail(factory.error());
            return (*factory)->open(stop);
        },
        side == PairSide::Target ? indices.target : indices.source, m_filter->text());
}

void DocumentsPanel::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void DocumentsPanel::updateState()
{
    using State = DocumentBrowserModel::State;
    const State state = m_model->state();
    const bool none = state == State::Ready && m_model->total() == 0;
    m_empty->button()->setVisible(state == State::Failed);
    if (state == State::Empty)
        m_empty->setText(tr("No index chosen"), tr("Choose an index on both sides above."));
    else if (state == State::Counting)
        m_empty->setText(tr("Counting"), tr("%1 is asked for its documents.").arg(discreet(m_model->indexName())));
    else if (state == State::Failed)
        m_empty->setText(tr("The documents can't be read"),
            QString(m_model->error().summary + u' ' + m_model->error().detail).trimmed());
    else if (none)
        m_empty->setText(
            tr("No document"), m_filter->text().isEmpty() ? tr("The index is empty.") : tr("None matches the filter."));
    m_stack->setCurrentIndex(state == State::Ready && !none ? 0 : 1);
    const qint64 total = m_model->total();
    const bool windowed = total > DocumentBrowserModel::windowRows;
    m_before->setVisible(windowed);
    m_behind->setVisible(windowed);
    m_before->setEnabled(m_model->windowStart() > 0);
    m_behind->setEnabled(m_model->windowStart() + DocumentBrowserModel::windowRows < total);
    m_place->setEnabled(state == State::Ready && !none);
    if (state == State::Counting)
        m_count->setText(tr("counting"));
    else if (state != State::Ready)
        m_count->setText({});
    else if (windowed)
        m_count->setText(tr("Rows %1 to %2 of %3 documents, by sequence number")
                             .arg(formats::count(m_model->windowStart() + 1),
                                 formats::count(m_model->windowStart() + m_model->rowCount()), formats::count(total)));
    else
        m_count->setText(tr("%1 documents, by sequence number").arg(formats::count(total)));
}

void DocumentsPanel::goTo()
{
    const qint64 number = m_place->text().remove(QLocale().groupSeparator()).trimmed().toLongLong();
    const int row = m_model->showDocument(std::clamp<qint64>(number, 1, std::max<qint64>(1, m_model->total())) - 1);
    if (row < 0)
        return;
    const QModelIndex index = m_model->index(row, DocumentBrowserModel::IdColumn);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void DocumentsPanel::moveWindow(int by)
{
    const qint64 start = m_model->windowStart() + by * DocumentBrowserModel::windowRows;
    if (m_model->showDocument(start) >= 0)
        m_table->scrollToTop();
}

void DocumentsPanel::readCurrent()
{
    const DocumentRow *row = m_model->document(m_table->currentIndex().row());
    if (!row)
        return;
    DocumentOnBoth document{row->id}; // what the other side has it under is not known
    (m_side->current() == 1 ? document.targetRouting : document.sourceRouting) = row->routing;
    showDocument(document);
}

void DocumentsPanel::showDocument(const DocumentOnBoth &document)
{
    m_compared->setReading(document.id);
    m_session->lookUp(document);
}

} // namespace godwit
