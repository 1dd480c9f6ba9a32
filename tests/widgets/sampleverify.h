// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/verifydesk.h"
#include "tests/support/memorycluster.h"

#include <atomic>

namespace godwit::sample {

//! Two sides for the Verify page, in memory: an index of numbered documents, a query whose order differs, a document
//! whose values differ.
class VerifyClusters : public VerifyDesk
{
public:
    qint64 documentCount = 24'118'402;
    std::atomic<bool> refuses = false; //!< nobody signs in
    std::atomic<int> delayMs = 0; //!< of every page of documents

    Result<std::unique_ptr<SearchClusterFactory>> cluster(const ComparedPair &pair, PairSide side) override;
    Result<std::unique_ptr<DocumentQueryFactory>> documents(const ComparedPair &pair, PairSide side) override;
    Result<std::unique_ptr<SearchClusterFactory>> writableTarget(const ComparedPair &pair) override;
    Result<void> certify(const VerifyResult &result, const QString &path, const QString &logo) override;
};

//! The same with documents that can be compared whole, and repaired: `customers`, with one lost, one extra and one that
//! differs, and `orders-2024`, where one is lost.
class RepairableClusters final : public VerifyClusters
{
public:
    RepairableClusters();
    MemoryServer source{QStringLiteral("source")};
    MemoryServer target{QStringLiteral("target")};

    Result<std::unique_ptr<SearchClusterFactory>> cluster(const ComparedPair &pair, PairSide side) override;
    Result<std::unique_ptr<SearchClusterFactory>> writableTarget(const ComparedPair &pair) override;
};

//! Saves the connections "orders-eu" (PROD) and "orders-new" (STAGING) in that folder.
void saveVerifyProfiles(const QString &folder);

} // namespace godwit::sample
