// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every call against real servers: Elasticsearch 6.8, 7.17, 8.3 and OpenSearch 2.19, one after the other. A kind as the
// first argument runs that one only. This file: documents; searchclusteradmin.cpp: indices and the cluster.
#include "engine/verify/exactlookup.h"
#include "engine/verify/guardedwrite.h"
#include "tests/connectors/searchclustertest.h"
#include "tests/support/faultproxy.h"

#include <future>
#include <map>
#include <thread>

using namespace godwit;
using namespace godwit::test;
using namespace std::chrono_literals;

void TestSearchCluster::initTestCase()
{
    m_server = std::make_unique<test::TestCluster>(m_kind);
    VERIFY_CLUSTER(*m_server);
    Endpoint endpoint;
    endpoint.url = m_server->url();
    m_connector = std::make_unique<SearchConnector>(endpoint, Secrets());
    m_cluster = m_connector->open({});
}

void TestSearchCluster::init()
{
    // Wildcards may be forbidden for deletion, so names are listed first.
    const Result<QList<IndexSummary>> indices = m_cluster->listIndices({QStringLiteral("*")});
    VERIFY_RESULT(indices);
    for (const IndexSummary &index : *indices)
        VERIFY_RESULT(m_cluster->deleteIndex(index.name));
}

void TestSearchCluster::cleanupTestCase()
{
    m_cluster.reset();
    m_server.reset();
}

bool TestSearchCluster::make(const QString &index, const QByteArray &body)
{
    const Result<void> made = m_cluster->createIndex(index, json(body));
    if (!made)
        qWarning("%s | %s", qPrintable(made.error().summary), qPrintable(made.error().detail));
    return made && m_cluster->waitForPrimaries({index});
}

bool TestSearchCluster::fill(const QString &index, int from, int to)
{
    QByteArray body;
    for (int i = from; i < to; ++i)
        body += actionLine(index.toUtf8(), {QByteArray::number(i), {}, "{\"v\":" + QByteArray::number(i) + '}'});
    const Result<BulkAnswer> answer = m_cluster->bulk(body, to - from);
    return answer && answer->notOk.empty() && m_cluster->refresh({index}, 1);
}

ShardRef TestSearchCluster::shardOf(const QString &index, int shard, ShardState *state)
{
    const Result<std::vector<ShardState>> states = m_cluster->shardStates({index});
    if (states) {
        for (const ShardState &one : *states) {
            if (one.shard == shard) {
                if (state)
                    *state = one;
                return {index, shard, one.nodeId};
            }
        }
    }
    return {};
}

void TestSearchCluster::theServerIsRecognised()
{
    const Result<ClusterInfo> info = m_cluster->info();
    VERIFY_RESULT(info);
    QCOMPARE(info->product, openSearch() ? Product::OpenSearch : Product::Elasticsearch);
    const int major = m_kind.mid(2, 1).toInt();
    QCOMPARE(info->version.major, major);
    QVERIFY(!info->clusterUuid.isEmpty());
    QCOMPARE(m_cluster->blockIsComplete(), !six());
    QVERIFY(!m_cluster->knowsExcludeVectors() || major >= 9);
}

