// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rollbackjobdialog.h"

#include "widgets/rollbackcard.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace godwit {

RollBackJobDialog::RollBackJobDialog(const Plan &plan, const JobEnd &end, JobServices *services, QWidget *parent)
    : QDialog(parent), m_card(new RollBackCard)
{
    setWindowTitle(tr("Roll back %1").arg(plan.name));
    setMinimumWidth(520);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_card);
    m_card->setEnd(plan, end, services);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fitHeight(this, minimumWidth());
}

} // namespace godwit
