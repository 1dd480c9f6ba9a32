// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemaoverride.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace godwit;

namespace {

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

ClusterInfo server(Product product, int major)
{
    ClusterInfo info;
    info.product = product;
    info.version = {major, 1, 0};
    info.clusterUuid = QStringLiteral("%1").arg(major);
    return info;
}

IndexDefinition definition(const QByteArray &mappings)
{
    IndexDefinition index;
    index.name = QStringLiteral("orders");
    index.mappings = json(mappings);
    index.settings
        = json(R"({"index.number_of_shards":"2","index.number_of_replicas":"1","index.version.created":"7170099",
        "index.refresh_interval":"5s"})");
    return index;
}

ConvertedIndex convert(const QByteArray &mappings, const IndexOverride &override)
{
    return convertIndex(definition(mappings), QStringLiteral("orders"), server(Product::Elasticsearch, 7),
        server(Product::Elasticsearch, 8), override);
}

} // namespace

class TestSchemaOverride : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patchesMakeWhatTheyWereTakenFrom_data();
    void patchesMakeWhatTheyWereTakenFrom();
    void settingsAreReadFlatOrNested();
    void settingsHeldWhileCopyingWait();
    void shardCountsCantBeSet();
    void aFieldThatTheTargetDoesNotKnowIsLetGoByThePlan();
    void mappingsThatGrowKeepTheOverride();
    void theEditShowsWhatTheIndexWillBe();
};

void TestSchemaOverride::patchesMakeWhatTheyWereTakenFrom_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("same") << QByteArray("{\"a\":1}") << QByteArray("{\"a\":1}");
    QTest::newRow("added") << QByteArray("{}") << QByteArray("{\"a\":{\"b\":[1,2]}}");
    QTest::newRow("removed") << QByteArray("{\"a\":{\"b\":1,\"c\":2}}") << QByteArray("{\"a\":{\"c\":2}}");
    QTest::newRow("changed deep") << QByteArray("{\"a\":{\"b\":{\"c\":1}}}")
                                  << QByteArray("{\"a\":{\"b\":{\"c\":\"x\"}}}");
    QTest::newRow("object became value") << QByteArray("{\"a\":{\"b\":1}}") << QByteArray("{\"a\":7}");
    QTest::newRow("value became object") << QByteArray("{\"a\":7}") << QByteArray("{\"a\":{\"b\":1}}");
    QTest::newRow("emptied") << QByteArray("{\"a\":{\"b\":1}}") << QByteArray("{\"a\":{}}");
}

void TestSchemaOverride::patchesMakeWhatTheyWereTakenFrom()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const QJsonObject patch = patchBetween(json(from), json(to));
    QCOMPARE(mergePatch(json(from), patch), json(to));
    QCOMPARE(patch.isEmpty(), json(from) == json(to));
}

void TestSchemaOverride::settingsAreReadFlatOrNested()
{
    const QJsonObject flat = json(R"({"index.max_result_window":20000,"index.sort.field":["a"]})");
    QCOMPARE(flatSettings(flat), flat);
    QCOMPARE(flatSettings(json(R"({"max_result_window":20000,"sort":{"field":["a"]}})")), flat);
    QCOMPARE(flatSettings(json(R"({"index":{"max_result_window":20000,"sort.field":["a"]}})")), flat);
}

