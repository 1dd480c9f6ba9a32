// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs.h"

#include "models/formats.h"
#include "models/repairlistmodel.h"
#include "widgets/badges.h"
#include "widgets/godwitstyle.h"
#include "widgets/pairinfo.h"
#include "widgets/panels.h"
#include "widgets/tables.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QRadioButton>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int leastWidth = 460;

QVBoxLayout *dialogLayout(QDialog *dialog, const QString &title, const QString &text, const QString &environment)
{
    auto *whole = new QVBoxLayout(dialog);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto *strip = new EnvironmentStrip;
    strip->setEnvironment(environment);
    whole->addWidget(strip);
    auto *layout = new QVBoxLayout;
    layout->setContentsMargins(16, 13, 16, 16);
    layout->setSpacing(10);
    whole->addLayout(layout);
    layout->addWidget(new TextLabel(title, FontRole::PanelTitle));
    auto *label = new TextLabel(text, FontRole::Body);
    label->setWordWrap(true);
    layout->addWidget(label);
    dialog->setWindowTitle(title);
    return layout;
}

//! The indices that would go, with what is in them.
QString createdText(const JobSnapshot &snapshot)
{
    constexpr int named = 8;
    QStringList names;
    int created = 0;
    for (const IndexProgress &index : snapshot.indices) {
        if (index.state == IndexState::Waiting)
            continue;
        if (++created <= named)
            names.append(QStringLiteral("%1 (%2)").arg(index.target, formats::count(index.ledger.written)));
    }
    if (created == 0)
        return AbortDialog::tr("No index was created yet.");
    if (created > named)
        names.append(AbortDialog::tr("%1 more").arg(formats::count(created - named)));
    return AbortDialog::tr("These can't be brought back, with their documents: %1.")
        .arg(names.join(QStringLiteral(", ")));
}

//! The button works once the name is typed.
void addTypedName(QVBoxLayout *layout, QLineEdit *edit, const QString &label, const QString &name, QPushButton *button)
{
    edit->setAccessibleName(label);
    edit->setPlaceholderText(name);
    layout->addWidget(edit);
    button->setEnabled(false);
    QObject::connect(edit, &QLineEdit::textChanged, button,
        [button, name](const QString &text) { button->setEnabled(text.trimmed() == name); });
}

//! The strictest targets want their name.
QLineEdit *addNameOfProduction(QVBoxLayout *layout, const Endpoint &target, QPushButton *button)
{
    if (target.environment != QLatin1String("PROD"))
        return nullptr;
    auto *edit = new QLineEdit;
    layout->addWidget(new TextLabel(ReplaceDialog::tr("Type the name of the cluster to go on."), FontRole::Body));
    addTypedName(layout, edit, ReplaceDialog::tr("Name of the target"), clusterName(target), button);
    return edit;
}

//! "PROD orders-new"
QString taggedName(const Endpoint &endpoint)
{
    const QString tag = endpoint.environment.isEmpty() ? QString() : QString(endpoint.environment + u' ');
    return QString(tag + clusterName(endpoint));
}

QString repairText(const RepairQuestion &question)
{
    const QString copies = formats::count(question.plan.copies);
    const QString deletions = formats::count(question.plan.deletions);
    if (question.undo)
        return QStringList{RepairDialog::tr("Address: %1").arg(question.target.url),
            RepairDialog::tr("Documents put back as they were before the repair: %1").arg(copies),
            RepairDialog::tr("Deleted, since they were not there: %1").arg(deletions),
            RepairDialog::tr(
                "What was changed in them since the repair is lost. Then their indices are compared again.")}
            .join(u'\n');
    const QString source = taggedName(question.source);
    return QStringList{RepairDialog::tr("Address: %1").arg(question.target.url),
        RepairDialog::tr("Documents copied from %1, in place of what is there: %2").arg(source, copies),
        RepairDialog::tr("Deleted, since %1 does not have them: %2").arg(source, deletions),
        RepairDialog::tr("What is there now is saved before anything is written: %1").arg(question.undoFile),
        RepairDialog::tr(
            "A document that somebody changes there meanwhile is left alone. Mappings, settings and aliases "
            "stay as they are. Then their indices are compared again.")}
        .join(u'\n');
}

