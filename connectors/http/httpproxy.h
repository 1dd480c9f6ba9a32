// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QNetworkProxy>
#include <QString>
#include <QUrl>

namespace godwit {

//! Whether traffic to this host stays on this machine.
bool isLoopback(const QString &host);

//! "system" or empty: the desktop's or the environment's proxy; "none"; or http://host:port, perhaps with a user that
//! it is told. Loopback never goes through one.
class HttpProxy
{
public:
    static Result<HttpProxy> parse(const QString &setting, const QString &user = {}, const QString &password = {});

    QNetworkProxy proxyFor(const QUrl &server) const;
    QString password() const { return m_fixed.password(); }

private:
    QNetworkProxy m_fixed{QNetworkProxy::NoProxy};
    bool m_system = true;
};

} // namespace godwit
