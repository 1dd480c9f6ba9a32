// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/indexpanel.h"

#include "models/formats.h"
#include "models/indextablemodel.h"
#include "widgets/badges.h"
#include "widgets/fittedcolumns.h"
#include "widgets/flowlayout.h"
#include "widgets/godwitstyle.h"
#include "widgets/indexdelegates.h"
#include "widgets/shardpanel.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace godwit {
namespace {

//! How often rows may change their places while values come in ten times a second.
constexpr int settleMs = 1000;

} // namespace

IndexPanel::IndexPanel(IndexTableModel *model, QWidget *parent)
    : Card(parent)
    , m_model(model)
    , m_proxy(new IndexFilterProxy(this))
    , m_table(new QTableView)
    , m_filter(new QLineEdit)
    , m_columns(makeButton({}, QStringLiteral("settings-2"), "flat"))
    , m_empty(new EmptyState(QStringLiteral("search"), {}, {}, tr("Clear filter")))
    , m_stack(new QStackedLayout)
    , m_shards(new ShardPanel)
    , m_ledger(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_verdict(new IconText)
{
    m_proxy->setSourceModel(m_model);
    body()->addWidget(makeToolbar());
    makeTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body()->addLayout(m_stack, 1);
    body()->addWidget(m_shards);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &IndexPanel::updateShards);
    addLine();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(9, 6, 9, 6);
    foot->addWidget(m_ledger, 1);
    foot->addSpacing(8);
    foot->addWidget(m_verdict, 0, Qt::AlignTop);
    m_ledger->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_ledger->setAccessibleName(tr("Ledger"));
    connect(m_ledger, &QLabel::linkActivated, this, &IndexPanel::rejectedRequested);
    m_ledger->setTextFormat(Qt::RichText);
    m_ledger->setWordWrap(true);
    body()->addLayout(foot);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        m_filter->clear();
        chip(IndexFilterProxy::Chip::All)->click();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_proxy, signal, this, &IndexPanel::updateEmpty);
    connect(m_proxy, &QAbstractItemModel::layoutChanged, this, &IndexPanel::updateEmpty);
    copyRowsByKey(m_table);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, m_proxy, &IndexFilterProxy::refresh);
}

QWidget *IndexPanel::makeToolbar()
{
    auto *bar = new QWidget;
    auto *layout = new FlowLayout(false, bar);
    layout->setContentsMargins(8, 6, 8, 6);
    m_filter->setPlaceholderText(tr("Filter indices"));
    m_filter->setAccessibleName(tr("Filter indices"));
    m_filter->addAction(icon(QStringLiteral("search"), IconColor::Secondary), QLineEdit::LeadingPosition);
    m_filter->setClearButtonEnabled(true);
    m_filter->setToolTip(tr("Ctrl+F. * and ? stand for any letters."));
    setTextWidth(m_filter, 140);
    layout->addWidget(m_filter);
    auto *group = new QButtonGroup(this);
    for (const auto kind :
        {IndexFilterProxy::Chip::All, IndexFilterProxy::Chip::Copying, IndexFilterProxy::Chip::Following,
            IndexFilterProxy::Chip::Waiting, IndexFilterProxy::Chip::Rejects, IndexFilterProxy::Chip::Stopped}) {
        const bool warns = kind == IndexFilterProxy::Chip::Rejects || kind == IndexFilterProxy::Chip::Stopped;
        auto *button = makeButton({}, {}, "chip");
        if (warns)
            button->setIcon(icon(QStringLiteral("triangle-alert"), IconColor::Warning));
        m_chips.insert(static_cast<int>(kind), button);
        group->addButton(button);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, kind] {
            m_proxy->setChip(kind);
            updateEmpty();
        });
    }
    chip(IndexFilterProxy::Chip::All)->setChecked(true);
    m_columns->setAccessibleName(tr("Choose columns"));
    m_columns->setToolTip(tr("Choose columns"));
    m_columns->setProperty("low", true);
    layout->addWidget(m_columns);
    connect(m_columns, &QPushButton::clicked, this, &IndexPanel::showColumnMenu);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setNameFilter(text);
        updateEmpty();
    });
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), m_filter, {}, {}, Qt::WidgetShortcut), &QShortcut::activated,
        m_filter, &QLineEdit::clear);
    updateChips();
    return bar;
}

