// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/snapshots/options.h"
#include "engine/preflight.h"
#include "engine/searchcluster.h"

#include <QCoreApplication>

#include <optional>

namespace godwit {

//! The checks of snapshot rounds and of a restore. Only reads. A check that can't be made says so in its item; only
//! Cancelled ends the run.
class SnapshotPreflight
{
    Q_DECLARE_TR_FUNCTIONS(SnapshotPreflight)

public:
    SnapshotPreflight(const Plan &plan, SearchCluster &source, SearchCluster &target);
    static bool knows(const QString &method);
    Result<PreflightReport> run();

private:
    //! One index to be restored, as far as it is known.
    struct Part
    {
        QString name;
        QString target;
        int shards = 0; //!< 0 unknown
        int replicas = 0;
        qint64 bytes = -1;
        IndexDefinition definition; //!< empty without a source
    };

    bool readOptions();
    void checkReach();
    void checkSafety();
    // The source
    void gatherFromSource();
    void checkVersions();
    void checkSearchable();
    void checkLifecycle();
    void checkDataStreams(const Result<QStringList> &streams);
    void checkLoad();
    // The repository
    void checkRepositories();
    void checkRepository(SnapshotService &service, const RepositoryInfo &wanted, bool source);
    void checkWriters(const QList<RepositoryInfo> &known);
    void checkSnapshot();
    QHash<QString, SnapshotIndexSize> sizesOf(const SnapshotInfo &info);
    void checkWriteBlock();
    void checkWhatItReplaces();
    // The target
    void checkNames();
    void checkExisting();
    void checkAliases();
    void checkPolicies();
    void checkSize();
    void checkRoom();
    void checkAnalyzers();
    void checkStorage();
    void checkIntegrations();

    void add(const char *id, const QString &title, CheckState state, const QString &seen, const QString &fix = {},
        const QString &index = {});
    //! False, with the item added, when the answer is an error.
    template <class T>
    bool good(const Result<T> &answer, const char *id, const QString &title, CheckState state = CheckState::Blocker)
    {
        if (!answer)
            addFailure(id, title, state, answer.error());
        return answer.has_value();
    }
    void addFailure(const char *id, const QString &title, CheckState state, const Error &error);
    static QString sizeText(qint64 bytes);
    bool stopped() const { return m_cancelled.has_value(); }

    const Plan &m_plan;
    SearchCluster &m_source;
    SearchCluster &m_target;
    const bool m_restore;
    const bool m_hasSource;
    RepositoryOptions m_repository;
    RoundsOptions m_rounds;
    RestoreOptions m_wanted;
    std::unique_ptr<SnapshotService> m_sourceSnapshots;
    std::unique_ptr<SnapshotService> m_targetSnapshots;
    std::optional<ClusterInfo> m_from;
    std::optional<ClusterInfo> m_to;
    QList<Part> m_parts;
    bool m_targetRepositoryThere = false;
    bool m_takenWhileBlocked = false; //!< as the snapshot itself says
    PreflightReport m_report;
    std::optional<Error> m_cancelled;
};

} // namespace godwit
