// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/jobcontrol.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace godwit {

//! How deep two indices are compared. Each level includes those before it.
enum class VerifyLevel {
    Existence, //!< both are there, with their aliases
    Definition, //!< mappings and settings
    Counts, //!< root documents; deleted and nested Lucene documents explained
    Ids, //!< the set of ids with their routing
    Content, //!< id, routing and `_source` of every document
};

//! How two sources of one document relate.
enum class Sameness {
    Bytes, //!< byte for byte
    Meaning, //!< key order, 1.0 and 1.00, escapes, white space, synthetic source
    Different,
};

struct IndexPair
{
    QString source;
    QString target;
    bool operator==(const IndexPair &) const = default;
};

//! What is to be compared, and what counts.
struct VerifyRequest
{
    QList<IndexPair> pairs;
    VerifyLevel level = VerifyLevel::Content;
    //! Meaning: documents that are equal in meaning are equal. Bytes: they are findings of kind "different" as well.
    Sameness wanted = Sameness::Meaning;
    ThrottleLimits limits; //!< documents and bytes read a second, both sides together; JobControl changes them
    int readersPerSide = 2;
    double patienceSeconds = 120; //!< how long a server may be away before the comparison is suspended
    double settleSeconds = 30; //!< while a side is written to: how long a difference must stand still to count

    [[nodiscard]] QJsonObject toJson() const;
    //! Unknown keys are Usage errors.
    static Result<VerifyRequest> fromJson(const QJsonObject &json);
};

//! Stable words: "existence", "definition", "counts", "ids", "content".
QString levelName(VerifyLevel level);
Result<VerifyLevel> levelFromName(const QString &name);
//! "bytes", "meaning", "different".
QString samenessName(Sameness sameness);

} // namespace godwit
