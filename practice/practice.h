// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/practicecluster.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

namespace godwit {

struct PracticeOptions
{
    qint64 documents = 60'000; //!< put into the source when it is new
    int sourceNodes = 1;
    bool fresh = false; //!< throw away what an earlier practice left
    quint16 firstPort = 9200;
};

struct PracticeStatus
{
    QString source; //!< address, or empty when there is no such cluster
    QString target;
    bool sourceRuns = false;
    bool targetRuns = false;
    bool filled = false;
    bool alreadyRunning = false; //!< start() found everything running
    QString planFile;
    QJsonObject writer; //!< what PracticeWriter last said; empty: there is none
    bool writerRuns = false;

    [[nodiscard]] bool runs() const { return sourceRuns && targetRuns; }
    [[nodiscard]] QJsonObject toJson() const;
};

//! Two real clusters on this machine to practise a migration with: Elasticsearch 7.17 with documents in it, and an
//! empty Elasticsearch 8.3. Their addresses, ports and folders are in the file practice.json of a state folder, so that
//! any later process finds them, whatever the one that started them died of. Blocks; not for the GUI thread.
class Practice
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Practice)

public:
    using Progress = std::function<void(const QString &)>;

    //! Empty: the user's own state folder.
    explicit Practice(const QString &state = {});
    ~Practice();
    Q_DISABLE_COPY_MOVE(Practice)

    //! Brings both clusters up, from whatever state they are in, and fills a new source.
    Result<PracticeStatus> start(
        const PracticeOptions &options, const Progress &progress = {}, std::stop_token stop = {});
    //! Ends both clusters and the writer. Data stays, unless `wipe`.
    Result<void> stop(bool wipe = false);
    PracticeStatus status() const;

    QString state() const { return m_state; }
    QString planFile() const;
    QString writerFile() const;

private:
    struct Kits
    {
        ServerKit source;
        ServerKit target;
    };
    QString stateFile() const;
    QJsonObject readState() const;
    Result<void> writeState(const QJsonObject &state) const;
    Result<void> writePlan(const PracticeStatus &status) const;
    std::unique_ptr<PracticeCluster> cluster(const ServerKit &kit, const QString &role, const QJsonObject &state) const;
    Result<void> bringUp(const Kits &kits, const PracticeOptions &options, QJsonObject &state, const Progress &progress,
        std::stop_token stop) const;
    Result<void> fill(
        QJsonObject &state, const PracticeOptions &options, const Progress &progress, std::stop_token stop);
    void stopWriter() const;
    void stopServers() const;

    QString m_state;
};

} // namespace godwit
