// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activitypage.h"

#include "models/formats.h"
#include "models/requestfilter.h"
#include "models/requestmodel.h"
#include "widgets/clipboard.h"
#include "widgets/indexdelegates.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QShortcut>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! The status; a failure has an icon and the colour of errors.
class StatusDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(
        QPainter *painter, const QStyleOptionViewItem &, const QRect &room, const QModelIndex &index) const override
    {
        const QString text = index.data().toString();
        if (index.data(RequestModel::FailedRole).toBool()) {
            painter->setPen(Theme::tokens().error);
            const int width = painter->fontMetrics().horizontalAdvance(text);
            paintIcon(painter, QRectF(room.right() - width - 18, room.center().y() - 6, 13, 13),
                QStringLiteral("circle-x"), Theme::tokens().error);
        }
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, text);
    }
};

} // namespace

ActivityPage::ActivityPage(RequestModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new RequestFilter(this))
    , m_search(new QLineEdit)
    , m_cluster(new QComboBox)
    , m_method(new QComboBox)
    , m_errors(makeButton(tr("Errors only"), QStringLiteral("circle-x"), "chip"))
    , m_copy(makeButton(tr("Copy as cURL"), QStringLiteral("terminal")))
    , m_export(makeButton(tr("Export…"), QStringLiteral("download")))
    , m_table(new QTableView)
    , m_count(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_empty(new EmptyState(QStringLiteral("activity"), {}, {}, tr("Clear filter")))
    , m_stack(new QStackedLayout)
{
    m_filter->setSourceModel(m_model);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 11, 16, 12);
    layout->setSpacing(10);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Activity"), FontRole::PageTitle));
    head->addStretch();
    head->addWidget(m_copy);
    head->addWidget(m_export);
    layout->addLayout(head);
    auto *card = new Card;
    card->body()->addWidget(makeToolbar());
    makeTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    card->body()->addLayout(m_stack, 1);
    card->addLine();
    m_count->setContentsMargins(10, 6, 10, 6);
    card->body()->addWidget(m_count);
    layout->addWidget(card, 1);
    connect(m_export, &QPushButton::clicked, this, &ActivityPage::askExport);
    connect(m_copy, &QPushButton::clicked, this, &ActivityPage::copyAsCurl);
    connect(m_model, &RequestModel::clustersChanged, this, &ActivityPage::updateClusters);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &ActivityPage::updateState);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &ActivityPage::updateState);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ActivityPage::updateState);
    connect(&Discretion::instance(), &Discretion::changed, this, &ActivityPage::updateClusters);
    updateClusters();
    updateState();
}

QWidget *ActivityPage::makeToolbar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    m_search->setPlaceholderText(tr("Filter requests"));
    m_search->setAccessibleName(tr("Filter requests"));
    m_search->setToolTip(tr("Ctrl+F. Words in path, cluster, status or error."));
    m_search->addAction(icon(QStringLiteral("search"), IconColor::Secondary), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(140);
    m_cluster->setAccessibleName(tr("Cluster"));
    m_cluster->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_method->setAccessibleName(tr("Method"));
    m_method->addItem(tr("All methods"));
    for (const char *method : {"GET", "HEAD", "POST", "PUT", "DELETE"})
        m_method->addItem(QLatin1String(method), QLatin1String(method));
    layout->addWidget(m_search, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_cluster, m_method, m_errors})
        layout->addWidget(part);
    layout->addStretch(1);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        updateState();
    });
    connect(m_cluster, &QComboBox::currentIndexChanged, this, [this] {
        m_filter->setCluster(m_cluster->currentData().toString());
        updateState();
    });
    connect(m_method, &QComboBox::currentIndexChanged, this, [this] {
        m_filter->setMethod(m_method->currentData().toString());
        updateState();
    });
    connect(m_errors, &QPushButton::toggled, this, [this](bool on) {
        m_filter->setErrorsOnly(on);
        updateState();
    });
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), m_search, {}, {}, Qt::WidgetShortcut), &QShortcut::activated,
        m_search, &QLineEdit::clear);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        m_search->clear();
        m_cluster->setCurrentIndex(0);
        m_method->setCurrentIndex(0);
        m_errors->setChecked(false);
    });
    return bar;
}

