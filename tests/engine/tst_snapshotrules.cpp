// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What snapshot rounds decide without a server: versions, names, predictions, options, whose a snapshot is.
#include "engine/job.h"
#include "engine/methods/reindex/options.h"
#include "engine/methods/snapshots/cleanup.h"
#include "engine/methods/snapshots/judging.h"
#include "engine/methods/snapshots/options.h"
#include "engine/methods/snapshots/roundfigures.h"
#include "engine/methods/snapshots/snapshotjob.h"
#include "engine/methods/snapshots/versionrules.h"
#include "engine/planreader.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace godwit;

class TestSnapshotRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCreationVersionTellsTheOrigin();
    void indicesGoOneMajorUpAndNeverDown_data();
    void indicesGoOneMajorUpAndNeverDown();
    void snapshotsNeverGoToOlderClustersOrAcrossTheFork_data();
    void snapshotsNeverGoToOlderClustersOrAcrossTheFork();
    void onlyAWholeSnapshotCounts_data();
    void onlyAWholeSnapshotCounts();
    void aRestoreCountsOnlyByItsOwnSnapshot_data();
    void aRestoreCountsOnlyByItsOwnSnapshot();
    void renamesBecomeFewCalls();
    void thePauseIsPredictedFromTheNewestRounds();
    void optionsAreReadAndRefused();
    void thePaceIsReadAndRefused();
    void schemaAndOptionsKnowTheSameKeys_data();
    void schemaAndOptionsKnowTheSameKeys();
    void aRoundIsOrderedOnce();
    void aPlaceIsTheSameUnderTwoNames();
    void noPlaceHasCredentials();
    void onlyOwnSnapshotsAreOwn();
    void onlyARestoreGoesWithoutASource();
};

