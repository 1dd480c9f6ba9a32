// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/targetfit.h"

#include <QCoreApplication>
#include <QHash>

#include <optional>

namespace godwit {

//! Those of the streams that a selection takes in; what servers keep for themselves is not meant.
QStringList selectedStreams(const QStringList &streams, const Selection &select);

//! One run of all checks. A check that can't be made says so in its item; only Cancelled ends the run.
class PreflightRun
{
    Q_DECLARE_TR_FUNCTIONS(Preflight)

public:
    //! `only`: the id of one check; whatever it rests on is asked again, but only its items are in the report.
    PreflightRun(
        const Plan &plan, SearchCluster &source, SearchCluster &target, qint64 freeDiskBytes, const QString &only = {});
    Result<PreflightReport> run();

private:
    // The pair
    void checkSafety();
    void checkReach();
    void checkVersions();
    void checkSameCluster();
    void checkPrivileges();
    void checkClocks();

    // The source
    void checkSelection();
    void checkPatterns();
    void checkOverrides();
    void checkDataStreams();
    void checkClosed();
    void checkHealth();
    void readDefinitions();
    void checkBlocks();

    // From one to the other
    void convert();
    void checkConversion(const ConvertedIndex &index);
    void checkFeatures(const ConvertedIndex &index);
    void checkAnalyzers(const ConvertedIndex &index);
    void checkTemplates();
    void checkIdentity(const ConvertedIndex &index);

    // A reindex
    void checkReindex();
    void checkAllowList();
    void checkInternalIndices();
    void checkReindexPair();
    void checkReindexChanges(const QString &field);

    // The target
    void checkNames();
    void readTarget();
    void checkExisting();
    void checkExistingIndex(const ConvertedIndex &index, const IndexSummary &there);
    void checkAliases();
    void checkPolicies();
    void checkRoom();
    void checkShardLimit(const TargetFit &fit, int dataNodes);
    void checkRegister();

    PreflightItem &add(const QString &id, const QString &title, CheckState state, const QString &seen,
        const QString &fix = {}, const QString &index = {});
    //! Notes that a check could not be made; remembers a cancellation.
    void addFailure(const QString &id, const QString &title, CheckState state, const Error &error);
    [[nodiscard]] QStringList pickedNames() const;
    [[nodiscard]] QStringList targetNames() const;

    const Plan &m_plan;
    SearchCluster &m_source;
    SearchCluster &m_target;
    qint64 m_freeDiskBytes;
    QString m_only;
    PreflightReport m_report;
    std::optional<Error> m_cancelled;
    std::optional<ClusterInfo> m_from;
    std::optional<ClusterInfo> m_to;
    QList<IndexSummary> m_all; //!< every index of the source
    QList<IndexSummary> m_picked; //!< selected and open
    QList<IndexSummary> m_closed; //!< selected and closed
    QHash<QString, IndexDefinition> m_definitions;
    bool m_targetRead = false;
    QHash<QString, IndexSummary> m_there; //!< what the target has under the names of indices and aliases
    QHash<QString, IndexDefinition> m_thereDefinitions;
};

} // namespace godwit
