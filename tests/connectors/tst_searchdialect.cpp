// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/analysischeck.h"
#include "connectors/elasticsearch/dialect.h"
#include "connectors/elasticsearch/indexlist.h"
#include "connectors/elasticsearch/searchclient.h"

#include <QJsonDocument>
#include <QTest>

using namespace godwit;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject root(const QString &number, const QString &tagline, const QString &distribution = {})
{
    QJsonObject version{{QStringLiteral("number"), number}};
    if (!distribution.isEmpty())
        version.insert(QStringLiteral("distribution"), distribution);
    return {{QStringLiteral("name"), QStringLiteral("n1")}, {QStringLiteral("cluster_name"), QStringLiteral("shop")},
        {QStringLiteral("cluster_uuid"), QStringLiteral("u-1")}, {QStringLiteral("version"), version},
        {QStringLiteral("tagline"), tagline}};
}

const auto elastic = QStringLiteral("You Know, for Search");
const auto open = QStringLiteral("The OpenSearch Project: https://opensearch.org/");

Dialect dialectOf(Product product, Version version)
{
    ClusterInfo info;
    info.product = product;
    info.version = version;
    return Dialect(info);
}

} // namespace

class TestSearchDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void productsAreRecognised_data();
    void productsAreRecognised();
    void aNodeWithoutClusterIsBusy();
    void primariesArePinned_data();
    void primariesArePinned();
    void interfacesDependOnTheVersion();
    void sixHasTypes();
    void totalsAreNumbersOrObjects();
    void namesArePercentEncoded();
    void longListsAreCut();
    void wildcardsMatch_data();
    void wildcardsMatch();
    void aReadOnlyConnectionChangesNothing();
    void liftCommandIsTypeable();
    void customPartsAreAskedInPlace();
    void flatAndNestedAnalysisAskTheSame();
    void namesWithDotsStayWhole();
    void indexLimitsAreNoRefusal();
};

void TestSearchDialect::productsAreRecognised_data()
{
    QTest::addColumn<QJsonObject>("answer");
    QTest::addColumn<int>("expected");
    QTest::addColumn<int>("product");
    QTest::addColumn<QString>("version");
    const auto row
        = [](const char *name, const QJsonObject &answer, Product expected, Product product, const char *version) {
              QTest::newRow(name) << answer << int(expected) << int(product) << QString::fromLatin1(version);
          };
    using enum Product;
    row("6.8", root(QStringLiteral("6.8.23"), elastic), Unknown, Elasticsearch, "6.8.23");
    row("7.17", root(QStringLiteral("7.17.15"), elastic), Elasticsearch, Elasticsearch, "7.17.15");
    row("9 snapshot", root(QStringLiteral("9.4.3-SNAPSHOT"), elastic), Unknown, Elasticsearch, "9.4.3");
    row("OpenSearch 2", root(QStringLiteral("2.19.6"), open, QStringLiteral("opensearch")), Unknown, OpenSearch,
        "2.19.6");
    row("OpenSearch 3", root(QStringLiteral("3.6.0"), open), OpenSearch, OpenSearch, "3.6.0");
    row("OpenSearch posing as 7.10.2", root(QStringLiteral("7.10.2"), open), Unknown, OpenSearch, "7.10.2");
    row("too old", root(QStringLiteral("5.6.16"), elastic), Unknown, Unknown, "");
    row("6.6", root(QStringLiteral("6.6.2"), elastic), Unknown, Unknown, "");
    row("too new", root(QStringLiteral("10.0.0"), elastic), Unknown, Unknown, "");
    row("another server", root(QStringLiteral("1.0.0"), QStringLiteral("hello")), Unknown, Unknown, "");
    row("no version", root(QString(), elastic), Unknown, Unknown, "");
    row("not what was said", root(QStringLiteral("2.19.6"), open), Elasticsearch, Unknown, "");
    row("empty", {}, Unknown, Unknown, "");
}

