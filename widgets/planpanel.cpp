// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/planpanel.h"

#include "models/formats.h"
#include "widgets/pairinfo.h"

#include <QFormLayout>
#include <QJsonDocument>
#include <QVBoxLayout>

namespace godwit {

namespace {

constexpr int mostNames = 12;

QString throttleText(const Plan &plan)
{
    QStringList limits;
    if (plan.documentsPerSecond > 0)
        limits.append(PlanPanel::tr("%1 docs/s").arg(formats::rate(plan.documentsPerSecond)));
    if (plan.megabytesPerSecond > 0)
        limits.append(PlanPanel::tr("%1 MB/s").arg(formats::megabytes(plan.megabytesPerSecond * 1e6)));
    return limits.isEmpty() ? PlanPanel::tr("no limit") : limits.join(QStringLiteral(", "));
}

QString namesText(const QStringList &names)
{
    const QString shown = names.mid(0, mostNames).join(QStringLiteral(", "));
    return names.size() > mostNames ? PlanPanel::tr("%1 and %n more", nullptr, int(names.size()) - mostNames).arg(shown)
                                    : shown;
}

} // namespace

PlanPanel::PlanPanel(QWidget *parent) : Card(parent), m_form(new QFormLayout)
{
    auto *title = new TextLabel(tr("What this plan does"), FontRole::PanelTitle);
    title->setContentsMargins(14, 11, 14, 11);
    body()->addWidget(title);
    addLine();
    m_form->setContentsMargins(14, 12, 14, 12);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(9);
    m_form->setLabelAlignment(Qt::AlignLeft);
    body()->addLayout(m_form);
    body()->addStretch();
}

void PlanPanel::addRow(const QString &name, const QString &value)
{
    auto *text = new TextLabel(value, FontRole::Body);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_form->addRow(new TextLabel(name, FontRole::Body, TextColor::Secondary), text);
}

void PlanPanel::setPlan(const SessionInfo &info)
{
    const Plan &plan = info.plan;
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    addRow(tr("Source"), QString(sourceName(plan) + QStringLiteral("  ") + plan.source.url));
    addRow(tr("Target"), QString(clusterName(plan.target) + QStringLiteral("  ") + plan.target.url));
    addRow(tr("Method"), plan.method);
    addRow(tr("Indices"), namesText(plan.select.indices));
    QStringList renames;
    for (const RenameRule &rule : plan.select.rename)
        renames.append(QString(rule.from + QStringLiteral(" → ") + rule.to));
    if (!renames.isEmpty())
        addRow(tr("New names"), renames.join(QStringLiteral(", ")));
    addRow(tr("Index exists on the target"),
        plan.existing == ExistingTarget::Refuse       ? tr("Refuse to start")
            : plan.existing == ExistingTarget::Append ? tr("Append to it")
                                                      : tr("Replace it: its documents are lost"));
    addRow(tr("Source after the cutover"),
        plan.sourceAfter == SourceAfter::Blocked ? tr("Stays blocked for writes") : tr("Takes writes again"));
    addRow(tr("Source index is deleted"),
        plan.onSourceDelete == OnSourceDelete::Keep ? tr("Say nothing, keep the copy")
                                                    : tr("Report a finding, keep the copy"));
    addRow(tr("Aliases"), plan.aliases ? tr("Made at the cutover") : tr("Left out"));
    addRow(tr("Lag limit"), formats::seconds(plan.lagLimitSeconds));
    addRow(tr("Write pause at most"), formats::seconds(plan.pauseLimitSeconds));
    addRow(tr("Throttle"), throttleText(plan));
    QStringList hours;
    for (const QuietHours &quiet : plan.quietHours)
        hours.append(quiet.text());
    if (!hours.isEmpty())
        addRow(tr("Quiet hours"), hours.join(u'\n'));
    addRow(
        tr("Documents that are rejected"), plan.acceptFindings ? tr("Cut over with findings") : tr("Hold the cutover"));
    addRow(tr("Give up after"), formats::seconds(plan.expireDays * 86'400));
    if (!plan.overrides.isEmpty())
        addRow(tr("Own settings or mappings"), QStringList(plan.overrides.keys()).join(QStringLiteral(", ")));
    if (!plan.webhook.isEmpty() || !plan.mailCommand.isEmpty())
        addRow(tr("Tells you by"),
            plan.webhook.isEmpty()           ? tr("mail command")
                : plan.mailCommand.isEmpty() ? tr("webhook")
                                             : tr("webhook and mail command"));
    if (!plan.options.isEmpty())
        addRow(tr("Method options"), QString::fromUtf8(QJsonDocument(plan.options).toJson(QJsonDocument::Compact)));
    if (!info.planFile.isEmpty())
        addRow(tr("File"), info.planFile);
}

} // namespace godwit
