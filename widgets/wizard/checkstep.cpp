// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/checkstep.h"

#include "models/formats.h"
#include "widgets/preflightpanel.h"

#include <QLocale>
#include <QStackedLayout>
#include <QTableView>

namespace godwit {

CheckStep::CheckStep(MigrationDraft *draft, QWidget *parent)
    : WizardStep(draft, parent)
    , m_panel(new PreflightPanel)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState(QStringLiteral("file-check"), {}, {}, tr("Check again")))
{
    m_panel->setSingleChecks(true);
    m_stack->addWidget(m_panel);
    m_stack->addWidget(m_empty);
    connect(m_panel, &PreflightPanel::checkAgainRequested, this, [this] { this->draft()->check(true); });
    connect(
        m_panel, &PreflightPanel::checkOneRequested, this, [this](const QString &id) { this->draft()->checkOne(id); });
    connect(m_panel, &PreflightPanel::fixRequested, this, &CheckStep::fixRequested);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] { this->draft()->check(true); });
    connect(draft, &MigrationDraft::checkChanged, this, &CheckStep::show);
    show();
}

QString CheckStep::title() const
{
    return tr("Preflight");
}

QWidget *CheckStep::firstField() const
{
    return m_panel->table();
}

void CheckStep::enter()
{
    draft()->check();
    draft()->sample();
}

void CheckStep::show()
{
    const auto &checked = draft()->checked();
    const bool first = checked.state == Loading::Asking && checked.value.items.isEmpty();
    const bool failed = checked.state == Loading::Failed;
    m_empty->button()->setVisible(failed);
    if (failed)
        m_empty->setText(tr("The checks could not be made"), checked.error.summary);
    else
        m_empty->setText(tr("Both clusters are being checked"), tr("Nothing is changed on either."));
    m_stack->setCurrentIndex(first || failed || checked.state == Loading::Nothing ? 1 : 0);
    const bool busy = checked.state == Loading::Asking || !draft()->checkingOne().isEmpty();
    m_panel->setBusy(busy);
    if (!failed && !first)
        m_panel->setItems(checked.value.items,
            busy ? tr("Checking")
                 : tr("checked %1, took %2, nothing was changed")
                       .arg(QLocale().toString(checked.at.time(), QLocale::ShortFormat),
                           formats::seconds(checked.seconds)));
    Q_EMIT changed();
}

bool CheckStep::isObstacleError() const
{
    const auto &checked = draft()->checked();
    return checked.state == Loading::Failed || (checked.state == Loading::Ready && checked.value.blocked());
}

QString CheckStep::obstacle() const
{
    const auto &checked = draft()->checked();
    if (checked.state == Loading::Failed)
        return tr("The checks could not be made");
    if (checked.state != Loading::Ready || !draft()->checkingOne().isEmpty())
        return tr("The checks are running");
    if (!draft()->checkIsCurrent())
        return tr("The plan changed: check again");
    int blockers = 0;
    for (const PreflightItem &item : checked.value.items)
        blockers += int(item.state == CheckState::Blocker);
    if (blockers > 0)
        return tr("%n blocker(s) stop the start", nullptr, blockers);
    return {};
}

} // namespace godwit
