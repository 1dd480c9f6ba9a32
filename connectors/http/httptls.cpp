// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httptls.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslKey>
#include <QUrl>

#include <algorithm>

namespace godwit {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(HttpTls)
};

QByteArray digest(const QSslCertificate &certificate)
{
    return certificate.isNull() ? QByteArray() : certificate.digest(QCryptographicHash::Sha256);
}

QString readable(const QByteArray &fingerprint)
{
    return QString::fromLatin1(fingerprint.toHex(':').toUpper());
}

QString commonName(const QSslCertificate &certificate)
{
    const QStringList names = certificate.subjectInfo(QSslCertificate::CommonName);
    if (!names.isEmpty())
        return names.first();
    const QStringList others = certificate.subjectAlternativeNames().values();
    return others.isEmpty() ? certificate.subjectDisplayName() : others.first();
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return {};
    }
}

CertificateFacts factsOf(const QSslCertificate &certificate)
{
    const QStringList issuers = certificate.issuerInfo(QSslCertificate::CommonName);
    return {commonName(certificate), issuers.isEmpty() ? certificate.issuerDisplayName() : issuers.first(),
        certificate.effectiveDate(), certificate.expiryDate(), readable(digest(certificate))};
}

TlsFacts factsOf(const QSslConfiguration &session)
{
    TlsFacts facts;
    facts.protocol = protocolName(session.sessionProtocol());
    const QList<QSslCertificate> chain = session.peerCertificateChain();
    for (const QSslCertificate &certificate : chain)
        facts.chain += factsOf(certificate);
    const QSslCertificate leaf = session.peerCertificate();
    facts.fingerprint = readable(digest(leaf));
    if (leaf.expiryDate().isValid())
        facts.daysLeft = int(std::max<qint64>(-1, QDateTime::currentDateTimeUtc().daysTo(leaf.expiryDate())));
    facts.encrypted = true;
    return facts;
}

Result<QByteArray> parsePin(const QString &text)
{
    QString hex = text.trimmed();
    if (hex.startsWith(QLatin1String("sha256:"), Qt::CaseInsensitive))
        hex = hex.mid(7);
    hex.remove(QLatin1Char(':')).remove(QLatin1Char(' '));
    const QByteArray pin = QByteArray::fromHex(hex.toLatin1());
    if (hex.isEmpty() || (pin.size() == 32 && hex.size() == 64))
        return pin;
    return fail(ErrorKind::Usage,
        Text::tr(
            "The certificate fingerprint is not a SHA-256 in hexadecimal. It has 64 digits, with or without colons."));
}

Result<QList<QSslCertificate>> readCertificates(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Tls, Text::tr("The certificate file %1 can't be opened. Choose another file.").arg(path),
            file.errorString());
    }
    QList<QSslCertificate> certificates = QSslCertificate::fromData(file.readAll(), QSsl::Pem);
    if (certificates.isEmpty()) {
        return fail(
            ErrorKind::Tls, Text::tr("The file %1 holds no certificate in PEM format. Choose another file.").arg(path));
    }
    return certificates;
}

Result<QSslKey> readKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Tls, Text::tr("The key file %1 can't be opened. Choose another file.").arg(path),
            file.errorString());
    }
    const QByteArray pem = file.readAll();
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return fail(ErrorKind::Tls,
        Text::tr("The file %1 holds no private key without a passphrase in PEM format. Choose another file.")
            .arg(path));
}

QString reasonFor(const QSslError &error, const QSslCertificate &leaf, const QString &host, bool ownCa)
{
    const QString pin = readable(digest(leaf));
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return Text::tr("The certificate of %1 is signed by itself and not trusted. Give its CA file, or check the "
                        "fingerprint %2 with the server's owner and pin it.")
            .arg(host, pin);
    case QSslError::CertificateExpired:
        return Text::tr("The certificate of %1 ended on %2. Renew it on the server.")
            .arg(host, leaf.expiryDate().toString(Qt::ISODate));
    case QSslError::CertificateNotYetValid:
        return Text::tr("The certificate of %1 is not valid before %2. Check the clocks of both machines.")
            .arg(host, leaf.effectiveDate().toString(Qt::ISODate));
    case QSslError::HostNameMismatch: {
        QStringList names = leaf.subjectAlternativeNames().values();
        if (names.isEmpty())
            names = leaf.subjectInfo(QSslCertificate::CommonName);
        return Text::tr("The certificate is not for %1 but for %2. Use one of these names, or pin the fingerprint.")
            .arg(host, names.join(QLatin1String(", ")));
    }
    default:
        break;
    }
    return ownCa
        ? Text::tr("The certificate of %1 was not issued by the given CA. Give the CA file of this server.").arg(host)
        : Text::tr("The certificate of %1 comes from an authority that this computer does not know. Give the CA file, "
                   "or check the fingerprint %2 and pin it.")
              .arg(host, pin);
}

