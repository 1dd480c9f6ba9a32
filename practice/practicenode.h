// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/serverkit.h"

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

class QProcess;

namespace godwit {

struct NodeSettings
{
    QString cluster;
    QString name;
    QString folder; //!< config, data, logs; survives a stop
    quint16 port = 0;
    quint16 transportPort = 0;
    QString heap = QStringLiteral("512m");
    QStringList seeds; //!< "127.0.0.1:port" of the transport of every node; empty: a cluster of one node
    QString firstMaster; //!< name of the node that forms the cluster
    QStringList repositories; //!< folders in which snapshots may be kept
    QStringList extra; //!< "key: value", stronger than what is set by default
};

//! One real server process that listens on 127.0.0.1 only. It outlives this object; a later object for the same folder
//! finds it again.
class PracticeNode
{
    Q_DECLARE_TR_FUNCTIONS(godwit::PracticeNode)

public:
    PracticeNode(ServerKit kit, NodeSettings settings);
    ~PracticeNode();
    Q_DISABLE_COPY_MOVE(PracticeNode)

    const NodeSettings &settings() const { return m_settings; }
    const ServerKit &kit() const { return m_kit; }

    //! Writes the configuration and starts the server. Returns before it answers.
    Result<void> launch();
    //! An error once it is known that the server will not come up.
    Result<void> check();
    //! Waits until the process that launches the server is through with it.
    Result<void> waitLaunched(std::chrono::milliseconds limit);

    //! The server's process, or 0.
    qint64 pid() const;
    bool isRunning() const { return pid() != 0; }
    //! Asks the server to end; does not wait.
    void terminate();
    //! Ends the server gently, then firmly. Only processes whose command line or environment names this folder are
    //! touched.
    void stop(std::chrono::milliseconds patience = std::chrono::seconds(20));
    //! Ends it as a crash does.
    void kill();

    //! The last lines of the server's log, for an error's detail.
    QString lastWords() const;
    //! Processes that run with the configuration in `folder`.
    static QList<qint64> processesOf(const QString &folder);

private:
    Result<void> writeConfiguration() const;
    QString settingsText() const;
    QString path(const QString &name) const;

    ServerKit m_kit;
    NodeSettings m_settings;
    std::unique_ptr<QProcess> m_launcher;
};

} // namespace godwit
