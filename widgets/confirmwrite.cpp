// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/confirmwrite.h"

#include "widgets/badges.h"
#include "widgets/pairinfo.h"
#include "widgets/panels.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace godwit {

ConfirmWriteDialog::ConfirmWriteDialog(
    const Endpoint &endpoint, const QString &what, const QString &button, QWidget *parent)
    : QDialog(parent), m_accept(makeButton(button, {}, "primary"))
{
    const QString name = clusterName(endpoint);
    setWindowTitle(tr("Write to %1").arg(name));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto *strip = new EnvironmentStrip;
    strip->setEnvironment(endpoint.environment);
    whole->addWidget(strip);
    auto *layout = new QVBoxLayout;
    layout->setContentsMargins(16, 13, 16, 16);
    layout->setSpacing(10);
    whole->addLayout(layout);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(windowTitle(), FontRole::PanelTitle));
    auto *tag = new EnvironmentTag;
    tag->setEnvironment(endpoint.environment);
    head->addWidget(tag);
    head->addStretch();
    layout->addLayout(head);
    const QString address = safetyOf(endpoint) == Safety::Confirm
        ? tr("This connection asks before it is written. Address: %1").arg(endpoint.url)
        : tr("Address: %1").arg(endpoint.url);
    for (const QString &text : {what, address}) {
        auto *label = new TextLabel(text, FontRole::Body, text == what ? TextColor::Normal : TextColor::Secondary);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addStretch();
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_accept, QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setDefault(true);
    layout->addWidget(buttons);
    fitHeight(this, 440);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void confirmWrite(const Endpoint &endpoint, const QString &what, const QString &button, QWidget *parent,
    const std::function<void()> &go)
{
    if (safetyOf(endpoint) != Safety::Confirm)
        return go();
    auto *dialog = new ConfirmWriteDialog(endpoint, what, button, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent, go);
    dialog->open();
}

} // namespace godwit
