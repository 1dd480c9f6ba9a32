// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace godwit {

//! One place where two definitions, or two sources of a document, do not say the same. A side that has nothing there is
//! a null string.
struct SideBySide
{
    QString place; //!< "index.refresh_interval", "properties.price.type", "lines[2].amount"
    QString source; //!< JSON text, cut to about 200 characters
    QString target;
    bool matters = true;
    QString reason; //!< why it matters or not; empty for documents
    bool operator==(const SideBySide &) const = default;
};

//! Which operation made a document what it was when it was compared.
struct SeenDocument
{
    qint64 seqNo = -2; //!< -1: there was no document; -2: nobody noted it
    qint64 primaryTerm = -2;
    bool operator==(const SeenDocument &) const = default;
};

//! A thing that two indices do not have in common. Kinds: missing (on the target), extra (only there), different,
//! routing, count, mapping, setting, alias.
struct VerifyFinding
{
    QString kind;
    QString sourceIndex;
    QString targetIndex;
    QString id; //!< of the document; empty for definitions and counts
    QString sourceRouting;
    QString targetRouting;
    QString detail; //!< one sentence
    QList<SideBySide> places; //!< where it differs, the first twenty
    SeenDocument source = {}; //!< of a document
    SeenDocument target = {};

    //! As the job's summary and the findings file have it.
    [[nodiscard]] Finding toFinding() const { return {kind, sourceIndex, id, detail}; }
    [[nodiscard]] QJsonObject toJson() const;
    static VerifyFinding fromJson(const QJsonObject &json);
};

} // namespace godwit
