// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What servers answer to orders for snapshots, in their own words (7.17 and 8.19).
#include "connectors/elasticsearch/searchconnector.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace godwit;
using namespace godwit::test;

class TestSnapshotClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusedRestoreIsNotTriedAgain_data();
    void aRefusedRestoreIsNotTriedAgain();
    void whatIsBeingRestoredClosesLater();
};

namespace {

ScriptedServer serverThatAnswers(int status, const QByteArray &body)
{
    return ScriptedServer([status, body](const ScriptedRequest &asked) {
        ScriptedReply reply;
        if (asked.target == "/") {
            reply.body
                = R"({"cluster_name":"c","cluster_uuid":"u","version":{"number":"8.19.0","build_flavor":"default"},
                  "tagline":"You Know, for Search"})";
        } else {
            reply.status = status;
            reply.body = body;
        }
        return reply;
    });
}

Endpoint endpointOf(const ScriptedServer &server)
{
    Endpoint endpoint;
    endpoint.url = server.url();
    return endpoint;
}

} // namespace

void TestSnapshotClient::aRefusedRestoreIsNotTriedAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("forGood");

    QTest::newRow("a setting that nobody may change")
        << 500
        << QByteArray(R"({"error":{"type":"snapshot_restore_exception","reason":"[kept:one/JRwDDX2jQJ2einQyJcq-vQ] )"
                      R"(cannot modify setting [index.number_of_shards] on restore"},"status":500})")
        << true;
    QTest::newRow("an index that an earlier order made")
        << 500
        << QByteArray(R"({"error":{"type":"snapshot_restore_exception","reason":"[kept:one/JRw] cannot restore index )"
                      R"([orders] because an open index with same name already exists in the cluster"},"status":500})")
        << false;
    QTest::newRow("the same as a bad request")
        << 400
        << QByteArray(R"({"error":{"type":"snapshot_restore_exception","reason":"[kept:one/JRw] cannot restore index )"
                      R"([orders] because an open index with same name already exists in the cluster"},"status":400})")
        << false;
    QTest::newRow("another fault") << 500
                                   << QByteArray(
                                          R"({"error":{"type":"null_pointer_exception","reason":null},"status":500})")
                                   << false;
    QTest::newRow("too much at once") << 503
                                      << QByteArray(
                                             R"({"error":{"type":"concurrent_snapshot_execution_exception",)"
                                             R"("reason":"[kept:one] cannot restore while deleting"},"status":503})")
                                      << false;
}

void TestSnapshotClient::aRefusedRestoreIsNotTriedAgain()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, forGood);
    const ScriptedServer server = serverThatAnswers(status, body);
    SearchConnector connector(endpointOf(server), Secrets());
    const auto cluster = connector.open({});
    RestoreOrder order;
    order.repository = QStringLiteral("kept");
    order.snapshot = QStringLiteral("one");
    order.indices = {QStringLiteral("orders")};
    const auto restored = cluster->snapshots({})->restore(order);
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind == ErrorKind::Refused, forGood);
    if (body.contains("with same name already exists"))
        QVERIFY(restored.error().kind == ErrorKind::Conflict && restored.error().retryable);
    if (forGood) {
        QVERIFY(!restored.error().retryable);
        QVERIFY2(restored.error().summary.contains(QLatin1String("cannot modify setting")),
            qPrintable(restored.error().summary));
    }
}

void TestSnapshotClient::whatIsBeingRestoredClosesLater()
{
    const ScriptedServer server = serverThatAnswers(400,
        R"({"error":{"type":"snapshot_in_progress_exception","reason":"Cannot close indices that are being restored: [[orders/u]]"},"status":400})");
    SearchConnector connector(endpointOf(server), Secrets());
    const auto cluster = connector.open({});
    const auto closed = cluster->snapshots({})->closeIndices({QStringLiteral("orders")});
    QVERIFY(!closed);
    QCOMPARE(closed.error().kind, ErrorKind::Busy);
    QVERIFY2(closed.error().summary.contains(QLatin1String("still restores")), qPrintable(closed.error().summary));
}

QTEST_GUILESS_MAIN(TestSnapshotClient)
#include "tst_snapshotclient.moc"
