// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/snapshots/snapshotjob.h"

namespace godwit {

//! Restores indices out of a snapshot. Needs no source: it may be down, or gone.
class RestoreJob final : public SnapshotJob
{
public:
    RestoreJob(JobSetup &setup, RestoreOptions options);

private:
    Result<void> conduct() override;
    void describe(JobSnapshot &shot) const override;
    void finish(JobSummary &summary) override { summary.writeBlocked = m_blocked; }
    bool complete() const override { return m_done; }
    Result<void> choose();
    Result<void> recall();
    bool restored() const;
    Result<void> verifyAgain();
    Result<void> verify();
    Result<void> tellBlocks();

    const RestoreOptions m_options;
    QStringList m_blocked; //!< restored with a write block; the conductor's
    std::atomic<bool> m_done{false};
};

} // namespace godwit
