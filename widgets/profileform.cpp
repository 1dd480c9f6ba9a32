// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the fields of the editor are laid out, and which of them are shown.
#include "models/addresstext.h"
#include "widgets/fieldrow.h"
#include "widgets/panels.h"
#include "widgets/profileeditor.h"
#include "widgets/segments.h"
#include "widgets/textscale.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace godwit {

ProfileEditor::ProfileEditor(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_name(new QLineEdit)
    , m_address(new QLineEdit)
    , m_product(new QComboBox)
    , m_environment(new Segments(environments(), tr("Environment"), Segments::Look::Environments))
    , m_safety(new Segments({tr("Read only"), tr("Confirm"), tr("Free")}, tr("Safety"), Segments::Look::Plain))
    , m_signIn(new QComboBox)
    , m_user(new QLineEdit)
    , m_secret(new QLineEdit)
    , m_place(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_trust(new QComboBox)
    , m_caFile(new QLineEdit)
    , m_fingerprint(new QLineEdit)
    , m_certificate(new QLineEdit)
    , m_key(new QLineEdit)
    , m_proxy(new QComboBox)
    , m_proxyAddress(new QLineEdit)
    , m_proxyUser(new QLineEdit)
    , m_proxySecret(new QLineEdit)
{
    fillBoxes();
    makeForm();
    connectFields();
    updateVisibility();
}

void ProfileEditor::fillBoxes()
{
    m_product->addItems({tr("Recognise it"), tr("Elasticsearch"), tr("OpenSearch"), tr("Milvus or Zilliz")});
    m_signIn->addItems({tr("None"), tr("User and password"), tr("API key"), tr("Bearer token")});
    m_trust->addItems({tr("As the system"), tr("Own CA file"), tr("Fingerprint")});
    m_proxy->addItems({tr("As the system"), tr("None"), tr("Manual")});
    m_safety->setIcon(0, QStringLiteral("lock"));
    for (QLineEdit *edit : {m_secret, m_proxySecret}) {
        edit->setEchoMode(QLineEdit::Password);
        edit->setProperty("secret", true); // see PresentationMode
    }
    for (QLineEdit *edit :
        {m_address, m_user, m_fingerprint, m_caFile, m_certificate, m_key, m_proxyAddress, m_proxyUser}) {
        edit->setFont(fontFor(FontRole::Code));
        edit->setLayoutDirection(Qt::LeftToRight); // addresses and paths in every language
    }
    m_fingerprint->setPlaceholderText(tr("SHA-256 of the server's certificate"));
    m_proxyAddress->setPlaceholderText(QStringLiteral("http://proxy.example:3128"));
    m_proxyUser->setPlaceholderText(tr("none"));
    m_address->setPlaceholderText(QStringLiteral("https://host:9200"));
    m_certificate->setPlaceholderText(tr("none"));
    m_key->setPlaceholderText(tr("in the certificate's file"));
}

FieldRow *ProfileEditor::addRow(const QString &text, QWidget *field, QWidget *input, const QString &hint)
{
    auto *row = new FieldRow(field, input ? input : field, hint);
    auto *label = new TextLabel(text, FontRole::Body, TextColor::Secondary);
    label->setBuddy(row->input());
    followFont(label, [label] { label->setFixedHeight(std::max(28, label->fontMetrics().height() + 10)); });
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->input()->setAccessibleName(text);
    m_form->addRow(label, row);
    return row;
}

FieldRow *ProfileEditor::addRow(
    ProfileField field, const QString &text, QWidget *widget, QWidget *input, const QString &hint)
{
    FieldRow *row = addRow(text, widget, input, hint);
    m_rows.insert(field, row);
    return row;
}

void ProfileEditor::makeForm()
{
    m_form->setContentsMargins(14, 12, 14, 12);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(8);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addRow(ProfileField::Name, tr("Name"), m_name);
    m_addressRow = addRow(ProfileField::Address, tr("Address"), m_address);
    m_productRow = addRow(tr("Product"), m_product);
    addRow(tr("Environment"), m_environment);
    m_safetyRow = addRow(tr("Safety"), m_safety);
    m_form->addRow(makeLine(Qt::Horizontal));
    addRow(tr("Sign-in"), m_signIn);
    addRow(ProfileField::User, tr("User"), m_user);
    addRow(ProfileField::Secret, tr("Password"), secretRow(), m_secret);
    m_form->addRow(makeLine(Qt::Horizontal));
    addRow(tr("TLS trust"), m_trust);
    addRow(ProfileField::CaFile, tr("CA file"), fileRow(m_caFile, tr("Choose CA file")), m_caFile);
    addRow(ProfileField::Fingerprint, tr("Fingerprint"), m_fingerprint);
    addRow(ProfileField::Certificate, tr("Certificate"), fileRow(m_certificate, tr("Choose client certificate")),
        m_certificate, tr("Only where the server asks for a client certificate."));
    addRow(ProfileField::Key, tr("Its key"), fileRow(m_key, tr("Choose key of the client certificate")), m_key);
    addRow(tr("Proxy"), m_proxy);
    addRow(ProfileField::Proxy, tr("Proxy address"), m_proxyAddress);
    addRow(ProfileField::ProxyUser, tr("Proxy user"), m_proxyUser);
    addRow(ProfileField::ProxySecret, tr("Proxy password"), m_proxySecret);
}

QWidget *ProfileEditor::secretRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_secret, 1);
    layout->addWidget(m_place);
    m_reveal = m_secret->addAction(icon(QStringLiteral("eye"), IconColor::Secondary), QLineEdit::TrailingPosition);
    m_reveal->setCheckable(true);
    m_reveal->setText(tr("Show it"));
    m_reveal->setToolTip(tr("Show it"));
    connect(m_reveal, &QAction::toggled, this, &ProfileEditor::toggleReveal);
    return row;
}

