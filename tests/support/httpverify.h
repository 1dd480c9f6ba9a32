// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"

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
