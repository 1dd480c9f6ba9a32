// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A read-only connection sends what reads and nothing else, whoever asks.
#include "connectors/elasticsearch/requestguard.h"
#include "connectors/elasticsearch/searchconnector.h"
#include "tests/support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

namespace {

HttpRequest request(Method method, const QByteArray &path, const QByteArray &body = {})
{
    HttpRequest made;
    made.method = method;
    made.path = path;
    made.body = body;
    return made;
}

Endpoint endpointOf(const QString &url, const QString &safety)
{
    Endpoint endpoint;
    endpoint.url = url;
    endpoint.safety = safety;
    return endpoint;
}

ScriptedReply likeAServer(const ScriptedRequest &asked)
{
    ScriptedReply reply;
    reply.body = asked.target == "/"
        ? R"({"cluster_name":"c","cluster_uuid":"u","version":{"number":"8.19.0","build_flavor":"default"},
              "tagline":"You Know, for Search"})"
        : R"({"acknowledged":true,"shards_acknowledged":true,"count":3,"_shards":{"total":1,"successful":1,"failed":0},
              "indices":[{"name":"orders","blocked":true}]})";
    return reply;
}

} // namespace

class TestRequestGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatReadsIsHarmless_data();
    void whatReadsIsHarmless();
    void noWriteLeavesAReadOnlyConnection();
    void readsAndTheWriteBlockLeaveIt();
    void snapshotsLeaveItOnlyByPermit();
    void otherSafetyLevelsWrite();
    void aSourceIsReadOnlyWhateverItsProfileSays();
    void theStrictestWritableEnvironmentIsFound();
};

void TestRequestGuard::whatReadsIsHarmless_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("harmless");
    const auto row = [](Method method, const char *path, bool harmless, const char *body = "") {
        QTest::addRow("%d %s %s", static_cast<int>(method), path, body)
            << static_cast<int>(method) << QByteArray(path) << QByteArray(body) << harmless;
    };
    row(Method::Get, "/", true);
    row(Method::Head, "/orders", true);
    for (const char *path :
        {"/orders/_search", "/_search", "/a,b/_search", "/orders/_mget", "/orders/_count", "/orders/_pit",
            "/_search/scroll", "/_search/point_in_time", "/orders/_search/point_in_time", "/orders/_refresh",
            "/orders/_flush", "/_analyze", "/_security/user/_has_privileges", "/_xpack/security/user/_has_privileges"})
        row(Method::Post, path, true);
    for (const char *path : {"/_bulk", "/_all/_doc/_bulk", "/orders/_bulk", "/orders/_doc", "/orders/_doc/1",
             "/orders/_update/1", "/orders/_create/1", "/orders/_update_by_query", "/orders/_delete_by_query",
             "/_reindex", "/_aliases", "/orders/_close", "/orders/_open", "/orders/_forcemerge", "/orders/_rollover",
             "/orders/_shrink/x", "/_cluster/reroute", "/orders/_doc/_search", "/orders", "/_scripts/x",
             "/_snapshot/a/b/_restore", "/_search/../_bulk", "/orders/_search/_bulk", ""})
        row(Method::Post, path, false);
    for (const char *path : {"/orders", "/orders/_doc/1", "/orders/_mapping", "/_cluster/settings", "/_bulk",
             "/_index_template/x", "/_ingest/pipeline/x", "/orders/_alias/y", "/_snapshot/a", "/orders/_search"})
        row(Method::Put, path, false, "{}");
    row(Method::Put, "/orders/_block/write", true);
    row(Method::Put, "/a,b/_block/write", true);
    row(Method::Put, "/orders/_block/read_only", false);
    row(Method::Put, "/_block/write", false);
    row(Method::Put, "/orders/_settings", true, R"({"index.blocks.write":true})");
    row(Method::Put, "/orders/_settings", true, R"({"index.blocks.write":null})");
    row(Method::Put, "/orders/_settings", false, R"({"index.blocks.write":true,"index.number_of_replicas":0})");
    row(Method::Put, "/orders/_settings", false, R"({"index.blocks.read_only":true})");
    row(Method::Put, "/orders/_settings", false, "");
    row(Method::Put, "/_settings", false, R"({"index.blocks.write":true})");
    for (const char *path : {"/orders", "/orders/_doc/1", "/_index_template/x", "/_snapshot/a/b", "/*", "/orders/_pit"})
        row(Method::Delete, path, false);
    for (const char *path : {"/_pit", "/_search/scroll", "/_search/point_in_time", "/_async_search/abc"})
        row(Method::Delete, path, true);
}

