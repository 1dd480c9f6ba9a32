// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of a reindex that need no server: how an index is split, how large a page is, what the allow-list wants.
#include "engine/methods/reindex/advice.h"
#include "engine/methods/reindex/allowlist.h"
#include "engine/methods/reindex/options.h"
#include "engine/methods/reindex/reindexindex.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace godwit {
namespace {

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

QString text(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

ReindexNode node(const char *name, bool data, bool eligible, bool master, const QStringList &allowed)
{
    return {QString::fromLatin1(name), data, eligible, master, !allowed.isEmpty(), allowed};
}

} // namespace

class TestReindexParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsTouchWithoutOverlapAndTheMissingOnesAreOne();
    void equalBoundsMakeFewerParts();
    void sequenceNumbersAreNeverMissing();
    void largeNumbersStayWhole();
    void theUsersQueryNarrowsEveryPart();
    void refusedIdsAreLeftOut();
    void fieldsAreFoundBelowObjectsAndAsSubfields();
    void pagesFitTheHundredMegabytes();
    void listsCompareHostAndPort();
    void missingEntriesAreShownAsTheExactLineInRestartOrder();
    void hostedDeploymentsAllowTheirDefaultsAndAreToldWhatReplacesThem();
    void theReminderNamesWhatWasAddedAndNoDefaults();
    void privateAuthoritiesAreExplained();
    void optionsRefuseWhatTheyDoNotKnow();
    void aPartIsTheSameAfterTheJournal();
    void aRoundThatMetNewerCopiesIsReadAgain();
    void oldTargetsCanNotReadNewerSources();
};

void TestReindexParts::partsTouchWithoutOverlapAndTheMissingOnesAreOne()
{
    const auto parts = splitByRanges(QStringLiteral("at"), SplitKind::Date, {10.7, 20.2, 30}, {});
    QCOMPARE(parts.size(), std::size_t(5));
    QCOMPARE(text(parts[0].query), QStringLiteral(R"({"range":{"at":{"format":"epoch_millis","lt":10}}})"));
    QCOMPARE(text(parts[1].query), QStringLiteral(R"({"range":{"at":{"format":"epoch_millis","gte":10,"lt":20}}})"));
    QCOMPARE(text(parts[3].query), QStringLiteral(R"({"range":{"at":{"format":"epoch_millis","gte":30}}})"));
    QCOMPARE(text(parts[4].query), QStringLiteral(R"({"bool":{"must_not":[{"exists":{"field":"at"}}]}})"));
    QVERIFY(parts[1].label.contains(QStringLiteral("at")));
}

void TestReindexParts::equalBoundsMakeFewerParts()
{
    const auto parts = splitByRanges(QStringLiteral("n"), SplitKind::Whole, {5.1, 5.4, 5.9, 7}, {});
    QCOMPARE(parts.size(), std::size_t(4)); // below 5, 5 to 7, from 7, missing
    QCOMPARE(splitByRanges(QStringLiteral("n"), SplitKind::Whole, {}, {}).size(), std::size_t(1));
}

void TestReindexParts::sequenceNumbersAreNeverMissing()
{
    QCOMPARE(splitByRanges(QStringLiteral("_seq_no"), SplitKind::Whole, {5}, {}).size(), std::size_t(2));
}

void TestReindexParts::largeNumbersStayWhole()
{
    const auto parts = splitByRanges(QStringLiteral("n"), SplitKind::Whole, {1.7e12}, {});
    QCOMPARE(text(parts[0].query), QStringLiteral(R"({"range":{"n":{"lt":1700000000000}}})"));
}

void TestReindexParts::theUsersQueryNarrowsEveryPart()
{
    const QJsonObject query = object(R"({"term":{"a":1}})");
    for (const ReindexPart &part : splitByRanges(QStringLiteral("n"), SplitKind::Decimal, {0.5}, query))
        QVERIFY(text(part.query).startsWith(QStringLiteral(R"({"bool":{"filter":[{"term":{"a":1}},)")));
    QCOMPARE(splitBySlices(3, query).size(), std::size_t(3));
    QCOMPARE(splitBySlices(3, query)[2].slice, 2);
}

void TestReindexParts::refusedIdsAreLeftOut()
{
    QCOMPARE(text(withoutIds({}, {})), QStringLiteral("{}"));
    QCOMPARE(text(withoutIds(object(R"({"term":{"a":1}})"), {QStringLiteral("7")})),
        QStringLiteral(R"({"bool":{"filter":[{"term":{"a":1}}],"must_not":[{"ids":{"values":["7"]}}]}})"));
}