void TestSearchCluster::documentsRoundTripByteForByte()
{
    const QByteArray body
        = R"({"settings":{"index.number_of_shards":3,"index.number_of_replicas":0},"mappings":{"enabled":false}})";
    QVERIFY(make(QStringLiteral("from+%"), body) && make(QStringLiteral("to"), body));
    std::vector<Stored> documents = nastyDocuments();
    QByteArray bulk;
    for (const Stored &document : documents)
        bulk += actionLine("from+%", document);
    const Result<BulkAnswer> written = m_cluster->bulk(bulk, int(documents.size()));
    VERIFY_RESULT(written);
    QVERIFY2(written->notOk.empty(), written->notOk.empty() ? "" : qPrintable(written->notOk.front().reason));
    int status = 0;
    m_server->rawRequest("PUT", "/from%2B%25/_doc/pretty", "{\r\n  \"a\": \"x\\ny\",\n\t\"b\": 1.10\n}\n", &status);
    QCOMPARE(status, 201);
    documents.push_back({"pretty", {}, "{    \"a\": \"x\\ny\", \t\"b\": 1.10 } "});
    VERIFY_RESULT(m_cluster->refresh({QStringLiteral("from+%")}, 3));

    const auto readAll = [this](const QString &index, std::vector<HitPage> &pages) {
        for (int shard = 0; shard < 3; ++shard) {
            ShardState state;
            const ShardRef ref = shardOf(index, shard, &state);
            Result<HitPage> page = m_cluster->readWindow({ref, -1, state.maxSeqNo, 1000, true, true, true, 0});
            VERIFY_RESULT(page);
            pages.push_back(std::move(*page));
        }
    };
    std::vector<HitPage> pages;
    readAll(QStringLiteral("from+%"), pages);
    int operations = 0;
    QByteArray copy;
    for (const HitPage &page : pages) {
        for (const Hit &hit : page.hits) {
            QCOMPARE(hit.rewrapped, hit.id == "pretty");
            copy += copiedLine("to", hit);
            ++operations;
        }
    }
    QCOMPARE(operations, int(documents.size()));
    const Result<BulkAnswer> copied = m_cluster->bulk(copy, operations);
    VERIFY_RESULT(copied);
    QVERIFY(copied->notOk.empty());
    VERIFY_RESULT(m_cluster->refresh({QStringLiteral("to")}, 3));

    pages.clear();
    readAll(QStringLiteral("to"), pages);
    QHash<QByteArray, Stored> found;
    for (const HitPage &page : pages) {
        for (const Hit &hit : page.hits)
            found.insert(bytes(hit.id), {bytes(hit.id), bytes(hit.routing), bytes(hit.source)});
    }
    QCOMPARE(found.size(), qsizetype(documents.size()));
    for (const Stored &document : documents) {
        QVERIFY2(found.contains(document.id), document.id.constData());
        QCOMPARE(found.value(document.id).source, document.source);
        QCOMPARE(found.value(document.id).routing, document.routing);
    }
    // The fixture's own reader sees the same, so a fault here can't hide itself.
    const test::Documents seen = m_server->allDocuments("to");
    for (const Stored &document : documents)
        QCOMPARE(seen.value({document.id, document.routing}).trimmed(), document.source.trimmed());
}

void TestSearchCluster::windowsBeginAfterAndEndAt()
{
    QVERIFY(make(QStringLiteral("w")) && fill(QStringLiteral("w"), 0, 10));
    const Result<HitPage> page = m_cluster->readWindow({shardOf(QStringLiteral("w")), 3, 7, 100});
    VERIFY_RESULT(page);
    QList<qint64> numbers;
    for (const Hit &hit : page->hits)
        numbers += hit.seqNo;
    std::sort(numbers.begin(), numbers.end());
    QCOMPARE(numbers, (QList<qint64>{4, 5, 6, 7}));
    const Result<HitPage> full = m_cluster->readWindow({shardOf(QStringLiteral("w")), -1, 9, 6});
    VERIFY_RESULT(full);
    QCOMPARE(full->hits.size(), std::size_t(6));
}

