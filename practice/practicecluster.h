// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/loopbackhttp.h"
#include "practice/practicenode.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace godwit {

struct NodePorts
{
    quint16 http = 0;
    quint16 transport = 0;
};

struct ClusterSettings
{
    QString name;
    QString folder; //!< one folder a node below it
    QList<NodePorts> ports; //!< one entry a node
    QString heap = QStringLiteral("512m");
    QStringList repositories;
    QStringList extra; //!< "key: value" for every node
    bool tls = false;
    QByteArray authorization; //!< what the servers want to see, when `extra` turns security on
};

//! Real servers on this machine that form one cluster. The first node is the only one that a restart of all needs
//! first.
class PracticeCluster
{
    Q_DECLARE_TR_FUNCTIONS(godwit::PracticeCluster)

public:
    PracticeCluster(ServerKit kit, ClusterSettings settings);
    ~PracticeCluster();
    Q_DISABLE_COPY_MOVE(PracticeCluster)

    //! Starts the nodes that do not run, without waiting for them.
    Result<void> launch();
    //! Waits until the cluster answers, all nodes are in it and every primary shard is there. Blocks.
    Result<void> waitUntilUp(std::chrono::seconds limit = std::chrono::seconds(120), std::stop_token stop = {});
    void stop();
    void kill();

    bool isRunning() const; //!< every node's process is there
    bool answers() const;
    QString url() const;
    quint16 port(int node = 0) const { return m_settings.ports.at(node).http; }
    LoopbackServer server(int node = 0) const { return {port(node), m_settings.tls, m_settings.authorization}; }
    PracticeNode &node(int index) { return *m_nodes.at(size_t(index)); }
    int size() const { return int(m_nodes.size()); }
    const ClusterSettings &settings() const { return m_settings; }
    const ServerKit &kit() const { return m_kit; }

    //! Free ports for `nodes` nodes: HTTP at or after `from`, transport a hundred above or the next that is free.
    //! `taken` are not used.
    static QList<NodePorts> freePorts(int nodes, quint16 from, const QList<quint16> &taken = {});

private:
    bool isUp(int node, int timeoutMs) const;

    ServerKit m_kit;
    ClusterSettings m_settings;
    std::vector<std::unique_ptr<PracticeNode>> m_nodes;
};

} // namespace godwit
