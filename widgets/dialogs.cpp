// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs.h"

#include "models/formats.h"
#include "widgets/godwitstyle.h"
#include "widgets/pairinfo.h"
#include "widgets/panels.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace godwit {
namespace {

QVBoxLayout *dialogLayout(QDialog *dialog, const QString &title, const QString &text)
{
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    layout->addWidget(new TextLabel(title, FontRole::PanelTitle));
    auto *label = new TextLabel(text, FontRole::Body);
    label->setWordWrap(true);
    layout->addWidget(label);
    dialog->setWindowTitle(title);
    dialog->setMinimumWidth(440);
    return layout;
}

} // namespace

AbortDialog::AbortDialog(const SessionInfo &info, const JobSnapshot &snapshot, QWidget *parent)
    : QDialog(parent), m_keep(new QRadioButton), m_remove(new QRadioButton)
{
    const QString target = clusterName(info.plan.target);
    const qint64 written = snapshot.ledger.written;
    auto *layout = dialogLayout(this, tr("Abort %1").arg(info.plan.name),
        tr("The job stops now. %1 of %2 documents are on %3 (%4). A write block that Godwit set on the source is "
           "lifted.")
            .arg(formats::count(written), formats::count(snapshot.totalDocuments), target, info.plan.target.url));
    m_keep->setText(tr("Keep what is on %1. The job can be resumed.").arg(target));
    m_remove->setText(tr("Remove the indices that this job created on %1. They can't be brought back.").arg(target));
    m_keep->setChecked(true);
    layout->addWidget(m_keep);
    layout->addWidget(m_remove);
    if (info.plan.existing == ExistingTarget::Append) {
        m_remove->setEnabled(false);
        auto *why = new TextLabel(
            tr("The plan appends to existing indices, so Godwit can't tell which documents are its own."),
            FontRole::Small, TextColor::Secondary);
        why->setWordWrap(true);
        layout->addWidget(why);
    }
    for (QRadioButton *button : {m_keep, m_remove})
        button->setAccessibleName(button->text());
    layout->addStretch();
    auto *buttons = new QDialogButtonBox;
    auto *abort = makeButton(tr("Abort migration"), QStringLiteral("octagon-x"), "danger");
    buttons->addButton(abort, QDialogButtonBox::DestructiveRole);
    QPushButton *stay = buttons->addButton(tr("Let it run"), QDialogButtonBox::RejectRole);
    stay->setDefault(true);
    layout->addWidget(buttons);
    connect(abort, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

AbortChoice AbortDialog::choice() const
{
    return m_remove->isChecked() ? AbortChoice::Remove : AbortChoice::Keep;
}

ProductionDialog::ProductionDialog(const QString &name, QWidget *parent)
    : QDialog(parent), m_edit(new QLineEdit), m_accept(makeButton(tr("Stop data sync"), {}, "primary"))
{
    auto *layout = dialogLayout(this, tr("Switch to %1").arg(name),
        tr("%1 is tagged PROD. From the alias switch on clients read and write there. Type its name to go on.")
            .arg(name));
    m_edit->setAccessibleName(tr("Name of the target"));
    m_edit->setPlaceholderText(name);
    layout->addWidget(m_edit);
    layout->addStretch();
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_accept, QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Keep following"), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    m_accept->setEnabled(false);
    connect(m_edit, &QLineEdit::textChanged, this,
        [this, name](const QString &text) { m_accept->setEnabled(text.trimmed() == name); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace godwit