namespace {

ClusterInfo cluster(Product product, int major, int minor)
{
    ClusterInfo info;
    info.product = product;
    info.version = {major, minor, 0};
    return info;
}

QJsonObject roundsOptions(const QJsonObject &more = {})
{
    QJsonObject options{{QStringLiteral("repository"),
        QJsonObject{{QStringLiteral("name"), QStringLiteral("godwit")}, {QStringLiteral("type"), QStringLiteral("fs")},
            {QStringLiteral("settings"), QJsonObject{{QStringLiteral("location"), QStringLiteral("/mnt/backup")}}}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        options.insert(it.key(), it.value());
    return options;
}

} // namespace

void TestSnapshotRules::theCreationVersionTellsTheOrigin()
{
    const auto origin = originOf(QStringLiteral("7171599"));
    QCOMPARE(origin.product, Product::Elasticsearch);
    QCOMPARE(origin.major, 7);
    QCOMPARE(origin.minor, 17);
    QCOMPARE(originOf(QStringLiteral("8503000")).major, 8);
    QCOMPARE(originOf(QStringLiteral("9009000")).major, 9);
    const auto fork = originOf(QString::number(2190699 ^ 0x08000000));
    QCOMPARE(fork.product, Product::OpenSearch);
    QCOMPARE(fork.major, 2);
    QCOMPARE(fork.minor, 19);
    QCOMPARE(originOf({}).product, Product::Unknown);
}

void TestSnapshotRules::indicesGoOneMajorUpAndNeverDown_data()
{
    QTest::addColumn<int>("product");
    QTest::addColumn<int>("created");
    QTest::addColumn<int>("toProduct");
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("possible");
    const auto row = [](const char *name, Product product, int created, Product toProduct, int to, bool possible) {
        QTest::addRow("%s", name) << int(product) << created << int(toProduct) << to << possible;
    };
    constexpr auto es = Product::Elasticsearch;
    constexpr auto os = Product::OpenSearch;
    row("5 to 6", es, 5, es, 6, true);
    row("5 to 7", es, 5, es, 7, false);
    row("5 to 8", es, 5, es, 8, false);
    row("6 to 7", es, 6, es, 7, true);
    row("6 to 8", es, 6, es, 8, false);
    row("7 to 6", es, 7, es, 6, false);
    row("7 to 7", es, 7, es, 7, true);
    row("7 to 8", es, 7, es, 8, true);
    row("7 to 9", es, 7, es, 9, false);
    row("8 to 7", es, 8, es, 7, false);
    row("8 to 9", es, 8, es, 9, true);
    row("os 1 to 2", os, 1, os, 2, true);
    row("os 1 to 3", os, 1, os, 3, false);
    row("os 2 to 3", os, 2, os, 3, true);
    row("os 3 to 2", os, 3, os, 2, false);
    row("7 to os 2", es, 7, os, 2, true);
    row("6 to os 2", es, 6, os, 2, false);
    row("os 2 to 8", os, 2, es, 8, false);
}

void TestSnapshotRules::indicesGoOneMajorUpAndNeverDown()
{
    QFETCH(int, product);
    QFETCH(int, created);
    QFETCH(int, toProduct);
    QFETCH(int, to);
    QFETCH(bool, possible);
    const IndexOrigin origin{Product(product), created, 2};
    const QString obstacle = indexObstacle(origin, cluster(Product(toProduct), to, 5));
    QVERIFY2(obstacle.isEmpty() == possible, qPrintable(obstacle));
}

void TestSnapshotRules::snapshotsNeverGoToOlderClustersOrAcrossTheFork_data()
{
    QTest::addColumn<int>("product");
    QTest::addColumn<QString>("version");
    QTest::addColumn<int>("toProduct");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("possible");
    const auto row = [](Product product, const char *version, Product toProduct, const char *to, bool possible) {
        QTest::addRow(
            "%s %s to %s %s", qPrintable(productName(product)), version, qPrintable(productName(toProduct)), to)
            << int(product) << QString::fromLatin1(version) << int(toProduct) << QString::fromLatin1(to) << possible;
    };
    constexpr auto es = Product::Elasticsearch;
    constexpr auto os = Product::OpenSearch;
    row(es, "7.17.15", es, "8.3.3", true);
    row(es, "8.3.3", es, "8.3.3", true);
    row(es, "8.4.0", es, "8.3.3", false);
    row(es, "7.17.15", es, "7.16.0", false);
    row(es, "7.10.2", os, "2.19.0", true);
    row(es, "7.17.15", os, "2.19.0", false);
    row(es, "7.10.2", os, "3.0.0", false);
    row(os, "2.19.0", es, "9.0.0", false);
    row(os, "2.19.0", os, "3.1.0", true);
    row(os, "3.1.0", os, "2.19.0", false);
}

void TestSnapshotRules::snapshotsNeverGoToOlderClustersOrAcrossTheFork()
{
    QFETCH(int, product);
    QFETCH(QString, version);
    QFETCH(int, toProduct);
    QFETCH(QString, to);
    QFETCH(bool, possible);
    const auto parse = [](const QString &text) {
        const QStringList parts = text.split(u'.');
        return Version{parts[0].toInt(), parts[1].toInt(), parts[2].toInt()};
    };
    ClusterInfo target = cluster(Product(toProduct), 0, 0);
    target.version = parse(to);
    const QString obstacle = snapshotObstacle(Product(product), parse(version), target);
    QVERIFY2(obstacle.isEmpty() == possible, qPrintable(obstacle));
}

void TestSnapshotRules::onlyAWholeSnapshotCounts_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("successful");
    QTest::addColumn<int>("failed");
    QTest::addColumn<int>("primaries");
    QTest::addColumn<QString>("lacks");
    const QString success = QStringLiteral("SUCCESS");
    QTest::newRow("whole") << success << 4 << 0 << 4 << QString();
    QTest::newRow("partial") << QStringLiteral("PARTIAL") << 4 << 0 << 4 << QString();
    QTest::newRow("failed") << QStringLiteral("FAILED") << 4 << 0 << 4 << QString();
    QTest::newRow("a failed shard") << success << 4 << 1 << 4 << QString();
    QTest::newRow("a shard that is not told") << success << 3 << 0 << 4 << QString();
    QTest::newRow("fewer shards than wanted") << success << 4 << 0 << 5 << QString();
    QTest::newRow("an index is missing") << success << 4 << 0 << 4 << QStringLiteral("logs");
}

void TestSnapshotRules::onlyAWholeSnapshotCounts()
{
    QFETCH(QString, state);
    QFETCH(int, successful);
    QFETCH(int, failed);
    QFETCH(int, primaries);
    QFETCH(QString, lacks);
    SnapshotInfo info;
    info.name = QStringLiteral("godwit-x-1");
    info.state = state;
    info.shards = 4;
    info.successful = successful;
    info.failed = failed;
    info.indices = {QStringLiteral("orders"), QStringLiteral("logs")};
    const QStringList wanted = info.indices;
    info.indices.removeAll(lacks);
    const auto judged = judgeSnapshot(info, wanted, primaries);
    QCOMPARE(judged.has_value(), QByteArray(QTest::currentDataTag()) == "whole");
    if (!judged)
        QCOMPARE(judged.error().kind, ErrorKind::Incomplete);
}

void TestSnapshotRules::aRestoreCountsOnlyByItsOwnSnapshot_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("stage");
    QTest::addColumn<QString>("snapshot");
    QTest::addColumn<bool>("primary");
    QTest::addColumn<int>("shard");
    QTest::addColumn<bool>("all");
    QTest::addColumn<bool>("settled");
    const auto row = [](const char *name, const char *type, const char *stage, const char *snapshot, bool primary,
                         int shard, bool all, bool settled) {
        QTest::newRow(name) << QString::fromLatin1(type) << QString::fromLatin1(stage) << QString::fromLatin1(snapshot)
                            << primary << shard << all << settled;
    };
    row("done", "SNAPSHOT", "DONE", "s", true, 1, true, false);
    row("under way", "SNAPSHOT", "INDEX", "s", true, 1, false, false);
    row("another snapshot", "SNAPSHOT", "DONE", "t", true, 1, false, true);
    row("an older file", "EXISTING_STORE", "DONE", "", true, 1, false, true);
    row("an empty shard", "EMPTY_STORE", "DONE", "", true, 1, false, true);
    row("on its way from another node", "PEER", "INDEX", "", true, 1, false, false);
    row("a replica", "PEER", "DONE", "", false, 1, false, true);
    row("the same shard twice", "SNAPSHOT", "DONE", "s", true, 0, false, true);
}

void TestSnapshotRules::aRestoreCountsOnlyByItsOwnSnapshot()
{
    QFETCH(QString, type);
    QFETCH(QString, stage);
    QFETCH(QString, snapshot);
    QFETCH(bool, primary);
    QFETCH(int, shard);
    RestoreOrder order;
    order.repository = QStringLiteral("r");
    order.snapshot = QStringLiteral("s");
    ShardRecovery first{QStringLiteral("orders"), 0, true, QStringLiteral("SNAPSHOT"), QStringLiteral("DONE"),
        order.repository, order.snapshot, 10, 4, 6};
    ShardRecovery second{QStringLiteral("orders"), shard, primary, type, stage, order.repository, snapshot, 10, 0, 5};
    const auto look = lookAtRestore({first, second}, order, {{QStringLiteral("orders"), 2}});
    QTEST(look.all, "all");
    QTEST(look.settled, "settled");
    QCOMPARE(look.wanted, 2);
    // An index that the answer leaves out altogether.
    const auto other = lookAtRestore({first}, order, {{QStringLiteral("orders"), 1}, {QStringLiteral("logs"), 1}});
    QVERIFY(!other.all && other.settled);
}

void TestSnapshotRules::renamesBecomeFewCalls()
{
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    const auto groups = renameGroups({{s("orders"), s("orders")}, {s("logs-1"), s("old-logs-1")},
        {s("logs-2"), s("old-logs-2")}, {s("a.b"), s("x$y")}, {s("same"), s("same")}});
    QCOMPARE(groups.size(), 3);
    QCOMPARE(groups[0].indices, QStringList({s("orders"), s("same")}));
    QVERIFY(groups[0].pattern.isEmpty());
    QCOMPARE(groups[1].indices, QStringList({s("logs-1"), s("logs-2")}));
    QCOMPARE(groups[1].pattern, s("^(.+)$"));
    QCOMPARE(groups[1].replacement, s("old-$1"));
    QCOMPARE(groups[2].pattern, s("^a\\.b$"));
    QCOMPARE(groups[2].replacement, s("x\\$y"));
    // "$1" before a digit would name another group.
    const auto digits = renameGroups({{s("a"), s("a2")}});
    QCOMPARE(digits[0].pattern, s("^a$"));
    QCOMPARE(digits[0].replacement, s("a2"));
}

void TestSnapshotRules::thePauseIsPredictedFromTheNewestRounds()
{
    const auto round = [](int number, double seconds) {
        RoundFigures figures;
        figures.number = number;
        figures.snapshotSeconds = seconds / 2;
        figures.restoreSeconds = seconds / 2;
        figures.closeSeconds = 100; // not part of a pause
        return figures;
    };
    QCOMPARE(predictPause({}), -1.0);
    QCOMPARE(predictPause({round(1, 60)}), 60 + pauseOverhead);
    QCOMPARE(predictPause({round(1, 60), round(2, 2)}), 2 + pauseOverhead);
    // Rounds with a large merge do not move it, nor does one that is long ago.
    QCOMPARE(predictPause({round(1, 60), round(2, 1), round(3, 4), round(4, 30), round(5, 6)}), 4 + pauseOverhead);
    const RoundFigures back = RoundFigures::fromJson(round(3, 1).toJson());
    QCOMPARE(back.toJson(), round(3, 1).toJson());
}

void TestSnapshotRules::optionsAreReadAndRefused()
{
    const auto read = RoundsOptions::from(roundsOptions({{QStringLiteral("rounds"),
        QJsonObject{{QStringLiteral("at_least"), 3}, {QStringLiteral("until_seconds"), 5}}}}));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->atLeast, 3);
    QCOMPARE(read->untilSeconds, 5.0);
    QCOMPARE(read->repository.onTarget.place(), QStringLiteral("fs:/mnt/backup"));
    QCOMPARE(read->repository.onTarget.name, QStringLiteral("godwit"));

