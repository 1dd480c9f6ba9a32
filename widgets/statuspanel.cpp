// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statuspanel.h"

#include "models/formats.h"
#include "widgets/godwitstyle.h"
#include "widgets/pairinfo.h"
#include "widgets/statelook.h"

#include <QHBoxLayout>
#include <QKeySequence>

namespace godwit {
namespace {

//! A flat button whose content is a row of labels.
class PairButton final : public QPushButton
{
public:
    PairButton() { setLook(this, "flat"); }
    QSize sizeHint() const override { return layout()->sizeHint(); }
    QSize minimumSizeHint() const override { return layout()->minimumSize(); }
};

} // namespace

StatusPanel::StatusPanel(QWidget *parent)
    : QWidget(parent)
    , m_state(makeButton({}, {}, "flat"))
    , m_pair(new PairButton)
    , m_sourceTag(new EnvironmentTag)
    , m_targetTag(new EnvironmentTag)
    , m_source(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_target(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_rate(makeButton({}, {}, "flat"))
    , m_lag(makeButton({}, {}, "flat"))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 1, 0, 0);
    layout->setSpacing(4);
    for (QPushButton *button : {m_state, m_rate, m_lag}) {
        button->setFont(fontFor(FontRole::Small));
        button->setProperty("low", true);
    }
    for (QPushButton *button : std::initializer_list<QPushButton *>{m_state, m_pair, m_rate, m_lag}) {
        button->setToolTip(tr("Shows this migration"));
        connect(button, &QPushButton::clicked, this, &StatusPanel::clicked);
    }
    m_state->setProperty("quiet", true); // without a migration it is a sentence, not a button that is off
    auto *pair = new QHBoxLayout(m_pair);
    pair->setContentsMargins(6, 1, 6, 1);
    pair->setSpacing(5);
    auto *arrow = new TextLabel(arrowText(), FontRole::Small, TextColor::Secondary);
    for (QWidget *part : std::initializer_list<QWidget *>{m_sourceTag, m_source, arrow, m_targetTag, m_target}) {
        part->setAttribute(Qt::WA_TransparentForMouseEvents);
        pair->addWidget(part);
    }
    for (TextLabel *name : {m_source, m_target})
        name->setElided(true);
    const auto addLine = [&] {
        QFrame *line = makeLine(Qt::Vertical);
        line->setFixedHeight(14);
        m_lines.append(line);
        layout->addWidget(line);
    };
    layout->addWidget(m_state);
    layout->addWidget(m_pair);
    addLine();
    layout->addWidget(m_rate);
    addLine();
    layout->addWidget(m_lag);
    layout->addStretch();
    auto *commands = makeButton(tr("Commands"), {}, "flat");
    commands->setText(tr("Commands  %1").arg(QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText)));
    commands->setFont(fontFor(FontRole::Small));
    commands->setProperty("low", true);
    commands->setToolTip(tr("Finds every command, page, connection and migration"));
    layout->addWidget(commands);
    connect(commands, &QPushButton::clicked, this, &StatusPanel::commandsRequested);
    setSession(nullptr, tr("Nothing is running"));
}

void StatusPanel::setSession(const JobSession *session, const QString &idle, int others)
{
    const bool shown = session && session->phase() != JobSession::Phase::Ready;
    m_pair->setVisible(session);
    // The last figures of an ended job say nothing about now.
    const bool running = session && session->phase() == JobSession::Phase::Running;
    m_rate->setVisible(running);
    m_lag->setVisible(running);
    for (QFrame *line : std::as_const(m_lines))
        line->setVisible(running);
    const QString iconName = session ? lookOfJob(session->snapshot().state).icon : QString();
    m_state->setEnabled(session);
    QString text = !session ? idle : shown ? jobStateName(session->snapshot()) : tr("Not started");
    if (others > 0)
        text = tr("%1, %n more running", nullptr, others).arg(text);
    if (m_state->text() != text) {
        m_state->setText(text);
        m_state->setAccessibleName(text);
        m_state->updateGeometry();
    }
    if (iconName != m_iconName) {
        m_iconName = iconName;
        m_state->setIcon(session ? icon(iconName, iconColor(lookOfJob(session->snapshot().state).tone)) : QIcon());
    }
    if (!session)
        return;
    const Plan &plan = session->info().plan;
    m_sourceTag->setEnvironment(plan.source.environment);
    m_targetTag->setEnvironment(plan.target.environment);
    m_source->setText(clusterName(plan.source));
    m_target->setText(clusterName(plan.target));
    m_pair->setAccessibleName(tr("%1 to %2").arg(clusterName(plan.source), clusterName(plan.target)));
    m_rate->setText(tr("%1 docs/s").arg(formats::rate(session->snapshot().readPerSecond)));
    m_lag->setText(tr("lag %1").arg(formats::seconds(session->snapshot().lagSeconds)));
    for (QPushButton *button : {m_rate, m_lag})
        button->setAccessibleName(button->text());
}

} // namespace godwit
