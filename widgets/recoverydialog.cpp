// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/recoverydialog.h"

#include "models/formats.h"
#include "models/logmodel.h"
#include "widgets/discarddialog.h"
#include "widgets/logpanel.h"
#include "widgets/pairinfo.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int leastWidth = 660;

} // namespace

RecoveryDialog::RecoveryDialog(QList<CutOffJob> jobs, Discard discard, QWidget *parent)
    : QDialog(parent)
    , m_jobs(std::move(jobs))
    , m_discard(std::move(discard))
    , m_choice(new QComboBox)
    , m_title(new TextLabel(FontRole::PanelTitle))
    , m_explanation(new TextLabel(
          tr("Godwit ended while this job was running. All that the target confirmed is in the job's journal. Resume "
             "goes on from there and copies nothing twice; until then nothing is changed on either cluster."),
          FontRole::Body))
    , m_block(new Note)
    , m_facts(new QGridLayout)
    , m_events(new LogModel(1000, this))
    , m_log(new LogPanel(m_events))
    , m_resume(makeButton(tr("Resume"), QStringLiteral("play"), "primary"))
    , m_inspect(makeButton(tr("Inspect"), QStringLiteral("scroll-text")))
    , m_discardButton(makeButton(tr("Discard…"), QStringLiteral("trash-2"), "danger"))
{
    setWindowTitle(tr("A job was cut off"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    m_choice->setAccessibleName(tr("Jobs that were cut off"));
    for (const CutOffJob &job : std::as_const(m_jobs))
        m_choice->addItem(job.plan.name.isEmpty() ? job.job : job.plan.name);
    m_choice->setVisible(m_jobs.size() > 1);
    layout->addWidget(m_choice);
    layout->addWidget(m_title);
    m_explanation->setWordWrap(true);
    layout->addWidget(m_explanation);
    m_facts->setHorizontalSpacing(24);
    m_facts->setVerticalSpacing(6);
    m_facts->setColumnStretch(1, 1);
    layout->addLayout(m_facts);
    layout->addWidget(m_block);
    m_log->setMinimumHeight(180);
    m_log->hide();
    layout->addWidget(m_log, 1);
    layout->addStretch();
    m_inspect->setCheckable(true);
    m_inspect->setToolTip(tr("Shows the last events of the job"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_discardButton);
    buttons->addStretch();
    buttons->addWidget(m_inspect);
    auto *later = makeButton(tr("Decide later"));
    later->setToolTip(tr("The job stays in the list of migrations"));
    buttons->addWidget(later);
    buttons->addWidget(m_resume);
    layout->addLayout(buttons);
    m_resume->setDefault(true);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this](int row) {
        if (row >= 0)
            showJob(row);
    });
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_resume, &QPushButton::clicked, this, [this] {
        const QString job = shown().job;
        Q_EMIT resumeRequested(job);
        drop(job);
    });
    connect(m_inspect, &QPushButton::toggled, this, [this](bool on) {
        m_log->setVisible(on);
        fitHeight(this, leastWidth);
    });
    connect(m_discardButton, &QPushButton::clicked, this, &RecoveryDialog::askDiscard);
    showJob(0);
}

void RecoveryDialog::addRow(const QString &name, const QString &value)
{
    const int row = m_facts->rowCount();
    m_facts->addWidget(new TextLabel(name, FontRole::Body, TextColor::Secondary), row, 0, Qt::AlignTop);
    auto *label = new TextLabel(value, FontRole::Body);
    label->setWordWrap(true);
    m_facts->addWidget(label, row, 1);
}

void RecoveryDialog::showJob(int row)
{
    m_current = row;
    const CutOffJob &job = shown();
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QString source = clusterName(job.plan.source);
    m_title->setText(tr("%1 was cut off").arg(job.plan.name.isEmpty() ? job.job : job.plan.name));
    addRow(tr("From, to"), QString(source + QStringLiteral(" → ") + clusterName(job.plan.target)));
    addRow(tr("Stage"), job.stage);
    addRow(tr("Indices copied"), tr("%1 of %2").arg(formats::count(job.copied), formats::count(job.indices)));
    addRow(tr("Documents written"), formats::count(job.written));
    addRow(tr("Last checkpoint"), QLocale().toString(job.lastSign.toLocalTime(), QLocale::ShortFormat));
    addRow(tr("Job"), job.job);
    if (job.pastSwitch)
        m_block->setContent(StateTone::Warning, QStringLiteral("triangle-alert"),
            tr("The job was cut off while it switched"),
            tr("The aliases may be on the target already, so the write block on %1 stays. Resume looks, and finishes "
               "what is missing.")
                .arg(source));
    else
        m_block->setContent(StateTone::Warning, QStringLiteral("lock"),
            tr("Godwit may have left a write block on %1").arg(source),
            tr("It was inside the cutover. Until the block is lifted, clients can't write to: %1. Resume lifts it "
               "first; Discard offers to.")
                .arg(job.blockedIndices.join(QStringLiteral(", "))));
    m_block->setVisible(job.pastSwitch || !job.blockedIndices.isEmpty());
    m_events->clear();
    m_events->append(job.events);
    fitHeight(this, leastWidth);
}

void RecoveryDialog::askDiscard()
{
    auto *dialog = new DiscardDialog(shown(), m_discard, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, job = shown().job] {
        Q_EMIT discarded(job);
        drop(job);
    });
    dialog->open();
}

void RecoveryDialog::drop(const QString &job)
{
    const auto found
        = std::find_if(m_jobs.begin(), m_jobs.end(), [&job](const CutOffJob &known) { return known.job == job; });
    if (m_jobs.size() <= 1 || found == m_jobs.end()) {
        accept();
        return;
    }
    const auto row = static_cast<int>(found - m_jobs.begin());
    m_jobs.removeAt(row);
    const QSignalBlocker blocker(m_choice);
    m_choice->removeItem(row);
    m_choice->setCurrentIndex(0);
    m_choice->setVisible(m_jobs.size() > 1);
    showJob(0);
}

QString RecoveryDialog::text() const
{
    QStringList parts{m_title->text()};
    for (int i = 0; i < m_facts->count(); ++i) {
        if (const auto *label = qobject_cast<const QLabel *>(m_facts->itemAt(i)->widget()))
            parts.append(label->text());
    }
    if (!m_block->isHidden())
        parts << m_block->title() << m_block->text();
    return parts.join(u'\n');
}

} // namespace godwit