void TestSearchCluster::aScrollBringsEachDocumentOnceInPages()
{
    QVERIFY(make(QStringLiteral("w")) && fill(QStringLiteral("w"), 0, 100));
    WindowRead window{shardOf(QStringLiteral("w")), 9, 94, 40};
    QByteArray scroll;
    QList<qsizetype> sizes;
    QSet<qint64> numbers;
    do {
        const Result<HitPage> page = m_cluster->readScroll(window, scroll);
        VERIFY_RESULT(page);
        QVERIFY(!page->scroll.isEmpty());
        for (const Hit &hit : page->hits) {
            numbers.insert(hit.seqNo);
            QVERIFY(!hit.source.empty() && !hit.id.empty());
        }
        scroll = page->scroll;
        sizes.append(static_cast<qsizetype>(page->hits.size()));
        if (sizes.size() == 1) { // what comes meanwhile does not show
            QVERIFY(fill(QStringLiteral("w"), 0, 50));
            VERIFY_RESULT(m_cluster->refresh({QStringLiteral("w")}, 1));
        }
    } while (sizes.last() == window.size);
    QCOMPARE(sizes, (QList<qsizetype>{40, 40, 5}));
    QCOMPARE(numbers.size(), 85);
    QVERIFY(numbers.contains(10) && numbers.contains(94));
    m_cluster->endScroll(scroll);
    QVERIFY(!m_cluster->readScroll(window, scroll).has_value());
    window.source = false;
    const Result<HitPage> bare = m_cluster->readScroll(window, {});
    VERIFY_RESULT(bare);
    QVERIFY(bare->hits.front().source.empty());
    m_cluster->endScroll(bare->scroll);
}

void TestSearchCluster::windowsBringOnlyWhatIsAsked()
{
    QVERIFY(make(QStringLiteral("w")) && fill(QStringLiteral("w"), 0, 2) && fill(QStringLiteral("w"), 0, 1));
    const ShardRef shard = shardOf(QStringLiteral("w"));
    const Result<HitPage> bare = m_cluster->readWindow({shard, 1, 2, 10, false});
    VERIFY_RESULT(bare);
    QCOMPARE(bare->hits.size(), std::size_t(1));
    QCOMPARE(bytes(bare->hits[0].id), QByteArray("0"));
    QVERIFY(bare->hits[0].source.empty());
    QCOMPARE(bare->hits[0].version, -1);
    const Result<HitPage> versioned = m_cluster->readWindow({shard, 1, 2, 10, false, true});
    VERIFY_RESULT(versioned);
    QCOMPARE(versioned->hits[0].version, 2);
}

void TestSearchCluster::anAnswerAboveTheLimitIsTooLarge()
{
    QVERIFY(make(QStringLiteral("w")) && fill(QStringLiteral("w"), 0, 500));
    WindowRead window{shardOf(QStringLiteral("w")), -1, 499, 1000};
    window.maxBytes = 2000;
    VERIFY_KIND(m_cluster->readWindow(window), ErrorKind::TooLarge);
    window.maxBytes = 2'000'000;
    VERIFY_RESULT(m_cluster->readWindow(window));
}

void TestSearchCluster::deletesLeaveAHoleThatCountsAndHistogramsShow()
{
    const QString index = QStringLiteral("d");
    QVERIFY(make(index) && fill(index, 0, 100)); // numbers 0 to 99
    ShardState before;
    const ShardRef shard = shardOf(index, 0, &before);
    QCOMPARE(before.maxSeqNo, 99);
    QCOMPARE(before.globalCheckpoint, 99);
    QCOMPARE(before.deleteTotal, 0);
    const Result<BulkAnswer> deleted = m_cluster->bulk(
        "{\"delete\":{\"_index\":\"d\",\"_id\":\"37\"}}\n{\"delete\":{\"_index\":\"d\",\"_id\":\"none\"}}\n", 2);
    VERIFY_RESULT(deleted);
    QCOMPARE(deleted->notFound, 1);
    QVERIFY(deleted->notOk.empty());
    QVERIFY(fill(index, 12, 13)); // number 102 instead of 12
    ShardState after;
    shardOf(index, 0, &after);
    QCOMPARE(after.maxSeqNo, 102);
    QVERIFY(after.deleteTotal > 0);
    QCOMPARE(after.historyUuid, before.historyUuid);
    QVERIFY(!after.historyUuid.isEmpty() && !after.indexUuid.isEmpty());

    const Result<qint64> live = m_cluster->countUpTo(shard, 99);
    VERIFY_RESULT(live);
    QCOMPARE(*live, 98);
    QCOMPARE(m_cluster->count(index).value_or(-1), 99);

    const Result<std::vector<SeqBucket>> buckets = m_cluster->seqHistogram(shard, {{5, 49}, {95, 102}}, 10);
    VERIFY_RESULT(buckets);
    QList<std::pair<qint64, qint64>> seen;
    for (const SeqBucket &bucket : *buckets)
        seen += {bucket.from, bucket.documents};
    QCOMPARE(seen, (QList<std::pair<qint64, qint64>>{{0, 5}, {10, 9}, {20, 10}, {30, 9}, {40, 10}, {90, 5}, {100, 1}}));

    const auto numbers = m_cluster->seqNosIn(shard, {{11, 13}, {36, 38}, {100, 102}});
    VERIFY_RESULT(numbers);
    const std::vector<std::pair<qint64, std::string>> wanted{
        {11, "11"}, {13, "13"}, {36, "36"}, {38, "38"}, {102, "12"}};
    QVERIFY(*numbers == wanted);
    QVERIFY(m_cluster->seqNosIn(shard, {}).value().empty());
}

