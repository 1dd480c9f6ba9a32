// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/cutovercard.h"

#include "models/formats.h"
#include "widgets/pairinfo.h"

#include <QVBoxLayout>

namespace godwit {

CutoverCard::CutoverCard(QWidget *parent)
    : Card(parent), m_pause(new TextLabel(FontRole::Body, TextColor::Secondary)), m_list(new TextLabel(FontRole::Body))
{
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(14, 11, 14, 13);
    inner->setSpacing(7);
    inner->addWidget(new TextLabel(tr("The cutover, when you say so"), FontRole::CardTitle));
    for (TextLabel *label : {m_pause, m_list}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        inner->addWidget(label);
    }
    m_list->setTextInteractionFlags(Qt::TextSelectableByMouse);
    body()->addLayout(inner);
    hide();
}

void CutoverCard::setAdvice(const Plan &plan, const MethodAdvice &advice)
{
    setVisible(!advice.pauseSteps.isEmpty());
    const QString expected = advice.pauseSeconds < 0
        ? tr("Expected write pause: not known yet; %1.").arg(advice.pauseBasis)
        : tr("Expected write pause: about %1; %2.").arg(formats::seconds(advice.pauseSeconds), advice.pauseBasis);
    m_pause->setText(QString(expected + u' '
        + tr("After %1 it is called off, and everything goes back.").arg(formats::seconds(plan.pauseLimitSeconds))));
    const QString source = clusterName(plan.source);
    const QString target = clusterName(plan.target);
    QStringList lines{tr("Before: know who writes to %1, and who reads there.").arg(source)};
    for (int i = 0; i < advice.pauseSteps.size(); ++i)
        lines.append(tr("Pause, step %1: %2").arg(QString::number(i + 1), advice.pauseSteps.at(i)));
    lines.append(tr("After: point all clients to %1.").arg(target));
    lines.append(plan.sourceAfter == SourceAfter::Blocked
            ? tr("A write block that Godwit sets stays on %1. Lifting it is the way back.").arg(source)
            : tr("%1 takes writes again. What is written there then is not on %2.").arg(source, target));
    m_list->setText(lines.join(u'\n'));
}

} // namespace godwit