void TestSchemaOverride::settingsHeldWhileCopyingWait()
{
    IndexOverride change;
    change.settings = json(R"({"number_of_replicas":2,"refresh_interval":null,"max_result_window":20000})");
    const ConvertedIndex index = convert("{}", change);
    const QJsonObject create = index.create.value(QLatin1String("settings")).toObject();
    QCOMPARE(create.value(QLatin1String("index.number_of_replicas")).toString(), QStringLiteral("0"));
    QCOMPARE(create.value(QLatin1String("index.refresh_interval")).toString(), QStringLiteral("-1"));
    QCOMPARE(create.value(QLatin1String("index.max_result_window")).toInt(), 20'000);
    QCOMPARE(index.restore.value(QLatin1String("index.number_of_replicas")).toInt(), 2);
    QVERIFY(index.restore.value(QLatin1String("index.refresh_interval")).isNull());
    QVERIFY(index.blockers.isEmpty());
    QVERIFY(index.changes.contains(QStringLiteral("settings.index.max_result_window: set by the plan")));
    QVERIFY(index.changes.contains(QStringLiteral("settings.index.refresh_interval: left out by the plan")));
}

void TestSchemaOverride::shardCountsCantBeSet()
{
    IndexOverride change;
    change.settings = json(R"({"index":{"number_of_shards":9}})");
    const ConvertedIndex index = convert("{}", change);
    QCOMPARE(index.blockers.size(), 1);
    QVERIFY(index.blockers.first().startsWith(QLatin1String("settings.index.number_of_shards: ")));
    QCOMPARE(index.create.value(QLatin1String("settings"))[QLatin1String("index.number_of_shards")].toString(),
        QStringLiteral("2"));
}

void TestSchemaOverride::aFieldThatTheTargetDoesNotKnowIsLetGoByThePlan()
{
    const QByteArray mappings = R"({"properties":{"a":{"properties":{"x":{"type":"knn_vector","dimension":3}}},
        "b":{"type":"keyword"}}})";
    IndexDefinition source = definition(mappings);
    const ClusterInfo from = server(Product::OpenSearch, 2);
    ClusterInfo to = server(Product::Elasticsearch, 7);
    to.version = {7, 1, 0}; // too old for vectors
    const ConvertedIndex blocked = convertIndex(source, QStringLiteral("o"), from, to);
    QCOMPARE(blocked.blockers.size(), 1);
    IndexOverride change;
    change.mappings = json(R"({"properties":{"a":{"properties":{"x":{"type":"object","enabled":false}}}}})");
    const ConvertedIndex index = convertIndex(source, QStringLiteral("o"), from, to, change);
    QVERIFY2(index.blockers.isEmpty(), qPrintable(index.blockers.join(u' ')));
    const QJsonValue field = index.create.value(QLatin1String(
        "mappings"))[QLatin1String("properties")][QLatin1String("a")][QLatin1String("properties")][QLatin1String("x")];
    QCOMPARE(field[QLatin1String("type")].toString(), QStringLiteral("object"));
    QVERIFY(index.changes.contains(QStringLiteral("mappings.a.x.type: set by the plan")));
}

void TestSchemaOverride::mappingsThatGrowKeepTheOverride()
{
    IndexOverride change;
    change.mappings = json(R"({"properties":{"a":{"ignore_above":100},"gone":null}})");
    const QJsonObject grown = convertMappings(
        definition(R"({"properties":{"a":{"type":"keyword"},"gone":{"type":"long"},"new":{"type":"date"}}})"),
        server(Product::Elasticsearch, 7), server(Product::Elasticsearch, 8), nullptr, change);
    QCOMPARE(grown, json(R"({"properties":{"a":{"type":"keyword","ignore_above":100},"new":{"type":"date"}}})"));
}

void TestSchemaOverride::theEditShowsWhatTheIndexWillBe()
{
    const EditableIndex shown = editable(convert(R"({"properties":{"a":{"type":"keyword"}}})", {}));
    QCOMPARE(shown.settings.value(QLatin1String("index.number_of_replicas")).toString(), QStringLiteral("1"));
    QCOMPARE(shown.settings.value(QLatin1String("index.refresh_interval")).toString(), QStringLiteral("5s"));
    QVERIFY(!shown.settings.contains(QLatin1String("index.gc_deletes")));
    QCOMPARE(shown.mappings, json(R"({"properties":{"a":{"type":"keyword"}}})"));
}

QTEST_GUILESS_MAIN(TestSchemaOverride)
#include "tst_schemaoverride.moc"
