// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every call against real servers: Elasticsearch 6.8, 7.17, 8.3 and OpenSearch 2.19, one after the other. A kind as the
// first argument runs that one only.
#include "connectors/elasticsearch/searchconnector.h"
#include "tests/support/clusterfixture.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

#include <thread>

using namespace godwit;
using namespace std::chrono_literals;

#define EXPLAINED(result) qPrintable((result).error().summary + QLatin1String(" | ") + (result).error().detail)
#define VERIFY_RESULT(expression)                                                                                      \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY2(verified.has_value(), verified.has_value() ? "" : EXPLAINED(verified));                               \
    } while (false)
#define VERIFY_KIND(expression, wanted)                                                                                \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY(!verified.has_value());                                                                                \
        QVERIFY2(verified.error().kind == (wanted), EXPLAINED(verified));                                              \
    } while (false)

namespace {

QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("test data is not JSON: %s", text.constData());
    return document.object();
}

QByteArray bytes(std::string_view view)
{
    return QByteArray(view.data(), qsizetype(view.size()));
}

QByteArray token(const QByteArray &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

struct Stored
{
    QByteArray id;
    QByteArray routing;
    QByteArray source;
};

std::vector<Stored> nastyDocuments()
{
    std::vector<Stored> documents;
    const auto add = [&documents](const QByteArray &id, const QByteArray &source, const QByteArray &routing = {}) {
        documents.push_back({id, routing, source});
    };
    add("largest long", R"({"n":9223372036854775807,"low":-9223372036854775808,"beyond":18446744073709551616})");
    add("above-2^53", R"({"n":9007199254740993})");
    add("decimals", R"({"a":1.10,"b":1e-7,"c":-0.0,"d":1E+400,"e":0.1000000000000000055511151231257827})");
    add("order", R"({"z":1,"a":{"y":2,"b":3},"m":[3,2,1]})");
    add("empty", "{}");
    add("deep", "{\"a\":" + QByteArray(400, '[') + QByteArray(400, ']') + "}");
    add("emoji \xF0\x9F\x90\xA6", "{\"\xF0\x9F\x90\xA6\":\"\\ud83d\\udc26 \xF0\x9F\x90\xA6\"}",
        "route \xF0\x9F\x90\xA6");
    add("a/b\\c", R"({"u":"http:\/\/a\/b","t":"\u0000\b\f\n\r\t\"\\"})", "r/1");
    add(" \"quoted\" id\n", R"({"t":"},{\"_id\":\"no\"","_id":"x","_source":{"_seq_no":5}})", "\"r\"");
    add("100%25?&#", "\t { \"a\" : 1 ,  \"b\":[ 1 , 2 ] }  ");
    add(QByteArray(512, 'x'), R"({"t":")" + QByteArray(100'000, 'y') + R"("})");
    return documents;
}

QByteArray actionLine(const QByteArray &index, const Stored &document)
{
    QByteArray line = R"({"index":{"_index":)" + token(index) + R"(,"_id":)" + token(document.id);
    if (!document.routing.isEmpty())
        line += R"(,"routing":)" + token(document.routing);
    return line + "}}\n" + document.source + '\n';
}

//! As the engine writes it: tokens passed through, the sequence number as version.
QByteArray copiedLine(const QByteArray &index, const Hit &hit)
{
    QByteArray line = R"({"index":{"_index":)" + token(index) + R"(,"_id":)" + bytes(hit.idToken) + R"(,"version":)"
        + QByteArray::number(hit.seqNo + 1) + R"(,"version_type":"external_gte")";
    if (!hit.routingToken.empty())
        line += R"(,"routing":)" + bytes(hit.routingToken);
    return line + "}}\n" + bytes(hit.source) + '\n';
}

} // namespace

class TestSearchCluster : public QObject
{
    Q_OBJECT

public:
    explicit TestSearchCluster(QString kind) : m_kind(std::move(kind)) { }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void theServerIsRecognised();
    void documentsRoundTripByteForByte();
    void windowsBeginAfterAndEndAt();
    void windowsBringOnlyWhatIsAsked();
    void anAnswerAboveTheLimitIsTooLarge();
    void deletesLeaveAHoleThatCountsAndHistogramsShow();
    void manySequenceNumbersAreAllFound();
    void aLookTellsDeletedFromLive();
    void bulkTellsWhatFailed();
    void pipelinesOfTheIndexAreNotRun();
    void theWriteBlockHoldsUntilLifted();
    void definitionsComeWithoutTypes();
    void listsHoldClosedAndHiddenIndices();
    void indicesAreMadeChangedAndDeleted();
    void aliasesMoveTogether();
    void aMissingPrimaryIsNeverTrusted();
    void missingReplicasDoNotStopARefresh();
    void aPrimaryThatMovedIsIncomplete();
    void unknownAnalyzersAreNamed();
    void templatesAreFoundByPattern();
    void theClusterTellsItsRoomAndTime();
    void securityThatIsOffIsUnknown();
    void missingPrivilegesAreNamed();
    void aStopEndsTheCall();

private:
    bool six() const { return m_kind == QLatin1String("es6"); }
    bool openSearch() const { return m_kind.startsWith(QLatin1String("os")); }
    bool make(const QString &index,
        const QByteArray &body = R"({"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}})");
    bool fill(const QString &index, int from, int to);
    ShardRef shardOf(const QString &index, int shard = 0, ShardState *state = nullptr);

    QString m_kind;
    std::unique_ptr<test::TestCluster> m_server;
    std::unique_ptr<SearchConnector> m_connector;
    std::unique_ptr<SearchCluster> m_cluster;
};

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
    return made.has_value();
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
    const Result<std::vector<Lookup>> looks = m_cluster->lookUp(shard, {{"gone", "r"}, {"a/b \"q\"", "r"}}, true);
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
    VERIFY_KIND(m_cluster->readWindow({{QStringLiteral("home"), 7, lost.nodeId}, -1, 10, 10}), ErrorKind::Incomplete);
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
    const Result<QStringList> found = m_cluster->templatesFor(QStringLiteral("tpl-1-x"));
    VERIFY_RESULT(found);
    QCOMPARE(*found, wanted);
    QVERIFY(m_cluster->templatesFor(QStringLiteral("nothing-else")).value().isEmpty());
}

void TestSearchCluster::theClusterTellsItsRoomAndTime()
{
    QVERIFY(make(QStringLiteral("room"), R"({"settings":{"index.number_of_shards":3,"index.number_of_replicas":1}})"));
    const Result<ClusterRoom> room = m_cluster->room();
    VERIFY_RESULT(room);
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

#include "tst_searchcluster.moc"