    const auto refused = [](const QJsonObject &options, const char *word) {
        const auto result = RoundsOptions::from(options);
        return !result && result.error().kind == ErrorKind::Usage
            && result.error().summary.contains(QLatin1String(word));
    };
    QVERIFY(refused({}, "repository"));
    QVERIFY(refused(roundsOptions({{QStringLiteral("reposotory"), 1}}), "reposotory"));
    QVERIFY(
        refused(roundsOptions({{QStringLiteral("rounds"), QJsonObject{{QStringLiteral("at_most"), 3}}}}), "at_most"));
    QVERIFY(refused(
        roundsOptions({{QStringLiteral("rounds"), QJsonObject{{QStringLiteral("first_at"), QStringLiteral("later")}}}}),
        "first_at"));
    const auto repository = [](const QJsonObject &json) { return QJsonObject{{QStringLiteral("repository"), json}}; };
    const QString name = QStringLiteral("name");
    const QString type = QStringLiteral("type");
    const QString settings = QStringLiteral("settings");
    QVERIFY(refused(repository({{name, QStringLiteral("x")}, {type, QStringLiteral("ftp")}}), "ftp"));
    QVERIFY(refused(repository({{name, QStringLiteral("x")}, {type, QStringLiteral("s3")}}), "bucket"));
    QVERIFY(refused(repository({{name, QStringLiteral("a/b")}}), "a/b"));
    QVERIFY(refused(repository({{name, QStringLiteral("x")}, {type, QStringLiteral("url")},
                        {settings, QJsonObject{{QStringLiteral("url"), QStringLiteral("file:/x")}}}}),
        "only be read"));
    QVERIFY(refused(repository({{name, QStringLiteral("x")}, {type, QStringLiteral("s3")},
                        {settings,
                            QJsonObject{{QStringLiteral("bucket"), QStringLiteral("b")},
                                {QStringLiteral("secret_key"), QStringLiteral("k")}}}}),
        "secret"));

