// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/connectors/searchclustertest.h"

#include <thread>

using namespace godwit;
using namespace godwit::test;
using namespace std::chrono_literals;

void TestSearchCluster::definitionsComeWithoutTypes()
{
    QVERIFY(make(QStringLiteral("def"), R"({"settings":{"index.number_of_shards":2,"index.refresh_interval":"7s"},
        "mappings":{"properties":{"v":{"type":"long"}}},"aliases":{"def-alias":{}}})"));
    const auto found = m_cluster->definitions({QStringLiteral("def"), QStringLiteral("nowhere")});
    VERIFY_RESULT(found);
    QCOMPARE(found->size(), 1);
    const IndexDefinition definition = found->value(QStringLiteral("def"));
    QCOMPARE(definition.mappings, json(R"({"properties":{"v":{"type":"long"}}})"));
    QCOMPARE(definition.typeName, six() ? QStringLiteral("_doc") : QString());
    QCOMPARE(definition.settings.value(QLatin1String("index.refresh_interval")).toString(), QStringLiteral("7s"));
    QCOMPARE(definition.shards(), 2);
    QCOMPARE(definition.routingShards, six() ? 0 : 1024);
    QVERIFY(definition.aliases.contains(QLatin1String("def-alias")));
    QVERIFY(!definition.uuid.isEmpty());
    QVERIFY(m_cluster->definitions({QStringLiteral("nowhere")}).value().isEmpty());
    QVERIFY(m_cluster->definitions({}).value().isEmpty());

    const auto mappings = m_cluster->mappings({QStringLiteral("def"), QStringLiteral("nowhere")});
    VERIFY_RESULT(mappings);
    QCOMPARE(mappings->size(), 1);
    QCOMPARE(mappings->value(QStringLiteral("def")), QByteArray(R"({"properties":{"v":{"type":"long"}}})"));
    QVERIFY(m_cluster->mappings({QStringLiteral("nowhere")}).value().isEmpty());
}

void TestSearchCluster::listsHoldClosedAndHiddenIndices()
{
    QVERIFY(
        make(QStringLiteral("list-a")) && make(QStringLiteral("list-closed")) && fill(QStringLiteral("list-a"), 0, 3));
    QVERIFY(make(QStringLiteral(".list-dot")));
    if (!six())
        QVERIFY(make(QStringLiteral("list-hidden"), R"({"settings":{"index.hidden":true}})"));
    int status = 0;
    m_server->rawRequest("POST", "/list-closed/_close", {}, &status);
    QCOMPARE(status, 200);
    VERIFY_RESULT(m_cluster->updateAliases(QJsonArray{json(R"({"add":{"index":"list-a","alias":"other"}})")}));
    const auto list = m_cluster->listIndices({QStringLiteral("*list-*")});
    VERIFY_RESULT(list);
    QStringList names;
    for (const IndexSummary &index : *list)
        names += index.name;
    QStringList wanted{QStringLiteral(".list-dot"), QStringLiteral("list-a"), QStringLiteral("list-closed")};
    if (!six())
        wanted += QStringLiteral("list-hidden");
    QCOMPARE(names, wanted);
    const IndexSummary a = list->at(1);
    QVERIFY(a.open && !a.hidden);
    QCOMPARE(a.health, QStringLiteral("green"));
    QCOMPARE(a.documents, 3);
    QVERIFY(a.primaryBytes > 0);
    QCOMPARE(a.primaries, 1);
    QCOMPARE(a.replicas, 0);
    QVERIFY2(a.versionCreated.toLongLong() > 1'000'000, qPrintable(a.versionCreated));
    QVERIFY(!a.uuid.isEmpty());
    QVERIFY(!list->at(2).open && list->at(2).health.isEmpty());
    QVERIFY(six() || list->at(3).hidden);
    QVERIFY(m_cluster->listIndices({QStringLiteral("other")}).value().isEmpty()); // an alias is no index
    QVERIFY(m_cluster->listIndices({QStringLiteral("nowhere"), QStringLiteral("no-*")}).value().isEmpty());
    QVERIFY(m_cluster->dataStreams({QStringLiteral("*")}).value().isEmpty());
}

