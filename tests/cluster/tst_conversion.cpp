// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/searchconnector.h"
#include "engine/mappingcompare.h"
#include "engine/preflight.h"
#include "engine/verify/definitioncompare.h"
#include "tests/support/clusterfixture.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <functional>
#include <map>

using namespace godwit;
using namespace godwit::test;

namespace {

//! Connections are for worker threads.
void onWorker(const std::function<void()> &work)
{
    const std::unique_ptr<QThread> thread(QThread::create(work));
    thread->start();
    thread->wait();
}

QString said(const Error &error)
{
    return QString(error.summary + QLatin1Char(' ') + error.detail);
}

} // namespace

//! What a conversion makes must be taken by the real target, for every rule, from every source to every target.
class TestConversion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();

    void theTargetTakesWhatTheRulesMake_data();
    void theTargetTakesWhatTheRulesMake();
    void everyRoutingKeepsItsShard_data();
    void everyRoutingKeepsItsShard();
    void jodaDatesMeanTheSameDay_data();
    void jodaDatesMeanTheSameDay();
    void preflightFindsTheBlockers();

private:
    TestCluster &cluster(const QString &kind) { return *m_clusters.at(kind); }
    std::unique_ptr<SearchCluster> open(const QString &kind);
    void create(const QString &kind, const QByteArray &index, const QByteArray &body);
    //! Reads "src" from the source and makes it on the target as "dst". Empty, or what went wrong.
    //! A mapping that the target gives back in another way than the comparisons take for the same is wrong, too.
    QString convert(const QString &from, const QString &to, ConvertedIndex *result = nullptr);

    std::map<QString, std::unique_ptr<TestCluster>> m_clusters;
};

void TestConversion::initTestCase()
{
    for (const QString &kind :
        {QStringLiteral("es6"), QStringLiteral("es7"), QStringLiteral("es8"), QStringLiteral("os2")}) {
        m_clusters[kind] = std::make_unique<TestCluster>(kind, TestClusterOptions{.heap = QStringLiteral("384m")});
        VERIFY_CLUSTER(cluster(kind));
    }
}

void TestConversion::cleanupTestCase()
{
    m_clusters.clear();
}

void TestConversion::cleanup()
{
    for (const auto &[kind, each] : m_clusters) {
        for (const char *index : {"src", "dst", "parent", "bare", "custom"})
            each->rawRequest("DELETE", QByteArray("/") + index);
    }
}

std::unique_ptr<SearchCluster> TestConversion::open(const QString &kind)
{
    Endpoint endpoint;
    endpoint.url = cluster(kind).url();
    return SearchConnector(endpoint, {}).open({});
}

void TestConversion::create(const QString &kind, const QByteArray &index, const QByteArray &body)
{
    int status = 0;
    const QByteArray answer = cluster(kind).rawRequest("PUT", "/" + index, body, &status);
    QVERIFY2(status == 200, answer.constData());
}

QString TestConversion::convert(const QString &from, const QString &to, ConvertedIndex *result)
{
    QString wrong;
    onWorker([&] {
        const auto source = open(from);
        const auto target = open(to);
        const Result<ClusterInfo> sourceInfo = source->info();
        const Result<ClusterInfo> targetInfo = target->info();
        const auto definitions = source->definitions({QStringLiteral("src")});
        if (!sourceInfo || !targetInfo || !definitions || !definitions->contains(QStringLiteral("src"))) {
            wrong = QStringLiteral("no definition");
            return;
        }
        const ConvertedIndex index
            = convertIndex(definitions->value(QStringLiteral("src")), QStringLiteral("dst"), *sourceInfo, *targetInfo);
        if (result)
            *result = index;
        if (!index.blockers.isEmpty())
            wrong = index.blockers.join(QLatin1String(" | "));
        else if (const auto made = target->createIndex(QStringLiteral("dst"), index.create); !made)
            wrong = QLatin1String("create: ") + said(made.error());
        else if (const auto back = target->putSettings(QStringLiteral("dst"), index.restore); !back)
            wrong = QLatin1String("restore: ") + said(back.error());
        if (!wrong.isEmpty())
            return;
        const auto made = target->definitions({QStringLiteral("dst")});
        if (!made || !made->contains(QStringLiteral("dst"))) {
            wrong = QStringLiteral("no definition of the target");
            return;
        }
        const IndexDefinition there = made->value(QStringLiteral("dst"));
        QStringList differences
            = mappingDifferences(index.create.value(QLatin1String("mappings")).toObject(), there.mappings);
        for (const SideBySide &place :
            compareDefinitions(definitions->value(QStringLiteral("src")), there, *sourceInfo, *targetInfo))
            if (place.matters && kindOfPlace(place.place) == QLatin1String("mapping"))
                differences.append(QString(place.place + u": " + place.source + u" | " + place.target));
        wrong = differences.join(u' ');
    });
    return wrong;
}

