// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rejecteddialog.h"

#include "models/formats.h"
#include "models/rejectedmodel.h"
#include "models/whenready.h"
#include "widgets/columnscroll.h"
#include "widgets/indexdelegates.h"
#include "widgets/tables.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

namespace godwit {

RejectedDialog::RejectedDialog(QString file, QString job, JobServices *services, QWidget *parent)
    : QDialog(parent)
    , m_file(std::move(file))
    , m_job(std::move(job))
    , m_services(services)
    , m_model(new RejectedModel(this))
    , m_reasons(new QListWidget)
    , m_table(new QTableView)
    , m_title(new TextLabel(tr("Reading the rejected documents"), FontRole::PanelTitle))
    , m_reason(new TextLabel(FontRole::Small))
    , m_document(new QPlainTextEdit)
    , m_state(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_retry(makeButton(tr("Send again"), QStringLiteral("refresh-cw")))
    , m_export(makeButton(tr("Export…"), QStringLiteral("download")))
{
    setWindowTitle(tr("Rejected documents"));
    resize(1000, 620);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(makeLists(), 1);
    layout->addWidget(makeFoot());
    connect(m_model, &RejectedModel::loaded, this, &RejectedDialog::takeLoaded);
    connect(m_reasons, &QListWidget::currentRowChanged, this, [this](int row) {
        m_model->setGroup(row - 1);
        showFirst();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RejectedDialog::showDocument);
    connect(m_retry, &QPushButton::clicked, this, &RejectedDialog::retry);
    connect(m_export, &QPushButton::clicked, this, [this] {
        const QString path
            = QFileDialog::getSaveFileName(this, tr("Export rejected documents"), QStringLiteral("rejected.ndjson"));
        if (!path.isEmpty())
            exportTo(path);
    });
    updateRetry();
    m_model->load(m_file);
}

QWidget *RejectedDialog::makeLists()
{
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    m_reasons->setAccessibleName(tr("Reasons"));
    m_reasons->setWordWrap(true);
    m_reasons->setTextElideMode(Qt::ElideNone);
    m_reasons->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_reasons->setSpacing(5);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Rejected documents"));
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    dressTable(m_table, 8);
    copyRowsByKey(m_table);
    m_table->setColumnWidth(RejectedModel::IndexColumn, 120);
    m_table->setColumnWidth(RejectedModel::IdColumn, 130);
    m_table->setColumnWidth(RejectedModel::StatusColumn, 56);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_document->setReadOnly(true);
    m_document->setFont(fontFor(FontRole::Code));
    m_document->setLayoutDirection(Qt::LeftToRight); // code
    m_document->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_document->setTabChangesFocus(true);
    m_document->setFrameShape(QFrame::NoFrame);
    m_document->document()->setDocumentMargin(10);
    m_document->setAccessibleName(tr("Document"));
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason->setContentsMargins(10, 8, 10, 8);
    auto *reason = new ColumnScroll(m_reason, 40);
    reason->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *middle = new QSplitter(Qt::Vertical);
    middle->setChildrenCollapsible(false);
    const auto carded = [](std::initializer_list<QWidget *> parts) {
        auto *card = new Card;
        for (QWidget *part : parts)
            card->body()->addWidget(part);
        return card;
    };
    m_reasons->setFrameShape(QFrame::NoFrame);
    middle->addWidget(carded({m_table}));
    middle->addWidget(carded({reason, m_document}));
    middle->setStretchFactor(0, 3);
    middle->setStretchFactor(1, 2);
    splitter->addWidget(carded({m_reasons}));
    splitter->addWidget(middle);
    splitter->setSizes({270, 700});
    return splitter;
}

QWidget *RejectedDialog::makeFoot()
{
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_state->setWordWrap(true);
    row->addWidget(m_state, 1);
    row->addWidget(m_export);
    row->addWidget(m_retry);
    auto *close = makeButton(tr("Close"));
    row->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    m_retry->setToolTip(tr("Sends all of them with the versions they had, so nothing newer is overwritten. What the "
                           "target accepts leaves this list."));
    m_export->setToolTip(tr("Copies the file: one line of JSON a document, with its reason."));
    return foot;
}

void RejectedDialog::takeLoaded(const QString &problem)
{
    const QSignalBlocker blocker(m_reasons);
    m_reasons->clear();
    m_title->setText(problem.isEmpty() ? tr("Rejected documents: %1").arg(formats::count(m_model->total())) : problem);
    auto *all = new QListWidgetItem(tr("All reasons (%1)").arg(formats::count(m_model->total())), m_reasons);
    for (const RejectedGroup &group : m_model->groups()) {
        auto *item = new QListWidgetItem(
            tr("%1 (%2)", "reason, number of documents").arg(group.reason, formats::count(group.count)), m_reasons);
        item->setToolTip(group.reason);
    }
    m_reasons->setCurrentItem(all);
    m_document->clear();
    m_reason->clear();
    m_export->setEnabled(m_model->total() > 0);
    updateRetry();
    showFirst();
}

//! Not selectRow(): from right to left it looks for a column at the very edge of the view, and finds none.
void RejectedDialog::showFirst()
{
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void RejectedDialog::showDocument()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    m_model->fetch(current.row(), [this](const RejectedDocument &document) {
        m_reason->setText(document.reason);
        m_document->setPlainText(document.source.isEmpty() ? tr("There is no document: a delete was refused.")
                                                           : QString::fromUtf8(indented(document.source)));
    });
}

void RejectedDialog::setRetryReason(const QString &reason)
{
    m_retryReason = reason;
    updateRetry();
}

void RejectedDialog::updateRetry()
{
    QString reason = m_retryReason;
    if (m_retrying)
        reason = tr("The documents are being sent.");
    else if (!m_services)
        reason = tr("There is no connection to the target here.");
    else if (reason.isEmpty() && m_model->total() == 0)
        reason = m_outcome.isEmpty() ? tr("There is nothing to send again.") : m_outcome;
    m_retry->setEnabled(reason.isEmpty());
    m_state->setText(reason.isEmpty() ? (m_outcome.isEmpty() ? tr("Cure the cause first, for example the mapping of "
                                                                  "the target.")
                                                             : m_outcome)
                                      : reason);
    m_retry->setAccessibleDescription(m_state->text());
}

void RejectedDialog::retry()
{
    m_retrying = true;
    updateRetry();
    whenReady(m_services->replay(m_job), this, [this](const Result<ReplayOutcome> &outcome) {
        m_retrying = false;
        m_outcome = outcome ? tr("Accepted: %1. Newer on the target already: %2. Still refused: %3.")
                                  .arg(formats::count(outcome->accepted), formats::count(outcome->already),
                                      formats::count(outcome->refused))
                + (outcome->left > 0 ? tr(" Left as they are on the target: %1.").arg(formats::count(outcome->left))
                                     : QString())
                            : outcome.error().summary;
        m_model->load(m_file);
        updateRetry();
    });
}

void RejectedDialog::exportTo(const QString &path)
{
    m_export->setEnabled(false);
    const auto copied = QtConcurrent::run([from = m_file, path] { return exportRejected(from, path); });
    whenReady(copied, this, [this, path](const QString &problem) {
        m_export->setEnabled(m_model->total() > 0);
        m_state->setText(problem.isEmpty() ? tr("Exported to %1.").arg(path) : problem);
    });
}

} // namespace godwit
