// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/bulkreader.h"

#include "connectors/elasticsearch/pagereader.h"

namespace godwit {

namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::raw_json_string;
using simdjson::ondemand::value;

QString text(value v)
{
    const std::string_view view = v.get_string();
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

//! Old servers give a plain string where newer ones give {type, reason, caused_by}.
void readError(value v, BulkItem &item)
{
    const json_type type = v.type();
    if (type == json_type::string) {
        item.reason = text(v);
        return;
    }
    QString cause;
    for (auto field : v.get_object()) {
        const raw_json_string key = field.key();
        value inner = field.value();
        const json_type innerType = inner.type();
        if (key.unsafe_is_equal("type") && innerType == json_type::string) {
            item.type = text(inner);
        } else if (key.unsafe_is_equal("reason") && innerType == json_type::string) {
            item.reason = text(inner);
        } else if (key.unsafe_is_equal("caused_by") && innerType == json_type::object) {
            BulkItem below;
            readError(inner, below);
            cause = below.reason;
        }
    }
    if (!cause.isEmpty() && cause != item.reason)
        item.reason += QLatin1String(": ") + cause;
}

qint64 failedCopies(object shards)
{
    qint64 failed = 0;
    for (auto field : shards) {
        if (field.key().value().unsafe_is_equal("failed"))
            failed = static_cast<qint64>(field.value().get_int64());
    }
    return failed;
}

struct ItemResult
{
    BulkItem item;
    bool isDelete = false;
    qint64 failed = 0;
};

ItemResult readItem(object wrapper)
{
    ItemResult result;
    for (auto action : wrapper) {
        const raw_json_string name = action.key();
        result.isDelete = name.unsafe_is_equal("delete");
        for (auto field : action.value().get_object()) {
            const raw_json_string key = field.key();
            if (key.unsafe_is_equal("status"))
                result.item.status = static_cast<int>(static_cast<std::int64_t>(field.value().get_int64()));
            else if (key.unsafe_is_equal("error"))
                readError(field.value(), result.item);
            else if (key.unsafe_is_equal("_shards"))
                result.failed = failedCopies(field.value().get_object());
        }
    }
    return result;
}

void judge(ItemResult result, BulkAnswer &answer)
{
    if (result.item.status == 0)
        throw simdjson::simdjson_error(simdjson::NO_SUCH_FIELD);
    const bool gone = result.isDelete && result.item.status == 404 && result.item.type.isEmpty();
    const bool fine = gone || (result.item.status >= 200 && result.item.status < 300);
    answer.notFound += gone ? 1 : 0;
    if (!fine || result.failed > 0) {
        if (fine)
            result.item.type = QStringLiteral("failed_shard_copy");
        result.item.position = answer.items;
        answer.notOk.push_back(std::move(result.item));
    }
    ++answer.items;
}

BulkAnswer readAnswer(simdjson::ondemand::parser &parser, const QByteArray &body)
{
    BulkAnswer answer;
    simdjson::ondemand::document document = parser.iterate(
        body.constData(), static_cast<std::size_t>(body.size()), static_cast<std::size_t>(body.capacity()));
    for (auto field : document.get_object()) {
        const raw_json_string key = field.key();
        if (key.unsafe_is_equal("took")) {
            answer.tookMs = static_cast<qint64>(field.value().get_int64());
        } else if (key.unsafe_is_equal("items")) {
            for (auto element : field.value().get_array())
                judge(readItem(element.get_object()), answer);
        }
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    return answer;
}

} // namespace

Result<BulkAnswer> BulkReader::read(QByteArray body, int operations)
{
    ensurePadding(body);
    BulkAnswer answer;
    try {
        answer = readAnswer(m_parser, body);
    } catch (const simdjson::simdjson_error &error) {
        return fail(ErrorKind::Protocol,
            tr("The answer to a bulk request can't be read. Check what stands between Godwit and the server."),
            QString::fromLatin1(error.what()));
    }
    if (answer.items != operations) {
        return fail(ErrorKind::Protocol,
            tr("A bulk request of %1 operations was answered with %2 results, so none is trusted. It is sent again.")
                .arg(operations)
                .arg(answer.items));
    }
    return answer;
}

} // namespace godwit