void TestSearchCluster::indicesAreMadeChangedAndDeleted()
{
    const QString index = QStringLiteral("made");
    QVERIFY(make(index));
    VERIFY_KIND(m_cluster->createIndex(index, {}), ErrorKind::Conflict);
    VERIFY_RESULT(m_cluster->putMapping(index, json(R"({"properties":{"added":{"type":"keyword"}}})")));
    QVERIFY(m_cluster->mappings({index}).value().value(index).contains("added"));
    VERIFY_RESULT(m_cluster->putSettings(index, json(R"({"index.refresh_interval":"-1"})")));
    const auto interval = [this, &index] {
        return m_cluster->definitions({index}).value().value(index).settings.value(
            QLatin1String("index.refresh_interval"));
    };
    QCOMPARE(interval().toString(), QStringLiteral("-1"));
    VERIFY_RESULT(m_cluster->putSettings(index, json(R"({"index.refresh_interval":null})")));
    QVERIFY(interval().isUndefined());
    VERIFY_RESULT(m_cluster->flush({index}));
    VERIFY_RESULT(m_cluster->deleteIndex(index));
    VERIFY_KIND(m_cluster->deleteIndex(index), ErrorKind::NotFound);
    VERIFY_KIND(m_cluster->count(index), ErrorKind::NotFound);
}

void TestSearchCluster::aliasesMoveTogether()
{
    QVERIFY(make(QStringLiteral("al-1")) && make(QStringLiteral("al-2")));
    VERIFY_RESULT(m_cluster->updateAliases(QJsonArray{json(R"({"add":{"index":"al-1","alias":"shop"}})")}));
    const QJsonArray move{
        json(R"({"remove":{"index":"al-1","alias":"shop"}})"), json(R"({"add":{"index":"al-2","alias":"shop"}})")};
    VERIFY_RESULT(m_cluster->updateAliases(move));
    const auto found = m_cluster->definitions({QStringLiteral("al-1"), QStringLiteral("al-2")});
    VERIFY_RESULT(found);
    QVERIFY(found->value(QStringLiteral("al-1")).aliases.isEmpty());
    QVERIFY(found->value(QStringLiteral("al-2")).aliases.contains(QLatin1String("shop")));
    // A search through the alias would answer for another index than the one that was pinned.
    QVERIFY(fill(QStringLiteral("al-2"), 0, 1));
    ShardRef shard = shardOf(QStringLiteral("al-2"));
    shard.index = QStringLiteral("shop");
    VERIFY_KIND(m_cluster->readWindow({shard, -1, 10, 10}), ErrorKind::Changed);
}

void TestSearchCluster::aMissingPrimaryIsNeverTrusted()
{
    // One index without any copy, one with its primary and no replica: two copies are wanted, and not there.
    int status = 0;
    m_server->rawRequest("PUT", "/nohome?wait_for_active_shards=0",
        R"({"settings":{"index.number_of_shards":2,"index.number_of_replicas":0,"index.routing.allocation.require._name":"nobody"}})",
        &status);
    QCOMPARE(status, 200);
    QVERIFY(make(QStringLiteral("home"), R"({"settings":{"index.number_of_shards":2,"index.number_of_replicas":0}})"));
    const QStringList both{QStringLiteral("home"), QStringLiteral("nohome")};
    VERIFY_KIND(m_cluster->refresh(both, 4), ErrorKind::Incomplete);
    VERIFY_KIND(m_cluster->refresh({QStringLiteral("nohome")}, 2), ErrorKind::Incomplete);
    VERIFY_RESULT(m_cluster->refresh({QStringLiteral("home")}, 2));
    VERIFY_KIND(m_cluster->refresh({QStringLiteral("home")}, 3), ErrorKind::Incomplete);
    const Result<std::vector<ShardState>> states = m_cluster->shardStates(both);
    VERIFY_RESULT(states);
    QCOMPARE(states->size(), std::size_t(2)); // absent is unknown
    for (const ShardState &state : *states) {
        QCOMPARE(state.index, QStringLiteral("home"));
        QCOMPARE(state.maxSeqNo, -1);
    }
    QCOMPARE(m_cluster->health({QStringLiteral("nohome")}).value(), QStringLiteral("red"));
    QCOMPARE(m_cluster->health(both).value(), QStringLiteral("red"));
    QCOMPARE(m_cluster->health({QStringLiteral("home")}).value(), QStringLiteral("green"));
    QVERIFY(!m_cluster->count(QStringLiteral("nohome")).has_value());
    const ShardRef lost{QStringLiteral("nohome"), 0, states->front().nodeId};
    QVERIFY(!m_cluster->readWindow({lost, -1, 10, 10}).has_value());
    QVERIFY(!m_cluster->countUpTo(lost, 10).has_value());
    VERIFY_KIND(m_cluster->lookUp(lost, {{"1", {}}}), ErrorKind::Incomplete);
    // A shard number that does not exist gives "0 of 0 shards", which is no answer either.
    const ShardRef nowhere{QStringLiteral("home"), 7, lost.nodeId};
    VERIFY_KIND(m_cluster->readWindow({nowhere, -1, 10, 10}), ErrorKind::Incomplete);
    VERIFY_KIND(m_cluster->countUpTo(nowhere, 10), ErrorKind::Incomplete);
    VERIFY_KIND(m_cluster->seqHistogram(nowhere, {{0, 10}}, 10), ErrorKind::Incomplete);
}

