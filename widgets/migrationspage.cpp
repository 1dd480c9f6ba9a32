// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/migrationspage.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "widgets/flowlayout.h"
#include "widgets/indexdelegates.h"
#include "widgets/sharedcolumns.h"
#include "widgets/statelook.h"
#include "widgets/tables.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

JobState stateOf(const QString &word)
{
    return word == QLatin1String("succeeded") ? JobState::Succeeded
        : word == QLatin1String("findings")   ? JobState::Findings
        : word == QLatin1String("failed")     ? JobState::Failed
        : word == QLatin1String("running")    ? JobState::Running
                                              : JobState::Stopped;
}

QString stateWord(const QString &word)
{
    switch (stateOf(word)) {
    case JobState::Succeeded:
        return KnownJobModel::tr("Succeeded");
    case JobState::Findings:
        return KnownJobModel::tr("Findings");
    case JobState::Failed:
        return KnownJobModel::tr("Failed");
    case JobState::Running:
        return KnownJobModel::tr("Interrupted");
    default:
        return KnownJobModel::tr("Stopped");
    }
}

class JobStateDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    int beside(const QModelIndex &) const override { return 20; }
    void paintContent(
        QPainter *painter, const QStyleOptionViewItem &, const QRect &room, const QModelIndex &index) const override
    {
        const QString word = index.data(Qt::UserRole).toString();
        const auto look = word == QLatin1String("running") ? lookOfJob(JobState::Stopped) : lookOfJob(stateOf(word));
        drawState(painter, room, look, index.data().toString());
    }
};

//! Of a sentence the beginning says most.
class SentenceDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override
    {
        painter->drawText(room, static_cast<int>(option.displayAlignment),
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    }
};

//! A job of the past may name clusters that are among no connections any more.
void learnNames(const KnownJob &job)
{
    Discretion::instance().learnMigration(job.name);
    const QStringList pair = job.pair.split(QStringLiteral(" → "));
    for (const QString &name : pair)
        Discretion::instance().learnCluster(name);
}

} // namespace

QVariant KnownJobModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const KnownJob &job = row(index.row());
    if (role == Qt::UserRole)
        return job.state;
    if (role == Qt::ToolTipRole && index.column() == ReportColumn)
        return job.reports.isEmpty() ? QVariant() : QVariant(discreet(job.reports.join(u'\n')));
    if (role == Qt::ToolTipRole && index.column() == TookColumn)
        return tr("The last run, without what came before a resume.");
    if (role == Qt::ToolTipRole && (index.column() == ReasonColumn || index.column() == StateColumn))
        return job.reason.isEmpty() ? QVariant() : QVariant(discreet(job.reason));
    // The other columns say in full what a narrow window shortens.
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return job.name.isEmpty() ? job.job : discreet(job.name);
    case StateColumn:
        return stateWord(job.state);
    case PairColumn:
        return discreet(job.pair);
    case BegunColumn:
        return job.begun.isValid() ? QLocale().toString(job.begun.toLocalTime(), QLocale::ShortFormat)
                                   : formats::unknown();
    case TookColumn:
        return formats::seconds(job.seconds);
    case ReportColumn:
        return job.reports.isEmpty() ? formats::unknown() : discreet(QFileInfo(job.reports.first()).fileName());
    case UpdatedColumn:
        return QLocale().toString(job.updated.toLocalTime(), QLocale::ShortFormat);
    case ReasonColumn:
        return discreet(job.reason).simplified();
    default:
        return {};
    }
}

QVariant KnownJobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Migration");
    case StateColumn:
        return tr("State");
    case PairColumn:
        return tr("Clusters");
    case BegunColumn:
        return tr("Started");
    case TookColumn:
        return tr("Took");
    case ReportColumn:
        return tr("Report");
    case UpdatedColumn:
        return tr("Last change");
    case ReasonColumn:
        return tr("Reason");
    default:
        return {};
    }
}