// The sentence is about what to fix first: an unknown issuer hides everything else.
const QSslError &gravest(const QList<QSslError> &errors)
{
    for (const QSslError::SslError kind :
        {QSslError::CertificateExpired, QSslError::CertificateNotYetValid, QSslError::SelfSignedCertificate}) {
        for (const QSslError &error : errors) {
            if (error.error() == kind)
                return error;
        }
    }
    for (const QSslError &error : errors) {
        if (error.error() != QSslError::HostNameMismatch)
            return error;
    }
    return errors.first();
}

} // namespace

Result<HttpTls> HttpTls::make(const Endpoint &endpoint)
{
    HttpTls tls;
    tls.m_host = QUrl(endpoint.url).host();
    tls.m_configuration = QSslConfiguration::defaultConfiguration();
    tls.m_configuration.setProtocol(QSsl::TlsV1_2OrLater);

    auto pin = parsePin(endpoint.fingerprint);
    if (!pin)
        return fail(pin.error());
    tls.m_pin = *pin;

    if (!endpoint.caFile.isEmpty()) {
        auto authorities = readCertificates(endpoint.caFile);
        if (!authorities)
            return fail(authorities.error());
        tls.m_configuration.setCaCertificates(*authorities);
        tls.m_ownCa = true;
    } else if (!tls.m_pin.isEmpty()) {
        tls.m_configuration.setCaCertificates({});
    }
    if (!endpoint.clientCertificate.isEmpty()) {
        auto chain = readCertificates(endpoint.clientCertificate);
        if (!chain)
            return fail(chain.error());
        auto key = readKey(endpoint.clientKey.isEmpty() ? endpoint.clientCertificate : endpoint.clientKey);
        if (!key)
            return fail(key.error());
        tls.m_configuration.setLocalCertificateChain(*chain);
        tls.m_configuration.setPrivateKey(*key);
    }
    return tls;
}

bool HttpTls::pinMatches(const QSslConfiguration &session) const
{
    return digest(session.peerCertificate()) == m_pin;
}

QString HttpTls::mismatch(const QSslConfiguration &session) const
{
    const QSslCertificate leaf = session.peerCertificate();
    const QList<QSslCertificate> chain = session.peerCertificateChain();
    for (const QSslCertificate &certificate : chain) {
        if (certificate != leaf && digest(certificate) == m_pin) {
            return Text::tr(
                "The pinned fingerprint is that of the authority %1, not of the server %2. Pin %3 instead, or give "
                "the CA file.")
                .arg(commonName(certificate), m_host, readable(digest(leaf)));
        }
    }
    return Text::tr(
        "The certificate of %1 has changed: its fingerprint is now %2, pinned was %3. It is called %4 and is valid "
        "since %5. If the server's owner confirms the change, pin the new one.")
        .arg(m_host, readable(digest(leaf)), readable(m_pin), commonName(leaf),
            leaf.effectiveDate().toString(Qt::ISODate));
}

bool HttpTls::accepts(const QSslConfiguration &session, const QList<QSslError> &errors)
{
    m_facts = factsOf(session);
    if (!m_pin.isEmpty() && !m_ownCa) {
        if (pinMatches(session))
            return true;
        m_refusal = mismatch(session);
        return false;
    }
    if (errors.isEmpty())
        return true;
    m_refusal = reasonFor(gravest(errors), session.peerCertificate(), m_host, m_ownCa);
    return false;
}

bool HttpTls::confirms(const QSslConfiguration &session)
{
    m_facts = factsOf(session);
    if (m_pin.isEmpty() || pinMatches(session))
        return true;
    m_refusal = mismatch(session);
    return false;
}

} // namespace godwit
