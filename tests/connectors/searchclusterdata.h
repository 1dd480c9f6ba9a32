// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/elasticsearch/searchconnector.h"
#include "tests/support/clusterfixture.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

#include <thread>

#define EXPLAINED(result) qPrintable((result).error().summary + QLatin1String(" | ") + (result).error().detail)
#define VERIFY_RESULT(expression)                                                                                      \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY2(verified.has_value(), verified.has_value() ? "" : EXPLAINED(verified));                               \
    } while (false)
#define VERIFY_KIND(expression, wanted)                                                                                \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY(!verified.has_value());                                                                                \
        QVERIFY2(verified.error().kind == (wanted), EXPLAINED(verified));                                              \
    } while (false)

namespace godwit::test {

inline QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("test data is not JSON: %s", text.constData());
    return document.object();
}

inline QByteArray bytes(std::string_view view)
{
    return QByteArray(view.data(), qsizetype(view.size()));
}

inline QByteArray token(const QByteArray &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

struct Stored
{
    QByteArray id;
    QByteArray routing;
    QByteArray source;
};

inline std::vector<Stored> nastyDocuments()
{
    std::vector<Stored> documents;
    const auto add = [&documents](const QByteArray &id, const QByteArray &source, const QByteArray &routing = {}) {
        documents.push_back({id, routing, source});
    };
    add("largest long", R"({"n":9223372036854775807,"low":-9223372036854775808,"beyond":18446744073709551616})");
    add("above-2^53", R"({"n":9007199254740993})");
    add("decimals", R"({"a":1.10,"b":1e-7,"c":-0.0,"d":1E+400,"e":0.1000000000000000055511151231257827})");
    add("order", R"({"z":1,"a":{"y":2,"b":3},"m":[3,2,1]})");
    add("empty", "{}");
    add("deep", "{\"a\":" + QByteArray(400, '[') + QByteArray(400, ']') + "}");
    add("emoji \xF0\x9F\x90\xA6", "{\"\xF0\x9F\x90\xA6\":\"\\ud83d\\udc26 \xF0\x9F\x90\xA6\"}",
        "route \xF0\x9F\x90\xA6");
    add("a/b\\c", R"({"u":"http:\/\/a\/b","t":"\u0000\b\f\n\r\t\"\\"})", "r/1");
    add(" \"quoted\" id\n", R"({"t":"},{\"_id\":\"no\"","_id":"x","_source":{"_seq_no":5}})", "\"r\"");
    add("100%25?&#", "\t { \"a\" : 1 ,  \"b\":[ 1 , 2 ] }  ");
    add(QByteArray(512, 'x'), R"({"t":")" + QByteArray(100'000, 'y') + R"("})");
    return documents;
}

inline QByteArray actionLine(const QByteArray &index, const Stored &document)
{
    QByteArray line = R"({"index":{"_index":)" + token(index) + R"(,"_id":)" + token(document.id);
    if (!document.routing.isEmpty())
        line += R"(,"routing":)" + token(document.routing);
    return line + "}}\n" + document.source + '\n';
}

//! As the engine writes it: tokens passed through, the sequence number as version.
inline QByteArray copiedLine(const QByteArray &index, const Hit &hit)
{
    QByteArray line = R"({"index":{"_index":)" + token(index) + R"(,"_id":)" + bytes(hit.idToken) + R"(,"version":)"
        + QByteArray::number(hit.seqNo + 1) + R"(,"version_type":"external_gte")";
    if (!hit.routingToken.empty())
        line += R"(,"routing":)" + bytes(hit.routingToken);
    return line + "}}\n" + bytes(hit.source) + '\n';
}

} // namespace godwit::test