void ActivityPage::makeTable()
{
    m_table->setModel(m_filter);
    m_table->setObjectName(QStringLiteral("requests")); // its columns are remembered under this name
    m_table->setAccessibleName(tr("Requests"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFont(fontFor(FontRole::Small));
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setItemDelegateForColumn(RequestModel::StatusColumn, new StatusDelegate(m_table));
    for (const int column : {RequestModel::MillisecondsColumn, RequestModel::SentColumn, RequestModel::ReceivedColumn})
        m_table->setItemDelegateForColumn(column, new NumberDelegate(false, m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    const QFontMetrics metrics(m_table->font());
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + 9);
    QHeaderView *header = m_table->horizontalHeader();
    header->setFont(fontFor(FontRole::Small));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(44);
    header->setFocusPolicy(Qt::NoFocus);
    const QString samples[] = {QStringLiteral("00:00:00.000"), QStringLiteral("orders-eu.example:9200"),
        QStringLiteral("DELETE"), {}, tr("no answer") + QStringLiteral("    "), QStringLiteral("10,000"),
        QStringLiteral("888.8 MB"), QStringLiteral("888.8 MB")};
    for (int column = 0; column < RequestModel::ColumnCount; ++column) {
        header->setSectionResizeMode(column, QHeaderView::Interactive);
        if (!samples[column].isEmpty())
            m_table->setColumnWidth(column, metrics.horizontalAdvance(samples[column]) + 24);
    }
    header->setSectionResizeMode(RequestModel::PathColumn, QHeaderView::Stretch);
    // Newest first as the model has them: a sort that has to be kept up costs more with every request.
    header->setSortIndicator(RequestModel::TimeColumn, Qt::DescendingOrder);
    header->setSortIndicatorShown(true);
    header->setSectionsClickable(true);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        const bool asTheModel = column == RequestModel::TimeColumn && order == Qt::DescendingOrder;
        m_filter->sort(asTheModel ? -1 : column, order);
    });
}

void ActivityPage::focusFilter()
{
    m_search->setFocus();
    m_search->selectAll();
}

void ActivityPage::updateClusters()
{
    const QString chosen = m_cluster->currentData().toString();
    const QSignalBlocker blocker(m_cluster);
    m_cluster->clear();
    m_cluster->addItem(tr("All clusters"));
    const QStringList clusters = m_model->clusters();
    for (const QString &cluster : clusters)
        m_cluster->addItem(discreet(cluster), cluster);
    m_cluster->setCurrentIndex(std::max(0, m_cluster->findData(chosen)));
}

void ActivityPage::updateState()
{
    const int all = m_model->rowCount();
    const int shown = m_filter->rowCount();
    m_stack->setCurrentIndex(shown == 0 ? 1 : 0);
    const bool hidden = all > 0 && shown == 0;
    m_empty->button()->setVisible(hidden);
    if (hidden)
        m_empty->setText(tr("No request matches"), tr("%n request(s) are hidden by the filter.", nullptr, all));
    else if (all == 0)
        m_empty->setText(tr("No request yet"),
            tr("Every request that Godwit sends to a cluster is listed here, with its time and size. Bodies and "
               "secrets are never kept."));
    m_copy->setEnabled(m_table->selectionModel()->hasSelection());
    m_copy->setToolTip(tr("Ctrl+Shift+C. Sign-in and body are placeholders."));
    m_export->setEnabled(shown > 0);
    const int failures = m_model->failures();
    QString text = m_filter->isActive() ? tr("%1 of %2 requests").arg(formats::count(shown), formats::count(all))
                                        : tr("%1 requests").arg(formats::count(all));
    text += tr(" · %1 failed").arg(formats::count(failures));
    if (all >= RequestLog::capacity)
        text += tr(" · older ones are dropped");
    m_count->setText(text);
}

QString ActivityPage::curl() const
{
    QStringList lines;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const RequestRecord &record = m_model->record(m_filter->mapToSource(row).row());
        lines.append(asCurl(record, m_roles.value(record.address)));
    }
    return lines.join(u'\n');
}

void ActivityPage::copyAsCurl() const
{
    if (const QString text = curl(); !text.isEmpty())
        copyText(text);
}

QString ActivityPage::exportTo(const QString &path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    const bool lines = path.endsWith(QLatin1String(".ndjson"), Qt::CaseInsensitive);
    if (!lines)
        file.write(csvHeader().toUtf8() + '\n');
    for (int row = m_filter->rowCount() - 1; row >= 0; --row) {
        const RequestRecord &record = m_model->record(m_filter->mapToSource(m_filter->index(row, 0)).row());
        file.write((lines ? asNdjson(record) : asCsv(record).toUtf8()) + '\n');
    }
    return file.commit() ? QString() : file.errorString();
}

void ActivityPage::askExport()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export requests"),
        QStringLiteral("godwit-requests.csv"), tr("CSV (*.csv);;One JSON object a line (*.ndjson)"));
    if (path.isEmpty())
        return;
    if (const QString error = exportTo(path); !error.isEmpty())
        QMessageBox::warning(this, tr("Export requests"),
            tr("The requests can't be written to %1: %2. Choose another place.").arg(path, error));
}

} // namespace godwit
