// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/workload.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <chrono>

namespace godwit::test {

Workload::Workload(TestCluster &cluster, Options options)
    : m_cluster(cluster), m_options(std::move(options)), m_random(m_options.seed)
{
}

Workload::~Workload()
{
    stop();
}

QByteArray Workload::document(qint64 number)
{
    // Numbers that a careless program changes: beyond 2^53, trailing zeros, exponents.
    return QByteArray(R"({"n":)") + QByteArray::number(number)
        + R"(,"big":9007199254740993,"price":1.10,"tiny":1e-7,"text":"ä \"quoted\" \/ line)"
        + QByteArray::number(static_cast<qlonglong>(m_random() % 1'000)) + R"(","tags":["a","b"]})";
}

bool Workload::fill(int documents)
{
    for (const QByteArray &index : std::as_const(m_options.indices)) {
        QByteArray body;
        for (int i = 0; i < documents; ++i) {
            const QByteArray id = "doc/" + QByteArray::number(i);
            body += R"({"index":{"_index":")" + index
                + (m_options.typed ? R"(","_type":"_doc","_id":")" : R"(","_id":")") + id;
            if (index == m_options.routedIndex)
                body += R"(","routing":"customer )" + QByteArray::number(i % 17);
            body += "\"}}\n" + document(i) + '\n';
            if (body.size() > 1'000'000 || i == documents - 1) {
                if (!m_cluster.bulk(body))
                    return false;
                body.clear();
            }
        }
    }
    return true;
}

QByteArray Workload::operation()
{
    const QByteArray &index = m_options.indices.at(static_cast<qsizetype>(m_random()) % m_options.indices.size());
    const auto id = static_cast<int>(m_random() % static_cast<unsigned>(m_options.ids));
    QByteArray where = R"(":{"_index":")" + index
        + (m_options.typed ? R"(","_type":"_doc","_id":"doc/)" : R"(","_id":"doc/)") + QByteArray::number(id);
    if (index == m_options.routedIndex)
        where += R"(","routing":"customer )" + QByteArray::number(id % 17);
    where += "\"}}\n";
    const auto kind = m_random() % 100;
    if (kind < 14) {
        ++m_deletes;
        return QByteArray(R"({"delete)") + where;
    }
    if (kind < 18) { // deleted and made again at once
        ++m_deletes;
        return QByteArray(R"({"delete)") + where + R"({"index)" + where + document(m_operations) + '\n';
    }
    return QByteArray(R"({"index)") + where + document(m_operations) + '\n';
}

void Workload::start()
{
    m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

void Workload::stop()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

void Workload::run(std::stop_token stop)
{
    constexpr int together = 25;
    const auto begun = std::chrono::steady_clock::now();
    qint64 sent = 0;
    while (!stop.stop_requested()) {
        QByteArray body;
        for (int i = 0; i < together; ++i)
            body += operation();
        int status = 0;
        const QJsonDocument answer
            = QJsonDocument::fromJson(m_cluster.rawRequest("POST", "/_bulk", body, &status, "application/x-ndjson"));
        qint64 accepted = 0;
        for (const QJsonValue &item : answer.object().value(QLatin1String("items")).toArray()) {
            const int itemStatus
                = item.toObject().constBegin().value().toObject().value(QLatin1String("status")).toInt();
            accepted += itemStatus < 300 || itemStatus == 404;
        }
        m_operations += accepted;
        if (accepted > 0)
            m_lastAccepted = QDateTime::currentMSecsSinceEpoch();
        sent += together;
        const auto due = begun
            + std::chrono::nanoseconds(static_cast<qint64>(1e9 * static_cast<double>(sent) / m_options.perSecond));
        if (due > std::chrono::steady_clock::now())
            std::this_thread::sleep_until(due);
    }
}

} // namespace godwit::test