void TestSearchDialect::productsAreRecognised()
{
    QFETCH(QJsonObject, answer);
    QFETCH(int, expected);
    QFETCH(int, product);
    QFETCH(QString, version);
    const Result<ClusterInfo> info = Dialect::recognise(answer, Product(expected));
    QCOMPARE(info.has_value(), !version.isEmpty());
    if (!info) {
        QCOMPARE(info.error().kind, ErrorKind::Version);
        QVERIFY(!info.error().summary.isEmpty());
        return;
    }
    QCOMPARE(int(info->product), product);
    QCOMPARE(info->version.toString(), version);
    QCOMPARE(info->clusterUuid, QStringLiteral("u-1"));
    QCOMPARE(info->clusterName, QStringLiteral("shop"));
    QCOMPARE(info->nodeName, QStringLiteral("n1"));
}

void TestSearchDialect::aNodeWithoutClusterIsBusy()
{
    QJsonObject answer = root(QStringLiteral("8.3.3"), elastic);
    answer.insert(QStringLiteral("cluster_uuid"), QStringLiteral("_na_"));
    const Result<ClusterInfo> info = Dialect::recognise(answer, Product::Unknown);
    QVERIFY(!info.has_value());
    QCOMPARE(info.error().kind, ErrorKind::Busy);
    QVERIFY(info.error().retryable);
}

void TestSearchDialect::primariesArePinned_data()
{
    QTest::addColumn<int>("product");
    QTest::addColumn<int>("major");
    QTest::addColumn<QByteArray>("preference");
    QTest::newRow("6.8") << int(Product::Elasticsearch) << 6 << QByteArray("_shards%3A3%7C_primary");
    QTest::newRow("7") << int(Product::Elasticsearch) << 7 << QByteArray("_shards%3A3%7C_only_nodes%3An-1_x");
    QTest::newRow("9") << int(Product::Elasticsearch) << 9 << QByteArray("_shards%3A3%7C_only_nodes%3An-1_x");
    QTest::newRow("OpenSearch") << int(Product::OpenSearch) << 2 << QByteArray("_shards%3A3%7C_primary");
}

void TestSearchDialect::primariesArePinned()
{
    QFETCH(int, product);
    QFETCH(int, major);
    QFETCH(QByteArray, preference);
    const Dialect dialect = dialectOf(Product(product), {major, 8, 0});
    QCOMPARE(dialect.primaryPreference({QStringLiteral("orders"), 3, QStringLiteral("n-1_x")}), preference);
}

void TestSearchDialect::interfacesDependOnTheVersion()
{
    const auto elasticsearch = [](int major, int minor) {
        return dialectOf(Product::Elasticsearch, {major, minor, 0});
    };
    const Dialect os2 = dialectOf(Product::OpenSearch, {2, 19, 6});
    QVERIFY(!elasticsearch(6, 8).hasBlockApi());
    QVERIFY(!elasticsearch(7, 8).hasBlockApi());
    QVERIFY(elasticsearch(7, 9).hasBlockApi());
    QVERIFY(os2.hasBlockApi());
    QVERIFY(!elasticsearch(9, 1).hasExcludeVectors());
    QVERIFY(elasticsearch(9, 2).hasExcludeVectors());
    QVERIFY(!os2.hasExcludeVectors());
    QVERIFY(!elasticsearch(7, 7).hasComposableTemplates());
    QVERIFY(elasticsearch(7, 8).hasComposableTemplates());
    QVERIFY(!elasticsearch(6, 8).hasHiddenIndices());
    QCOMPARE(elasticsearch(6, 8).everyIndex(), QByteArray("open,closed"));
    QCOMPARE(os2.everyIndex(), QByteArray("all"));
    QVERIFY(os2.privilegesPath().isEmpty());
    QCOMPARE(elasticsearch(8, 0).bulkPath(), QByteArray("/_bulk"));
    QCOMPARE(elasticsearch(6, 8).bulkPath(), QByteArray("/_all/_doc/_bulk"));
}

