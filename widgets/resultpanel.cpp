// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/resultpanel.h"

#include "engine/methods/common/verifyafter.h"
#include "models/formats.h"
#include "models/stepmodel.h"
#include "widgets/badges.h"
#include "widgets/clientcard.h"
#include "widgets/indexdelegates.h"
#include "widgets/pairinfo.h"
#include "widgets/panes.h"
#include "widgets/pausebar.h"
#include "widgets/rollbackcard.h"
#include "widgets/statelook.h"
#include "widgets/tables.h"

#include <QDesktopServices>
#include <QGridLayout>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace godwit {
ResultPanel::ResultPanel(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_headline(new TextLabel(FontRole::ResultFigure))
    , m_explanation(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_bar(new PauseBar)
    , m_clients(new ClientCard)
    , m_verdict(new StatePill)
    , m_ledger(new QGridLayout)
    , m_rollBack(new RollBackCard)
    , m_findingCard(new Card)
    , m_findings(new QStandardItemModel(this))
    , m_findingTitle(new TextLabel(FontRole::CardTitle))
    , m_files(new TextLabel(FontRole::Small))
    , m_rejected(makeButton(tr("Rejected documents…"), QStringLiteral("triangle-alert")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(makeHead());
    auto *panes = new Panes;
    panes->addMain(makeMiddle());
    panes->addSide(makeSide(), 340);
    layout->addWidget(panes, 1);
}

QWidget *ResultPanel::makeHead()
{
    auto *card = new Card;
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(16, 14, 16, 12);
    inner->setSpacing(9);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_icon);
    line->addWidget(m_headline);
    line->addWidget(m_explanation, 1);
    m_explanation->setWordWrap(true);
    inner->addLayout(line);
    inner->addWidget(m_bar);
    card->body()->addLayout(inner);
    return card;
}

QWidget *ResultPanel::makeMiddle()
{
    auto *column = new QWidget;
    auto *both = new QVBoxLayout(column);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(12);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(14, 10, 14, 8);
    head->setSpacing(4);
    auto *line = new QHBoxLayout;
    line->addWidget(m_findingTitle);
    line->addStretch();
    line->addWidget(m_rejected);
    head->addLayout(line);
    head->addWidget(m_files);
    connect(m_rejected, &QPushButton::clicked, this, &ResultPanel::rejectedRequested);
    m_files->setTextFormat(Qt::RichText);
    m_files->setAccessibleName(tr("Files of the job"));
    m_files->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_files, &QLabel::linkActivated, this,
        [](const QString &path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    m_findingCard->body()->addLayout(head);
    auto *table = new QTableView;
    m_findings->setHorizontalHeaderLabels({tr("Kind"), tr("Index"), tr("Document"), tr("Detail")});
    table->setModel(m_findings);
    table->setAccessibleName(tr("Findings"));
    dressTable(table, 8);
    copyRowsByKey(table);
    table->setItemDelegate(new CellDelegate(table));
    table->horizontalHeader()->setStretchLastSection(true);
    m_findingCard->body()->addWidget(table, 1);
    both->addWidget(m_findingCard, 1);

    both->addWidget(m_clients, 1);
    return column;
}

QWidget *ResultPanel::makeSide()
{
    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto *card = new Card;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 10, 14, 7);
    head->addWidget(new TextLabel(tr("Verification"), FontRole::CardTitle));
    head->addStretch();
    head->addWidget(m_verdict);
    card->body()->addLayout(head);
    m_ledger->setContentsMargins(14, 0, 14, 12);
    m_ledger->setVerticalSpacing(2);
    card->body()->addLayout(m_ledger);
    layout->addWidget(card);
    layout->addWidget(m_rollBack);
    layout->addStretch();
    connect(m_rollBack, &RollBackCard::rolledBack, this, [this] { m_clients->setPlan(m_plan, {}, true); });
    return side;
}

namespace {

//! Whether the comparison that the plan wants after a cutover came to its end.
bool wasFollowed(const JobSnapshot &snapshot)
{
    for (const Stage &stage : snapshot.stages)
        for (const Step &step : stage.steps)
            if (step.id == QLatin1String("verify"))
                return step.state == StepState::Done;
    return false;
}

} // namespace

void ResultPanel::fillVerification(const JobSnapshot &snapshot, const JobEnd &end)
{
    clearFacts(m_ledger);
    int equal = 0;
    int different = 0;
    for (const IndexProgress &index : snapshot.indices) {
        equal += index.verification == Verification::Equal ? 1 : 0;
        different += index.verification == Verification::Different ? 1 : 0;
    }
    const auto all = static_cast<int>(snapshot.indices.size());
    const bool compared = equal + different > 0;
    m_verdict->setVisible(compared);
    if (compared && equal == all)
        m_verdict->setState(StateTone::Ok, QStringLiteral("circle-check"), tr("%1 of %2 equal").arg(equal).arg(all));
    else if (compared)
        m_verdict->setState(
            StateTone::Warning, QStringLiteral("triangle-alert"), tr("%1 of %2 equal").arg(equal).arg(all));
    const Ledger &ledger = end.summary.ledger;
    const QString afterwards = wasFollowed(snapshot) ? comparedAfterwards(m_plan.options) : QString();
    addFact(m_ledger, tr("Compared"), compared ? comparedInPause(m_plan.method) : tr("not proven to be equal"),
        false);
    if (compared && !afterwards.isEmpty())
        addFact(m_ledger, tr("Compared after the cutover"), afterwards, false);
    addFact(m_ledger, tr("Read"), formats::count(ledger.read), false);
    addFact(m_ledger, tr("Written"), formats::count(ledger.written), false);
    addFact(m_ledger, tr("Already there"), formats::count(ledger.already), false);
    addFact(m_ledger, tr("Rejected"), formats::count(ledger.rejected), false);
    addFact(m_ledger, tr("Filtered"), formats::count(ledger.filtered), false);
    addFact(m_ledger, tr("Deletes applied"),
        tr("%1 of %2").arg(formats::count(ledger.deletesApplied), formats::count(ledger.deletesFound)), false);
    addFact(m_ledger, tr("Ledger"), ledger.closes() ? tr("closed") : tr("does not close"), false);
    addFact(m_ledger, tr("Time"), formats::seconds(end.summary.seconds), false);
}

void ResultPanel::fillFindings(const JobEnd &end, const QList<Finding> &live)
{
    const QList<Finding> &findings = end.summary.findings.isEmpty() ? live : end.summary.findings;
    m_findings->removeRows(0, m_findings->rowCount());
    for (const Finding &finding : findings)
        m_findings->appendRow({new QStandardItem(finding.kind), new QStandardItem(finding.index),
            new QStandardItem(finding.id), new QStandardItem(finding.detail)});
    const qint64 all = std::max<qint64>(end.summary.findingCount, findings.size());
    m_findingTitle->setText(tr("%n finding(s)", nullptr, static_cast<int>(all)));
    m_findingCard->setVisible(all > 0);
    QStringList links;
    const auto link = [](const QString &path, const QString &text) {
        return QString(
            QStringLiteral("<a href='") + path.toHtmlEscaped() + QStringLiteral("'>") + text + QStringLiteral("</a>"));
    };
    if (!end.summary.findingsFile.isEmpty())
        links.append(link(end.summary.findingsFile, tr("All findings")));
    m_rejected->setVisible(!end.summary.rejectedFile.isEmpty());
    m_files->setText(links.join(QStringLiteral(" &nbsp; ")));
    m_files->setVisible(!links.isEmpty());
}

void ResultPanel::setEnd(const SessionInfo &info, const JobSnapshot &snapshot, const JobEnd &end,
    const QList<Finding> &findings, JobServices *services)
{
    m_plan = info.plan;
    const JobSummary &summary = end.summary;
    JobState state = summary.outcome == Outcome::Findings ? JobState::Findings : JobState::Succeeded;
    const auto look = lookOfJob(state);
    m_icon->setPixmap(icon(look.icon, iconColor(look.tone)).pixmap(QSize(22, 22), devicePixelRatioF()));
    const bool paused = summary.writePauseSeconds >= 0;
    m_headline->setText(paused ? tr("Writes paused %1").arg(formats::seconds(summary.writePauseSeconds))
            : summary.outcome == Outcome::Findings ? tr("Finished with findings")
                                                   : tr("Copied, without a cutover"));
    QString text;
    if (paused) {
        text = tr("measured from the refused write on %1 to the first write that %2 may take.")
                   .arg(clusterName(info.plan.source), clusterName(info.plan.target));
        if (snapshot.gate.predictedPauseSeconds >= 0 && snapshot.gate.unmeasuredSteps == 0)
            text += u' ' + tr("Predicted about %1.").arg(formats::seconds(snapshot.gate.predictedPauseSeconds));
    } else {
        text = summary.reason;
    }
    m_explanation->setText(text);
    QList<PauseBar::Part> parts;
    for (const Stage &stage : snapshot.stages) {
        if (stage.id != StageId::Finalization || !paused)
            continue;
        for (const Step &step : stage.steps) {
            if (step.id != QLatin1String("gate") && step.seconds >= 0)
                parts.append({StepModel::shortTitle(step.id, step.title), step.seconds});
        }
    }
    m_bar->setParts(parts);
    m_clients->setPlan(info.plan, end.aliases);
    fillVerification(snapshot, end);
    m_rollBack->setEnd(info.plan, end, services);
    m_rollBack->setVisible(paused);
    fillFindings(end, findings);
}

} // namespace godwit