void addButtons(QDialog *dialog, QVBoxLayout *layout, QPushButton *accept, const QString &stay)
{
    layout->addStretch();
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(accept, QDialogButtonBox::AcceptRole);
    QPushButton *keep = buttons->addButton(stay, QDialogButtonBox::RejectRole);
    accept->setAutoDefault(false);
    keep->setDefault(true);
    layout->addWidget(buttons);
    fitHeight(dialog, leastWidth);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
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
            .arg(formats::count(written), formats::count(snapshot.totalDocuments), target, info.plan.target.url),
        strictestWritten(info.plan, snapshot));
    m_keep->setText(tr("Keep what is on %1. The job can be resumed.").arg(target));
    m_remove->setText(tr("Remove the indices that this job created on %1.").arg(target));
    m_keep->setChecked(true);
    layout->addWidget(m_keep);
    layout->addWidget(m_remove);
    auto *list = new TextLabel(createdText(snapshot), FontRole::Small, TextColor::Secondary);
    list->setWordWrap(true);
    list->setContentsMargins(24, 0, 0, 0);
    layout->addWidget(list);
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
    fitHeight(this, leastWidth);
    connect(abort, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

AbortChoice AbortDialog::choice() const
{
    return m_remove->isChecked() ? AbortChoice::Remove : AbortChoice::Keep;
}

ReplaceDialog::ReplaceDialog(const Endpoint &target, const QStringList &indices, qint64 documents, QWidget *parent)
    : QDialog(parent), m_accept(makeButton(tr("Replace them"), QStringLiteral("triangle-alert"), "danger"))
{
    constexpr int mostNames = 8;
    const QString name = taggedName(target);
    auto *layout = dialogLayout(this, tr("Replace %n index(es) on %1", nullptr, int(indices.size())).arg(name),
        tr("When the migration starts, these are deleted on %1 (%2) with %3 documents. They can't be brought back.")
            .arg(name, target.url, formats::count(documents)),
        target.environment);
    QString names = indices.mid(0, mostNames).join(u'\n');
    if (indices.size() > mostNames)
        names += u'\n' + tr("and %n more", nullptr, int(indices.size()) - mostNames);
    layout->addWidget(new TextLabel(names, FontRole::Code));
    m_edit = addNameOfProduction(layout, target, m_accept);
    addButtons(this, layout, m_accept, tr("Go back"));
}

RepairDialog::RepairDialog(const RepairQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_text(repairText(question))
    , m_list(new QTableView)
    , m_accept(makeButton(question.undo ? tr("Undo the repair") : tr("Repair"),
          question.undo ? QStringLiteral("undo-2") : QStringLiteral("refresh-cw"), "danger"))
{
    const QString name = taggedName(question.target);
    auto *layout = dialogLayout(this, question.undo ? tr("Undo the repair of %1").arg(name) : tr("Repair %1").arg(name),
        m_text, question.target.environment);
    layout->addLayout(makeList(question.plan), 1);
    m_edit = addNameOfProduction(layout, question.target, m_accept);
    addButtons(this, layout, m_accept, tr("Leave it as it is"));
}

QLayout *RepairDialog::makeList(const RepairPlan &plan)
{
    auto *model = new RepairListModel(plan, m_list);
    dressTable(m_list, 5); // before it has rows: each change of their height is one of all of them
    m_list->setModel(model);
    m_list->setAccessibleName(tr("Documents that are written"));
    m_list->setFrameShape(QFrame::StyledPanel);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->horizontalHeader()->hide();
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setMinimumHeight(170);
    auto *layout = new QVBoxLayout;
    layout->setSpacing(6);
    layout->addWidget(m_list, 1);
    if (model->total() > RepairListModel::windowRows)
        layout->addLayout(makeWindowButtons(model));
    return layout;
}

QLayout *RepairDialog::makeWindowButtons(RepairListModel *model)
{
    auto *shown = new TextLabel(FontRole::Small, TextColor::Secondary);
    m_before = makeButton(tr("Previous million"));
    m_behind = makeButton(tr("Next million"));
    const auto update = [this, model, shown] {
        const qint64 end = model->windowStart() + model->rowCount();
        shown->setText(
            tr("%1 to %2 of %3")
                .arg(formats::count(model->windowStart() + 1), formats::count(end), formats::count(model->total())));
        m_before->setEnabled(model->windowStart() > 0);
        m_behind->setEnabled(end < model->total());
        m_list->scrollToTop();
    };
    connect(model, &QAbstractItemModel::modelReset, this, update);
    for (QPushButton *button : {m_before, m_behind}) {
        button->setAutoDefault(false);
        connect(
            button, &QPushButton::clicked, model, [model, by = button == m_before ? -1 : 1] { model->moveWindow(by); });
    }
    update();
    auto *layout = new QHBoxLayout;
    layout->addWidget(shown, 1);
    layout->addWidget(m_before);
    layout->addWidget(m_behind);
    return layout;
}

ProductionDialog::ProductionDialog(const QString &name, QWidget *parent, const QString &more)
    : QDialog(parent), m_edit(new QLineEdit), m_accept(makeButton(tr("Stop data sync"), {}, "primary"))
{
    QString text
        = tr("%1 is tagged PROD. From the alias switch on clients read and write there. Type its name to go on.")
              .arg(name);
    if (!more.isEmpty())
        text += u' ' + more;
    auto *layout = dialogLayout(this, tr("Switch to %1").arg(name), text, QStringLiteral("PROD"));
    addTypedName(layout, m_edit, tr("Name of the target"), name, m_accept);
    addButtons(this, layout, m_accept, tr("Keep following"));
}

RollBackDialog::RollBackDialog(const Plan &plan, const QStringList &blocked, QWidget *parent)
    : QDialog(parent)
    , m_edit(new QLineEdit)
    , m_accept(makeButton(tr("Lift the write block"), QStringLiteral("undo-2"), "danger"))
{
    const QString source = clusterName(plan.source);
    const QString target = clusterName(plan.target);
    QString text = tr("Indices on %1 that take writes again: %2 (%3). What clients wrote to %4 since the switch stays "
                      "there and is not on %1. As long as both take writes, the two drift apart.")
                       .arg(source, formats::count(blocked.size()),
                           QStringList(blocked.first(std::min<qsizetype>(blocked.size(), 5))).join(QStringLiteral(", "))
                               + (blocked.size() > 5 ? QStringLiteral(", …") : QString()),
                           target);
    const bool typed
        = plan.source.environment == QLatin1String("PROD") || plan.target.environment == QLatin1String("PROD");
    if (typed)
        text += u' ' + tr("A cluster of this pair is tagged PROD. Type the name of the source to go on.");
    auto *layout = dialogLayout(this, tr("Roll back to %1").arg(source), text, plan.source.environment);
    if (typed)
        addTypedName(layout, m_edit, tr("Name of the source"), source, m_accept);
    m_edit->setParent(this);
    m_edit->setVisible(typed);
    addButtons(this, layout, m_accept, tr("Leave it as it is"));
}

} // namespace godwit
