// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/roundscard.h"

#include "models/formats.h"
#include "models/roundmodel.h"
#include "models/roundtimeline.h"
#include "widgets/indexdelegates.h"
#include "widgets/integrationlist.h"
#include "widgets/roundchart.h"
#include "widgets/tables.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int roundsMeasured = 20; //!< the newest; there can be thousands

} // namespace

RoundsCard::RoundsCard(QWidget *parent)
    : Card(parent)
    , m_state(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_chart(new RoundChart)
    , m_model(new RoundModel(this))
    , m_table(new QTableView)
    , m_timeline(new TextLabel(FontRole::Small))
    , m_integrations(new IntegrationList)
    , m_reason(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_button(makeButton(tr("Run a round now"), QStringLiteral("refresh-cw")))
{
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(12, 10, 12, 12);
    inner->setSpacing(8);
    inner->addWidget(new TextLabel(tr("Rounds"), FontRole::CardTitle));
    for (TextLabel *label : {m_state, m_timeline, m_reason})
        label->setWordWrap(true);
    inner->addWidget(m_state);
    inner->addWidget(m_button, 0, Qt::AlignLeft);
    inner->addWidget(m_reason);
    inner->addWidget(m_chart);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new NumberDelegate(false, m_table));
    m_table->setAccessibleName(tr("Rounds"));
    dressTable(m_table, 7);
    copyRowsByKey(m_table);
    m_table->setFont(fontFor(FontRole::Small));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setResizeContentsPrecision(roundsMeasured);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setMinimumHeight(5 * (m_table->fontMetrics().height() + 8));
    inner->addWidget(m_table, 1);
    inner->addWidget(new TextLabel(tr("Timeline"), FontRole::CardTitle));
    inner->addWidget(m_timeline);
    inner->addWidget(m_integrations);
    body()->addLayout(inner);
    m_button->setToolTip(
        tr("Takes a snapshot of what changed and restores it, without waiting for the time. Nothing is "
           "switched."));
    connect(m_button, &QPushButton::clicked, this, &RoundsCard::roundRequested);
    updateButton();
}

void RoundsCard::setOptions(const QJsonObject &options)
{
    m_options = RoundsOptions::from(options).value_or(RoundsOptions());
}

void RoundsCard::setOrdered(bool ordered)
{
    m_ordered = ordered;
    updateButton();
}

void RoundsCard::setSnapshot(const JobSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_model->setRounds(snapshot.rounds);
    m_chart->setRounds(snapshot.rounds, m_options.untilSeconds);
    m_state->setText(stateText());
    const QDateTime now = QDateTime::currentDateTime();
    QStringList lines;
    for (const TimelineEntry &entry : measuredTimeline(m_options, snapshot, now))
        lines.append(timelineText(entry, now));
    m_timeline->setText(lines.join(u'\n'));
    m_integrations->setIntegrations(snapshot.integrations, snapshot.running());
    updateButton();
}

QString RoundsCard::stateText() const
{
    const JobSnapshot &s = m_snapshot;
    const QString done = tr("%n round(s) done", nullptr, static_cast<int>(s.rounds.size()));
    if (!s.running())
        return tr("%1.").arg(done);
    if (s.state == JobState::CuttingOver)
        return tr("%1. The last one runs inside the write pause.").arg(done);
    if (!s.betweenRounds)
        return tr("%1. One is under way, or being prepared.").arg(done);
    if (!s.nextRound.isValid())
        return tr("%1. The next one waits for your word.").arg(done);
    const double left = double(QDateTime::currentDateTimeUtc().msecsTo(s.nextRound)) / 1000;
    return tr("%1. The next one begins in %2.").arg(done, formats::seconds(std::max(0.0, left)));
}

QString RoundsCard::disabledReason() const
{
    const JobSnapshot &s = m_snapshot;
    if (!s.running())
        return tr("The job has ended.");
    if (s.state == JobState::CuttingOver)
        return tr("Data sync is being stopped.");
    if (s.state == JobState::Paused)
        return tr("The job is paused. Resume it first.");
    if (m_ordered)
        return tr("The next round begins.");
    if (!s.betweenRounds)
        return tr("A round is under way.");
    return {};
}

void RoundsCard::updateButton()
{
    const QString reason = disabledReason();
    m_button->setEnabled(reason.isEmpty());
    m_button->setAccessibleDescription(reason);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

} // namespace godwit