void TestReindexParts::fieldsAreFoundBelowObjectsAndAsSubfields()
{
    const QJsonObject mappings = object(
        R"({"properties":{"a":{"properties":{"b":{"type":"date"}}},"t":{"type":"text","fields":{"n":{"type":"long"}}}}})");
    QCOMPARE(fieldTypeOf(mappings, QStringLiteral("a.b")), QStringLiteral("date"));
    QCOMPARE(fieldTypeOf(mappings, QStringLiteral("t.n")), QStringLiteral("long"));
    QCOMPARE(fieldTypeOf(mappings, QStringLiteral("x")), QString());
    QVERIFY(!splitKind(QStringLiteral("keyword")));
}

void TestReindexParts::pagesFitTheHundredMegabytes()
{
    QCOMPARE(batchFor(0, 1'000), 1'000); // not measured
    QCOMPARE(batchFor(1'000, 1'000), 1'000);
    QCOMPARE(batchFor(1024 * 1024, 1'000), 25);
    QCOMPARE(batchFor(1e9, 1'000), 1);
}

void TestReindexParts::listsCompareHostAndPort()
{
    QCOMPARE(remoteName(QStringLiteral("https://es.example.com/prefix")), QStringLiteral("es.example.com:443"));
    QCOMPARE(remoteName(QStringLiteral("http://10.0.0.7:9200")), QStringLiteral("10.0.0.7:9200"));
    QVERIFY(isAllowed(QStringLiteral("es.example.com:443"), hostedDefaults()));
    QVERIFY(!isAllowed(QStringLiteral("es.example.org:443"), hostedDefaults()));
    QVERIFY(isAllowed(QStringLiteral("10.0.0.7:9200"), {QStringLiteral("10.0.*:*")}));
    QVERIFY(!isAllowed(QStringLiteral("10.0.0.7:9201"), {QStringLiteral("10.0.0.7:9200")}));
}

void TestReindexParts::missingEntriesAreShownAsTheExactLineInRestartOrder()
{
    const QList<ReindexNode> nodes{node("a-master", true, true, true, {}), node("b", false, true, false, {}),
        node("c-data", true, false, false, {QStringLiteral("other:9200")})};
    const RemoteAccess access
        = remoteAccess(QStringLiteral("http://old:9200"), Product::Elasticsearch, Hosting::SelfManaged, nodes);
    QCOMPARE(access.refusing, QStringList({QStringLiteral("c-data"), QStringLiteral("b"), QStringLiteral("a-master")}));
    QCOMPARE(access.lines, QStringList({QStringLiteral(R"(reindex.remote.whitelist: ["other:9200", "old:9200"])")}));
    QVERIFY(access.fix.contains(QStringLiteral("c-data, b, a-master")));
    QVERIFY(access.fix.contains(access.lines.first()));
    QVERIFY(remoteAccess(QStringLiteral("http://old:9200"), Product::OpenSearch, Hosting::SelfManaged, nodes)
                .lines.first()
                .startsWith(QStringLiteral("reindex.remote.allowlist")));
}

void TestReindexParts::hostedDeploymentsAllowTheirDefaultsAndAreToldWhatReplacesThem()
{
    QCOMPARE(hostingOf(QStringLiteral("https://x.es.eu.gcp.cloud.es.io:9243")), Hosting::Hosted);
    const QList<ReindexNode> nodes{node("i-0", true, true, true, {})};
    QVERIFY(remoteAccess(QStringLiteral("https://old.example.com"), Product::Elasticsearch, Hosting::Hosted, nodes)
                .refusing.isEmpty());
    const RemoteAccess access
        = remoteAccess(QStringLiteral("https://old.example.org"), Product::Elasticsearch, Hosting::Hosted, nodes);
    QCOMPARE(access.lines.first(),
        QStringLiteral(R"(reindex.remote.whitelist: ["*.io:*", "*.com:*", "old.example.org:443"])"));
    QVERIFY(access.fix.contains(QStringLiteral("user settings")));
}

void TestReindexParts::theReminderNamesWhatWasAddedAndNoDefaults()
{
    const auto remind = [](const QStringList &list) {
        return allowListReminder(QStringLiteral("old.com:9200"), Product::Elasticsearch, Hosting::SelfManaged,
            {node("a", true, true, true, list)});
    };
    QVERIFY(remind({QStringLiteral("*.com:*")}).isEmpty());
    QVERIFY(remind({QStringLiteral("old.com:9200"), QStringLiteral("*.com:*")})
                .contains(QStringLiteral("old.com:9200 out of reindex.remote.whitelist")));
}

void TestReindexParts::privateAuthoritiesAreExplained()
{
    Endpoint source;
    source.url = QStringLiteral("https://old:9200");
    QVERIFY(ownAuthority(source, Hosting::SelfManaged).isEmpty());
    source.caFile = QStringLiteral("/ca.crt");
    QVERIFY(ownAuthority(source, Hosting::SelfManaged).contains(QStringLiteral("reindex.ssl.certificate_authorities")));
    QVERIFY(ownAuthority(source, Hosting::Hosted).contains(QStringLiteral("Extensions")));
}

void TestReindexParts::optionsRefuseWhatTheyDoNotKnow()
{
    const auto options = [](const char *json, bool local = false) { return ReindexOptions::from(object(json), local); };
    const auto good = options(R"({"slices":4,"batch":1000,"split_field":"at","script":"ctx._source.a=1",
        "catch_up":{"field":"at","rounds":2},"fields":["a"],"remote_url":"http://old:9200"})");
    QVERIFY2(good.has_value(), good ? "" : qPrintable(good.error().summary));
    QCOMPARE(good->script.value(QLatin1String("lang")).toString(), QStringLiteral("painless"));
    QVERIFY(!good->carriesAll());
    QCOMPARE(options(R"({"verify":"content"})")->verify, VerifyLevel::Content);
    QVERIFY(options(R"({"slice":4})").error().summary.contains(QStringLiteral("options.slice")));
    QVERIFY(
        options(R"({"catch_up":{"fields":"at"}})").error().summary.contains(QStringLiteral("options.catch_up.fields")));
    for (const char *bad :
        {R"({"slices":0})", R"({"batch":20000})", R"({"query":[]})", R"({"catch_up":5})", R"({"verify":"definition"})",
            R"({"verify":"ids","query":{"match_all":{}}})", R"({"verify":"content","fields":["a"]})",
            R"({"remote_url":"old:9200"})", R"({"remote_url":"http://me:secret@old:9200"})", R"({"fields":[1]})"})
        QVERIFY2(!options(bad), bad);
    const bool local = options(R"({"remote_url":"http://old:9200"})", true).has_value();
    QVERIFY(!local);
}

void TestReindexParts::aPartIsTheSameAfterTheJournal()
{
    PartRun run;
    run.part = splitByRanges(QStringLiteral("n"), SplitKind::Whole, {5}, {})[0];
    run.state = PartRun::State::Running;
    run.task = QStringLiteral("node:7");
    run.attempt = 2;
    run.rejected.emplace(QStringLiteral("id"), QStringLiteral("why"));
    run.seen.total = 10;
    run.seen.created = 4;
    run.seen.conflicts = 1;
    const PartRun again = PartRun::from(run.toJson());
    QCOMPARE(text(again.toJson()), text(run.toJson()));
    QCOMPARE(again.ledger().read, 6); // 4 and 1 handled, 1 refused
    QVERIFY(again.ledger().closes());
}

void TestReindexParts::aRoundThatMetNewerCopiesIsReadAgain()
{
    ReindexIndex index;
    index.mark = 50;
    index.operationsAtFirst = 7;
    index.operationsRead = 1LL << 60;
    PartRun base;
    base.seen.conflicts = 3; // there already, from an earlier try
    index.parts.push_back(base);
    QCOMPARE(index.stale(), 0);
    QCOMPARE(index.nextSince(), 50.0);
    PartRun round;
    round.round = 1;
    round.since = 10;
    round.seen.conflicts = 2;
    index.parts.push_back(round);
    ReindexIndex again;
    again.take(index.toJson());
    QCOMPARE(again.stale(), 2);
    QCOMPARE(again.nextSince(), 10.0);
    QVERIFY(again.operationsAtFirst == index.operationsAtFirst && again.operationsRead == index.operationsRead);
    again.parts.back().seen.conflicts = 0;
    QCOMPARE(again.nextSince(), 50.0);
}

void TestReindexParts::oldTargetsCanNotReadNewerSources()
{
    ClusterInfo seven;
    seven.product = Product::Elasticsearch;
    seven.version = {7, 17, 15};
    ClusterInfo eight = seven;
    eight.version = {8, 19, 0};
    ClusterInfo open;
    open.product = Product::OpenSearch;
    open.version = {2, 19, 0};
    QVERIFY(remoteReindexObstacle(seven, eight).isEmpty());
    QVERIFY(remoteReindexObstacle(eight, open).isEmpty());
    QVERIFY(remoteReindexObstacle(open, eight).isEmpty());
    QVERIFY(!remoteReindexObstacle(eight, seven).isEmpty());
    QVERIFY(!remoteReindexObstacle(open, seven).isEmpty());
}

} // namespace godwit

QTEST_GUILESS_MAIN(godwit::TestReindexParts)
#include "tst_reindexparts.moc"