//! One of two primaries is there: the server answers with status 200, and often without naming a failure.
void TestSearchCluster::halfAnIndexIsNeverTrusted()
{
    int status = 0;
    m_server->rawRequest("PUT", "/half?wait_for_active_shards=0",
        R"({"settings":{"index.number_of_shards":2,"index.number_of_replicas":0,"index.routing.allocation.total_shards_per_node":1}})",
        &status);
    QCOMPARE(status, 200);
    const QStringList half{QStringLiteral("half")};
    Result<std::vector<ShardState>> states;
    const auto known = [&] {
        states = m_cluster->shardStates(half);
        return states && !states->empty();
    };
    (void)QTest::qWaitFor(known, 60'000); // its primary starts
    VERIFY_RESULT(states);
    QCOMPARE(states->size(), std::size_t(1));
    VERIFY_KIND(m_cluster->refresh(half, 2), ErrorKind::Incomplete);
    // A primary has figures shortly before the cluster's state says that it has started.
    Result<void> refreshed;
    const auto started = [&] {
        refreshed = m_cluster->refresh(half, 1);
        return refreshed.has_value();
    };
    (void)QTest::qWaitFor(started, 60'000);
    VERIFY_RESULT(refreshed);
    VERIFY_KIND(m_cluster->count(half.first()), ErrorKind::Incomplete);
}

void TestSearchCluster::missingReplicasDoNotStopARefresh()
{
    QVERIFY(
        make(QStringLiteral("yellow"), R"({"settings":{"index.number_of_shards":2,"index.number_of_replicas":1}})"));
    VERIFY_RESULT(m_cluster->refresh({QStringLiteral("yellow")}, 2));
    VERIFY_KIND(m_cluster->refresh({QStringLiteral("yellow")}, 3), ErrorKind::Incomplete);
    QCOMPARE(m_cluster->health({QStringLiteral("yellow")}).value(), QStringLiteral("yellow"));
    VERIFY_RESULT(m_cluster->count(QStringLiteral("yellow")));
}

void TestSearchCluster::aPrimaryThatMovedIsIncomplete()
{
    QVERIFY(make(QStringLiteral("moved")) && fill(QStringLiteral("moved"), 0, 1));
    ShardRef shard = shardOf(QStringLiteral("moved"));
    shard.nodeId = QStringLiteral("aNodeThatLeft");
    const Result<HitPage> page = m_cluster->readWindow({shard, -1, 10, 10});
    if (six() || openSearch()) {
        VERIFY_RESULT(page); // _primary finds it wherever it is
        return;
    }
    VERIFY_KIND(page, ErrorKind::Incomplete);
    QVERIFY(page.error().retryable);
    VERIFY_KIND(m_cluster->countUpTo(shard, 10), ErrorKind::Incomplete);
    VERIFY_KIND(m_cluster->lookUp(shard, {{"0", {}}}), ErrorKind::Incomplete);
}

void TestSearchCluster::unknownAnalyzersAreNamed()
{
    const auto refused = m_cluster->refusedAnalyzers(json(R"({
        "analyzer": {"fine": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]},
                     "odd": {"type": "custom", "tokenizer": "standard", "filter": ["strange"]}},
        "filter": {"strange": {"type": "no_such_filter"}}})"));
    VERIFY_RESULT(refused);
    QStringList names;
    for (const auto &[name, reason] : *refused) {
        names += name;
        QVERIFY(reason.contains(QLatin1String("no_such_filter")));
    }
    QCOMPARE(names, (QStringList{QStringLiteral("analyzer odd"), QStringLiteral("filter strange")}));
    QVERIFY(m_cluster->refusedAnalyzers({}).value().isEmpty());
}

