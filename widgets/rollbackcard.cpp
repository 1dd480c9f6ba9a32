// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rollbackcard.h"

#include "models/formats.h"
#include "models/whenready.h"
#include "widgets/dialogs.h"
#include "widgets/pairinfo.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace godwit {

namespace {

constexpr int mostNames = 6;

QString namesText(const QStringList &names)
{
    const QString shown = names.mid(0, mostNames).join(QStringLiteral(", "));
    return names.size() > mostNames
        ? RollBackCard::tr("%1 and %n more", nullptr, int(names.size()) - mostNames).arg(shown)
        : shown;
}

} // namespace

RollBackCard::RollBackCard(QWidget *parent)
    : Card(parent)
    , m_text(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_until(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_note(new Note)
    , m_button(makeButton(tr("Roll back…"), QStringLiteral("undo-2"), "danger"))
    , m_reason(new TextLabel(FontRole::Small, TextColor::Secondary))
{
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(14, 11, 14, 12);
    inner->setSpacing(7);
    inner->addWidget(new TextLabel(tr("Roll back"), FontRole::CardTitle));
    m_text->setWordWrap(true);
    m_reason->setWordWrap(true);
    inner->addWidget(m_text);
    inner->addWidget(m_note);
    m_until->setWordWrap(true);
    inner->addWidget(m_button, 0, Qt::AlignLeft);
    inner->addWidget(m_until);
    inner->addWidget(m_reason);
    body()->addLayout(inner);
    connect(m_button, &QPushButton::clicked, this, &RollBackCard::ask);
}

void RollBackCard::setReason(const QString &reason)
{
    m_button->setEnabled(reason.isEmpty());
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_button->setAccessibleDescription(reason);
}

void RollBackCard::setEnd(const Plan &plan, const JobEnd &end, JobServices *services)
{
    m_plan = plan;
    m_end = end;
    m_services = services;
    const QString source = clusterName(plan.source);
    const QString target = clusterName(plan.target);
    m_text->setText(
        tr("Lifts the write block on %1, so that clients can go back. %2 is not touched.").arg(source, target));
    m_note->setContent(StateTone::Warning, QStringLiteral("triangle-alert"), tr("Newer writes are not brought back"),
        tr("What clients wrote since the switch stays on %1. It is not on %2.").arg(target, source));
    // Nothing in Godwit ends it; it rests on the block, on the indices being the same, and on what the journal keeps.
    m_until->setText(
        tr("Possible, also later from Migrations, until somebody lifts the block, deletes %1's indices, or "
           "removes this migration's folder. Blocked: %2.")
            .arg(source, namesText(end.blocksLeft)));
    m_until->setVisible(!end.blocksLeft.isEmpty());
    setReason(end.blocksLeft.isEmpty() ? tr("Godwit left no write block on %1: nothing to lift.").arg(source)
            : services                 ? QString()
                                       : tr("There is no connection to the source here."));
}

void RollBackCard::ask()
{
    auto *dialog = new RollBackDialog(m_plan, m_end.blocksLeft, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &RollBackCard::run);
    dialog->open();
}

void RollBackCard::run()
{
    setReason(tr("The write block is being lifted."));
    whenReady(m_services->rollBack(m_end.summary.job), this, [this](const Result<RollBackOutcome> &outcome) {
        if (!outcome) {
            m_note->setContent(
                StateTone::Error, QStringLiteral("circle-x"), tr("Not rolled back"), outcome.error().summary);
            setReason({});
            return;
        }
        m_until->hide();
        QString text
            = tr("Indices that take writes again: %1. Point the clients back now.")
                  .arg(outcome->lifted.isEmpty() ? formats::unknown() : outcome->lifted.join(QStringLiteral(", ")));
        if (!outcome->skipped.isEmpty())
            text += u' '
                + tr("Not the indices that this job blocked, so left alone: %1.")
                      .arg(outcome->skipped.join(QStringLiteral(", ")));
        m_note->setContent(StateTone::Ok, QStringLiteral("undo-2"), tr("Rolled back"), text);
        setReason(tr("Done. %1 still has what was copied and written there.").arg(clusterName(m_plan.target)));
        Q_EMIT rolledBack();
    });
}

} // namespace godwit
