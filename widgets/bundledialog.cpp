// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bundledialog.h"

#include "models/formats.h"
#include "models/whenready.h"
#include "widgets/panels.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

namespace godwit {

BundleDialog::BundleDialog(QList<BundleJob> jobs, Gather gather, QWidget *parent)
    : QDialog(parent)
    , m_jobs(std::move(jobs))
    , m_gather(std::move(gather))
    , m_migration(new QComboBox)
    , m_mask(new QCheckBox(tr("Mask names of hosts, users and connections")))
    , m_list(new QListWidget)
    , m_preview(new QPlainTextEdit)
    , m_note(new Note)
    , m_save(makeButton(tr("Save bundle…"), QStringLiteral("download"), "primary"))
{
    setWindowTitle(tr("Diagnostic bundle"));
    resize(860, 600);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    layout->addWidget(new TextLabel(windowTitle(), FontRole::PanelTitle));
    auto *text
        = new TextLabel(tr("For whoever is to help you: one .zip file, written to this machine and sent nowhere. "
                           "Secrets are taken out; look at each part before you save it."),
            FontRole::Body, TextColor::Secondary);
    text->setWordWrap(true);
    layout->addWidget(text);
    layout->addWidget(makeHead());
    layout->addWidget(makeLists(), 1);
    m_note->hide();
    layout->addWidget(m_note);
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &BundleDialog::askForPath);
    connect(m_migration, &QComboBox::currentIndexChanged, this, &BundleDialog::gather);
    connect(m_mask, &QCheckBox::toggled, this, &BundleDialog::make);
    connect(m_list, &QListWidget::currentRowChanged, this, &BundleDialog::showPiece);
    connect(m_list, &QListWidget::itemChanged, this, &BundleDialog::updateSave);
    this->gather();
}

QWidget *BundleDialog::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    for (const BundleJob &job : std::as_const(m_jobs))
        m_migration->addItem(job.title);
    m_migration->addItem(tr("No migration"));
    m_migration->setAccessibleName(tr("Migration"));
    m_migration->view()->setAccessibleName(m_migration->accessibleName());
    m_migration->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_migration->setMinimumContentsLength(24);
    auto *label = new TextLabel(tr("Migration"), FontRole::Body);
    label->setBuddy(m_migration);
    row->addWidget(label);
    row->addWidget(m_migration, 1);
    m_mask->setChecked(true);
    row->addWidget(m_mask);
    return head;
}

QWidget *BundleDialog::makeLists()
{
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    m_list->setAccessibleName(tr("What goes into the bundle"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    m_list->setSpacing(3);
    m_preview->setReadOnly(true);
    m_preview->setFont(fontFor(FontRole::Code));
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setLayoutDirection(Qt::LeftToRight); // code
    m_preview->setTabChangesFocus(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setAccessibleName(tr("As it will be written"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_list, m_preview}) {
        auto *card = new Card;
        card->body()->addWidget(part);
        splitter->addWidget(card);
    }
    splitter->setSizes({260, 580});
    return splitter;
}

void BundleDialog::gather()
{
    const int asked = ++m_asked;
    m_save->setEnabled(false);
    m_note->hide();
    const BundleJob job = m_jobs.value(m_migration->currentIndex());
    whenReady(QtConcurrent::run(m_gather, job), this, [this, asked](const BundleSources &sources) {
        if (asked != m_asked)
            return;
        m_sources = sources;
        make();
    });
}

//! Thousands of lines are masked here, so not on this thread.
void BundleDialog::make()
{
    const int asked = ++m_asked;
    m_save->setEnabled(false);
    const auto made = QtConcurrent::run(&DiagnosticBundle::pieces, m_sources, m_mask->isChecked());
    whenReady(made, this, [this, asked](const QList<BundlePiece> &pieces) {
        if (asked == m_asked)
            takePieces(pieces);
    });
}

void BundleDialog::takePieces(const QList<BundlePiece> &pieces)
{
    QStringList left; // what was unticked stays so
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Unchecked)
            left.append(m_pieces.at(row).file);
    }
    const int current = std::max(0, m_list->currentRow());
    m_pieces = pieces;
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const BundlePiece &piece : pieces) {
            auto *item
                = new QListWidgetItem(tr("%1\n%2, %3", "title, file, size")
                                          .arg(piece.title, piece.file, formats::bytes(piece.text.toUtf8().size())),
                    m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(left.contains(piece.file) ? Qt::Unchecked : Qt::Checked);
        }
        m_list->setCurrentRow(std::min(current, m_list->count() - 1));
    }
    showPiece(m_list->currentRow());
    updateSave();
}

void BundleDialog::showPiece(int row)
{
    m_preview->setPlainText(row < 0 ? QString() : m_pieces.at(row).text);
}

QList<BundlePiece> BundleDialog::chosen() const
{
    QList<BundlePiece> pieces;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            pieces.append(m_pieces.at(row));
    }
    return pieces;
}

void BundleDialog::updateSave()
{
    m_save->setEnabled(!chosen().isEmpty());
    m_save->setToolTip(m_save->isEnabled() ? QString() : tr("Tick at least one part."));
}

void BundleDialog::askForPath()
{
    const QString name = QStringLiteral("godwit-diagnostics-%1.zip")
                             .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm")));
    QString path = QFileDialog::getSaveFileName(this, tr("Save bundle"), name, QStringLiteral("*.zip"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".zip"), Qt::CaseInsensitive))
        path += QLatin1String(".zip");
    save(path);
}

void BundleDialog::save(const QString &path)
{
    m_save->setEnabled(false);
    const auto written = QtConcurrent::run(&DiagnosticBundle::save, path, chosen());
    whenReady(written, this, [this, path](const Result<void> &saved) {
        updateSave();
        if (saved)
            m_note->setContent(StateTone::Ok, QStringLiteral("file-check"), tr("Bundle saved"), path);
        else
            m_note->setContent(
                StateTone::Error, QStringLiteral("circle-x"), tr("No bundle was saved"), saved.error().summary);
        m_note->show();
    });
}

} // namespace godwit
