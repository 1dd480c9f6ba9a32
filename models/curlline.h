// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"

#include <QString>
#include <QStringList>

namespace godwit {

//! The words of a command line as a POSIX shell sees them: quotes, backslashes, continued lines. No expansion.
QStringList shellWords(const QString &line);

//! What a line for curl says about a server. Everything about the request itself is left out.
struct CurlLine
{
    QString url;
    QString credentials; //!< user:password
    QStringList headers;
    QString bearer;
    QString caFile;
    QString certificate;
    QString key;
    QString proxy;
    QString proxyCredentials;
    bool insecure = false;
};
CurlLine readCurlLine(const QString &line);

//! A request ("PUT /path", then perhaps a body from the second line on) as a line for curl, which asks for the password
//! itself: no secret is part of it.
QString curlFor(const Endpoint &endpoint, const QString &request);

} // namespace godwit