void TestConversion::theTargetTakesWhatTheRulesMake_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("changes"); // at least so many
    const auto row = [](const char *name, const char *from, std::initializer_list<const char *> targets,
                         const QByteArray &body, int changes) {
        for (const char *to : targets)
            QTest::addRow("%s, %s to %s", name, from, to)
                << QString::fromLatin1(from) << QString::fromLatin1(to) << body << changes;
    };
    row("plain", "es6", {"es7", "es8", "os2"}, R"({"mappings":{"_doc":{"properties":{"a":{"type":"keyword"}}}}})", 1);
    row("settings", "es6", {"es7", "es8", "os2"}, R"({"settings":{"index":{"number_of_shards":3,"number_of_replicas":0,
        "optimize_auto_generated_id":true,"merge.policy.reclaim_deletes_weight":2.5,"max_adjacency_matrix_filters":50,
        "translog.retention.size":"100mb","indexing.slowlog.level":"info","search.slowlog.level":"info",
        "percolator.map_unmapped_fields_as_text":true,"ttl.disable_purge":true,"soft_deletes.enabled":true,
        "highlight.max_analyzed_offset":-1,"gc_deletes":"90s","refresh_interval":"7s","codec":"best_compression",
        "merge.policy.max_merge_at_once_explicit":20,"auto_expand_replicas":"0-1","default_pipeline":"enrich",
        "routing.allocation.exclude._name":"nobody","sort.field":["a","b"],"sort.order":["asc","desc"]}},
        "mappings":{"_doc":{"properties":{"a":{"type":"keyword"},"b":{"type":"long"}}}}})",
        8);
    row("mappings", "es6", {"es7", "es8", "os2"}, R"({"settings":{"similarity.old.type":"classic"},"mappings":{"doc":{
        "_all":{"enabled":false},"_field_names":{"enabled":true},"dynamic_date_formats":["yyyy/MM/dd Z"],
        "dynamic_templates":[{"s":{"match_mapping_type":"string","mapping":{"type":"string","index":"not_analyzed"}}},
            {"t":{"match":"*_t","mapping":{"type":"text","norms":{"enabled":false},"include_in_all":true}}}],
        "properties":{"t":{"type":"text","similarity":"old","boost":2},"c":{"type":"text","similarity":"classic"},
            "d":{"type":"date","format":"dateOptionalTime||YYYY-MM-dd'T'HH:mm:ssZ"},
            "m":{"type":"keyword","fields":{"x":{"type":"text","fields":{"y":{"type":"keyword"}}}}},
            "n":{"type":"nested","properties":{"boost":{"type":"float"}}}}}}})",
        8);
    row("analysis", "es6", {"es7", "es8", "os2"}, R"({"settings":{"analysis":{
        "filter":{"wide":{"type":"shingle","max_shingle_size":9},"nothing":{"type":"standard"}},
        "analyzer":{"a":{"type":"custom","tokenizer":"standard","filter":["standard","nothing","lowercase","wide"]},
            "b":{"type":"custom","tokenizer":"standard","filter":"standard"}}}},
        "mappings":{"_doc":{"properties":{"a":{"type":"text","analyzer":"a"},"b":{"type":"text","analyzer":"b"}}}}})",
        4);
    row("settings", "es7", {"es7", "es8", "os2"}, R"({"settings":{"index":{"soft_deletes.enabled":false,
        "translog.retention.age":"1h","force_memory_term_dictionary":true,"max_adjacency_matrix_filters":50,
        "indexing.slowlog.level":"info","mapping.dimension_fields.limit":20,"mapping.field_name_length.limit":99999,
        "merge.policy.max_merge_at_once_explicit":20,"store.type":"simplefs","final_pipeline":"_none","hidden":true,
        "search.idle.after":"5s","routing_partition_size":2,"number_of_shards":4}},"mappings":{"_routing":{"required":true}}})",
        1);
    row("mappings", "es7", {"es7", "es8", "os2"}, R"({"mappings":{"_field_names":{"enabled":false},"dynamic":"runtime",
        "runtime":{"r":{"type":"long"}},"dynamic_templates":[{"all":{"mapping":{"type":"keyword"}}},
            {"rt":{"match_mapping_type":"string","runtime":{}}}],
        "properties":{"f":{"type":"flattened","depth_limit":5},"b":{"type":"keyword","boost":3,"meta":{"unit":"x"}},
            "d":{"type":"date","format":"strictDateOptionalTime||epoch_second"},
            "g":{"type":"long","time_series_metric":"gauge"},"k":{"type":"keyword","time_series_dimension":true},
            "m":{"type":"keyword","fields":{"x":{"type":"text","fields":{"y":{"type":"keyword"}}}}}}}})",
        0);
    row("OpenSearch", "os2", {"es7", "es8", "os2"}, R"({"settings":{"index":{"replication.type":"DOCUMENT",
        "merge.policy":"tiered","search.concurrent_segment_search.mode":"auto","query.max_nested_depth":9,
        "max_slices_per_pit":99,"use_compound_file":false,"search.default_pipeline":"_none","number_of_replicas":0}},
        "mappings":{"dynamic":"strict_allow_templates","derived":{"x":{"type":"keyword","script":{"source":"emit('') "}}},
            "properties":{"f":{"type":"flat_object"},"d":{"type":"date","print_format":"yyyy"},
            "s":{"type":"keyword"}}}})",
        0);
}