QWidget *ProfileEditor::fileRow(QLineEdit *edit, const QString &title)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(edit, 1);
    auto *choose = makeButton(tr("Choose…"));
    choose->setAccessibleName(title);
    layout->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, [this, edit, title] { chooseFile(edit, title); });
    return row;
}

void ProfileEditor::chooseFile(QLineEdit *edit, const QString &title)
{
    const QString path = QFileDialog::getOpenFileName(
        this, title, edit->text(), tr("Certificates (*.pem *.crt *.cer *.key);;All files (*)"));
    if (!path.isEmpty())
        edit->setText(path);
}

void ProfileEditor::setRowVisible(FieldRow *row, bool visible)
{
    row->setVisible(visible);
    if (QWidget *label = m_form->labelForField(row))
        label->setVisible(visible);
}

void ProfileEditor::updateVisibility()
{
    const auto auth = static_cast<AuthKind>(m_signIn->currentIndex());
    FieldRow *secret = m_rows.value(ProfileField::Secret);
    setRowVisible(m_rows.value(ProfileField::User), auth == AuthKind::Basic);
    setRowVisible(secret, auth != AuthKind::None);
    const QString name = auth == AuthKind::ApiKey ? tr("API key")
        : auth == AuthKind::Bearer                ? tr("Token")
                                                  : tr("Password");
    static_cast<QLabel *>(m_form->labelForField(secret))->setText(name);
    m_secret->setAccessibleName(name);
    secret->setHint(auth == AuthKind::ApiKey ? tr("As id:key or in its encoded form.") : QString());
    setRowVisible(m_rows.value(ProfileField::CaFile), m_trust->currentIndex() == 1);
    setRowVisible(m_rows.value(ProfileField::Fingerprint), m_trust->currentIndex() == 2);
    const bool manual = m_proxy->currentIndex() == 2;
    for (const ProfileField field : {ProfileField::Proxy, ProfileField::ProxyUser, ProfileField::ProxySecret})
        setRowVisible(m_rows.value(field), manual);
    updateHints();
    setSecretPlace(m_placeText);
}

void ProfileEditor::updateHints()
{
    m_addressRow->setHint(
        tr("Paste a URL, a Cloud ID or a curl line: the fields fill themselves. A path is kept as prefix."));
    m_productRow->setHint(
        m_product->currentIndex() == static_cast<int>(Product::Milvus) ? tr(
            "This version of Godwit can't migrate Milvus or Zilliz. The connection can be saved, and the way to the "
            "server tested.")
                                                                       : QString());
    switch (m_safety->current()) {
    case 0:
        m_safetyRow->setHint(
            tr("Write requests are refused inside the connector. The cutover asks before it sets the write block."));
        break;
    case 1:
        m_safetyRow->setHint(tr("Whatever writes to this cluster asks first."));
        break;
    default:
        m_safetyRow->setHint(tr("A migration that is started writes without a further question."));
        break;
    }
}

void ProfileEditor::setSecretPlace(const QString &text)
{
    m_placeText = text;
    m_place->setText(!text.isEmpty() ? text : m_secretsLast ? QString() : tr("for this session only"));
    m_place->setVisible(!m_place->text().isEmpty());
    m_secret->setPlaceholderText(text.isEmpty() ? QString() : QString(12, QChar(0x2022)));
    m_secret->setAccessibleDescription(text.isEmpty() ? m_place->text() : tr("Kept, unchanged: %1").arg(text));
}

void ProfileEditor::setProxySecretPlace(const QString &text)
{
    m_proxySecretKept = !text.isEmpty();
    m_proxySecret->setPlaceholderText(text.isEmpty() ? QString() : QString(12, QChar(0x2022)));
    m_proxySecret->setAccessibleDescription(text.isEmpty() ? QString() : tr("Kept, unchanged: %1").arg(text));
    m_proxySecret->setToolTip(m_proxySecret->accessibleDescription());
}

void ProfileEditor::setSecretsLast(bool last)
{
    m_secretsLast = last;
    setSecretPlace(m_placeText);
}

void ProfileEditor::toggleReveal(bool on)
{
    m_reveal->setIcon(icon(on ? QStringLiteral("eye-off") : QStringLiteral("eye"), IconColor::Secondary));
    m_reveal->setText(on ? tr("Hide it") : tr("Show it"));
    m_reveal->setToolTip(m_reveal->text());
    m_secret->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    if (on && m_secret->text().isEmpty() && !m_placeText.isEmpty())
        Q_EMIT revealRequested();
    if (!on && !m_revealed.isEmpty() && m_secret->text() == m_revealed)
        m_secret->clear();
    if (!on)
        m_revealed.clear();
}

void ProfileEditor::showSecret(const Secrets &secrets)
{
    // Hidden again meanwhile, or something was typed.
    if (!m_reveal->isChecked() || !m_secret->text().isEmpty())
        return;
    const auto auth = static_cast<AuthKind>(m_signIn->currentIndex());
    m_revealed = auth == AuthKind::Basic ? secrets.password
        : auth == AuthKind::ApiKey       ? secrets.apiKey
                                         : secrets.bearer;
    m_secret->setText(m_revealed);
}

void ProfileEditor::setRevealAllowed(bool allowed)
{
    if (!allowed)
        m_reveal->setChecked(false);
    m_reveal->setEnabled(allowed);
    m_reveal->setVisible(allowed);
}

} // namespace godwit
