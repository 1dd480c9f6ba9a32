// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/snapshotservice.h"
#include "engine/verify/verifyrequest.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace godwit {

//! The setting that is a write block.
inline QString writeBlockSetting()
{
    return QStringLiteral("index.blocks.write");
}

//! `options.repository`: one place, known under one name on both sides.
struct RepositoryOptions
{
    RepositoryInfo own; //!< type empty: it must be registered already
    RepositoryInfo onTarget; //!< how the target reaches it; the same as `own` unless the plan says otherwise
};

//! Whether a repository can be registered so: a legal name, a type with the setting that says where it is, no secrets.
Result<void> checkRegistration(const RepositoryInfo &repository);

//! What begins the next round. A round can always be begun by hand while the job rests.
enum class RoundPace {
    UntilShort, //!< the end of the one before, until a round is short enough; then as Interval
    Interval, //!< a rest of `everySeconds`, from the first round on
    ByHand, //!< the operator's word only
};

//! `options` of the method snapshot-rounds.
struct RoundsOptions
{
    RepositoryOptions repository;
    int atLeast = 2; //!< rounds before the gate may open, the first full one included
    double untilSeconds = 10; //!< the gate opens when a round took less
    RoundPace pace = RoundPace::UntilShort;
    double everySeconds = 60; //!< rest between two rounds, where the pace has one
    QDateTime firstAt; //!< local time of the first snapshot; invalid: now
    bool removeSnapshots = false; //!< delete the job's own snapshots after success
    QJsonObject indexSettings; //!< set on the target
    QStringList ignoreIndexSettings; //!< left out on the target
    QStringList integrations; //!< what has to be pointed to the target by hand; shown as a list to tick
    double patienceSeconds = 600; //!< how long a server may be away before the job gives up, resumable
    VerifyLevel verify = VerifyLevel::Counts; //!< after the cutover; counts are compared inside of it

    //! Unknown keys and values that are not allowed are refused by name.
    static Result<RoundsOptions> from(const QJsonObject &options);
};

//! `options` of the method restore.
struct RestoreOptions
{
    RepositoryOptions repository;
    QString snapshot;
    bool includeAliases = false;
    bool includeGlobalState = false;
    QStringList featureStates;
    QJsonObject indexSettings;
    QStringList ignoreIndexSettings;
    bool liftWriteBlock = false; //!< restore without the write block that the snapshot may carry
    double patienceSeconds = 600;

    //! Whether a write block of the snapshot stays behind, by `liftWriteBlock` or by the settings left out.
    [[nodiscard]] bool leavesWriteBlock() const;
    static Result<RestoreOptions> from(const QJsonObject &options);
};

} // namespace godwit