void TestConversion::theTargetTakesWhatTheRulesMake()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QByteArray, body);
    QFETCH(int, changes);
    create(from, "src", body);
    if (QTest::currentTestFailed())
        return;
    ConvertedIndex index;
    const QString wrong = convert(from, to, &index);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY2(index.changes.size() >= changes, qPrintable(index.changes.join(QLatin1Char('\n'))));
}

void TestConversion::everyRoutingKeepsItsShard_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("shrunk");
    for (const char *to : {"es7", "es8", "os2"})
        QTest::addRow("6.8 to %s", to) << QStringLiteral("es6") << QString::fromLatin1(to) << false;
    QTest::newRow("7.17 to OpenSearch") << QStringLiteral("es7") << QStringLiteral("os2") << false;
    QTest::newRow("OpenSearch to 8.3") << QStringLiteral("os2") << QStringLiteral("es8") << false;
    QTest::newRow("shrunk, 7.17 to 8.3") << QStringLiteral("es7") << QStringLiteral("es8") << true;
    QTest::newRow("shrunk, OpenSearch to 8.3") << QStringLiteral("os2") << QStringLiteral("es8") << true;
}

void TestConversion::everyRoutingKeepsItsShard()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(bool, shrunk);
    if (shrunk) {
        create(from, "parent", R"({"settings":{"number_of_shards":6,"number_of_replicas":0,"blocks.write":true}})");
        int status = 0;
        const QByteArray answer = cluster(from).rawRequest("POST", "/parent/_shrink/src",
            R"({"settings":{"index.number_of_shards":2,"index.number_of_replicas":0,"index.blocks.write":null}})",
            &status);
        QVERIFY2(status == 200, answer.constData());
    } else {
        create(from, "src", R"({"settings":{"number_of_shards":4,"number_of_replicas":0}})");
    }
    if (QTest::currentTestFailed())
        return;
    const QString wrong = convert(from, to);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    const auto shardOf = [this](const QString &kind, const QByteArray &path) {
        const QJsonArray shards = cluster(kind).request("GET", path).object().value(QLatin1String("shards")).toArray();
        return shards.first().toArray().first().toObject().value(QLatin1String("shard")).toInt(-1);
    };
    for (int i = 0; i < 60; ++i) {
        const QByteArray search = "/_search_shards?routing=id-" + QByteArray::number(i);
        const int shard = shardOf(from, "/src" + search);
        QVERIFY(shard >= 0);
        QCOMPARE(shardOf(to, "/dst" + search), shard);
    }
}