void TestRequestGuard::whatReadsIsHarmless()
{
    QFETCH(int, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(bool, harmless);
    QCOMPARE(RequestGuard::isHarmless(request(static_cast<Method>(method), path, body)), harmless);
}

void TestRequestGuard::noWriteLeavesAReadOnlyConnection()
{
    const ScriptedServer server(likeAServer);
    SearchConnector connector(endpointOf(server.url(), QStringLiteral("read-only")), {});
    const auto cluster = connector.open({});
    QVERIFY(cluster->isReadOnly());
    const QString index = QStringLiteral("orders");
    const auto refused = [](const auto &result) {
        return !result && result.error().kind == ErrorKind::Forbidden
            && result.error().summary.contains(QLatin1String("reading only"));
    };
    QVERIFY(refused(cluster->createIndex(index, {})));
    QVERIFY(refused(cluster->deleteIndex(index)));
    QVERIFY(refused(cluster->putMapping(index, {})));
    QVERIFY(refused(cluster->putSettings(index, {{QStringLiteral("index.number_of_replicas"), 0}})));
    QVERIFY(refused(cluster->updateAliases({})));
    QVERIFY(refused(cluster->bulk("{\"index\":{\"_index\":\"orders\"}}\n{}\n", 1)));
    QCOMPARE(server.connections(), 0);
    QVERIFY(server.requests().isEmpty());
}

void TestRequestGuard::readsAndTheWriteBlockLeaveIt()
{
    const ScriptedServer server(likeAServer);
    SearchConnector connector(endpointOf(server.url(), QStringLiteral("read-only")), {});
    const auto cluster = connector.open({});
    const QStringList indices{QStringLiteral("orders")};
    QVERIFY(cluster->info());
    QVERIFY(cluster->count(indices.first()));
    QVERIFY(cluster->setWriteBlock(indices));
    QVERIFY(cluster->liftWriteBlock(indices));
    static_cast<void>(cluster->flush(indices));
    QByteArrayList lines;
    const QList<ScriptedRequest> requests = server.requests();
    for (const ScriptedRequest &asked : requests)
        lines += asked.method + ' ' + asked.target.split('?').first();
    for (const char *line :
        {"POST /orders/_count", "PUT /orders/_block/write", "PUT /orders/_settings", "POST /orders/_flush"})
        QVERIFY2(lines.contains(line), lines.join(", ").constData());
}

void TestRequestGuard::snapshotsLeaveItOnlyByPermit()
{
    RequestGuard guard(endpointOf(QStringLiteral("http://127.0.0.1:9200"), QStringLiteral("read-only")));
    const auto out
        = [&guard](Method method, const QByteArray &path) { return guard.admit(request(method, path)).has_value(); };
    QVERIFY(!out(Method::Put, "/_snapshot/godwit"));
    guard.allowSnapshots({QStringLiteral("godwit"), QStringLiteral("godwit-12ab34cd-")});
    QVERIFY(out(Method::Put, "/_snapshot/godwit"));
    QVERIFY(out(Method::Post, "/_snapshot/godwit/_verify"));
    QVERIFY(out(Method::Put, "/_snapshot/godwit/godwit-12ab34cd-7"));
    QVERIFY(out(Method::Delete, "/_snapshot/godwit/godwit-12ab34cd-7"));
    for (const char *path : {"/_snapshot/other", "/_snapshot/other/godwit-12ab34cd-7", "/_snapshot/godwit/nightly",
             "/_snapshot/godwit/godwit-ffffffff-1", "/_snapshot/godwit/godwit-12ab34cd-*",
             "/_snapshot/godwit/godwit-12ab34cd-1,nightly", "/_snapshot/godwit/godwit-12ab34cd-%2A",
             "/_snapshot/godwit/godwit-12ab34cd-7/_clone/x", "/orders"})
        for (const Method method : {Method::Put, Method::Delete, Method::Post})
            QVERIFY2(!out(method, path), path);
    QVERIFY(!out(Method::Post, "/_snapshot/godwit/godwit-12ab34cd-7/_restore"));
    // A registration is taken back by who made it, and by nobody else.
    QVERIFY(!out(Method::Delete, "/_snapshot/godwit"));
    guard.noteRegistered(QStringLiteral("other"));
    QVERIFY(!out(Method::Delete, "/_snapshot/godwit"));
    guard.noteRegistered(QStringLiteral("godwit"));
    QVERIFY(out(Method::Delete, "/_snapshot/godwit"));
    QVERIFY(!out(Method::Delete, "/_snapshot/other") && !out(Method::Delete, "/_snapshot/godwit/nightly"));
    // Without a prefix: the repository, and no snapshot at all.
    guard.allowSnapshots({QStringLiteral("godwit"), {}});
    QVERIFY(out(Method::Put, "/_snapshot/godwit"));
    QVERIFY(!out(Method::Put, "/_snapshot/godwit/x"));
    QVERIFY(!out(Method::Delete, "/_snapshot/godwit/x"));
}

void TestRequestGuard::otherSafetyLevelsWrite()
{
    const ScriptedServer server(likeAServer);
    for (const char *level : {"", "free", "confirm"}) {
        SearchConnector connector(endpointOf(server.url(), QLatin1String(level)), {});
        const auto cluster = connector.open({});
        QVERIFY(!cluster->isReadOnly());
        QVERIFY(cluster->deleteIndex(QStringLiteral("orders")));
    }
}

void TestRequestGuard::aSourceIsReadOnlyWhateverItsProfileSays()
{
    const ScriptedServer server(likeAServer);
    SearchConnector connector(openedAsSource(endpointOf(server.url(), QStringLiteral("free"))), {});
    const auto refused = connector.open({})->deleteIndex(QStringLiteral("orders"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
    QVERIFY(server.requests().isEmpty());
}

void TestRequestGuard::theStrictestWritableEnvironmentIsFound()
{
    const auto tagged = [](const char *environment, const char *safety) {
        Endpoint endpoint;
        endpoint.environment = QLatin1String(environment);
        endpoint.safety = QLatin1String(safety);
        return endpoint;
    };
    QCOMPARE(strictestWritable({}), QString());
    QCOMPARE(strictestWritable({tagged("TEST", "free"), tagged("STAGING", "confirm")}), QStringLiteral("STAGING"));
    QCOMPARE(strictestWritable({tagged("PROD", "read-only"), tagged("DEV", "")}), QStringLiteral("DEV"));
    QCOMPARE(stricterEnvironment(QString(), QStringLiteral("DEV")), QStringLiteral("DEV"));
}

QTEST_GUILESS_MAIN(TestRequestGuard)
#include "tst_requestguard.moc"