void TestSearchDialect::sixHasTypes()
{
    const QJsonObject typed = json(R"({"_default_":{"dynamic":false},"tweet":{"properties":{"a":{"type":"long"}}}})");
    const QJsonObject bare = json(R"({"properties":{"a":{"type":"long"}}})");
    QString type;
    QCOMPARE(dialectOf(Product::Elasticsearch, {6, 8, 0}).typelessMappings(typed, &type), bare);
    QCOMPARE(type, QStringLiteral("tweet"));
    QCOMPARE(dialectOf(Product::Elasticsearch, {6, 8, 0}).typelessMappings({}), QJsonObject());
    QCOMPARE(dialectOf(Product::Elasticsearch, {7, 0, 0}).typelessMappings(bare), bare);
    QCOMPARE(dialectOf(Product::OpenSearch, {2, 0, 0}).typelessMappings(bare), bare);
}

void TestSearchDialect::totalsAreNumbersOrObjects()
{
    QCOMPARE(Dialect::totalHits(json(R"({"total":7})")), 7);
    QCOMPARE(Dialect::totalHits(json(R"({"total":{"value":9007199254740993,"relation":"eq"}})")), 9007199254740993);
    QCOMPARE(Dialect::totalHits(json("{}")), -1);
}

void TestSearchDialect::namesArePercentEncoded()
{
    QCOMPARE(encodedIndex(QStringLiteral("a+b%c d/é")), QByteArray("a%2Bb%25c%20d%2F%C3%A9"));
}

void TestSearchDialect::longListsAreCut()
{
    QStringList names;
    for (int i = 0; i < 500; ++i)
        names += QStringLiteral("index-with-a-rather-long-name-%1").arg(i);
    QStringList seen;
    const std::vector<IndexChunk> chunks = indexChunks(names);
    QVERIFY(chunks.size() > 1);
    for (const IndexChunk &chunk : chunks) {
        QVERIFY(chunk.path.size() <= 3000);
        QCOMPARE(chunk.path, chunk.names.join(QLatin1Char(',')).toLatin1());
        seen += chunk.names;
    }
    QCOMPARE(seen, names);
    QVERIFY(indexChunks({}).empty());
    QCOMPARE(indexChunks({QString(255, QLatin1Char('x'))}, 10).size(), std::size_t(1));
}

void TestSearchDialect::wildcardsMatch_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *pattern, const char *name, bool matches) {
        QTest::addRow("%s on %s", pattern, name)
            << QString::fromLatin1(pattern) << QString::fromLatin1(name) << matches;
    };
    row("*", "anything", true);
    row("logs-*", "logs-", true);
    row("logs-*", "logs", false);
    row("logs-*-a", "logs-b-a-a", true);
    row("*a*b*c", "xxaxxbxxabc", true);
    row("*a*b*c", "xxaxxbxxabd", false);
    row("l?gs", "logs", false);
    row("a.b", "a.b", true);
    row("a.b", "axb", false);
    row("a", "ab", false);
}

void TestSearchDialect::wildcardsMatch()
{
    QFETCH(QString, pattern);
    QFETCH(QString, name);
    QFETCH(bool, matches);
    QCOMPARE(matchesPattern(name, pattern), matches);
}

void TestSearchDialect::aReadOnlyConnectionChangesNothing()
{
    Endpoint endpoint;
    endpoint.url = QStringLiteral("http://127.0.0.1:1"); // nothing listens there, so any request would say Connection
    endpoint.safety = QStringLiteral("read-only");
    SearchConnector connector(endpoint, {});
    const std::unique_ptr<SearchCluster> cluster = connector.open({});
    const auto forbidden = [](const auto &result) { return !result && result.error().kind == ErrorKind::Forbidden; };
    const QString index = QStringLiteral("orders");
    QVERIFY(forbidden(cluster->createIndex(index, {})));
    QVERIFY(forbidden(cluster->deleteIndex(index)));
    QVERIFY(forbidden(cluster->putMapping(index, {})));
    QVERIFY(forbidden(cluster->putSettings(index, {})));
    QVERIFY(forbidden(cluster->updateAliases({})));
    QVERIFY(forbidden(cluster->bulk("{}\n", 1)));
}

void TestSearchDialect::liftCommandIsTypeable()
{
    Endpoint endpoint;
    endpoint.url = QStringLiteral("http://someone:secret@127.0.0.1:1/es/");
    SearchConnector connector(endpoint, {});
    QCOMPARE(connector.address(), QStringLiteral("http://127.0.0.1:1/es"));
    QCOMPARE(connector.open({})->liftWriteBlockCommand({QStringLiteral("a"), QStringLiteral("b")}),
        QStringLiteral("PUT /a,b/_settings {\"index.blocks.write\":null}"));
}

