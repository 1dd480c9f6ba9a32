// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

#include <QCoreApplication>

#include <simdjson.h>

#include <span>

namespace godwit {

//! Reads _mget answers: one result for each key, in its order. A document that the server could not look at makes the
//! whole answer Incomplete.
class LookupReader
{
    Q_DECLARE_TR_FUNCTIONS(godwit::LookupReader)

public:
    Result<std::vector<Lookup>> read(QByteArray body, std::span<const DocumentKey> keys);

private:
    simdjson::ondemand::parser m_parser;
};

} // namespace godwit
