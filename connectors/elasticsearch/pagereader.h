// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

#include <QCoreApplication>

#include <simdjson.h>

#include <string_view>

namespace godwit {

//! simdjson reads whole blocks: makes sure that it may do so behind the end of the body.
void ensurePadding(QByteArray &body);

//! A JSON string token as a view without escapes: into the token itself where it has none, else into `storage`.
Result<std::string_view> unescapedToken(
    std::string_view token, simdjson::ondemand::value value, std::deque<std::string> &storage);

//! The stored bytes of a document: the server puts them between ':' and the next ',' or '}' as they are, white space
//! included.
std::string_view storedBytes(simdjson::ondemand::object &document);

//! Makes raw bytes of a document fit for one NDJSON line. CR and LF can only stand between tokens of valid JSON; they
//! become spaces. True when there were any.
bool unwrapLines(char *begin, char *end);

//! Reads search answers. Trusts none that timed out, has failed shards, or comes from other than exactly the one shard
//! asked.
class PageReader
{
    Q_DECLARE_TR_FUNCTIONS(godwit::PageReader)

public:
    struct Expect
    {
        std::string_view index; //!< every hit must come from it; empty: not looked at
        bool source = true;
        bool version = false;
    };
    Result<HitPage> read(QByteArray body, const Expect &expect);

private:
    simdjson::ondemand::parser m_parser;
};

} // namespace godwit
