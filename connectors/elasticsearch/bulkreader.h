// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

#include <QCoreApplication>

#include <simdjson.h>

namespace godwit {

//! Reads bulk answers. Keeps only what went wrong; refuses an answer with more or fewer items than operations.
class BulkReader
{
    Q_DECLARE_TR_FUNCTIONS(godwit::BulkReader)

public:
    Result<BulkAnswer> read(QByteArray body, int operations);

private:
    simdjson::ondemand::parser m_parser;
};

} // namespace godwit
