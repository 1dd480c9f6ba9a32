// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/registerdialog.h"

#include "engine/methods/snapshots/options.h"
#include "models/migrationdraft.h"
#include "models/snapshotshelf.h"
#include "widgets/badges.h"
#include "widgets/confirmwrite.h"
#include "widgets/pairinfo.h"
#include "widgets/panels.h"
#include "widgets/wizard/snapshottexts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QJsonDocument>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace godwit {
namespace {

constexpr int leastWidth = 560;

TextLabel *wrapped(const QString &text, FontRole role, TextColor color)
{
    auto *label = new TextLabel(text, role, color);
    label->setWordWrap(true);
    return label;
}

//! As the target is to reach it.
QJsonObject planned(const MigrationDraft &draft)
{
    const QJsonObject own = draft.plan().options.value(QLatin1String("repository")).toObject();
    QJsonObject there = own.value(QLatin1String("target")).toObject();
    if (there.isEmpty())
        return own;
    there.insert(QStringLiteral("name"), own.value(QLatin1String("name")));
    return there;
}

} // namespace

RegisterDialog::RegisterDialog(MigrationDraft *draft, QWidget *parent)
    : QDialog(parent)
    , m_draft(draft)
    , m_form(new QFormLayout)
    , m_name(new QLineEdit)
    , m_settings(new QLineEdit)
    , m_readOnly(new QCheckBox(tr("Yes")))
    , m_sent(wrapped({}, FontRole::Code, TextColor::Secondary))
    , m_note(new Note)
    , m_register(makeButton(tr("Register"), {}, "primary"))
    , m_close(makeButton(tr("Close")))
{
    const Endpoint &target = draft->endpoint(PairSide::Target);
    setWindowTitle(tr("Register a repository on %1").arg(clusterName(target)));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto *strip = new EnvironmentStrip;
    strip->setEnvironment(target.environment);
    whole->addWidget(strip);
    auto *layout = new QVBoxLayout;
    layout->setContentsMargins(16, 13, 16, 16);
    layout->setSpacing(10);
    whole->addLayout(layout);
    layout->addWidget(new TextLabel(windowTitle(), FontRole::PanelTitle));
    layout->addWidget(wrapped(tr("This writes to the target now, before the migration starts: it learns where the "
                                 "snapshots are, and every node of it looks at the place. No index is touched. Where a "
                                 "node does not reach it, the registration is taken back."),
        FontRole::Body, TextColor::Normal));
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(9);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makeFields(m_form);
    layout->addLayout(m_form);
    layout->addWidget(m_sent);
    layout->addWidget(m_note);
    m_note->hide();
    layout->addStretch();
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_register, QDialogButtonBox::ActionRole);
    buttons->addButton(m_close, QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_register->setDefault(true);
    connectFields();
    draft->shelf()->forgetRegistered();
    follow();
}

void RegisterDialog::makeFields(QFormLayout *form)
{
    addFormRow(form, m_name, tr("Repository"), tr("Its name on the target. A name that is taken there is refused."));
    addFormRow(form, m_where.type(), tr("Type"), RepositoryFields::typeHint());
    addFormRow(form, m_where.place(), tr("Place"), RepositoryFields::placeHint());
    addFormRow(form, m_where.path(), tr("Path inside"), RepositoryFields::pathHint());
    addFormRow(form, m_where.client(), tr("Client"), RepositoryFields::clientHint());
    addFormRow(form, m_settings, tr("More settings"),
        tr("As the servers know them, with semicolons between. No secrets: those belong into the servers' keystores."));
    m_settings->setPlaceholderText(QStringLiteral("max_restore_bytes_per_sec=80mb; compress=true"));
    addFormRow(form, m_readOnly, tr("Read-only"),
        tr("Leave it on while another cluster writes there: two writers ruin a repository."));
    const QJsonObject wanted = planned(*m_draft);
    m_name->setText(wanted.value(QLatin1String("name")).toString());
    m_where.setRepository(wanted);
    m_readOnly->setChecked(true);
}

