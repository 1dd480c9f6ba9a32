// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/plan.h"
#include "engine/preflight.h"
#include "engine/verify/verifyrequest.h"

#include <QJsonObject>
#include <QStringList>

namespace godwit {

//! Rounds that bring what changed since the copy began, by a range on one field.
struct CatchUp
{
    QString field; //!< empty: `_seq_no` before a cutover, none without one
    int rounds = 5; //!< at most, before the gate
    double untilSeconds = 5; //!< a round this short is good enough
    double overlapSeconds = 60; //!< read again: a date field may be written late
};

//! `options` of remote-reindex and local-reindex.
struct ReindexOptions
{
    int slices = 4; //!< tasks at a time, and parts of a large index
    int batch = 0; //!< documents a page; 0: by their measured size
    int shards = 0; //!< of the target index; 0: as the source
    QString splitField; //!< empty: `_seq_no`
    QJsonObject query;
    QStringList fields;
    QJsonObject script;
    QString pipeline;
    QString remoteUrl; //!< remote only: the source as the target sees it
    CatchUp catchUp;
    bool catchUpOrdered = false;
    double patienceSeconds = 600;
    VerifyLevel verify = VerifyLevel::Counts; //!< after the cutover; up to counts is compared inside of it

    //! Every document arrives as it is and under its own id.
    [[nodiscard]] bool carriesAll() const { return fields.isEmpty() && script.isEmpty() && pipeline.isEmpty(); }

    static Result<ReindexOptions> from(const QJsonObject &options, bool local);
};

//! "remote-reindex" and "local-reindex".
bool isReindex(const QString &method);
bool isLocalReindex(const QString &method);

} // namespace godwit