void IndexPanel::makeTable()
{
    m_table->setModel(m_proxy);
    m_table->setAccessibleName(tr("Indices"));
    dressTable(m_table, 9);
    m_table->setFont(fontFor(FontRole::Small));
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setItemDelegateForColumn(IndexTableModel::StateColumn, new StateDelegate(m_table));
    m_table->setItemDelegateForColumn(IndexTableModel::ProgressColumn, new ProgressDelegate(m_table));
    m_table->setItemDelegateForColumn(IndexTableModel::VerifiedColumn, new VerificationDelegate(m_table));
    for (const int column : {IndexTableModel::DocumentsColumn, IndexTableModel::ReadColumn,
             IndexTableModel::WrittenColumn, IndexTableModel::DeletesColumn, IndexTableModel::BytesColumn,
             IndexTableModel::RateColumn, IndexTableModel::LagColumn})
        m_table->setItemDelegateForColumn(column, new NumberDelegate(false, m_table));
    m_table->setItemDelegateForColumn(IndexTableModel::RejectedColumn, new NumberDelegate(true, m_table));
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(44);
    header->setFocusPolicy(Qt::NoFocus);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(IndexTableModel::NameColumn, Qt::AscendingOrder);
    placeColumns();
    FittedColumns::setPriority(m_table,
        {IndexTableModel::VerifiedColumn, IndexTableModel::TargetColumn, IndexTableModel::BytesColumn,
            IndexTableModel::ReadColumn, IndexTableModel::WrittenColumn, IndexTableModel::DeletesColumn,
            IndexTableModel::RateColumn, IndexTableModel::DocumentsColumn, IndexTableModel::LagColumn});
    m_table->setObjectName(QStringLiteral("indices")); // its columns are remembered under this name
}

void IndexPanel::placeColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    const QFontMetrics metrics(m_table->font());
    const auto wide = [&](const QString &text) { return metrics.horizontalAdvance(text) + 18; };
    m_table->setColumnWidth(IndexTableModel::TargetColumn, wide(QStringLiteral("order-events-000017")));
    m_table->setColumnWidth(IndexTableModel::StateColumn, wide(tr("Following")) + 20);
    m_table->setColumnWidth(IndexTableModel::ProgressColumn, wide(QStringLiteral("100 %")) + 54);
    m_table->setColumnWidth(IndexTableModel::DocumentsColumn, wide(formats::countOf(88'880'000, 88'880'000)));
    m_table->setColumnWidth(IndexTableModel::RejectedColumn, wide(tr("Rejected")));
    for (const int column : {IndexTableModel::ReadColumn, IndexTableModel::WrittenColumn})
        m_table->setColumnWidth(column, wide(QStringLiteral("88,888,888")));
    m_table->setColumnWidth(IndexTableModel::BytesColumn, wide(QStringLiteral("888.8 GB")));
    m_table->setColumnWidth(IndexTableModel::VerifiedColumn, wide(tr("Running")) + 20);
    m_table->setColumnWidth(IndexTableModel::DeletesColumn, wide(QStringLiteral("888,888")));
    m_table->setColumnWidth(IndexTableModel::RateColumn, wide(QStringLiteral("88,888")));
    m_table->setColumnWidth(IndexTableModel::LagColumn, wide(QStringLiteral("88.8 s")));
    for (int column = 0; column < IndexTableModel::ColumnCount; ++column)
        header->setSectionResizeMode(column, QHeaderView::Interactive);
    header->setSectionResizeMode(IndexTableModel::NameColumn, QHeaderView::Stretch);
    for (const int column : {IndexTableModel::TargetColumn, IndexTableModel::ReadColumn, IndexTableModel::WrittenColumn,
             IndexTableModel::DeletesColumn, IndexTableModel::BytesColumn})
        header->hideSection(column);
}

void IndexPanel::showColumnMenu()
{
    QMenu menu(this);
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = IndexTableModel::TargetColumn; column < IndexTableModel::ColumnCount; ++column) {
        QAction *action = menu.addAction(m_proxy->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, header,
            [header, column](bool shown) { header->setSectionHidden(column, !shown); });
    }
    menu.exec(m_columns->mapToGlobal(QPoint(0, m_columns->height())));
}

