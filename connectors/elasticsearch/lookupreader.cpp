// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/lookupreader.h"

#include "connectors/elasticsearch/pagereader.h"

namespace godwit {

namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::raw_json_string;
using simdjson::ondemand::value;

struct Look
{
    std::string id;
    Lookup lookup;
    bool answered = false; //!< the server said found or not found
    bool error = false;
    QString reason; //!< the server's own words for the error
};

Look readDocument(object fields)
{
    Look look;
    for (auto field : fields) {
        const raw_json_string key = field.key();
        value v = field.value();
        if (key.unsafe_is_equal("_id")) {
            look.id = std::string(v.get_string().value());
        } else if (key.unsafe_is_equal("_routing")) {
            look.lookup.routing = std::string(v.get_string().value());
        } else if (key.unsafe_is_equal("found")) {
            look.lookup.found = v.get_bool();
            look.answered = true;
        } else if (key.unsafe_is_equal("_seq_no")) {
            look.lookup.seqNo = v.get_int64();
        } else if (key.unsafe_is_equal("_primary_term")) {
            look.lookup.primaryTerm = v.get_int64();
        } else if (key.unsafe_is_equal("_version")) {
            look.lookup.version = v.get_int64();
        } else if (key.unsafe_is_equal("error")) {
            look.error = true;
            const std::string_view raw = simdjson::to_json_string(v);
            look.reason = QString::fromUtf8(raw.data(), static_cast<qsizetype>(raw.size())).left(1'000);
        } else if (key.unsafe_is_equal("_source")) {
            object document = v.get_object();
            std::string &source = look.lookup.source;
            source = std::string(storedBytes(document));
            unwrapLines(source.data(), source.data() + source.size());
        }
    }
    return look;
}

std::vector<Look> readAnswer(simdjson::ondemand::parser &parser, const QByteArray &body)
{
    std::vector<Look> looks;
    simdjson::ondemand::document document = parser.iterate(
        body.constData(), static_cast<std::size_t>(body.size()), static_cast<std::size_t>(body.capacity()));
    for (auto field : document.get_object()) {
        if (field.key().value().unsafe_is_equal("docs")) {
            for (auto element : field.value().get_array())
                looks.push_back(readDocument(element.get_object()));
        }
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    return looks;
}

} // namespace

Result<std::vector<Lookup>> LookupReader::read(QByteArray body, std::span<const DocumentKey> keys)
{
    ensurePadding(body);
    std::vector<Look> looks;
    try {
        looks = readAnswer(m_parser, body);
    } catch (const simdjson::simdjson_error &error) {
        return fail(ErrorKind::Protocol,
            tr("The answer to a look at documents can't be read. Check what stands between Godwit and the server."),
            QString::fromLatin1(error.what()));
    }
    if (looks.size() != keys.size()) {
        return fail(ErrorKind::Protocol,
            tr("The server answered for %1 documents instead of %2, so nothing is concluded.")
                .arg(looks.size())
                .arg(keys.size()));
    }
    std::vector<Lookup> lookups;
    lookups.reserve(looks.size());
    for (std::size_t i = 0; i < looks.size(); ++i) {
        if (looks[i].error || !looks[i].answered) {
            Error error{ErrorKind::Incomplete,
                tr("The server could not look at every document, so nothing is concluded. The look is repeated."),
                looks[i].reason, 0, true, {}};
            return fail(std::move(error));
        }
        if (looks[i].id != keys[i].id)
            return fail(ErrorKind::Protocol,
                tr("The server answered for another document than asked, so nothing is concluded."));
        lookups.push_back(std::move(looks[i].lookup));
    }
    return lookups;
}

} // namespace godwit
