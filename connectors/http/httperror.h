// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QAbstractSocket>
#include <QByteArray>
#include <QString>
#include <QStringList>

namespace godwit {

//! An answer with a status of 400 or above, as far as its Error needs it.
struct HttpFailure
{
    int status = 0;
    QByteArray body; //!< inflated
    QByteArray contentType;
    QByteArray retryAfter;
};

//! A request that got no usable answer.
struct HttpBreak
{
    QAbstractSocket::SocketError code = QAbstractSocket::UnknownSocketError;
    QString text;
    bool encrypted = false; //!< the address begins with https
    bool clientCertificate = false; //!< one was offered
    bool throughProxy = false; //!< there is a proxy on the way
    bool connected = false; //!< the connection had come about
    bool answered = false; //!< a part of the answer had come
    bool repeatable = false; //!< sending it again is harmless
};

//! Turns what went wrong into one sentence with cause and next step. Knows the secrets of its connection to take them
//! out.
class HttpErrors
{
public:
    HttpErrors() = default;
    HttpErrors(QString address, QStringList secrets);

    Error fromStatus(const HttpFailure &failure) const;
    Error fromNetwork(const HttpBreak &broken) const;
    Error timeout(std::chrono::milliseconds silence, bool connected) const;
    Error tooLarge(qint64 limit) const;
    Error redirected(const QString &target, int status) const;
    Error damaged(const QString &what) const;
    static Error cancelled();

    QString scrub(QString text) const;
    //! The server's own reason out of an error body: JSON of Elasticsearch, OpenSearch, Kibana or Milvus, HTML, or
    //! text.
    static QString reasonOf(const QByteArray &body, const QByteArray &contentType);
    //! Seconds or a date; 0 if there is neither.
    static std::chrono::milliseconds parseRetryAfter(const QByteArray &value);

private:
    Error fromTls(const QString &text) const;
    Error fromProxy(const HttpBreak &broken, const QString &text) const;

    QString m_address;
    QStringList m_secrets;
};

} // namespace godwit