void TestSearchDialect::customPartsAreAskedInPlace()
{
    const QJsonObject settings = json(R"({
        "analyzer": {"mine": {"tokenizer": "cut", "filter": ["lowercase", "fold"], "char_filter": "strip"},
                     "plain": {"type": "english"}},
        "normalizer": {"lower": {"type": "custom", "filter": ["lowercase"]}},
        "tokenizer": {"cut": {"type": "pattern", "pattern": ","}},
        "filter": {"fold": {"type": "asciifolding", "preserve_original": true},
                   "many": {"type": "multiplexer", "filters": ["fold"]}},
        "char_filter": {"strip": {"type": "html_strip"}}})");
    QHash<QString, QJsonObject> asked;
    for (const AnalysisQuestion &question : analysisQuestions(settings))
        asked.insert(question.name, question.request);
    QCOMPARE(asked.size(), 6); // the multiplexer names other filters, so it can't be asked alone
    QCOMPARE(asked.value(QStringLiteral("analyzer mine")), json(R"({"text": "a",
        "tokenizer": {"type": "pattern", "pattern": ","},
        "filter": ["lowercase", {"type": "asciifolding", "preserve_original": true}],
        "char_filter": [{"type": "html_strip"}]})"));
    QCOMPARE(asked.value(QStringLiteral("analyzer plain")), json(R"({"text": "a", "analyzer": "english"})"));
    QCOMPARE(asked.value(QStringLiteral("normalizer lower")),
        json(R"({"text": "a", "tokenizer": "standard", "filter": ["lowercase"]})"));
    QCOMPARE(asked.value(QStringLiteral("filter fold")), json(R"({"text": "a", "tokenizer": "standard",
        "filter": [{"type": "asciifolding", "preserve_original": true}]})"));
}

void TestSearchDialect::flatAndNestedAnalysisAskTheSame()
{
    const QJsonObject nested
        = json(R"({"index": {"analysis": {"analyzer": {"mine": {"type": "custom", "tokenizer": "cut"}},
        "tokenizer": {"cut": {"type": "ngram", "min_gram": "2", "token_chars": ["letter"]}}}}})");
    const QJsonObject flat = json(R"({"index.number_of_shards": "2", "index.analysis.analyzer.mine.type": "custom",
        "index.analysis.analyzer.mine.tokenizer": "cut", "index.analysis.tokenizer.cut.type": "ngram",
        "index.analysis.tokenizer.cut.min_gram": "2", "index.analysis.tokenizer.cut.token_chars": ["letter"]})");
    const auto fromNested = analysisQuestions(nested);
    const auto fromFlat = analysisQuestions(flat);
    QCOMPARE(fromNested.size(), 2);
    QCOMPARE(fromFlat.size(), 2);
    for (qsizetype i = 0; i < fromFlat.size(); ++i) {
        QCOMPARE(fromFlat.at(i).name, fromNested.at(i).name);
        QCOMPARE(fromFlat.at(i).request, fromNested.at(i).request);
    }
}

void TestSearchDialect::namesWithDotsStayWhole()
{
    const auto questions = analysisQuestions(json(R"({"index.analysis.filter.my.fold.v2.type": "asciifolding",
        "index.analysis.filter.my.fold.v2.preserve_original": "true"})"));
    QCOMPARE(questions.size(), 1);
    QCOMPARE(questions.first().name, QStringLiteral("filter my.fold.v2"));
}

void TestSearchDialect::indexLimitsAreNoRefusal()
{
    QVERIFY(
        refusedByIndexLimit(QStringLiteral("must be less than or equal to: [1] but was [8]. This limit can be set by "
                                           "changing the [index.max_ngram_diff] index level setting.")));
    QVERIFY(!refusedByIndexLimit(QStringLiteral("failed to find global filter under [asciifolding]")));
}

QTEST_GUILESS_MAIN(TestSearchDialect)
#include "tst_searchdialect.moc"
