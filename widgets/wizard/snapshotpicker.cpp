// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/snapshotpicker.h"

#include "models/snapshotshelf.h"
#include "widgets/panels.h"
#include "widgets/wizard/registerdialog.h"
#include "widgets/wizard/snapshottexts.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace godwit {

SnapshotPicker::SnapshotPicker(MigrationDraft *draft, Qt::Orientation direction, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_state(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_again(makeButton(tr("List again"), QStringLiteral("refresh-cw"), "flat"))
    , m_register(makeButton(tr("Register a repository…"), QStringLiteral("plus"), "flat"))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *boxes = new QBoxLayout(direction == Qt::Horizontal ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    boxes->setSpacing(6);
    m_repository = addBox(boxes, tr("Repository of the target"), tr("Choose a repository"));
    m_snapshot = addBox(boxes, tr("Snapshot"), tr("Choose a snapshot"));
    layout->addLayout(boxes);
    m_state->setWordWrap(true);
    layout->addWidget(m_state);
    m_register->setToolTip(
        tr("For a repository that the target does not know yet. Every node of it looks at the place."));
    auto *buttons = new QBoxLayout(boxes->direction());
    buttons->setSpacing(6);
    buttons->addWidget(m_again, 0, Qt::AlignLeft);
    buttons->addWidget(m_register, 0, Qt::AlignLeft);
    if (direction == Qt::Horizontal)
        buttons->addStretch();
    layout->addLayout(buttons);
    connect(m_repository, &QComboBox::activated, this, [this] { take(m_repository->currentText(), {}); });
    connect(m_snapshot, &QComboBox::activated, this,
        [this] { take(m_repository->currentText(), m_snapshot->currentText()); });
    connect(m_register, &QPushButton::clicked, this, &SnapshotPicker::openRegister);
    connect(m_again, &QPushButton::clicked, this, [this] {
        const Plan plan = m_draft->plan();
        m_draft->shelf()->askRepositories(plan, true);
        m_draft->shelf()->askSnapshots(plan, m_repository->currentText(), true);
    });
    connect(draft->shelf(), &SnapshotShelf::changed, this, &SnapshotPicker::fill);
}

QComboBox *SnapshotPicker::addBox(QBoxLayout *layout, const QString &name, const QString &placeholder)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    box->setPlaceholderText(placeholder);
    auto *label = new TextLabel(name, FontRole::Small, TextColor::Secondary);
    label->setBuddy(box);
    auto *one = new QVBoxLayout;
    one->setSpacing(6);
    one->addWidget(label);
    one->addWidget(box);
    layout->addLayout(one, 1);
    return box;
}

QString SnapshotPicker::plannedRepository() const
{
    return m_draft->plan().options.value(QLatin1String("repository"))[QLatin1String("name")].toString();
}

QString SnapshotPicker::plannedSnapshot() const
{
    return m_draft->plan().options.value(QLatin1String("snapshot")).toString();
}

void SnapshotPicker::refresh()
{
    const Plan plan = m_draft->plan();
    if (!plan.target.url.isEmpty()) {
        m_draft->shelf()->askRepositories(plan);
        m_draft->shelf()->askSnapshots(plan, plannedRepository());
    }
    fill();
}

void SnapshotPicker::fill()
{
    if (!m_draft->withoutSource() && !m_draft->choosesSnapshotToTick())
        return;
    const SnapshotShelf &shelf = *m_draft->shelf();
    const auto refill = [](QComboBox *box, const QStringList &names, const QString &chosen) {
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItems(names);
        if (!chosen.isEmpty() && !names.contains(chosen))
            box->addItem(chosen); // of the plan; it may not be listed yet
        box->setCurrentIndex(chosen.isEmpty() ? -1 : box->findText(chosen));
        box->setEnabled(box->count() > 0);
    };
    QStringList names;
    for (const RepositoryInfo &repository : shelf.repositories().value)
        names.append(repository.name);
    const QString repository = plannedRepository();
    refill(m_repository, names, repository);
    // The list of repositories came after its snapshots were wanted.
    if (shelf.repositories().state == Loading::Ready && shelf.snapshots().state == Loading::Nothing
        && names.contains(repository))
        m_draft->shelf()->askSnapshots(m_draft->plan(), repository, true);
    const QList<SnapshotInfo> &snapshots = shelf.snapshots().value;
    refill(m_snapshot, snapshotNames(snapshots), plannedSnapshot());
    for (int i = 0; i < snapshots.size(); ++i)
        m_snapshot->setItemData(i, snapshotText(snapshots.at(i)), Qt::ToolTipRole);
    QString text = shelf.stateText();
    if (!repository.isEmpty() && !names.contains(repository) && shelf.repositories().state == Loading::Ready)
        text
            = tr("%1 is not registered on the target. Register it, and its snapshots are listed here.").arg(repository);
    for (const SnapshotInfo &info : snapshots) {
        if (text.isEmpty() && info.name == m_snapshot->currentText())
            text = snapshotText(info);
    }
    if (m_draft->endpoint(PairSide::Target).url.isEmpty())
        text = tr("Choose the target first: its repositories are listed here.");
    m_state->setText(text);
    m_register->setEnabled(!m_draft->endpoint(PairSide::Target).url.isEmpty());
    m_again->setEnabled(shelf.repositories().state != Loading::Asking && shelf.snapshots().state != Loading::Asking);
}

RegisterDialog *SnapshotPicker::openRegister()
{
    auto *dialog = new RegisterDialog(m_draft, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RegisterDialog::registered, this, &SnapshotPicker::takeRegistered);
    dialog->open();
    return dialog;
}

//! The one that the plan named is only read anew; any other is chosen.
void SnapshotPicker::takeRegistered(const QString &repository)
{
    if (repository != plannedRepository())
        return take(repository, {});
    m_draft->load(PairSide::Source, true);
    Q_EMIT chosen();
}

void SnapshotPicker::take(const QString &repository, const QString &snapshot)
{
    const bool otherRepository = repository != plannedRepository();
    m_draft->change([&](Plan &plan) {
        QJsonObject place = plan.options.value(QLatin1String("repository")).toObject();
        if (place.value(QLatin1String("name")).toString() != repository)
            place = {}; // it is registered already, so neither type nor settings are needed
        place.insert(QStringLiteral("name"), repository);
        plan.options.insert(QStringLiteral("repository"), place);
        if (snapshot.isEmpty())
            plan.options.remove(QStringLiteral("snapshot"));
        else
            plan.options.insert(QStringLiteral("snapshot"), snapshot);
    });
    if (m_draft->withoutSource())
        m_draft->setEndpoint(PairSide::Source, {}); // what another snapshot held is forgotten
    if (otherRepository || snapshot.isEmpty())
        m_draft->shelf()->askSnapshots(m_draft->plan(), repository);
    fill();
    m_draft->load(PairSide::Source);
    Q_EMIT chosen();
}

QString SnapshotPicker::obstacle() const
{
    if (plannedRepository().isEmpty())
        return tr("Choose a repository");
    return plannedSnapshot().isEmpty() ? tr("Choose a snapshot") : QString();
}

QString SnapshotPicker::state() const
{
    return m_state->text();
}

} // namespace godwit
