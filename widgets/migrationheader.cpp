// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/migrationheader.h"

#include "models/formats.h"
#include "widgets/flowlayout.h"
#include "widgets/godwitstyle.h"
#include "widgets/pairinfo.h"
#include "widgets/statelook.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace godwit {
namespace {

QLabel *arrow()
{
    auto *label = new TextLabel(arrowText(), FontRole::Body, TextColor::Secondary);
    return label;
}

} // namespace

MigrationHeader::MigrationHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(FontRole::PageTitle))
    , m_pill(new StatePill)
    , m_primary(makeButton(tr("Start migration"), {}, "primary"))
    , m_pause(makeButton(tr("Pause"), QStringLiteral("pause")))
    , m_resume(makeButton(tr("Resume"), QStringLiteral("play")))
    , m_finish(makeButton(tr("Finish batch and stop"), QStringLiteral("circle-stop")))
    , m_abort(makeButton(tr("Abort…"), QStringLiteral("octagon-x"), "danger"))
    , m_other(makeButton(tr("Tables and log"), QStringLiteral("scroll-text")))
    , m_report(makeButton(tr("Export report…"), QStringLiteral("download"), "primary"))
    , m_separator(makeLine(Qt::Vertical))
    , m_sourceTag(new EnvironmentTag)
    , m_targetTag(new EnvironmentTag)
    , m_source(new TextLabel(FontRole::CardTitle))
    , m_target(new TextLabel(FontRole::CardTitle))
    , m_sourceVersion(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_targetVersion(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_right(new TextLabel(FontRole::Body, TextColor::Secondary))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto *top = new FlowLayout(true);
    auto *name = new QWidget;
    auto *left = new QHBoxLayout(name);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(9);
    left->addWidget(m_title);
    left->addWidget(m_pill);
    top->addWidget(name);
    auto *buttons = new QWidget;
    auto *right = new QHBoxLayout(buttons);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(6);
    for (QPushButton *button : {m_primary, m_pause, m_resume, m_finish})
        right->addWidget(button);
    m_separator->setFixedHeight(20);
    right->addSpacing(5);
    right->addWidget(m_separator);
    right->addSpacing(5);
    right->addWidget(m_abort);
    right->addWidget(m_other);
    right->addWidget(m_report);
    top->addWidget(buttons);
    layout->addLayout(top);
    auto *low = new FlowLayout(true);
    auto *names = new QWidget;
    auto *pair = new QHBoxLayout(names);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(8);
    for (QWidget *part : std::initializer_list<QWidget *>{
             m_sourceTag, m_source, m_sourceVersion, arrow(), m_targetTag, m_target, m_targetVersion})
        pair->addWidget(part);
    low->addWidget(names);
    low->addWidget(m_right);
    layout->addLayout(low);
    m_title->setElided(true);
    m_right->setElided(true);
    m_right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_pause->setToolTip(
        tr("Reads and writes halt, connections stay. What was copied stays on the target; Resume goes on "
           "at once."));
    m_resume->setToolTip(tr("Goes on where it stands."));
    m_finish->setToolTip(
        tr("Ends cleanly after the batches under way. What was copied stays on the target; the job can be resumed, "
           "also after a restart."));
    m_abort->setToolTip(
        tr("Stops now. Asks whether to keep what is on the target or to remove the indices that this job created."));
}

void MigrationHeader::setPlan(const SessionInfo &info)
{
    const Plan &plan = info.plan;
    m_title->setText(plan.name.isEmpty() ? tr("Migration") : plan.name);
    m_sourceTag->setEnvironment(plan.source.environment);
    m_targetTag->setEnvironment(plan.target.environment);
    m_source->setText(sourceName(plan));
    m_source->setToolTip(plan.source.url);
    m_target->setText(clusterName(plan.target));
    m_target->setToolTip(plan.target.url);
    const auto version = [](const QString &seen, Product product) {
        return seen.isEmpty() && product != Product::Unknown ? productName(product) : seen;
    };
    m_sourceVersion->setText(version(info.sourceVersion, plan.source.product));
    m_targetVersion->setText(version(info.targetVersion, plan.target.product));
}

QString MigrationHeader::rightText(const JobSession &session) const
{
    const JobSnapshot &s = session.snapshot();
    const QString file = QFileInfo(session.info().planFile).fileName();
    if (session.phase() == JobSession::Phase::Ready)
        return file.isEmpty() ? QString() : tr("plan %1").arg(file);
    if (session.phase() == JobSession::Phase::Ended && session.end().summary.job.isEmpty())
        return {};
    if (session.phase() == JobSession::Phase::Ended)
        return tr("job %1, took %2").arg(session.end().summary.job, formats::seconds(session.end().summary.seconds));
    if (!s.started.isValid())
        return tr("job %1").arg(s.job);
    if (s.state == JobState::WaitingForCutover && session.info().plan.expireDays > 0) {
        const double left = session.info().plan.expireDays * 86400
            - static_cast<double>(s.started.secsTo(QDateTime::currentDateTimeUtc()));
        return tr("Data sync stops by itself in %1").arg(formats::seconds(std::max(0.0, left)));
    }
    const QString time = s.started.toLocalTime().toString(QStringLiteral("HH:mm"));
    if (session.info().plan.method != QLatin1String("live-copy"))
        return file.isEmpty() ? tr("Started %1").arg(time) : tr("Started %1, plan %2").arg(time, file);
    return file.isEmpty() ? tr("Live copy, started %1").arg(time)
                          : tr("Live copy, started %1, plan %2").arg(time, file);
}

void MigrationHeader::update(const JobSession &session)
{
    const JobSnapshot &s = session.snapshot();
    if (session.phase() == JobSession::Phase::Ready) {
        m_pill->setState(StateTone::Waiting, QStringLiteral("circle-dashed"),
            session.info().resumes ? tr("Ready to resume") : tr("Not started"));
    } else if (session.phase() == JobSession::Phase::Running && session.finishWanted()) {
        m_pill->setState(StateTone::Waiting, QStringLiteral("circle-stop"), tr("Stopping"));
    } else {
        const StateLook look = lookOfJob(s.state);
        m_pill->setState(look.tone, look.icon, jobStateName(s));
    }
    m_pill->setToolTip(s.stateReason);
    m_right->setText(rightText(session));
    updateButtons(session);
}

void MigrationHeader::updateButtons(const JobSession &session)
{
    const JobSnapshot &s = session.snapshot();
    const bool ready = session.phase() == JobSession::Phase::Ready;
    const bool running = session.phase() == JobSession::Phase::Running;
    const bool ended = session.phase() == JobSession::Phase::Ended;
    const bool stopping = running && session.finishWanted();
    const bool paused = s.state == JobState::Paused || session.pauseWanted();
    const bool cuttingOver = s.state == JobState::CuttingOver;
    m_primary->setVisible(!ended);
    m_primary->setText(
        ready ? (session.info().resumes ? tr("Resume migration") : tr("Start migration")) : tr("Finalize…"));
    m_primary->setAccessibleName(m_primary->text());
    m_primary->setEnabled(ready || (running && !stopping && !cuttingOver && s.gate.open));
    m_primary->setToolTip(ready ? tr("Checks both clusters first and touches nothing when a blocker is found.")
            : s.gate.open       ? tr("Shows what the cutover will do. Nothing happens yet.")
                                : s.gate.reason);
    const bool resumable = ended && (s.state == JobState::Stopped || s.state == JobState::Failed)
        && !session.end().summary.job.isEmpty() && session.end().removal.isEmpty();
    for (QPushButton *button : {m_pause, m_finish, m_abort})
        button->setVisible(!ended);
    m_separator->setVisible(!ended);
    const bool known = ended && !session.end().summary.job.isEmpty();
    m_report->setVisible(known);
    m_other->setVisible(known && (s.state == JobState::Succeeded || s.state == JobState::Findings));
    m_resume->setVisible(!ended || resumable);
    m_pause->setEnabled(running && !paused && !stopping && !cuttingOver);
    m_resume->setEnabled((running && paused && !stopping) || resumable);
    m_finish->setEnabled(running && !stopping && !cuttingOver);
    m_abort->setEnabled(running);
}

} // namespace godwit
