// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicecluster.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace godwit {

PracticeCluster::PracticeCluster(ServerKit kit, ClusterSettings settings)
    : m_kit(std::move(kit)), m_settings(std::move(settings))
{
    QStringList seeds;
    if (m_settings.ports.size() > 1) {
        for (const NodePorts &ports : std::as_const(m_settings.ports))
            seeds << QStringLiteral("127.0.0.1:%1").arg(ports.transport);
    }
    for (int i = 0; i < m_settings.ports.size(); ++i) {
        NodeSettings node;
        node.cluster = m_settings.name;
        node.name = QStringLiteral("%1-%2").arg(m_settings.name).arg(i);
        node.folder = QStringLiteral("%1/%2").arg(m_settings.folder, node.name);
        node.port = m_settings.ports.at(i).http;
        node.transportPort = m_settings.ports.at(i).transport;
        node.heap = m_settings.heap;
        node.seeds = seeds;
        node.firstMaster = QStringLiteral("%1-0").arg(m_settings.name);
        node.repositories = m_settings.repositories;
        node.extra = m_settings.extra;
        m_nodes.push_back(std::make_unique<PracticeNode>(m_kit, node));
    }
}

PracticeCluster::~PracticeCluster() = default;

QList<NodePorts> PracticeCluster::freePorts(int nodes, quint16 from, const QList<quint16> &taken)
{
    QList<quint16> used = taken;
    const auto next = [&used](int start) {
        for (int port = start; port < 65'000; ++port) {
            const auto candidate = quint16(port);
            if (!used.contains(candidate) && !isPortTaken(candidate)) {
                used << candidate;
                return candidate;
            }
        }
        return quint16(0);
    };
    QList<NodePorts> ports;
    for (int i = 0; i < nodes; ++i) {
        const quint16 http = next(from);
        ports << NodePorts{http, next(http + 100)};
    }
    return ports;
}

Result<void> PracticeCluster::launch()
{
    for (const auto &node : m_nodes) {
        if (node->isRunning())
            continue;
        node->kill(); // what is left of a start that did not finish
        if (isPortTaken(node->settings().port)) {
            return fail(ErrorKind::Usage,
                tr("Port %1 is taken by another program. End that program, or stop the practice clusters and start "
                   "them "
                   "again on other ports.")
                    .arg(node->settings().port));
        }
        if (const auto launched = node->launch(); !launched)
            return launched;
    }
    return {};
}

bool PracticeCluster::isUp(int node, int timeoutMs) const
{
    const QByteArray path
        = "/_cluster/health?wait_for_status=yellow&timeout=2s&wait_for_nodes=>=" + QByteArray::number(size());
    return askLoopback(server(node), "GET", path, {}, {}, timeoutMs).status == 200;
}

Result<void> PracticeCluster::waitUntilUp(std::chrono::seconds limit, std::stop_token stop)
{
    const QDeadlineTimer deadline(limit);
    int up = 0;
    while (up < size()) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, tr("Starting the practice servers was stopped."));
        for (const auto &node : m_nodes) {
            if (const auto good = node->check(); !good)
                return good;
        }
        if (isUp(up, 5000)) {
            ++up;
            continue;
        }
        if (deadline.hasExpired()) {
            return fail(ErrorKind::Timeout,
                tr("The practice servers did not answer within %1 seconds. Is the machine short of memory? Their logs "
                   "are "
                   "in %2.")
                    .arg(limit.count())
                    .arg(m_settings.folder),
                m_nodes.front()->lastWords());
        }
        QThread::msleep(150);
    }
    for (const auto &node : m_nodes) {
        if (const auto launched = node->waitLaunched(std::chrono::seconds(20)); !launched)
            return launched;
    }
    return {};
}

void PracticeCluster::stop()
{
    for (const auto &node : m_nodes)
        node->terminate(); // all at once: the last one need not wait for the first
    for (const auto &node : m_nodes)
        node->stop();
}

void PracticeCluster::kill()
{
    for (const auto &node : m_nodes)
        node->kill();
}

bool PracticeCluster::isRunning() const
{
    return std::ranges::all_of(m_nodes, [](const auto &node) { return node->isRunning(); });
}

bool PracticeCluster::answers() const
{
    return askLoopback(server(), "GET", "/", {}, {}, 2000).status == 200;
}

QString PracticeCluster::url() const
{
    return QStringLiteral("%1://127.0.0.1:%2")
        .arg(m_settings.tls ? QStringLiteral("https") : QStringLiteral("http"))
        .arg(port());
}

} // namespace godwit
