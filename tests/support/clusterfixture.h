// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/practicecluster.h"

#include <QJsonDocument>
#include <QMap>
#include <QTemporaryDir>

#include <memory>
#include <utility>

//! Ends the test function when a TestCluster is not up, naming the reason.
#define VERIFY_CLUSTER(cluster) QVERIFY2((cluster).isUp(), qPrintable((cluster).error()))

namespace godwit::test {

struct TestClusterOptions
{
    int nodes = 1;
    QStringList settings = {}; //!< "key: value" lines for every node
    QString heap = QStringLiteral("512m");
    bool secured = false; //!< passwords wanted: TestCluster::user and password (es7, es8, es8x, es9)
    bool tls = false; //!< https with an authority of its own, see caFile(); means secured as well
    //! What each node's keystore has, by setting; the last one is for every further node.
    QList<QMap<QString, QString>> keystores = {};
};

//! What an index holds: (id, routing) to the bytes of _source. Two equal maps are two equal indices.
using Documents = QMap<std::pair<QByteArray, QByteArray>, QByteArray>;

//! A real cluster for one test executable: "es7", "es8", "es6", "os2"; "es8x", "es9", "os3", "os3s" in long runs.
//! Starts in the constructor and is gone after the destructor, and also when the test crashes or is killed. A cluster
//! that does not start fails the running test. The first node is the master of a cluster with several; killing it
//! leaves the others without. The requests use a client of their own, so that a fault in the product's client can't
//! hide itself.
class TestCluster
{
public:
    explicit TestCluster(const QString &kind, const TestClusterOptions &options = {});
    ~TestCluster();
    Q_DISABLE_COPY_MOVE(TestCluster)

    bool isUp() const { return m_error.isEmpty(); }
    QString error() const { return m_error; }

    QString url() const;
    quint16 port(int node = 0) const;
    static QString user() { return QStringLiteral("godwit"); }
    static QString password() { return QStringLiteral("practice-password"); }
    //! PEM of the authority that signed the server's certificate.
    QString caFile() const;
    //! A folder in which every TestCluster of this executable may keep snapshots.
    static QString sharedRepository();

    //! Ends a node as a crash does; its data stays.
    void killNode(int node);
    //! Starts a node again and waits until it is back in the cluster.
    bool startNode(int node);
    //! Stops the process in its tracks (SIGSTOP), as a hanging machine; resumeNode lets it go on.
    void freezeNode(int node);
    void resumeNode(int node);

    //! One request to a node that runs. `status` is 0 without an answer.
    QByteArray rawRequest(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
        int *status = nullptr, const QByteArray &contentType = "application/json");
    QJsonDocument request(
        const QByteArray &method, const QByteArray &path, const QByteArray &body = {}, int *status = nullptr);
    //! Whether every line of the bulk was accepted. Delete lines for what is not there count as accepted.
    bool bulk(const QByteArray &ndjson, const QByteArray &index = {});
    bool refresh(const QByteArray &index = "_all");
    qint64 count(const QByteArray &index);
    //! Everything in an index, read with a scroll after a refresh. Fails the running test when an answer is not
    //! complete.
    Documents allDocuments(const QByteArray &index);

private:
    void start(const TestClusterOptions &options);
    bool makeCertificates(const QString &folder);
    bool makeKeystores(const QList<QMap<QString, QString>> &keystores);
    void watchOver();
    void giveUp(const QString &why);

    QString m_kind;
    QString m_error;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PracticeCluster> m_cluster;
    QList<int> m_killed;
};

} // namespace godwit::test