void TestSearchCluster::documentsWithARoutingValueAreCounted()
{
    const QString index = QStringLiteral("routed");
    QVERIFY(make(index) && fill(index, 0, 5));
    QCOMPARE(m_cluster->countRouted(index).value_or(-1), 0);
    VERIFY_RESULT(m_cluster->bulk("{\"index\":{\"_index\":\"routed\",\"_id\":\"a\",\"routing\":\"west\"}}\n{}\n"
                                  "{\"index\":{\"_index\":\"routed\",\"_id\":\"b\",\"routing\":\"east\"}}\n{}\n",
        2));
    m_server->rawRequest("POST", "/routed/_refresh", {});
    QCOMPARE(m_cluster->countRouted(index).value_or(-1), 2);
    QCOMPARE(m_cluster->count(index).value_or(-1), 7);
}

//! A count asks twice. What comes between the two would make a shard look smaller than it is, and deletes be guessed.
void TestSearchCluster::aCountThatSpansAChangeIsTakenAgain()
{
    const QString index = QStringLiteral("span");
    QVERIFY(make(index) && fill(index, 0, 10));
    const ShardRef shard = shardOf(index);
    FaultProxy proxy(m_server->port());
    std::atomic<int> searches{0};
    proxy.setHook([&](const ProxiedRequest &request) {
        if (request.path.contains("/_search") && ++searches == 2) // before "above c", after the whole
            m_server->rawRequest("PUT", "/span/_doc/new?refresh=true", "{}");
        return Fault();
    });
    Endpoint endpoint;
    endpoint.url = proxy.url();
    SearchConnector connector(endpoint, Secrets());
    const Result<qint64> live = connector.open({})->countUpTo(shard, 9);
    VERIFY_RESULT(live);
    QCOMPARE(*live, 10);
    QVERIFY(searches > 3);
}