void RegisterDialog::connectFields()
{
    for (QLineEdit *field : {m_name, m_where.place(), m_where.path(), m_where.client(), m_settings})
        connect(field, &QLineEdit::textChanged, this, &RegisterDialog::follow);
    connect(m_where.type(), &QComboBox::currentIndexChanged, this, &RegisterDialog::follow);
    connect(m_readOnly, &QCheckBox::toggled, this, &RegisterDialog::follow);
    connect(m_draft->shelf(), &SnapshotShelf::registeredChanged, this, &RegisterDialog::showOutcome);
    connect(m_register, &QPushButton::clicked, this, [this] {
        const Endpoint &target = m_draft->endpoint(PairSide::Target);
        confirmWrite(target, tr("The repository %1 is registered there and verified.").arg(repository().name),
            tr("Register"), this, [this] { run(); });
    });
}

RepositoryInfo RegisterDialog::repository() const
{
    const QJsonObject made = m_where.put(planned(*m_draft));
    RepositoryInfo info;
    info.name = m_name->text().trimmed();
    info.type = m_where.kind();
    info.settings = made.value(QLatin1String("settings")).toObject();
    const QJsonObject more = settingsFrom(m_settings->text()).value_or(QJsonObject());
    for (auto it = more.begin(); it != more.end(); ++it)
        info.settings.insert(it.key(), it.value());
    if (info.type != QLatin1String("url")) // which can only be read
        info.settings.insert(QStringLiteral("readonly"), m_readOnly->isChecked());
    return info;
}

QString RegisterDialog::obstacle() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("The repository has no name");
    if (const QString missing = m_where.obstacle(); !missing.isEmpty())
        return missing;
    if (!settingsFrom(m_settings->text()))
        return tr("A setting has no value: write name=value");
    const auto legal = checkRegistration(repository());
    return legal ? QString() : legal.error().summary;
}

QString RegisterDialog::announcement() const
{
    return m_sent->text();
}

//! What is about to be sent, or why nothing can be.
void RegisterDialog::follow()
{
    m_where.follow();
    m_form->setRowVisible(m_where.path(), m_where.isStore());
    m_form->setRowVisible(m_where.client(), m_where.isStore());
    m_form->setRowVisible(m_readOnly, m_where.kind() != QLatin1String("url"));
    const QString missing = obstacle();
    const RepositoryInfo info = repository();
    const QJsonObject body{{QStringLiteral("type"), info.type}, {QStringLiteral("settings"), info.settings}};
    const QString text = QString::fromUtf8(QJsonDocument(body).toJson()).simplified(); // a line can break in it
    m_sent->setText(!missing.isEmpty()
            ? missing
            : QStringLiteral("PUT /_snapshot/%1 %2\nPOST /_snapshot/%1/_verify").arg(info.name, text));
    m_register->setEnabled(missing.isEmpty() && m_draft->shelf()->registered().state != Loading::Asking);
    fitHeight(this, leastWidth);
}

void RegisterDialog::run()
{
    m_asked = true;
    m_draft->shelf()->registerRepository(m_draft->plan(), repository());
}

void RegisterDialog::showOutcome()
{
    const Asked<RepositoryCheck> &outcome = m_draft->shelf()->registered();
    const bool asking = outcome.state == Loading::Asking;
    for (QWidget *field : std::initializer_list<QWidget *>{
             m_name, m_where.type(), m_where.place(), m_where.path(), m_where.client(), m_settings, m_readOnly})
        field->setEnabled(!asking && outcome.state != Loading::Ready);
    m_note->setVisible(asking || outcome.state == Loading::Failed || outcome.state == Loading::Ready);
    if (asking)
        m_note->setContent(StateTone::Running, QStringLiteral("loader-circle"), tr("Every node looks at the place"),
            tr("Closing this window does not stop it."));
    else if (outcome.state == Loading::Failed)
        m_note->setContent(StateTone::Error, QStringLiteral("circle-x"), outcome.error.summary, outcome.error.detail);
    else if (outcome.state == Loading::Ready)
        m_note->setContent(StateTone::Ok, QStringLiteral("circle-check"), tr("Registered and verified"),
            tr("All %n master and data nodes of %1 reach it. Its snapshots can be chosen now.", nullptr,
                outcome.value.verified)
                .arg(clusterName(m_draft->endpoint(PairSide::Target))));
    follow();
    m_register->setVisible(outcome.state != Loading::Ready);
    if (outcome.state == Loading::Ready) {
        m_close->setDefault(true);
        m_close->setFocus(Qt::OtherFocusReason);
        if (std::exchange(m_asked, false))
            Q_EMIT registered(m_name->text().trimmed());
    }
}

} // namespace godwit