void TestSearchCluster::templatesAreFoundByPattern()
{
    int status = 0;
    m_server->rawRequest("PUT", "/_template/old-style",
        R"({"index_patterns":["tpl-*"],"settings":{"index.number_of_shards":1}})", &status);
    QCOMPARE(status, 200);
    QStringList wanted{QStringLiteral("old-style")};
    if (!six()) {
        m_server->rawRequest(
            "PUT", "/_index_template/new-style", R"({"index_patterns":["nothing","tpl-*-x"],"template":{}})", &status);
        QCOMPARE(status, 200);
        wanted.prepend(QStringLiteral("new-style"));
    }
    const auto found = m_cluster->templatesFor({QStringLiteral("nothing-else"), QStringLiteral("tpl-1-x")});
    VERIFY_RESULT(found);
    QCOMPARE(*found, (QHash<QString, QStringList>{{QStringLiteral("tpl-1-x"), wanted}}));
}

void TestSearchCluster::theClusterTellsItsRoomAndTime()
{
    QVERIFY(make(QStringLiteral("room"), R"({"settings":{"index.number_of_shards":3,"index.number_of_replicas":1}})"));
    const Result<ClusterRoom> room = m_cluster->room();
    VERIFY_RESULT(room);
    QCOMPARE(room->nodeNames.size(), room->dataNodes);
    QCOMPARE(room->nodeNames.first(), m_cluster->info().value().nodeName);
    QCOMPARE(room->dataNodes, 1);
    QVERIFY(room->diskFree > 0 && room->diskTotal > room->diskFree);
    QVERIFY(room->shards >= 6);
    QCOMPARE(room->maxShardsPerNode, 1000);
    QVERIFY(room->floodStage > 0.5 && room->floodStage <= 1.0);
    int status = 0;
    m_server->rawRequest("PUT", "/_cluster/settings", R"({"transient":{"cluster.max_shards_per_node":321}})", &status);
    QCOMPARE(status, 200);
    QCOMPARE(m_cluster->room().value().maxShardsPerNode, 321);
    m_server->rawRequest("PUT", "/_cluster/settings", R"({"transient":{"cluster.max_shards_per_node":null}})");

    const Result<qint64> time = m_cluster->clock();
    VERIFY_RESULT(time);
    const qint64 now
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
              .count();
    QVERIFY(std::abs(now - *time) < 60'000);
}

void TestSearchCluster::securityThatIsOffIsUnknown()
{
    const Result<PrivilegeCheck> check
        = m_cluster->privileges({QStringLiteral("*")}, {QStringLiteral("read"), QStringLiteral("maintenance")});
    VERIFY_RESULT(check);
    QVERIFY(!check->known);
    QVERIFY(check->missing.isEmpty());
}

void TestSearchCluster::missingPrivilegesAreNamed()
{
    if (m_kind != QLatin1String("es8"))
        return; // one secured server is enough: the interface is the same since 7.0
    test::TestClusterOptions options;
    options.secured = true;
    test::TestCluster secured(m_kind, options);
    VERIFY_CLUSTER(secured);
    Endpoint endpoint;
    endpoint.url = secured.url();
    endpoint.auth = AuthKind::Basic;
    endpoint.user = test::TestCluster::user();
    SearchConnector connector(endpoint, Secrets{test::TestCluster::password(), {}, {}});
    // Even the superuser may only read what the security system keeps.
    const Result<PrivilegeCheck> check
        = connector.open({})->privileges({QStringLiteral(".security"), QStringLiteral("other")},
            {QStringLiteral("read"), QStringLiteral("write"), QStringLiteral("maintenance")});
    VERIFY_RESULT(check);
    QVERIFY(check->known);
    QCOMPARE(check->missing,
        (QStringList{QStringLiteral("write on .security"), QStringLiteral("maintenance on .security")}));
    QVERIFY(check->narrowed.isEmpty());
    SearchConnector stranger(endpoint, Secrets{QStringLiteral("wrong"), {}, {}});
    VERIFY_KIND(stranger.open({})->info(), ErrorKind::Authentication);
}

void TestSearchCluster::aStopEndsTheCall()
{
    std::stop_source source;
    const std::unique_ptr<SearchCluster> cluster = m_connector->open(source.get_token());
    VERIFY_RESULT(cluster->info());
    source.request_stop();
    VERIFY_KIND(cluster->info(), ErrorKind::Cancelled);
}
