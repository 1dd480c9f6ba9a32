// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/pagereader.h"

#include <cstring>

namespace godwit {

namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::raw_json_string;
using simdjson::ondemand::value;

bool is(const raw_json_string &key, std::string_view name)
{
    return key.unsafe_is_equal(name);
}

//! The raw token of a scalar, without the white space that follows it.
std::string_view trimmedToken(value &v)
{
    std::string_view token = v.raw_json_token();
    while (
        !token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
        token.remove_suffix(1);
    return token;
}

struct ShardCounts
{
    std::int64_t total = -1;
    std::int64_t successful = -1;
    std::int64_t failed = -1;
};

ShardCounts readShards(object shards)
{
    ShardCounts counts;
    for (auto field : shards) {
        const raw_json_string key = field.key();
        if (is(key, "total"))
            counts.total = field.value();
        else if (is(key, "successful"))
            counts.successful = field.value();
        else if (is(key, "failed"))
            counts.failed = field.value();
    }
    return counts;
}

struct HitFlags
{
    bool id = false;
    bool source = false;
    bool rightIndex = true;
};

HitFlags readHit(object fields, const PageReader::Expect &expect, HitPage &page, Hit &hit)
{
    HitFlags flags;
    for (auto field : fields) {
        const raw_json_string key = field.key();
        value v = field.value();
        if (is(key, "_index")) {
            const std::string_view token = trimmedToken(v);
            flags.rightIndex = expect.index.empty() || token.substr(1, token.size() - 2) == expect.index;
        } else if (is(key, "_id")) {
            hit.idToken = trimmedToken(v);
            hit.id = unescapedToken(hit.idToken, v, page.unescaped).value_or(std::string_view());
            flags.id = !hit.id.empty();
        } else if (is(key, "_seq_no")) {
            hit.seqNo = v.get_int64();
        } else if (is(key, "_version")) {
            hit.version = v.get_int64();
        } else if (is(key, "_routing")) {
            hit.routingToken = trimmedToken(v);
            hit.routing = unescapedToken(hit.routingToken, v, page.unescaped).value_or(std::string_view());
        } else if (is(key, "_source")) {
            object document = v.get_object();
            hit.source = storedBytes(document);
            flags.source = true;
        }
    }
    return flags;
}

struct Envelope
{
    bool timedOut = true;
    bool hits = false;
    bool fieldsThere = true;
    bool rightIndex = true;
    ShardCounts shards;

    bool whole() const { return !timedOut && shards.total == 1 && shards.successful == 1 && shards.failed == 0; }
};

void readHits(simdjson::ondemand::array hits, const PageReader::Expect &expect, HitPage &page, Envelope &envelope)
{
    for (auto element : hits) {
        Hit hit;
        const HitFlags flags = readHit(element.get_object(), expect, page, hit);
        envelope.rightIndex = envelope.rightIndex && flags.rightIndex;
        envelope.fieldsThere = envelope.fieldsThere && flags.id && flags.source == expect.source && hit.seqNo >= 0
            && (!expect.version || hit.version >= 0);
        page.hits.push_back(hit);
    }
}

Envelope readAnswer(simdjson::ondemand::parser &parser, HitPage &page, const PageReader::Expect &expect)
{
    Envelope envelope;
    const QByteArray &body = page.body;
    simdjson::ondemand::document document = parser.iterate(
        body.constData(), static_cast<std::size_t>(body.size()), static_cast<std::size_t>(body.capacity()));
    for (auto field : document.get_object()) {
        const raw_json_string key = field.key();
        if (is(key, "timed_out")) {
            envelope.timedOut = field.value().get_bool();
        } else if (is(key, "_scroll_id")) {
            const std::string_view name = field.value().get_string();
            page.scroll = QByteArray(name.data(), static_cast<qsizetype>(name.size()));
        } else if (is(key, "_shards")) {
            envelope.shards = readShards(field.value());
        } else if (is(key, "hits")) {
            for (auto inner : field.value().get_object()) {
                if (is(inner.key(), "hits")) {
                    readHits(inner.value(), expect, page, envelope);
                    envelope.hits = true;
                }
            }
        }
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    return envelope;
}

//! Most pages have none. Block by block, so that the second look finds its bytes in the cache.
bool hasLineEnds(const QByteArray &body)
{
    constexpr std::size_t block = 16 * 1024;
    const std::string_view all(body.constData(), static_cast<std::size_t>(body.size()));
    for (std::size_t at = 0; at < all.size(); at += block) {
        const std::string_view some = all.substr(at, block);
        if (some.find('\n') != std::string_view::npos || some.find('\r') != std::string_view::npos)
            return true;
    }
    return false;
}

void unwrapSources(HitPage &page)
{
    char *data = page.body.data();
    const char *base = page.body.constData();
    for (Hit &hit : page.hits) {
        char *begin = data + (hit.source.data() - base);
        if (!hit.source.empty())
            hit.rewrapped = unwrapLines(begin, begin + hit.source.size());
    }
}

} // namespace

std::string_view storedBytes(simdjson::ondemand::object &document)
{
    std::string_view raw = document.raw_json();
    const char *begin = raw.data();
    while (begin[-1] != ':')
        --begin;
    return {begin, raw.size() + static_cast<std::size_t>(raw.data() - begin)};
}

void ensurePadding(QByteArray &body)
{
    body.detach(); // the reserve of a shared array would be lost with the next write
    if (body.capacity() < body.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING))
        body.reserve(body.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
}

Result<std::string_view> unescapedToken(std::string_view token, value v, std::deque<std::string> &storage)
{
    if (token.size() < 2 || token.front() != '"' || token.back() != '"')
        return fail(ErrorKind::Protocol, {});
    if (std::memchr(token.data(), '\\', token.size()) == nullptr)
        return token.substr(1, token.size() - 2);
    std::string_view text;
    if (v.get_string().get(text) != simdjson::SUCCESS)
        return fail(ErrorKind::Protocol, {});
    return storage.emplace_back(text);
}

bool unwrapLines(char *begin, char *end)
{
    bool found = false;
    for (char *c = begin; c != end; ++c) {
        if (*c == '\n' || *c == '\r') {
            *c = ' ';
            found = true;
        }
    }
    return found;
}

Result<HitPage> PageReader::read(QByteArray body, const Expect &expect)
{
    HitPage page;
    page.body = std::move(body);
    ensurePadding(page.body);
    page.bytes = page.body.size();

    Envelope envelope;
    try {
        envelope = readAnswer(m_parser, page, expect);
    } catch (const simdjson::simdjson_error &error) {
        return fail(ErrorKind::Protocol,
            tr("The answer to a search can't be read. Check what stands between Godwit and the server."),
            QString::fromLatin1(error.what()));
    }
    if (!envelope.whole()) {
        Error error{ErrorKind::Incomplete,
            tr("A search answer is not complete, so it is not used. The shard may be moving; it is read again."),
            tr("timed out: %1, shards: %2 wanted 1, successful %3, failed %4")
                .arg(envelope.timedOut ? tr("yes") : tr("no"))
                .arg(envelope.shards.total)
                .arg(envelope.shards.successful)
                .arg(envelope.shards.failed),
            0, true, {}};
        return fail(std::move(error));
    }
    if (!envelope.hits || !envelope.fieldsThere) {
        return fail(ErrorKind::Protocol,
            tr("A search answer lacks a field that was asked for. Check that the index keeps its _source."));
    }
    if (!envelope.rightIndex) {
        return fail(ErrorKind::Changed,
            tr("The name %1 now leads to another index. Check whether it was deleted and became an alias.")
                .arg(QString::fromUtf8(expect.index.data(), static_cast<qsizetype>(expect.index.size()))));
    }
    if (hasLineEnds(page.body))
        unwrapSources(page);
    return page;
}

} // namespace godwit
