// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cutoverpanel.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "models/stepmodel.h"
#include "widgets/chartcard.h"
#include "widgets/indexdelegates.h"
#include "widgets/integrationlist.h"
#include "widgets/keyfigure.h"
#include "widgets/pairinfo.h"
#include "widgets/panes.h"
#include "widgets/statelook.h"
#include "widgets/stepdelegate.h"
#include "widgets/textscale.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QListView>
#include <QVBoxLayout>

namespace godwit {
namespace {

QLabel *hint(const QString &text)
{
    auto *label = new TextLabel(text, FontRole::Small, TextColor::Secondary);
    label->setWordWrap(true);
    label->setContentsMargins(24, 0, 0, 0);
    return label;
}

QString predictionText(const CutoverGate &gate)
{
    if (gate.predictedPauseSeconds < 0)
        return formats::unknown();
    const QString seconds = formats::seconds(gate.predictedPauseSeconds);
    return gate.unmeasuredSteps > 0 ? CutoverPanel::tr("over %1").arg(seconds)
                                    : CutoverPanel::tr("about %1").arg(seconds);
}

} // namespace

CutoverPanel::CutoverPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(FontRole::PanelTitle))
    , m_lag(new KeyFigure(tr("Lag")))
    , m_writes(new KeyFigure(tr("Writes on the source")))
    , m_pause(new KeyFigure(tr("Predicted write pause")))
    , m_steps(new StepModel(this))
    , m_listTitle(new TextLabel(tr("What will happen"), FontRole::CardTitle))
    , m_list(new QListView)
    , m_total(new TextLabel(FontRole::CardTitle))
    , m_totalName(new TextLabel(FontRole::CardTitle))
    , m_after(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_integrations(new IntegrationList)
    , m_note(new Note)
    , m_confirm(new QCheckBox(tr("I confirm that I have stopped writes to the source cluster")))
    , m_reason(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_keep(makeButton(tr("Keep following")))
    , m_stop(makeButton(tr("Stop data sync"), {}, "primary"))
    , m_lagChart(new ChartCard(tr("Lag"), {{tr("lag"), &Tokens::chartLag}},
          [](double value) { return tr("%1 s").arg(QLocale().toString(value, 'g', 3)); }))
    , m_writeChart(new ChartCard(tr("Writes on the source"), {{tr("writes"), &Tokens::chart1, Qt::SolidLine, true}},
          [](double value) { return tr("%1/s").arg(formats::rate(value)); }))
    , m_block(new QCheckBox(tr("Let Godwit set the write block")))
    , m_blockHint(hint({}))
    , m_aliases(new QCheckBox(tr("Switch aliases on the target")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *panes = new Panes;
    panes->addMain(makeMain());
    panes->addSide(makeSide(), 316);
    layout->addWidget(panes);
    for (const QCheckBox *box : {m_confirm, m_block})
        connect(box, &QCheckBox::toggled, this, &CutoverPanel::updateButton);
    connect(m_block, &QCheckBox::toggled, this, &CutoverPanel::updateSteps);
    connect(m_aliases, &QCheckBox::toggled, this, &CutoverPanel::updateSteps);
    connect(m_integrations, &IntegrationList::ticked, this, &CutoverPanel::updateNote);
    connect(m_stop, &QPushButton::clicked, this, &CutoverPanel::stopRequested);
    connect(m_keep, &QPushButton::clicked, this, &CutoverPanel::keepFollowingRequested);
    updateButton();
}

QWidget *CutoverPanel::makeMain()
{
    auto *card = new Card;
    m_title->setContentsMargins(14, 11, 14, 11);
    m_title->setWordWrap(true);
    card->body()->addWidget(m_title);
    card->addLine();
    auto *figures = new QHBoxLayout;
    figures->setSpacing(0);
    figures->addWidget(m_lag, 1);
    figures->addWidget(makeLine(Qt::Vertical));
    figures->addWidget(m_writes, 1);
    figures->addWidget(makeLine(Qt::Vertical));
    figures->addWidget(m_pause, 1);
    card->body()->addLayout(figures);
    card->addLine();
    m_listTitle->setContentsMargins(14, 11, 14, 7);
    card->body()->addWidget(m_listTitle);
    m_list->setModel(m_steps);
    m_list->setItemDelegate(new StepDelegate(m_list));
    m_list->setAccessibleName(tr("What will happen"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    auto *steps = new QVBoxLayout;
    steps->setContentsMargins(14, 0, 14, 8);
    steps->setSpacing(6);
    steps->addWidget(m_list);
    auto *total = new QHBoxLayout;
    total->setContentsMargins(35, 0, 14, 0);
    total->addWidget(m_totalName);
    total->addStretch();
    total->addWidget(m_total);
    steps->addLayout(total);
    steps->addWidget(m_after);
    m_after->setWordWrap(true);
    card->body()->addLayout(steps);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(14, 4, 14, 10);
    below->setSpacing(8);
    below->addWidget(m_integrations);
    below->addWidget(m_note);
    m_note->hide();
    card->body()->addLayout(below);
    card->body()->addStretch(1);
    card->addLine();
    card->body()->addWidget(makeFoot());
    return card;
}

QWidget *CutoverPanel::makeFoot()
{
    auto *foot = new QWidget;
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(14, 13, 14, 13);
    layout->setSpacing(11);
    QFont bold = m_confirm->font();
    bold.setWeight(QFont::DemiBold);
    m_confirm->setFont(bold);
    m_confirm->setAccessibleName(m_confirm->text());
    layout->addWidget(m_confirm);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_reason->setWordWrap(true);
    row->addWidget(m_reason, 1);
    m_keep->setToolTip(tr("Goes back to the tables. Godwit goes on following changes."));
    m_stop->setToolTip(tr("Applies the last changes, compares, and switches to the target. Until the aliases are "
                          "switched every step is taken back when one fails."));
    row->addWidget(m_keep);
    row->addWidget(m_stop);
    layout->addLayout(row);
    return foot;
}

QWidget *CutoverPanel::makeSide()
{
    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    for (ChartCard *chart : {m_lagChart, m_writeChart})
        followFont(chart, [chart] { chart->setMinimumHeight(int(146 * textScale())); });
    layout->addWidget(m_lagChart, 2);
    layout->addWidget(m_writeChart, 2);
    auto *options = new Card;
    auto *list = new QVBoxLayout;
    list->setContentsMargins(12, 10, 12, 12);
    list->setSpacing(3);
    list->addWidget(new TextLabel(tr("Options"), FontRole::CardTitle));
    list->addSpacing(5);
    for (QCheckBox *box : {m_block, m_aliases})
        box->setAccessibleName(box->text());
    list->addWidget(m_block);
    list->addWidget(m_blockHint);
    list->addSpacing(7);
    list->addWidget(m_aliases);
    list->addWidget(
        hint(tr("One call on the target, after the comparison. From then on nothing is taken back by itself.")));
    list->addStretch();
    options->body()->addLayout(list);
    layout->addWidget(options, 3);
    return side;
}

void CutoverPanel::setPlan(const Plan &plan)
{
    m_plan = plan;
    m_title->setText(tr("Stop data sync and switch to %1").arg(clusterName(plan.target)));
    m_aliases->setChecked(plan.aliases);
    m_blockHint->setText(plan.sourceAfter == SourceAfter::Blocked
            ? tr("Writes on %1. No late write lands where nobody reads. Stays on after success.")
                  .arg(clusterName(plan.source))
            : tr("Writes on %1. Lifted again after success, as the plan says.").arg(clusterName(plan.source)));
    m_after->setText(tr("If a step fails, Godwit lifts the write block that it set and goes back to following changes. "
                        "The source is never deleted."));
}

CutoverOrder CutoverPanel::order() const
{
    return {m_confirm->isChecked(), m_block->isChecked(), m_aliases->isChecked()};
}

void CutoverPanel::setOrdered(bool ordered)
{
    m_ordered = ordered;
    updateButton();
}

void CutoverPanel::setSnapshot(const JobSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_integrations->setIntegrations(snapshot.integrations, snapshot.running());
    updateSteps();
    updateFigures();
    updateButton();
}

//! The engine's steps, in the words of what was chosen as long as they have not begun.
void CutoverPanel::updateSteps()
{
    QList<Step> steps;
    for (const Stage &stage : std::as_const(m_snapshot.stages)) {
        if (stage.id != StageId::Finalization)
            continue;
        for (Step step : stage.steps) {
            if (step.id == QLatin1String("gate")) // that is this page
                continue;
            if (step.state == StepState::Pending)
                describe(step);
            steps.append(step);
        }
    }
    m_steps->setSteps(steps);
    const int height = static_cast<int>(steps.size()) * (m_list->fontMetrics().height() + 14) + 2;
    m_list->setMinimumHeight(std::min(height, 160));
    m_list->setMaximumHeight(std::max(height, 40));
    m_totalName->setText(tr("Write pause: steps 1 to %1").arg(m_steps->rowCount()));
}

void CutoverPanel::describe(Step &step) const
{
    const QString indices = tr("indices: %1").arg(formats::count(m_snapshot.indices.size()));
    if (step.id == QLatin1String("block")) {
        step.title = m_block->isChecked() ? tr("Set the write block on the source")
                                          : tr("Take your word that nothing is written to the source");
        step.figure = m_block->isChecked() ? indices : QString();
    } else if (step.id == QLatin1String("drain") && m_snapshot.gate.recentSourceWrites > 0) {
        step.figure = tr("writes in the last %1: %2")
                          .arg(formats::seconds(m_snapshot.gate.recentSeconds),
                              formats::count(m_snapshot.gate.recentSourceWrites));
    } else if (step.id == QLatin1String("compare")) {
        step.figure = indices;
    } else if (step.id == QLatin1String("switch") && !m_aliases->isChecked()) {
        step.title = tr("Release the target, aliases stay as they are");
    }
}

void CutoverPanel::updateFigures()
{
    const JobSnapshot &s = m_snapshot;
    m_lag->setFigure(formats::seconds(s.lagSeconds));
    const bool low = s.lagSeconds >= 0 && s.lagSeconds <= s.lagLimitSeconds;
    const bool high = s.lagSeconds > s.lagLimitSeconds;
    m_lag->setVerdict(QLatin1String(low ? "check"
                              : high    ? "triangle-alert"
                                        : "clock"),
        low        ? tr("under the limit of %1").arg(formats::seconds(s.lagLimitSeconds))
            : high ? tr("over the limit of %1").arg(formats::seconds(s.lagLimitSeconds))
                   : tr("limit %1").arg(formats::seconds(s.lagLimitSeconds)),
        low        ? IconColor::Ok
            : high ? IconColor::Warning
                   : IconColor::Secondary);
    const CutoverGate &gate = s.gate;
    const bool watched = gate.recentSeconds > 0;
    m_writes->setFigure(watched
            ? tr("%1 in %2").arg(formats::count(gate.recentSourceWrites), formats::seconds(gate.recentSeconds))
            : formats::unknown());
    if (!watched)
        m_writes->setVerdict(QStringLiteral("clock"), tr("not watched"), IconColor::Secondary);
    else if (gate.recentSourceWrites > 0)
        m_writes->setVerdict(QStringLiteral("triangle-alert"), writesText(), IconColor::Warning);
    else
        m_writes->setVerdict(QStringLiteral("check"), tr("none seen"), IconColor::Ok);
    updatePause();
}

QString CutoverPanel::writesText() const
{
    const CutoverGate &gate = m_snapshot.gate;
    const double rate = gate.recentSeconds > 0 ? static_cast<double>(gate.recentSourceWrites) / gate.recentSeconds : 0;
    return gate.busiestIndex.isEmpty() ? tr("%1/s still arrive").arg(formats::rate(rate))
                                       : tr("%1/s, most on %2").arg(formats::rate(rate), gate.busiestIndex);
}

//! Predicted before, counted while it lasts, measured after.
void CutoverPanel::updatePause()
{
    const JobSnapshot &s = m_snapshot;
    const QString limit = formats::seconds(m_plan.pauseLimitSeconds);
    const bool counting = s.state == JobState::CuttingOver && s.writePauseSeconds < 0;
    m_pause->setName(counting          ? tr("Write pause")
            : s.writePauseSeconds >= 0 ? tr("Writes paused")
                                       : tr("Predicted write pause"));
    if (counting) {
        const double left = m_plan.pauseLimitSeconds - std::max(0.0, s.pausedForSeconds);
        const bool begun = s.pausedForSeconds >= 0;
        m_pause->setFigure(begun ? formats::seconds(s.pausedForSeconds) : tr("not begun"));
        m_pause->setVerdict(QStringLiteral("clock"),
            begun ? tr("%1 left, then all goes back").arg(formats::seconds(std::max(0.0, left)))
                  : tr("at most %1, else all goes back").arg(limit),
            left < m_plan.pauseLimitSeconds / 3 ? IconColor::Warning : IconColor::Secondary);
    } else {
        const bool measured = s.writePauseSeconds >= 0;
        const int missing = s.gate.unmeasuredSteps;
        m_pause->setFigure(measured ? formats::seconds(s.writePauseSeconds) : predictionText(s.gate));
        m_pause->setVerdict(QStringLiteral("clock"),
            measured          ? tr("measured")
                : missing > 0 ? tr("%n step(s) unmeasured, at most %1", nullptr, missing).arg(limit)
                              : tr("from the rounds so far, at most %1").arg(limit),
            IconColor::Secondary);
    }
    m_total->setText(m_pause->figure());
}

//! What the operator should know before the next click; the most pressing of it.
void CutoverPanel::updateNote()
{
    const JobSnapshot &s = m_snapshot;
    const auto tell = [this](StateTone tone, const char *icon, const QString &title, const QString &text) {
        m_note->setContent(tone, QLatin1String(icon), title, text);
        m_note->show();
    };
    if (s.state == JobState::Paused)
        return tell(StateTone::Paused, "pause", tr("The job is paused"),
            tr("Nothing is read or written, so the lag grows. Resume goes on at once."));
    if (!s.gate.calledOff.isEmpty() && s.state != JobState::CuttingOver && s.running())
        return tell(StateTone::Warning, "undo-2", tr("The cutover was called off. Everything is as it was before."),
            tr("%1 Changes are followed again. Data sync can be stopped once more when that is seen to.")
                .arg(s.gate.calledOff));
    if (s.running() && s.throttle.automaticFactor < 1)
        return tell(StateTone::Warning, "triangle-alert", tr("Godwit has backed off"),
            s.throttle.reason.isEmpty() ? tr("A cluster pushes back, so the last changes may take longer.")
                                        : s.throttle.reason);
    if (s.gate.open && s.state != JobState::CuttingOver && s.gate.recentSourceWrites > 0 && !m_block->isChecked()
        && m_confirm->isChecked())
        return tell(StateTone::Warning, "triangle-alert", tr("Writes still arrive on the source: %1").arg(writesText()),
            tr("Stop them, or let Godwit set the write block. Otherwise the cutover is called off when a write comes "
               "while it drains."));
    if (const QStringList open = m_integrations->unticked(); !open.isEmpty() && s.running())
        return tell(StateTone::Warning, "triangle-alert", tr("Not ticked as prepared: %1").arg(open.size()),
            tr("Nothing but aliases switches by itself. These go on with the source: %1")
                .arg(discreet(open.join(QStringLiteral(", ")))));
    m_note->hide();
}

QString CutoverPanel::disabledReason() const
{
    const JobSnapshot &s = m_snapshot;
    if (s.state == JobState::CuttingOver || m_ordered)
        return tr("Data sync is being stopped.");
    if (!s.running())
        return tr("The job has ended.");
    if (s.state == JobState::Paused)
        return tr("The job is paused. Resume it first.");
    if (!s.gate.open)
        return s.gate.reason.isEmpty() ? tr("The gate is not open yet.") : s.gate.reason;
    if (!m_confirm->isChecked() && !m_block->isChecked())
        return tr("Confirm that writes have stopped, or let Godwit set the write block.");
    return {};
}

void CutoverPanel::updateButton()
{
    updateNote();
    const QString reason = disabledReason();
    m_stop->setEnabled(reason.isEmpty());
    const bool cutting = m_ordered || m_snapshot.state == JobState::CuttingOver;
    m_listTitle->setText(cutting ? tr("What happens now") : tr("What will happen"));
    m_keep->setText(cutting ? tr("Show tables") : tr("Keep following"));
    m_keep->setAccessibleName(m_keep->text());
    const bool busy = m_ordered || m_snapshot.state == JobState::CuttingOver || !m_snapshot.running();
    for (QCheckBox *box : {m_confirm, m_block, m_aliases})
        box->setEnabled(!busy);
    QString text = reason;
    if (text.isEmpty() && m_plan.target.environment == QLatin1String("PROD"))
        text = tr("%1 is tagged PROD. Godwit asks for its name.").arg(clusterName(m_plan.target));
    else if (text.isEmpty() && m_snapshot.gate.recentSourceWrites > 0 && !m_block->isChecked())
        text = tr("Writes still arrive. Data sync stops only if none comes while it drains.");
    else if (text.isEmpty())
        text = tr("Switches to %1.").arg(clusterName(m_plan.target));
    m_reason->setText(text);
    m_stop->setAccessibleDescription(text);
}

void CutoverPanel::setEarlier(const QList<QPointF> &lag)
{
    m_lagChart->view()->addEarlier({lag});
}

void CutoverPanel::addSample(double seconds, const JobSnapshot &snapshot)
{
    m_lagChart->view()->add(seconds, {snapshot.lagSeconds});
    const CutoverGate &gate = snapshot.gate;
    const double rate = gate.recentSeconds > 0 ? static_cast<double>(gate.recentSourceWrites) / gate.recentSeconds : -1;
    m_writeChart->view()->add(seconds, {rate});
    const bool low = snapshot.lagSeconds >= 0 && snapshot.lagSeconds <= snapshot.lagLimitSeconds;
    m_lagChart->setFigure(low ? QStringLiteral("check") : QStringLiteral("clock"),
        formats::seconds(snapshot.lagSeconds), low ? IconColor::Ok : IconColor::Secondary);
    m_writeChart->setFigure(QLatin1String(rate > 0 ? "triangle-alert"
                                    : rate < 0     ? "clock"
                                                   : "check"),
        rate < 0 ? formats::unknown() : tr("%1/s").arg(formats::rate(rate)),
        rate > 0       ? IconColor::Warning
            : rate < 0 ? IconColor::Secondary
                       : IconColor::Ok);
    m_lagChart->view()->setLimit(
        snapshot.lagLimitSeconds, tr("limit %1").arg(formats::seconds(snapshot.lagLimitSeconds)));
}

void CutoverPanel::refreshCharts(double seconds)
{
    m_lagChart->view()->refresh(seconds);
    m_writeChart->view()->refresh(seconds);
}

} // namespace godwit