void TestConversion::jodaDatesMeanTheSameDay_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("value");
    const QList<std::pair<QByteArray, QByteArray>> dates{{"YYYY-MM-dd", "2020-01-02"},
        {"YYYYMMddHHmmssSSS", "20200102030405678"}, {"yyyy-MM-dd'T'HH:mm:ssZ", "2020-01-02T03:04:05Z"},
        {"yyyy-MM-dd'T'HH:mm:ssZ", "2020-01-02T03:04:05+0100"}, {"yyyy-MM-dd'T'HH:mm:ssZ", "2020-01-02T03:04:05+01:00"},
        {"yyyy-MM-dd'T'HH:mm:ssZZ", "2020-01-02T03:04:05-0330"}, {"xxxx-ww-e", "2020-05-2"},
        {"yyyy-MM-dd HH:mm:ss ZZZ", "2020-01-02 03:04:05 Europe/Berlin"},
        {"dd/MMM/yyyy:HH:mm:ss Z", "01/Jan/2020:00:00:00 +0000"}, {"8yyyy-MM-dd", "2020-01-02"},
        {"dateOptionalTime", "2020-01-02T03"}, {"YYYY||epoch_millis", "2020"}};
    for (const char *to : {"es7", "es8", "os2"}) {
        for (const auto &[format, value] : dates)
            QTest::addRow("%s %s, %s", format.constData(), value.constData(), to)
                << QString::fromLatin1(to) << format << value;
    }
}

void TestConversion::jodaDatesMeanTheSameDay()
{
    QFETCH(QString, to);
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, value);
    create(QStringLiteral("es6"), "src",
        R"({"settings":{"number_of_shards":1},"mappings":{"_doc":{"properties":{"d":{"type":"date","format":")" + format
            + R"("}}}}})");
    if (QTest::currentTestFailed())
        return;
    const QString wrong = convert(QStringLiteral("es6"), to);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    const auto millis = [this, &value](const QString &kind, const QByteArray &index) {
        int status = 0;
        const QByteArray answer = cluster(kind).rawRequest(
            "PUT", "/" + index + "/_doc/1?refresh=true", "{\"d\":\"" + value + "\"}", &status);
        if (status != 201)
            return QString::fromUtf8(answer);
        const QJsonObject hit = cluster(kind)
                                    .request("POST", "/" + index + "/_search",
                                        R"({"docvalue_fields":[{"field":"d","format":"epoch_millis"}]})")
                                    .object()[QLatin1String("hits")][QLatin1String("hits")][0]
                                    .toObject();
        return hit.value(QLatin1String("fields"))[QLatin1String("d")][0].toString();
    };
    const QString there = millis(QStringLiteral("es6"), "src");
    QVERIFY2(there.toLongLong() > 0, qPrintable(there));
    QCOMPARE(millis(to, "dst"), there);
}

void TestConversion::preflightFindsTheBlockers()
{
    create(QStringLiteral("es7"), "src", R"({"settings":{"number_of_replicas":0}})");
    create(QStringLiteral("es7"), "bare", R"({"mappings":{"_source":{"excludes":["secret"]}}})");
    create(QStringLiteral("es8"), "src", R"({"settings":{"number_of_replicas":0}})");
    if (QTest::currentTestFailed())
        return;
    Plan plan;
    plan.select.indices = {QStringLiteral("src"), QStringLiteral("bare")};
    Result<PreflightReport> report;
    onWorker([&] {
        const auto source = open(QStringLiteral("es7"));
        const auto target = open(QStringLiteral("es8"));
        report = runPreflight(plan, *source, *target, 1'000'000'000);
    });
    QVERIFY2(report, qPrintable(report ? QString() : said(report.error())));
    QStringList blockers;
    for (const PreflightItem &item : report->items) {
        if (item.state == CheckState::Blocker)
            blockers.append(item.id + QLatin1Char(' ') + item.index);
    }
    blockers.sort();
    QVERIFY2(blockers == QStringList({QStringLiteral("conversion bare"), QStringLiteral("target-exists src")}),
        qPrintable(blockers.join(QLatin1String(", "))));

    plan.select.indices = {QStringLiteral("src")};
    plan.select.rename = {{QStringLiteral("^src$"), QStringLiteral("dst")}};
    onWorker([&] {
        const auto source = open(QStringLiteral("es7"));
        const auto target = open(QStringLiteral("es8"));
        report = runPreflight(plan, *source, *target, 1'000'000'000);
    });
    QVERIFY(report);
    for (const PreflightItem &item : report->items)
        QVERIFY2(item.state == CheckState::Pass, qPrintable(item.id + QLatin1String(": ") + item.seen));
}

QTEST_GUILESS_MAIN(TestConversion)
#include "tst_conversion.moc"
