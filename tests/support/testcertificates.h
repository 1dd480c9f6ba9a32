// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

namespace godwit::test {

//! Certificates for one test run, made with the openssl command: an authority, a server and a client that it signed, a
//! second authority, and a server certificate signed by itself.
class TestCertificates
{
public:
    TestCertificates();

    QString failure() const { return m_failure; } //!< empty if everything was made
    QString path(const QString &name) const { return m_directory.filePath(name); } //!< "ca.pem", "server.key", …
    //! For a server on 127.0.0.1 that shows `name`.pem; `asksClient`: only clients of the authority may in.
    QSslConfiguration server(const QString &name, bool asksClient = false) const;
    //! Arguments of an `openssl` server that insists on a client certificate. It prints "ACCEPT 127.0.0.1:port".
    QStringList strictServer() const;
    QString fingerprint(const QString &name) const; //!< SHA-256, upper case, with colons

private:
    void run(const QStringList &arguments);
    void sign(const QString &name, const QString &subject, const QString &extensions);
    void selfSign(const QString &name, const QString &subject, const QString &extension);

    QTemporaryDir m_directory;
    QString m_failure;
};

} // namespace godwit::test
