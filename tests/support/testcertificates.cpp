// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificates.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

namespace godwit::test {

TestCertificates::TestCertificates()
{
    const QString names = QStringLiteral("subjectAltName=IP:127.0.0.1,DNS:localhost");
    selfSign(QStringLiteral("ca"), QStringLiteral("/CN=Test Authority"),
        QStringLiteral("basicConstraints=critical,CA:TRUE"));
    selfSign(QStringLiteral("other"), QStringLiteral("/CN=Other Authority"),
        QStringLiteral("basicConstraints=critical,CA:TRUE"));
    selfSign(QStringLiteral("self"), QStringLiteral("/CN=Self Signed"), names);
    sign(QStringLiteral("server"), QStringLiteral("/CN=Test Server"), names);
    sign(QStringLiteral("elsewhere"), QStringLiteral("/CN=Elsewhere"),
        QStringLiteral("subjectAltName=DNS:search.example.org"));
    sign(QStringLiteral("client"), QStringLiteral("/CN=Test Client"), QStringLiteral("extendedKeyUsage=clientAuth"));
}

void TestCertificates::run(const QStringList &arguments)
{
    if (!m_failure.isEmpty())
        return;
    QProcess openssl;
    openssl.setWorkingDirectory(m_directory.path());
    openssl.start(QStringLiteral("openssl"), arguments);
    if (!openssl.waitForFinished() || openssl.exitStatus() != QProcess::NormalExit || openssl.exitCode() != 0)
        m_failure = arguments.join(QLatin1Char(' ')) + QLatin1String(": ")
            + QString::fromLocal8Bit(openssl.readAllStandardError());
}

void TestCertificates::selfSign(const QString &name, const QString &subject, const QString &extension)
{
    run({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"),
        QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("30"), QStringLiteral("-subj"), subject,
        QStringLiteral("-addext"), extension, QStringLiteral("-keyout"), QString(name + QLatin1String(".key")),
        QStringLiteral("-out"), QString(name + QLatin1String(".pem"))});
}

void TestCertificates::sign(const QString &name, const QString &subject, const QString &extensions)
{
    QFile file(path(name + QLatin1String(".ext")));
    if (file.open(QIODevice::WriteOnly))
        file.write(extensions.toLatin1());
    file.close();
    run({QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
        QStringLiteral("-subj"), subject, QStringLiteral("-keyout"), QString(name + QLatin1String(".key")),
        QStringLiteral("-out"), QString(name + QLatin1String(".csr"))});
    run({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), QString(name + QLatin1String(".csr")),
        QStringLiteral("-CA"), QStringLiteral("ca.pem"), QStringLiteral("-CAkey"), QStringLiteral("ca.key"),
        QStringLiteral("-CAcreateserial"), QStringLiteral("-days"), QStringLiteral("30"), QStringLiteral("-extfile"),
        QString(name + QLatin1String(".ext")), QStringLiteral("-out"), QString(name + QLatin1String(".pem"))});
}

QSslConfiguration TestCertificates::server(const QString &name, bool asksClient) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    QList<QSslCertificate> chain = QSslCertificate::fromPath(path(name + QLatin1String(".pem")));
    if (name != QLatin1String("self"))
        chain += QSslCertificate::fromPath(path(QStringLiteral("ca.pem")));
    configuration.setLocalCertificateChain(chain);
    QFile key(path(name + QLatin1String(".key")));
    if (key.open(QIODevice::ReadOnly))
        configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Rsa));
    configuration.setCaCertificates(QSslCertificate::fromPath(path(QStringLiteral("ca.pem"))));
    configuration.setPeerVerifyMode(asksClient ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    return configuration;
}

QStringList TestCertificates::strictServer() const
{
    return {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
        QStringLiteral("-www"), QStringLiteral("-cert"), path(QStringLiteral("server.pem")), QStringLiteral("-key"),
        path(QStringLiteral("server.key")), QStringLiteral("-CAfile"), path(QStringLiteral("ca.pem")),
        QStringLiteral("-Verify"), QStringLiteral("1"), QStringLiteral("-verify_return_error")};
}

QString TestCertificates::fingerprint(const QString &name) const
{
    const QList<QSslCertificate> found = QSslCertificate::fromPath(path(name + QLatin1String(".pem")));
    return found.isEmpty() ? QString()
                           : QString::fromLatin1(found.first().digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

} // namespace godwit::test