    QVERIFY(!RestoreOptions::from(roundsOptions()));
    const auto restore = RestoreOptions::from(roundsOptions({{QStringLiteral("snapshot"), QStringLiteral("nightly")}}));
    QVERIFY(restore);
    QVERIFY(!restore->includeAliases && !restore->includeGlobalState && restore->featureStates.isEmpty());
    QVERIFY(!RestoreOptions::from(roundsOptions({{QStringLiteral("snapshot"), QStringLiteral("night*")}})));
}

void TestSnapshotRules::thePaceIsReadAndRefused()
{
    const auto paced = [](const QString &word) {
        return RoundsOptions::from(
            roundsOptions({{QStringLiteral("rounds"), QJsonObject{{QStringLiteral("pace"), word}}}}));
    };
    QCOMPARE(RoundsOptions::from(roundsOptions())->pace, RoundPace::UntilShort);
    QCOMPARE(paced(QStringLiteral("interval"))->pace, RoundPace::Interval);
    QCOMPARE(paced(QStringLiteral("by-hand"))->pace, RoundPace::ByHand);
    const auto wrong = paced(QStringLiteral("by-hands"));
    QVERIFY(!wrong && wrong.error().summary.contains(QLatin1String("options.rounds.pace")));
}

void TestSnapshotRules::schemaAndOptionsKnowTheSameKeys_data()
{
    QTest::addColumn<QString>("definition");
    QTest::addColumn<QStringList>("place");
    QTest::newRow("rounds") << QStringLiteral("roundsOptions") << QStringList();
    QTest::newRow("rounds of rounds") << QStringLiteral("roundsOptions") << QStringList{QStringLiteral("rounds")};
    QTest::newRow("repository") << QStringLiteral("roundsOptions") << QStringList{QStringLiteral("repository")};
    QTest::newRow("repository of the target")
        << QStringLiteral("roundsOptions") << QStringList{QStringLiteral("repository"), QStringLiteral("target")};
    QTest::newRow("restore") << QStringLiteral("restoreOptions") << QStringList();
    QTest::newRow("reindex") << QStringLiteral("reindexOptions") << QStringList();
    QTest::newRow("catch up") << QStringLiteral("reindexOptions") << QStringList{QStringLiteral("catch_up")};
}

