// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/clock.h"
#include "engine/searchcluster.h"
#include "engine/verify/verifyresult.h"

#include <memory>
#include <optional>
#include <vector>

namespace godwit {

//! The moment that is compared, where both sides may move on since: right before a target was handed over. What was
//! written, deleted or created after it is no finding.
struct VerifyMoment
{
    std::vector<ShardState> source;
    std::vector<ShardState> target;
    //! Root documents of a target index then, as a search counted them; without it only deletions are counted.
    QHash<QString, qint64> targetDocuments = {};
};

//! What a comparison needs. The references outlive it.
struct VerifySetup
{
    VerifyRequest request;
    SearchClusterFactory &source; //!< only read
    SearchClusterFactory &target; //!< only read, too
    JobControl &control; //!< pause, resume, finishAndStop (resumable), abort, throttle
    VerifyObserver &observer;
    QString folder; //!< of its own, for what is kept on disk meanwhile; a folder with a state in it is resumed
    const Clock &clock = Clock::system();
    std::optional<VerifyMoment> moment = {}; //!< documents alone are compared, as they were then; none: as they are
};

//! Compares pairs of indices. Runs to its end on the calling thread (never the GUI thread) with readers of its own;
//! failures are in the result. Memory stays below 100 MB at any size; disk: about 70 bytes a document and side, and
//! half of that for ids.
class Verifier
{
public:
    explicit Verifier(VerifySetup setup);
    ~Verifier();
    Q_DISABLE_COPY_MOVE(Verifier)

    VerifyResult run();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace godwit
