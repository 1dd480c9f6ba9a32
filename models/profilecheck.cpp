// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilecheck.h"

#include "models/addresstext.h"

#include <QCoreApplication>
#include <QUrl>

namespace godwit {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ProfileCheck)
};

QString nameProblem(const ProfileDraft &draft)
{
    const QString name = draft.profile.name();
    if (name.isEmpty())
        return Text::tr("The connection needs a name.");
    if (draft.otherNames.contains(name))
        return Text::tr("Another connection is named %1. Choose a different name.").arg(name);
    return {};
}

QString addressProblem(const QString &typed)
{
    if (typed.trimmed().isEmpty())
        return Text::tr("Enter the address, like https://host:9200.");
    const AddressParts parts = parseAddress(typed);
    if (!parts.problem.isEmpty())
        return parts.problem;
    return parts.understood ? QString()
                            : Text::tr("This is no address that Godwit understands. Write it like https://host:9200.");
}

QString secretProblem(const ProfileDraft &draft)
{
    // A saved connection may go without: the keychain was emptied, or another session holds it.
    if (draft.secretTyped || draft.secretKept || !draft.profile.id.isEmpty())
        return {};
    switch (draft.profile.endpoint.auth) {
    case AuthKind::None:
        return {};
    case AuthKind::Basic:
        return Text::tr("Enter the password.");
    case AuthKind::ApiKey:
        return Text::tr("Enter the API key, as id:key or in its encoded form.");
    case AuthKind::Bearer:
        return Text::tr("Enter the token.");
    }
    return {};
}

QString fingerprintProblem(QString text)
{
    if (text.startsWith(QLatin1String("sha256:"), Qt::CaseInsensitive))
        text = text.mid(7);
    text.remove(u':').remove(u' ');
    const bool hex = std::all_of(text.begin(), text.end(),
        [](QChar c) { return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f'); });
    return hex && text.size() == 64
        ? QString()
        : Text::tr("A SHA-256 fingerprint has 64 hexadecimal digits; this has %1 characters.").arg(text.size());
}

QString proxyProblem(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme() != QLatin1String("http") || url.host().isEmpty())
        return Text::tr("Write the proxy like http://host:3128.");
    return url.userInfo().isEmpty()
        ? QString()
        : Text::tr("User and password of the proxy have fields of their own; the address is saved as plain text.");
}

QString proxySecretProblem(const ProfileDraft &draft)
{
    if (draft.profile.endpoint.proxyUser.isEmpty() || draft.proxySecretTyped || draft.proxySecretKept
        || !draft.profile.id.isEmpty())
        return {};
    return Text::tr("Enter the password of the proxy.");
}

} // namespace

QList<ProfileProblem> checkProfile(const ProfileDraft &draft)
{
    QList<ProfileProblem> problems;
    const auto note = [&problems](ProfileField field, const QString &message) {
        if (!message.isEmpty())
            problems.append({field, message});
    };
    const Endpoint &e = draft.profile.endpoint;
    note(ProfileField::Name, nameProblem(draft));
    note(ProfileField::Address, addressProblem(draft.addressText));
    if (e.auth == AuthKind::Basic && e.user.isEmpty())
        note(ProfileField::User, Text::tr("Enter the user."));
    note(ProfileField::Secret, secretProblem(draft));
    if (draft.trust == QLatin1String("ca") && e.caFile.isEmpty())
        note(ProfileField::CaFile, Text::tr("Choose the file of the authority, in PEM format."));
    if (draft.trust == QLatin1String("fingerprint"))
        note(ProfileField::Fingerprint, fingerprintProblem(e.fingerprint));
    if (e.clientCertificate.isEmpty() && !e.clientKey.isEmpty())
        note(ProfileField::Certificate, Text::tr("A key needs its certificate. Choose that too."));
    if (draft.manualProxy) {
        note(ProfileField::Proxy, proxyProblem(e.proxy));
        if (draft.proxySecretTyped && e.proxyUser.isEmpty())
            note(ProfileField::ProxyUser, Text::tr("Enter the user of the proxy."));
        note(ProfileField::ProxySecret, proxySecretProblem(draft));
    }
    return problems;
}

} // namespace godwit