//! The readers name the keys that they know when they refuse one.
void TestSnapshotRules::schemaAndOptionsKnowTheSameKeys()
{
    QFETCH(QString, definition);
    QFETCH(QStringList, place);
    QFile file(QFINDTESTDATA("../../docs/plan.schema.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto schema = PlanReader::parse(file.readAll(), file.fileName()); // refuses a key that is there twice
    QVERIFY2(schema, qPrintable(schema ? QString() : schema.error().summary));
    const QJsonObject defs = schema->value(QLatin1String("$defs")).toObject();
    QJsonObject node = defs.value(definition).toObject();
    for (const QString &key : std::as_const(place)) {
        node = node.value(QLatin1String("properties"))[key].toObject();
        const QString reference = node.value(QLatin1String("$ref")).toString();
        if (!reference.isEmpty())
            node = defs.value(reference.section(u'/', -1)).toObject();
    }
    QCOMPARE(node.value(QLatin1String("additionalProperties")), QJsonValue(false));
    const bool snapshots = definition != QLatin1String("reindexOptions");
    QJsonObject wrong{{QStringLiteral("qqqqqqqqqqqqqqqqqqqq"), 1}};
    for (auto key = place.crbegin(); key != place.crend(); ++key) {
        if (*key == QLatin1String("repository"))
            wrong.insert(QStringLiteral("name"), QStringLiteral("godwit"));
        wrong = QJsonObject{{*key, wrong}};
    }
    if (snapshots && !wrong.contains(QLatin1String("repository")))
        wrong.insert(QStringLiteral("repository"), roundsOptions().value(QLatin1String("repository")));
    QString refusal;
    if (definition == QLatin1String("roundsOptions"))
        refusal = RoundsOptions::from(wrong).error().summary;
    else if (definition == QLatin1String("restoreOptions"))
        refusal = RestoreOptions::from(wrong).error().summary;
    else
        refusal = ReindexOptions::from(wrong, false).error().summary;
    const QRegularExpression list(QStringLiteral("Known[^:]*: (.*)\\.$"));
    QStringList known = list.match(refusal).captured(1).split(QStringLiteral(", "));
    known.sort();
    QCOMPARE(known, QStringList(node.value(QLatin1String("properties")).toObject().keys()));
}

void TestSnapshotRules::aRoundIsOrderedOnce()
{
    JobControl control;
    QVERIFY(!control.takeRound());
    control.orderRound();
    control.orderRound();
    QVERIFY(control.takeRound());
    QVERIFY(!control.takeRound());
}

//! A place is shown and logged.
void TestSnapshotRules::noPlaceHasCredentials()
{
    const auto refusal = [](const QString &type, const QString &key, const QString &url) {
        const QJsonObject settings{{QStringLiteral("bucket"), QStringLiteral("b")}, {key, url}};
        const auto read = RestoreOptions::from({{QStringLiteral("snapshot"), QStringLiteral("nightly")},
            {QStringLiteral("repository"),
                QJsonObject{{QStringLiteral("name"), QStringLiteral("kept")}, {QStringLiteral("type"), type},
                    {QStringLiteral("settings"), settings}}}});
        return read ? QString() : read.error().summary;
    };
    const QString url = QStringLiteral("url");
    QCOMPARE(refusal(url, url, QStringLiteral("http://host/backup@home")), QString());
    QCOMPARE(refusal(url, url, QStringLiteral("file:/mnt/backup")), QString());
    for (const char *bad : {"http://user:secret@host/backup", "https://user@host", "jar:http://user:secret@host/a!/"}) {
        const QString said = refusal(url, url, QString::fromLatin1(bad));
        QVERIFY2(said.contains(QLatin1String("settings.url")), qPrintable(said));
        QVERIFY(!said.contains(QLatin1String("secret")));
    }
    QVERIFY(!refusal(QStringLiteral("s3"), QStringLiteral("endpoint"), QStringLiteral("http://a:b@host")).isEmpty());
    const RepositoryInfo registered{
        QStringLiteral("kept"), url, {{url, QStringLiteral("http://user:secret@host/backup")}}};
    QCOMPARE(registered.place(), QStringLiteral("url:http://host/backup"));
}

void TestSnapshotRules::aPlaceIsTheSameUnderTwoNames()
{
    RepositoryInfo one{
        QStringLiteral("a"), QStringLiteral("fs"), {{QStringLiteral("location"), QStringLiteral("/mnt/backup/")}}};
    RepositoryInfo two{QStringLiteral("b"), QStringLiteral("fs"),
        {{QStringLiteral("location"), QStringLiteral("/mnt//backup")},
            {QStringLiteral("readonly"), QStringLiteral("true")}}};
    QCOMPARE(one.place(), two.place());
    QVERIFY(!one.readOnly());
    QVERIFY(two.readOnly());
    RepositoryInfo bucket{QStringLiteral("c"), QStringLiteral("s3"),
        {{QStringLiteral("bucket"), QStringLiteral("b")}, {QStringLiteral("base_path"), QStringLiteral("x")}}};
    QCOMPARE(bucket.place(), QStringLiteral("s3:b/x"));
    RepositoryInfo container{QStringLiteral("d"), QStringLiteral("azure"),
        {{QStringLiteral("container"), QStringLiteral("b")}, {QStringLiteral("base_path"), QStringLiteral("/")}}};
    QCOMPARE(container.place(), QStringLiteral("azure:b/")); // as without a path
    QVERIFY(!container.readOnly());
    container.settings.insert(QStringLiteral("location_mode"), QStringLiteral("SECONDARY_ONLY"));
    QVERIFY(container.readOnly());
    container.settings.insert(QStringLiteral("readonly"), QStringLiteral("false"));
    QVERIFY(!container.readOnly());
}

void TestSnapshotRules::onlyOwnSnapshotsAreOwn()
{
    const QString job = QStringLiteral("12ab34cd");
    SnapshotInfo snapshot;
    snapshot.version = QStringLiteral("7.17.15");
    snapshot.name = QStringLiteral("godwit-12ab34cd-3");
    snapshot.metadata = {{QStringLiteral("godwit"), job}};
    QVERIFY(isOwnSnapshot(snapshot, job));
    QVERIFY(!isOwnSnapshot(snapshot, QStringLiteral("12ab34ce")));
    QVERIFY(!isOwnSnapshot(snapshot, {}));
    SnapshotInfo other = snapshot;
    other.metadata = {};
    QVERIFY(!isOwnSnapshot(other, job)); // somebody's of that name
    other.version = QStringLiteral("6.8.23"); // keeps none
    QVERIFY(isOwnSnapshot(other, job));
    other = snapshot;
    other.name = QStringLiteral("godwit-12ab34cd-x");
    QVERIFY(!isOwnSnapshot(other, job));
    other.name = QStringLiteral("nightly");
    QVERIFY(!isOwnSnapshot(other, job));
}

void TestSnapshotRules::onlyARestoreGoesWithoutASource()
{
    const QByteArray head = R"({"godwit":1,"name":"x","target":{"url":"http://127.0.0.1:9200"},)"
                            R"("select":{"indices":["*"]},"method":")";
    const auto restore = Plan::fromJson(head + "restore\"}");
    QVERIFY2(restore, qPrintable(restore ? QString() : restore.error().summary));
    QVERIFY(!restore->hasSource());
    QVERIFY(!restore->toJson().contains(QLatin1String("source")));
    QCOMPARE(restore->readEndpoint().url, restore->target.url);
    const auto copy = Plan::fromJson(head + "live-copy\"}");
    QVERIFY(!copy);
    QVERIFY(copy.error().summary.contains(QLatin1String("source")));
}

QTEST_GUILESS_MAIN(TestSnapshotRules)
#include "tst_snapshotrules.moc"