MigrationsPage::MigrationsPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new KnownJobModel(this))
    , m_table(new QTableView)
    , m_resume(makeButton(tr("Resume"), QStringLiteral("play")))
    , m_clone(makeButton(tr("Clone"), QStringLiteral("copy")))
    , m_report(makeButton(tr("Report…"), QStringLiteral("file-check")))
    , m_openReport(makeButton(tr("Open report"), QStringLiteral("folder-open")))
    , m_rollBack(makeButton(tr("Roll back…"), QStringLiteral("undo-2")))
    , m_actions(new QWidget)
    , m_empty(new EmptyState(QStringLiteral("arrow-right-left"), {}, {}, tr("New migration")))
    , m_stack(new QStackedLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 11, 16, 12);
    layout->setSpacing(10);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Migrations"), FontRole::PageTitle));
    head->addStretch();
    auto *open = makeButton(tr("Open plan…"), QStringLiteral("folder-open"));
    auto *fresh = makeButton(tr("New migration"), QStringLiteral("plus"), "primary");
    for (QPushButton *button : {open, fresh})
        head->addWidget(button);
    layout->addLayout(head);
    auto *actions = new FlowLayout;
    actions->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_resume, m_clone, m_report, m_openReport, m_rollBack})
        actions->addWidget(button);
    m_actions->setLayout(actions);
    layout->addWidget(m_actions);
    auto *card = new Card;
    card->body()->addLayout(m_stack, 1);
    layout->addWidget(card, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setItemDelegateForColumn(KnownJobModel::StateColumn, new JobStateDelegate(m_table));
    m_table->setItemDelegateForColumn(KnownJobModel::ReasonColumn, new SentenceDelegate(m_table));
    m_table->setObjectName(QStringLiteral("migrations"));
    m_table->setAccessibleName(tr("Migrations"));
    dressTable(m_table, 10);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    new SharedColumns(m_table, {KnownJobModel::NameColumn, KnownJobModel::PairColumn, KnownJobModel::ReportColumn});
    connect(open, &QPushButton::clicked, this, &MigrationsPage::openRequested);
    connect(fresh, &QPushButton::clicked, this, &MigrationsPage::newRequested);
    connect(m_empty->button(), &QPushButton::clicked, this, &MigrationsPage::newRequested);
    connect(m_clone, &QPushButton::clicked, this,
        [this] { Q_EMIT cloneRequested(m_model->row(m_table->currentIndex().row()).job); });
    connect(m_resume, &QPushButton::clicked, this,
        [this] { Q_EMIT resumeRequested(m_model->row(m_table->currentIndex().row()).job); });
    connect(m_report, &QPushButton::clicked, this, [this] { Q_EMIT reportRequested(*chosen()); });
    connect(m_openReport, &QPushButton::clicked, this, [this] { Q_EMIT openFileRequested(chosen()->reports.first()); });
    connect(m_rollBack, &QPushButton::clicked, this, [this] { Q_EMIT rollBackRequested(*chosen()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MigrationsPage::updateButtons);
    setJobs({});
}

void MigrationsPage::setReading()
{
    m_empty->setText(tr("Reading"), tr("The journals of the migrations are being read."));
    m_empty->button()->hide();
}

void MigrationsPage::setJobs(const QList<KnownJob> &jobs)
{
    m_empty->setText(tr("No migration yet"),
        tr("Choose source and target, tick what moves, and look at every step before it starts. A plan that was saved "
           "can be dropped onto this window."));
    m_empty->button()->show();
    for (const KnownJob &job : jobs)
        learnNames(job);
    m_model->setJobs(jobs);
    m_stack->setCurrentIndex(jobs.isEmpty() ? 0 : 1);
    m_actions->setVisible(!jobs.isEmpty());
    updateButtons();
}

void MigrationsPage::setServed(bool served)
{
    m_served = served;
    updateButtons();
}

const KnownJob *MigrationsPage::chosen() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? &m_model->row(row) : nullptr;
}

void MigrationsPage::updateButtons()
{
    const KnownJob *job = chosen();
    m_resume->setEnabled(job && job->goesOnHere());
    m_clone->setEnabled(job && !job->comparison);
    m_report->setText(job && job->comparison ? tr("Certificate…") : tr("Report…"));
    m_report->setAccessibleName(m_report->text());
    m_report->setEnabled(job && m_served);
    m_openReport->setEnabled(job && !job->reports.isEmpty());
    m_rollBack->setEnabled(job && m_served && !job->blocksLeft.isEmpty());
    updateTips(job);
}

QString MigrationsPage::resumeTip(const KnownJob *job) const
{
    if (job && !job->resumable)
        return job->comparison ? tr("The comparison has ended.") : tr("The migration has ended.");
    if (job && job->comparison)
        return tr("A comparison goes on with \"godwit resume %1\".").arg(job->job);
    if (job && job->state == QLatin1String("findings"))
        return tr(
            "Opens the chosen job, which was not cut over because of its findings. Mend their cause first; then it "
            "goes on where it stood.");
    return tr("Opens the chosen job. It goes on where it stood.");
}

void MigrationsPage::updateTips(const KnownJob *job)
{
    const bool comparison = job && job->comparison;
    m_clone->setToolTip(comparison ? tr("Compare again on the Verify page, or with \"godwit verify\".")
                                   : tr("Opens the settings of the chosen migration as a new one."));
    m_resume->setToolTip(resumeTip(job));
    m_report->setToolTip(comparison ? tr("Writes the certificate of the chosen comparison, once it has ended.")
                                    : tr("Writes a report of the chosen migration."));
    m_openReport->setToolTip(
        job && !job->reports.isEmpty() ? discreet(job->reports.first()) : tr("There is no report of it yet."));
    m_rollBack->setToolTip(!job || job->blocksLeft.isEmpty()
            ? tr("Only where a cutover left a write block of Godwit on the source.")
            : tr("Lifts the write block that the cutover left on the source."));
}

} // namespace godwit
