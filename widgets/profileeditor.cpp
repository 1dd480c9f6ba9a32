// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profileeditor.h"

#include "models/addresstext.h"
#include "widgets/fieldrow.h"
#include "widgets/panels.h"
#include "widgets/segments.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QUrl>

namespace godwit {
namespace {

const QStringList safeties{QStringLiteral("read-only"), QStringLiteral("confirm"), QStringLiteral("free")};

bool isManual(const QString &proxy)
{
    return !proxy.isEmpty() && proxy != QLatin1String("system") && proxy != QLatin1String("none");
}

} // namespace

void ProfileEditor::connectFields()
{
    for (QLineEdit *edit : {m_name, m_address, m_user, m_secret, m_caFile, m_fingerprint, m_certificate, m_key,
             m_proxyAddress, m_proxyUser, m_proxySecret}) {
        connect(edit, &QLineEdit::textChanged, this, [this] {
            recheck();
            Q_EMIT edited();
        });
    }
    for (QComboBox *box : {m_product, m_signIn, m_trust, m_proxy})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            updateVisibility();
            recheck();
            Q_EMIT edited();
        });
    for (Segments *segments : {m_environment, m_safety})
        connect(segments, &Segments::chosen, this, [this] {
            updateHints();
            Q_EMIT edited();
        });
    for (FieldRow *row : std::as_const(m_rows))
        row->input()->installEventFilter(this);
    connect(m_address, &QLineEdit::editingFinished, this, &ProfileEditor::takeAddress);
    connect(m_proxyAddress, &QLineEdit::editingFinished, this, &ProfileEditor::takeProxyText);
    // A pasted secret must not stay readable until the field is left.
    connect(m_address, &QLineEdit::textEdited, this, [this](const QString &text) {
        // More than a key's worth at once was pasted.
        const bool pasted = text.size() > m_addressLength + 1;
        m_addressLength = text.size();
        if (pasted && parseAddress(text).understood)
            takeAddress();
    });
}

