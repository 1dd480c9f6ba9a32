// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

namespace godwit::test {

//! For a failing test to print.
inline QString told(const Result<HttpResponse> &answer)
{
    return answer ? QStringLiteral("an answer with status %1 and %2 bytes").arg(answer->status).arg(answer->body.size())
                  : QString(answer.error().summary + QLatin1String(" | ") + answer.error().detail);
}

//! Bytes in which a lost, doubled or moved piece shows.
inline QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char('a' + (i * 7 + i / 251) % 26);
    return bytes;
}

inline Endpoint endpointOf(const ScriptedServer &server, const QString &prefix = {})
{
    Endpoint endpoint;
    endpoint.url = server.url() + prefix;
    return endpoint;
}

inline HttpRequest get(const QByteArray &path = "/")
{
    HttpRequest request;
    request.path = path;
    return request;
}

inline HttpRequest once(const QByteArray &path = "/")
{
    HttpRequest request = get(path);
    request.retries = 0;
    return request;
}

inline HttpRequest post(const QByteArray &body, bool idempotent)
{
    HttpRequest request;
    request.method = Method::Post;
    request.path = "/_bulk";
    request.body = body;
    request.contentType = "application/x-ndjson";
    request.idempotent = idempotent;
    return request;
}

inline ScriptedReply status(int code, const QByteArray &body = "{}", const HttpHeaders &headers = {})
{
    ScriptedReply reply;
    reply.status = code;
    reply.body = body;
    reply.headers = headers;
    return reply;
}

} // namespace godwit::test

#define VERIFY_ANSWER(answer)                                                                                          \
    do {                                                                                                               \
        const auto &verified = (answer);                                                                               \
        QVERIFY2(verified.has_value(), qPrintable(godwit::test::told(verified)));                                      \
    } while (false)

#define VERIFY_KIND(answer, expected)                                                                                  \
    do {                                                                                                               \
        const auto &verified = (answer);                                                                               \
        QVERIFY2(!verified && verified.error().kind == (expected), qPrintable(godwit::test::told(verified)));          \
    } while (false)