void IndexPanel::updateChips()
{
    const std::pair<IndexFilterProxy::Chip, QString> names[]
        = {{IndexFilterProxy::Chip::All, tr("All")}, {IndexFilterProxy::Chip::Copying, tr("Copying")},
            {IndexFilterProxy::Chip::Following, tr("Following")}, {IndexFilterProxy::Chip::Waiting, tr("Waiting")},
            {IndexFilterProxy::Chip::Rejects, tr("With rejects")}, {IndexFilterProxy::Chip::Stopped, tr("Stopped")}};
    const auto counts = m_proxy->counts();
    for (const auto &[kind, name] : names) {
        const int count = counts.at(static_cast<std::size_t>(kind));
        const QString text = QString(name + u' ' + formats::count(count));
        QPushButton *button = chip(kind);
        if (button->text() == text)
            continue;
        button->setText(text);
        button->setAccessibleName(text);
        const bool warns = kind == IndexFilterProxy::Chip::Rejects || kind == IndexFilterProxy::Chip::Stopped;
        button->setVisible(!warns || count > 0 || button->isChecked());
    }
}

void IndexPanel::updateEmpty()
{
    const bool filtered = m_proxy->rowCount() == 0 && m_model->rowCount() > 0;
    m_stack->setCurrentIndex(filtered ? 1 : 0);
    if (!filtered)
        return;
    const QString text = m_filter->text().trimmed();
    m_empty->setText(text.isEmpty() ? tr("No index is in this state") : tr("No index matches `%1`").arg(text),
        tr("%n index(es) are hidden by the filter.", nullptr, m_model->rowCount()));
}

void IndexPanel::setSnapshot(const JobSnapshot &snapshot)
{
    m_model->setIndices(snapshot.indices);
    if (!m_settle.isActive())
        m_settle.start();
    updateChips();
    updateLedger(snapshot);
    updateShards();
}

void IndexPanel::updateShards()
{
    const QModelIndex current = m_proxy->mapToSource(m_table->currentIndex());
    m_shards->setIndices(m_model->rows(), current.isValid() ? m_model->row(current.row()).source : QString());
}

void IndexPanel::updateLedger(const JobSnapshot &snapshot)
{
    const Ledger &ledger = snapshot.ledger;
    const Tokens &t = Theme::tokens();
    const auto figure = [&](qint64 value, const QColor &color) {
        return QString(QStringLiteral("<span style='color:%1'>").arg(color.name()) + formats::count(value)
            + QStringLiteral("</span>"));
    };
    const qint64 open = ledger.read - ledger.written - ledger.already - ledger.rejected - ledger.filtered;
    // What was rejected can be looked at.
    const QString rejected = ledger.rejected == 0
        ? tr("%1 rejected").arg(figure(0, t.text))
        : QString(QStringLiteral("<a href='rejected' style='color:%1'>").arg(t.warning.name())
            + tr("%1 rejected").arg(formats::count(ledger.rejected)) + QStringLiteral("</a>"));
    QString text = QString(QStringLiteral("<b style='color:%1'>").arg(t.text.name()) + tr("Ledger")
        + QStringLiteral("</b>&nbsp; ")
        + tr("read %1 = %2 written + %3 already there + %4 + %5 filtered")
              .arg(figure(ledger.read, t.text), figure(ledger.written, t.text), figure(ledger.already, t.text),
                  rejected, figure(ledger.filtered, t.text)));
    if (open > 0 && snapshot.running())
        text += tr(" + %1 under way").arg(figure(open, t.text));
    if (m_ledger->text() != text)
        m_ledger->setText(text);
    m_ledger->setToolTip(ledger.rejected > 0 ? tr("Show the rejected documents") : QString());
    const bool fine = ledger.closes() || (snapshot.running() && open >= 0);
    m_verdict->setContent(fine ? QStringLiteral("check") : QStringLiteral("circle-x"),
        fine ? tr("adds up") : tr("does not add up"), fine ? IconColor::Ok : IconColor::Error);
    QFont font = fontFor(FontRole::Small);
    font.setWeight(QFont::DemiBold);
    m_verdict->label()->setFont(font);
}

QString IndexPanel::ledgerVerdict() const
{
    return m_verdict->text();
}

} // namespace godwit