void TestSearchCluster::manySequenceNumbersAreAllFound()
{
    const QString index = QStringLiteral("many");
    QVERIFY(make(index));
    for (int from = 0; from < 25'000; from += 5000)
        QVERIFY(fill(index, from, from + 5000));
    const ShardRef shard = shardOf(index);
    std::vector<SeqRange> ranges{{0, 12'000}, {12'001, 13'000}};
    for (qint64 from = 13'002; from < 25'000; from += 2)
        ranges.push_back({from, from});
    const std::size_t wanted = 13'001 + ranges.size() - 2;
    const auto numbers = m_cluster->seqNosIn(shard, ranges);
    VERIFY_RESULT(numbers);
    QCOMPARE(numbers->size(), wanted);
    QCOMPARE((*numbers)[13'001].second, std::string("13002"));
    const auto buckets = m_cluster->seqHistogram(shard, ranges, 1000);
    VERIFY_RESULT(buckets);
    QCOMPARE(buckets->size(), std::size_t(25));
    QCOMPARE(buckets->at(12).documents, 1000);
    QCOMPARE(buckets->at(20).documents, 500);
    // An index may allow smaller answers than the default.
    VERIFY_RESULT(m_cluster->putSettings(index, json(R"({"index.max_result_window":1500})")));
    const auto again = m_cluster->seqNosIn(shard, ranges);
    VERIFY_RESULT(again);
    QVERIFY(*again == *numbers);
}

void TestSearchCluster::aLookTellsDeletedFromLive()
{
    const QString index = QStringLiteral("look");
    QVERIFY(make(index,
        R"({"settings":{"index.number_of_shards":2,"index.number_of_replicas":0,"index.refresh_interval":"-1"}})"));
    const QByteArray line = actionLine("look", {"a/b \"q\"", "r", "{\"v\": 1.10}"});
    VERIFY_RESULT(m_cluster->bulk(line + line, 2));
    ShardState state;
    ShardRef shard = shardOf(index, 0, &state);
    if (state.maxSeqNo < 0)
        shard = shardOf(index, 1, &state);
    QCOMPARE(state.maxSeqNo, 1);
    // Not refreshed, so only a realtime look can see it.
    const Result<std::vector<Lookup>> looks
        = m_cluster->lookUp(shard, {{"gone", "r"}, {"a/b \"q\"", "r"}}, LookAt::Source);
    VERIFY_RESULT(looks);
    QCOMPARE(looks->size(), std::size_t(2));
    QVERIFY(!looks->at(0).found);
    QVERIFY(looks->at(1).found);
    QCOMPARE(looks->at(1).seqNo, 1);
    QCOMPARE(looks->at(1).version, 2);
    QCOMPARE(bytes(looks->at(1).source), QByteArray("{\"v\": 1.10}"));
    QVERIFY(m_cluster->lookUp(shard, {{"a/b \"q\"", "r"}}).value().front().source.empty());
    // Looked for in another shard it is not "not found": nothing is known.
    VERIFY_KIND(m_cluster->lookUp(shardOf(index, 1 - shard.shard), {{"a/b \"q\"", "r"}}), ErrorKind::Incomplete);
    std::vector<DocumentKey> many(2500, {"gone", "r"});
    many[2400].id = "a/b \"q\"";
    const Result<std::vector<Lookup>> all = m_cluster->lookUp(shard, many);
    VERIFY_RESULT(all);
    QCOMPARE(all->size(), many.size());
    QVERIFY(all->at(2400).found && !all->at(2399).found);
}

//! A server compares no routing: it leads to a shard, and there the id alone counts.
void TestSearchCluster::aLookNamesTheRoutingThatIsStored()
{
    const QString index = QStringLiteral("routed");
    QVERIFY(make(index,
        R"({"settings":{"index.number_of_shards":1,"index.number_of_replicas":0,"index.refresh_interval":"-1"}})"));
    VERIFY_RESULT(m_cluster->bulk(
        actionLine("routed", {"with", "a \"é\"", "{\"v\": 1.10}"}) + actionLine("routed", {"without", {}, "{}"}), 2));
    const std::vector<DocumentKey> keys{
        {"with", "a \"é\""}, {"with", "another"}, {"with", {}}, {"without", {}}, {"without", "another"}, {"gone", {}}};
    for (const bool refreshed : {false, true}) { // of the translog, and of the index
        if (refreshed)
            VERIFY_RESULT(m_cluster->refresh({index}, 1));
        for (const LookAt what : {LookAt::Numbers, LookAt::Routing, LookAt::Source}) {
            const auto looks = m_cluster->lookUp({index, -1, {}}, keys, what);
            VERIFY_RESULT(looks);
            QCOMPARE(looks->size(), keys.size());
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const Lookup &look = (*looks)[i];
                const bool with = keys[i].id == "with";
                QCOMPARE(look.found, keys[i].id != "gone");
                QCOMPARE(look.seqNo, with ? 0 : look.found ? 1 : -1);
                QCOMPARE(look.routing, std::string(with && what != LookAt::Numbers ? "a \"é\"" : ""));
                QCOMPARE(look.source,
                    std::string(what != LookAt::Source || !look.found ? "" : with ? "{\"v\": 1.10}" : "{}"));
            }
        }
        const auto exact = lookUpExactly(*m_cluster, index, keys);
        VERIFY_RESULT(exact);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            QCOMPARE((*exact)[i].found, i == 0 || i == 3);
            QCOMPARE(isTaken((*exact)[i]), i == 1 || i == 2 || i == 4);
        }
    }
}

void TestSearchCluster::bulkTellsWhatFailed()
{
    QVERIFY(make(QStringLiteral("b"),
        R"({"settings":{"index.number_of_shards":1},"mappings":{"dynamic":"strict","properties":{"v":{"type":"long"}}}})"));
    const QByteArray body
        = "{\"index\":{\"_index\":\"b\",\"_id\":\"1\",\"version\":5,\"version_type\":\"external_gte\"}}\n{\"v\":1}\n"
          "{\"index\":{\"_index\":\"b\",\"_id\":\"1\",\"version\":4,\"version_type\":\"external_gte\"}}\n{\"v\":1}\n"
          "{\"index\":{\"_index\":\"b\",\"_id\":\"2\"}}\n{\"v\":\"no number\"}\n"
          "{\"delete\":{\"_index\":\"b\",\"_id\":\"3\",\"version\":9,\"version_type\":\"external_gte\"}}\n"
          "{\"index\":{\"_index\":\"b\",\"_id\":\"4\"}}\n{\"w\":1}\n";
    const Result<BulkAnswer> answer = m_cluster->bulk(body, 5);
    VERIFY_RESULT(answer);
    QCOMPARE(answer->items, 5);
    QCOMPARE(answer->notFound, 1);
    QCOMPARE(answer->notOk.size(), std::size_t(3));
    QCOMPARE(answer->notOk[0].position, 1);
    QCOMPARE(answer->notOk[0].status, 409);
    QCOMPARE(answer->notOk[1].position, 2);
    QCOMPARE(answer->notOk[1].status, 400);
    QVERIFY(answer->notOk[1].reason.contains(QLatin1String("no number")));
    QCOMPARE(answer->notOk[2].position, 4);
    QVERIFY(answer->notOk[2].type.contains(QLatin1String("strict")));
}

void TestSearchCluster::aGuardedWriteLeavesAloneWhatChanged()
{
    const QString index = QStringLiteral("g");
    QVERIFY(make(index,
        R"({"settings":{"index.number_of_shards":3,"index.number_of_replicas":0},"mappings":{"properties":{"v":{"type":"long"}}}})"));
    const std::vector<DocumentKey> keys{
        {"same", {}}, {"changed", {}}, {"deleted", {}}, {"removed", {}}, {"kept", {}}, {"moved", "a"}, {"stays", "a"}};
    const auto write = [this](std::initializer_list<Stored> documents) {
        QByteArray body;
        for (const Stored &one : documents)
            body += actionLine("g", one);
        const auto done = m_cluster->bulk(body, static_cast<int>(documents.size()));
        return done && done->notOk.empty();
    };
    QVERIFY(write({{"same", {}, "{}"}, {"changed", {}, "{}"}, {"deleted", {}, "{}"}, {"removed", {}, "{}"},
        {"kept", {}, "{}"}, {"moved", "a", "{}"}, {"stays", "a", "{}"}}));
    const auto seen = m_cluster->lookUp({index, -1, {}}, keys, LookAt::Source);
    VERIFY_RESULT(seen);
    std::vector<GuardedChange> changes;
    const auto change = [&](const char *id, int at, bool wanted, const char *source, const char *routing = "") {
        GuardedChange one;
        one.index = index;
        one.id = QLatin1String(id);
        one.has = at >= 0;
        if (one.has) {
            one.routing = QString::fromStdString(keys[static_cast<std::size_t>(at)].routing);
            one.seen = (*seen)[static_cast<std::size_t>(at)];
            QVERIFY(one.seen.found && one.seen.seqNo >= 0 && one.seen.primaryTerm >= 1);
        }
        one.wanted = wanted;
        one.wantedRouting = QLatin1String(routing);
        one.source = source;
        changes.push_back(one);
    };
    change("same", 0, true, R"({"v":1})");
    change("changed", 1, true, R"({"v":1})");
    change("deleted", 2, true, R"({"v":1})");
    change("removed", 3, false, "");
    change("kept", 4, false, "");
    change("new", -1, true, R"({"v":1})");
    change("taken", -1, true, R"({"v":1})");
    change("moved", 5, true, R"({"v":1})", "b");
    change("stays", 6, true, R"({"v":"no number"})", "b");
    // What somebody else does meanwhile.
    QVERIFY(write({{"changed", {}, R"({"v":2})"}, {"kept", {}, R"({"v":2})"}, {"taken", {}, R"({"v":2})"}}));
    VERIFY_RESULT(m_cluster->bulk(R"({"delete":{"_index":"g","_id":"deleted"}})"
                                  "\n",
        1));
    VERIFY_RESULT(writeGuarded(*m_cluster, changes));
    using End = GuardedChange::End;
    const std::map<QString, End> wanted{{QStringLiteral("same"), End::Done},
        {QStringLiteral("changed"), End::LeftAlone}, {QStringLiteral("deleted"), End::LeftAlone},
        {QStringLiteral("removed"), End::Done}, {QStringLiteral("kept"), End::LeftAlone},
        {QStringLiteral("new"), End::Done}, {QStringLiteral("taken"), End::LeftAlone},
        {QStringLiteral("moved"), End::Done}, {QStringLiteral("stays"), End::Refused}};
    for (const GuardedChange &one : changes)
        QVERIFY2(one.end == wanted.at(one.id), qPrintable(one.id + QStringLiteral(": ") + one.reason));
    const auto after = m_cluster->lookUp({index, -1, {}},
        {{"same", {}}, {"changed", {}}, {"deleted", {}}, {"removed", {}}, {"kept", {}}, {"new", {}}, {"taken", {}},
            {"moved", "b"}, {"stays", "a"}},
        LookAt::Source);
    VERIFY_RESULT(after);
    const char *const sources[]
        = {R"({"v":1})", R"({"v":2})", "", "", R"({"v":2})", R"({"v":1})", R"({"v":2})", R"({"v":1})", "{}"};
    for (std::size_t i = 0; i < after->size(); ++i)
        QCOMPARE(bytes((*after)[i].source), QByteArray(sources[i]));
    VERIFY_RESULT(m_cluster->refresh({index}, 3));
    QCOMPARE(m_cluster->count(index).value(), 7); // nothing is there twice
}

void TestSearchCluster::pipelinesOfTheIndexAreNotRun()
{
    // A pipeline that does not exist: a write that would go through it fails.
    QVERIFY(
        make(QStringLiteral("p"), R"({"settings":{"index.number_of_shards":1,"index.default_pipeline":"nowhere"}})"));
    int status = 0;
    m_server->rawRequest("PUT", "/p/_doc/1", "{}", &status);
    QCOMPARE(status, 400);
    QVERIFY(fill(QStringLiteral("p"), 0, 3));
}

void TestSearchCluster::theWriteBlockHoldsUntilLifted()
{
    QVERIFY(make(QStringLiteral("one")) && make(QStringLiteral("two")) && make(QStringLiteral("free")));
    const QStringList both{QStringLiteral("one"), QStringLiteral("two")};
    VERIFY_RESULT(m_cluster->setWriteBlock({QStringLiteral("one")}));
    VERIFY_RESULT(m_cluster->setWriteBlock(both)); // one of them has it already
    VERIFY_RESULT(m_cluster->setWriteBlock(both));
    QByteArray body;
    for (const char *index : {"one", "two", "free"})
        body += actionLine(index, {"1", {}, "{}"});
    const Result<BulkAnswer> blocked = m_cluster->bulk(body, 3);
    VERIFY_RESULT(blocked);
    QCOMPARE(blocked->notOk.size(), std::size_t(2));
    for (const BulkItem &item : blocked->notOk) {
        QCOMPARE(item.status, 403);
        QVERIFY(item.reason.contains(QLatin1String("FORBIDDEN/8")));
    }
    const Result<std::vector<RunningWrite>> writes = m_cluster->runningWrites(both);
    VERIFY_RESULT(writes);
    QVERIFY(writes->empty());
    VERIFY_KIND(m_cluster->setWriteBlock({QStringLiteral("nowhere")}), ErrorKind::NotFound);
    VERIFY_RESULT(m_cluster->liftWriteBlock(QStringList(both) << QStringLiteral("nowhere")));
    const Result<BulkAnswer> open = m_cluster->bulk(body, 3);
    VERIFY_RESULT(open);
    QVERIFY(open->notOk.empty());
}

//! The request gives up while a bulk still runs. What it leaves behind no setting shows.
void TestSearchCluster::aBlockThatWasCutOffIsLifted()
{
    if (six())
        return; // has the setting only
    QVERIFY(make(QStringLiteral("busy")));
    QByteArray words;
    for (int i = 0; i < 60; ++i)
        words += " word" + QByteArray::number(i * 7919);
    QByteArray body;
    constexpr int operations = 30'000;
    for (int i = 0; i < operations; ++i)
        body += actionLine("busy", {QByteArray::number(i), {}, R"({"text":")" + words + R"("})"});
    const auto running = std::async(
        std::launch::async, [this, body] { return m_connector->open({})->bulk(body, operations).has_value(); });
    QTRY_VERIFY_WITH_TIMEOUT(
        m_server->rawRequest("GET", "/_tasks?actions=indices:data/write/bulk*").contains("bulk[s][p]"), 30'000);
    bool cutOff = false;
    while (!cutOff && running.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready) {
        const QByteArray answer = m_server->rawRequest("PUT", "/busy/_block/write?timeout=50ms");
        cutOff = answer.contains("failed_shards");
        if (!cutOff)
            m_server->rawRequest("PUT", "/busy/_settings", R"({"index.blocks.write":null})");
    }
    QVERIFY2(cutOff, "the bulk ended before a block request was cut off");
    m_server->rawRequest("PUT", "/busy/_settings", R"({"index.blocks.write":null})"); // acknowledged, and in vain
    const auto state = [this] { return m_server->rawRequest("GET", "/_cluster/state/blocks/busy"); };
    QVERIFY(state().contains("moving to block index write"));
    QVERIFY(!m_server->rawRequest("GET", "/busy/_settings").contains("blocks"));
    VERIFY_RESULT(m_cluster->liftWriteBlock({QStringLiteral("busy")}));
    running.wait();
    QVERIFY2(!state().contains("index write"), state().constData());
    const Result<BulkAnswer> open = m_cluster->bulk(actionLine("busy", {"after", {}, "{}"}), 1);
    VERIFY_RESULT(open);
    QVERIFY(open->notOk.empty());
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    QStringList kinds{QStringLiteral("es7"), QStringLiteral("es8"), QStringLiteral("es6"), QStringLiteral("os2")};
    if (arguments.size() > 1 && !arguments.at(1).startsWith(QLatin1Char('-')) && kinds.contains(arguments.at(1)))
        kinds = {arguments.takeAt(1)};
    int failures = 0;
    for (const QString &kind : kinds) {
        qInfo("Server: %s", qPrintable(kind));
        TestSearchCluster test(kind);
        failures += QTest::qExec(&test, arguments);
    }
    return failures == 0 ? 0 : 1;
}