bool ProfileEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && !m_loading) {
        for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
            if (row.value()->input() == watched)
                check(row.key());
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ProfileEditor::takeAddress()
{
    const AddressParts parts = parseAddress(m_address->text());
    if (parts.understood && !m_loading)
        takeParts(parts);
}

void ProfileEditor::takeProxyText()
{
    AddressParts parts;
    takeProxy(&parts, m_proxyAddress->text());
    if (m_loading || parts.proxy == m_proxyAddress->text())
        return;
    m_proxyAddress->setText(parts.proxy);
    if (parts.proxyUser.isEmpty())
        return;
    m_proxyUser->setText(parts.proxyUser);
    m_proxySecret->setText(parts.proxyPassword);
}

void ProfileEditor::takeParts(const AddressParts &parts)
{
    if (m_address->text() != parts.url)
        m_address->setText(parts.url);
    m_addressLength = m_address->text().size();
    const auto take = [](QLineEdit *edit, const QString &text) {
        if (!text.isEmpty())
            edit->setText(text);
    };
    if (!parts.user.isEmpty()) {
        m_signIn->setCurrentIndex(static_cast<int>(AuthKind::Basic));
        m_user->setText(parts.user);
        m_secret->setText(parts.password);
    } else if (!parts.apiKey.isEmpty()) {
        m_signIn->setCurrentIndex(static_cast<int>(AuthKind::ApiKey));
        m_secret->setText(parts.apiKey);
    } else if (!parts.bearer.isEmpty()) {
        m_signIn->setCurrentIndex(static_cast<int>(AuthKind::Bearer));
        m_secret->setText(parts.bearer);
    }
    if (!parts.caFile.isEmpty())
        m_trust->setCurrentIndex(1);
    take(m_caFile, parts.caFile);
    take(m_certificate, parts.clientCertificate);
    take(m_key, parts.clientKey);
    if (!parts.proxy.isEmpty())
        m_proxy->setCurrentIndex(2);
    take(m_proxyAddress, parts.proxy);
    take(m_proxyUser, parts.proxyUser);
    take(m_proxySecret, parts.proxyPassword);
    if (parts.product != Product::Unknown && m_product->currentIndex() == 0)
        m_product->setCurrentIndex(static_cast<int>(parts.product));
    if (m_name->text().isEmpty())
        m_name->setText(parts.name.isEmpty() ? QUrl(parts.url).host() : parts.name);
    if (parts.trustsAnything)
        m_addressRow->setHint(tr("The -k of the curl line is not taken over: choose below whom to trust."));
}

void ProfileEditor::setProfile(const Profile &profile)
{
    m_original = profile;
    if (m_original.endpoint.safety.isEmpty())
        m_original.endpoint.safety = QStringLiteral("free");
    m_revealed.clear();
    m_loading = true;
    m_secret->clear();
    m_proxySecret->clear();
    m_reveal->setChecked(false);
    m_loading = false;
    setSeen(profile);
    setDraft(profile);
}

void ProfileEditor::setSeen(const Profile &profile)
{
    m_original.lastSeen = profile.lastSeen;
    m_original.health = profile.health;
    m_product->setItemText(
        0, profile.lastSeen.isEmpty() ? tr("Recognise it") : tr("Recognise it (found: %1)").arg(profile.lastSeen));
}

void ProfileEditor::setDraft(const Profile &profile)
{
    m_loading = true;
    const Endpoint &e = profile.endpoint;
    m_pinned = profile.pinned;
    m_name->setText(e.profile);
    m_address->setText(e.url);
    m_addressLength = e.url.size();
    m_product->setCurrentIndex(static_cast<int>(e.product));
    m_environment->setCurrent(static_cast<int>(environments().indexOf(e.environment)));
    const int safety = static_cast<int>(safeties.indexOf(e.safety));
    m_safety->setCurrent(safety < 0 ? 2 : safety);
    m_signIn->setCurrentIndex(static_cast<int>(e.auth));
    m_user->setText(e.user);
    m_caFile->setText(e.caFile);
    m_fingerprint->setText(e.fingerprint);
    m_trust->setCurrentIndex(!e.fingerprint.isEmpty() ? 2 : !e.caFile.isEmpty() ? 1 : 0);
    m_certificate->setText(e.clientCertificate);
    m_key->setText(e.clientKey);
    m_proxy->setCurrentIndex(isManual(e.proxy) ? 2 : e.proxy == QLatin1String("none") ? 1 : 0);
    m_proxyAddress->setText(isManual(e.proxy) ? e.proxy : QString());
    m_proxyUser->setText(e.proxyUser);
    for (FieldRow *row : std::as_const(m_rows))
        row->setMessage({});
    updateVisibility();
    m_loading = false;
    Q_EMIT edited();
}

Profile ProfileEditor::profile() const
{
    Profile profile = m_original;
    Endpoint &e = profile.endpoint;
    e.profile = m_name->text().trimmed();
    const AddressParts parts = parseAddress(m_address->text());
    e.url = parts.understood ? parts.url : m_address->text().trimmed();
    e.product = static_cast<Product>(m_product->currentIndex());
    e.environment = environments().value(m_environment->current());
    e.safety = safeties.value(m_safety->current() < 0 ? 2 : m_safety->current());
    e.auth = static_cast<AuthKind>(m_signIn->currentIndex());
    e.user = e.auth == AuthKind::Basic ? m_user->text().trimmed() : QString();
    // A file that a plan or an import set beside a fingerprint stays: then both must hold.
    const bool both = !m_original.endpoint.caFile.isEmpty() && !m_original.endpoint.fingerprint.isEmpty();
    const int trust = m_trust->currentIndex();
    e.caFile = trust == 1 || (trust == 2 && both) ? m_caFile->text().trimmed() : QString();
    e.fingerprint = trust == 2 ? m_fingerprint->text().trimmed() : QString();
    e.clientCertificate = m_certificate->text().trimmed();
    e.clientKey = m_key->text().trimmed();
    e.proxy = m_proxy->currentIndex() == 1 ? QStringLiteral("none")
        : m_proxy->currentIndex() == 2     ? m_proxyAddress->text().trimmed()
                                           : QString();
    e.proxyUser = m_proxy->currentIndex() == 2 ? m_proxyUser->text().trimmed() : QString();
    profile.pinned = e.fingerprint == m_pinned.fingerprint ? m_pinned : CertificateFacts();
    return profile;
}

Secrets ProfileEditor::secrets() const
{
    Secrets secrets;
    const auto auth = static_cast<AuthKind>(m_signIn->currentIndex());
    if (auth == AuthKind::Basic)
        secrets.password = m_secret->text();
    else if (auth == AuthKind::ApiKey)
        secrets.apiKey = m_secret->text();
    else if (auth == AuthKind::Bearer)
        secrets.bearer = m_secret->text();
    if (m_proxy->currentIndex() == 2)
        secrets.proxyPassword = m_proxySecret->text();
    return secrets;
}

bool ProfileEditor::secretTyped() const
{
    return !m_secret->text().isEmpty() && m_secret->text() != m_revealed && m_signIn->currentIndex() > 0;
}

bool ProfileEditor::proxySecretTyped() const
{
    return !m_proxySecret->text().isEmpty() && m_proxy->currentIndex() == 2;
}

void ProfileEditor::pin(const CertificateFacts &certificate)
{
    m_pinned = certificate;
    m_fingerprint->setText(certificate.fingerprint);
    m_trust->setCurrentIndex(2);
}

QStringList ProfileEditor::changes() const
{
    const Endpoint now = profile().endpoint;
    const Endpoint &was = m_original.endpoint;
    QStringList names;
    const auto note = [&names](bool changed, const QString &name) {
        if (changed)
            names.append(name);
    };
    note(now.profile != was.profile, tr("Name"));
    note(now.url != was.url, tr("Address"));
    note(now.product != was.product, tr("Product"));
    note(now.environment != was.environment, tr("Environment"));
    note(now.safety != (was.safety.isEmpty() ? QStringLiteral("free") : was.safety), tr("Safety"));
    note(now.auth != was.auth, tr("Sign-in"));
    note(now.user != was.user, tr("User"));
    note(secretTyped(), now.auth == AuthKind::Basic ? tr("Password") : tr("Key"));
    note(now.caFile != was.caFile || now.fingerprint != was.fingerprint, tr("TLS trust"));
    note(now.clientCertificate != was.clientCertificate || now.clientKey != was.clientKey, tr("Client certificate"));
    note(now.proxy != was.proxy || now.proxyUser != was.proxyUser || proxySecretTyped(), tr("Proxy"));
    return names;
}

ProfileDraft ProfileEditor::draft() const
{
    ProfileDraft draft;
    draft.profile = profile();
    draft.addressText = m_address->text();
    draft.trust = m_trust->currentIndex() == 1 ? QStringLiteral("ca")
        : m_trust->currentIndex() == 2         ? QStringLiteral("fingerprint")
                                               : QStringLiteral("system");
    draft.manualProxy = m_proxy->currentIndex() == 2;
    draft.secretTyped = secretTyped();
    draft.secretKept = !m_placeText.isEmpty();
    draft.proxySecretTyped = proxySecretTyped();
    draft.proxySecretKept = m_proxySecretKept;
    draft.otherNames = m_otherNames;
    return draft;
}

//! A field that was only passed through is not yet wrong: on a new form nothing is red before something was typed.
void ProfileEditor::check(ProfileField field)
{
    const auto *edit = qobject_cast<QLineEdit *>(m_rows.value(field)->input());
    const bool untouched = m_original.id.isEmpty() && edit && edit->text().isEmpty();
    QString message;
    const QList<ProfileProblem> problems = untouched ? QList<ProfileProblem>() : checkProfile(draft());
    for (const ProfileProblem &problem : problems) {
        if (problem.field == field)
            message = problem.message;
    }
    m_rows.value(field)->setMessage(message);
}

//! A message goes as soon as its cause is gone, and never comes while one types.
void ProfileEditor::recheck()
{
    if (m_loading)
        return;
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        if (!row.value()->message().isEmpty())
            check(row.key());
    }
}

bool ProfileEditor::validate()
{
    const QList<ProfileProblem> problems = checkProfile(draft());
    for (FieldRow *row : std::as_const(m_rows))
        row->setMessage({});
    for (const ProfileProblem &problem : problems)
        m_rows.value(problem.field)->setMessage(problem.message);
    if (!problems.isEmpty())
        m_rows.value(problems.first().field)->input()->setFocus(Qt::OtherFocusReason);
    return problems.isEmpty();
}

QString ProfileEditor::message(ProfileField field) const
{
    return m_rows.value(field)->message();
}

} // namespace godwit
