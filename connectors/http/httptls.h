// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"

#include <QList>
#include <QSslConfiguration>
#include <QSslError>

namespace godwit {

//! Whom a connection trusts: the system's authorities, an own CA file instead of them, or a pinned fingerprint. A pin
//! alone accepts the certificate with that fingerprint and nothing else; with a CA file both must hold.
class HttpTls
{
public:
    static Result<HttpTls> make(const Endpoint &endpoint);

    QSslConfiguration configuration() const { return m_configuration; }
    //! Whether a handshake with these findings may go on. Otherwise `refusal` says why not.
    bool accepts(const QSslConfiguration &session, const QList<QSslError> &errors);
    //! The handshake is done, nothing is sent yet: false if the pin does not match.
    bool confirms(const QSslConfiguration &session);

    const TlsFacts &facts() const { return m_facts; }
    void setHandshakeTime(std::chrono::microseconds time) { m_facts.handshake = time; }
    QString refusal() const { return m_refusal; }
    void forgetRefusal() { m_refusal.clear(); }

private:
    bool pinMatches(const QSslConfiguration &session) const;
    QString mismatch(const QSslConfiguration &session) const;

    QSslConfiguration m_configuration;
    QByteArray m_pin; //!< 32 bytes, or empty
    QString m_host;
    bool m_ownCa = false;
    TlsFacts m_facts;
    QString m_refusal;
};

} // namespace godwit
