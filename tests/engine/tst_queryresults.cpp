// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/queryset.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace godwit;

namespace {

//! "a:3 b:2" as the hits of an answer, in that order.
QueryResult hits(const QString &list, qint64 total = -2, const char *aggregations = "{}")
{
    QueryResult result;
    const QStringList words = list.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QByteArray score = word.section(u':', 1).toLatin1();
        result.hits.push_back({word.section(u':', 0, 0), score, score});
    }
    result.total = total == -2 ? static_cast<qint64>(words.size()) : total;
    result.aggregations = *JsonTree::parse(aggregations);
    result.tookMs = 10;
    return result;
}

SearchAnswer answer(const QByteArray &body, int failed = 0)
{
    SearchAnswer answer;
    answer.body = body;
    answer.tookMs = 4;
    answer.timedOut = false;
    answer.shards = 3;
    answer.successful = 3 - failed;
    answer.failed = failed;
    return answer;
}

IndexDefinition definition(const QByteArray &properties, const QJsonObject &settings = {})
{
    IndexDefinition index;
    index.name = QStringLiteral("shop");
    index.mappings = QJsonObject{{QStringLiteral("properties"), QJsonDocument::fromJson(properties).object()}};
    index.settings = settings;
    return index;
}

//! Answers everything with no hits, in the times it is given; the last one again and again.
class Timed final : public DocumentQuery
{
public:
    explicit Timed(QList<qint64> times) : m_times(std::move(times)) { }
    Result<SearchAnswer> search(const SearchRequest &request) override
    {
        fresh = fresh && request.fresh;
        const qint64 time = m_times.at(std::min<qsizetype>(asked++, m_times.size() - 1));
        if (time < 0)
            return fail(ErrorKind::Connection, QStringLiteral("gone"));
        SearchAnswer made = answer(R"({"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}})");
        made.tookMs = time;
        return made;
    }
    qsizetype asked = 0;
    bool fresh = true;

private:
    QList<qint64> m_times;
};

constexpr auto shopProperties
    = R"({)"
      R"("title":{"type":"text","fields":{"raw":{"type":"keyword"}}},)"
      R"("price":{"type":"double"}, "when":{"type":"date"}, "hidden":{"type":"keyword","index":false},)"
      R"("lines":{"type":"nested","properties":{"sku":{"type":"keyword"}}},)"
      R"("ship":{"properties":{"city":{"type":"keyword"}}}})";

} // namespace

class TestQueryResults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameHitsAreTheSame()
    {
        const QueryComparison c = compareResults(hits(QStringLiteral("a:3 b:2")), hits(QStringLiteral("a:3 b:2")));
        QCOMPARE(c.verdict, QueryVerdict::Same);
        QCOMPARE(c.overlap, 1.0);
        QVERIFY(std::abs(c.rankOverlap - 1) < 1e-12);
        QCOMPARE(compareResults(hits({}), hits({})).verdict, QueryVerdict::Same);
    }
    void theTimeIsTheMedianOfSeveralRunsInTurn()
    {
        const SavedQuery query{{}, false, QStringLiteral("{}")};
        const QString index = QStringLiteral("shop");
        Timed source({400, 12, 10, 90, 11});
        Timed target({1, 6, 5, 7, 5});
        const QueryComparison c = runOnBoth(query, source, index, target, index, latencyRuns);
        QCOMPARE(c.source.runs, 4); // the first one does not count
        QCOMPARE(c.target.runs, 4);
        QCOMPARE(c.source.tookMs, 11);
        QCOMPARE(c.target.tookMs, 5);
        QVERIFY(source.fresh); // not out of a cache
        QCOMPARE(totalsOf({c}).latencyRatio.value_or(0), 5.0 / 11);
        // A slow one is not repeated, and what fails later leaves the first answer as it is.
        Timed slow({1'990});
        Timed quick({20});
        QCOMPARE(runOnBoth(query, slow, index, quick, index, latencyRuns).source.runs, 1);
        QCOMPARE(slow.asked, 1);
        Timed breaks({8, -1});
        const QueryComparison first = runOnBoth(query, breaks, index, quick, index, latencyRuns);
        QCOMPARE(first.verdict, QueryVerdict::Same);
        QCOMPARE(first.source.tookMs, 8);
        std::stop_source stop;
        stop.request_stop();
        Timed once({3});
        runOnBoth(query, once, index, quick, index, latencyRuns, stop.get_token());
        QCOMPARE(once.asked, 1);
    }
    void aMovedHitIsNamedWithItsOtherPlace()
    {
        const QueryComparison c
            = compareResults(hits(QStringLiteral("a:3 b:2 c:1")), hits(QStringLiteral("b:3 a:2 c:1")));
        QCOMPARE(c.verdict, QueryVerdict::OrderDiffers);
        QCOMPARE(c.rows.at(0).source.state, RankRow::State::Moved);
        QCOMPARE(c.rows.at(0).source.elsewhere, 2);
        QCOMPARE(c.rows.at(2).source.state, RankRow::State::Same);
        QCOMPARE(c.overlap, 1.0);
        QVERIFY(c.rankOverlap < 1 && c.rankOverlap > 0.8);
    }
    void aMissingHitIsNamedOnBothSides()
    {
        const QueryComparison c = compareResults(hits(QStringLiteral("a:3 b:2")), hits(QStringLiteral("a:3 x:2")));
        QCOMPARE(c.verdict, QueryVerdict::HitsDiffer);
        QCOMPARE(c.rows.at(1).source.state, RankRow::State::OnlyHere);
        QCOMPARE(c.rows.at(1).target.state, RankRow::State::OnlyHere);
        QCOMPARE(c.overlap, 0.5);
    }
    void hitsOfOneScoreMayStandInAnyOrder()
    {
        QueryComparison c
            = compareResults(hits(QStringLiteral("a:1 b:1 c:0.5")), hits(QStringLiteral("b:1 a:1 c:0.5")));
        QCOMPARE(c.verdict, QueryVerdict::Same);
        QCOMPARE(c.rows.at(0).source.state, RankRow::State::Tied);
        QVERIFY(std::abs(c.rankOverlap - 1) < 1e-12);
        // Not where the scores tell them apart on one side.
        c = compareResults(hits(QStringLiteral("a:1 b:1")), hits(QStringLiteral("b:1 a:0.9")));
        QCOMPARE(c.verdict, QueryVerdict::OrderDiffers);
    }
    void aCutInsideHitsOfOneScoreMayTakeAny()
    {
        QueryComparison c = compareResults(hits(QStringLiteral("a:1 b:1"), 9), hits(QStringLiteral("c:1 d:1"), 9));
        QCOMPARE(c.verdict, QueryVerdict::Same);
        QCOMPARE(c.overlap, 1.0);
        // With nothing cut off they are other hits.
        c = compareResults(hits(QStringLiteral("a:1 b:1")), hits(QStringLiteral("c:1 d:1")));
        QCOMPARE(c.verdict, QueryVerdict::HitsDiffer);
        // And a hit above the cut is no tie.
        c = compareResults(hits(QStringLiteral("a:2 b:1"), 9), hits(QStringLiteral("c:2 d:1"), 9));
        QCOMPARE(c.rows.at(0).source.state, RankRow::State::OnlyHere);
        QCOMPARE(c.rows.at(1).source.state, RankRow::State::Tied);
    }
    void totalsScoresAndAggregationsAreCompared()
    {
        const QString list = QStringLiteral("a:3 b:2");
        QCOMPARE(compareResults(hits(list, 5), hits(list, 6)).verdict, QueryVerdict::TotalDiffers);
        const QueryComparison scored = compareResults(hits(list), hits(QStringLiteral("a:2.7 b:2")));
        QCOMPARE(scored.verdict, QueryVerdict::ScoresDiffer);
        QVERIFY(std::abs(scored.scoreDifference - 0.1) < 1e-9);
        const QueryComparison c = compareResults(
            hits(list, 2, R"({"t":{"buckets":[{"key":"DE","doc_count":4},{"key":"FR","doc_count":2}],"sum":1.0}})"),
            hits(list, 2, R"({"t":{"buckets":[{"key":"FR","doc_count":2},{"key":"DE","doc_count":5}],"sum":1}})"));
        QCOMPARE(c.verdict, QueryVerdict::AggregationsDiffer);
        QCOMPARE(c.aggregations.size(), 1);
        QCOMPARE(c.aggregations.first().path, QStringLiteral("t / buckets / DE / doc_count"));
        QCOMPARE(c.aggregations.first().source, QStringLiteral("4"));
        QCOMPARE(c.aggregations.first().target, QStringLiteral("5"));
    }
    void bucketsAreKnownByTheirKeys()
    {
        const auto differences = [](const char *source, const char *target) {
            QStringList paths;
            const auto buckets
                = [](const char *list) -> QByteArray { return QByteArray("{\"t\":{\"buckets\":") + list + "}}"; };
            const auto compared
                = compareResults(hits({}, 0, buckets(source).constData()), hits({}, 0, buckets(target).constData()));
            for (const AggregationDifference &one : compared.aggregations)
                paths.append(QString(one.path + u' ' + one.source + u' ' + one.target));
            return paths;
        };
        // Months in the format "yyyy" have one name in a year.
        const char *months = R"([{"key_as_string":"2024","key":1704067200000,"doc_count":1},
            {"key_as_string":"2024","key":1706745600000,"doc_count":2},
            {"key_as_string":"2025","key":1735689600000,"doc_count":3}])";
        QCOMPARE(differences(months, months), QStringList());
        QCOMPARE(differences(months, R"([{"key_as_string":"2024","key":1704067200000,"doc_count":7},
            {"key_as_string":"2024","key":1706745600000,"doc_count":2},
            {"key_as_string":"2025","key":1735689600000,"doc_count":8}])"),
            (QStringList{QStringLiteral("t / buckets / 2024 (1704067200000) / doc_count 1 7"),
                QStringLiteral("t / buckets / 2025 / doc_count 3 8")}));
        // So have ranges, when somebody calls them so.
        const char *ranges = R"([{"key":"cheap","to":5,"doc_count":1},{"key":"cheap","to":9,"doc_count":2}])";
        QCOMPARE(differences(ranges, ranges), QStringList());
        QCOMPARE(
            differences(ranges, R"([{"key":"cheap","to":5,"doc_count":1},{"key":"cheap","to":9,"doc_count":3}])"),
            QStringList{QStringLiteral("t / buckets / cheap #2 / doc_count 2 3")});
        // A key is a value, however it is written.
        QCOMPARE(differences(R"([{"key":10,"doc_count":1},{"key":20,"doc_count":2}])",
                     R"([{"key":20.0,"doc_count":2},{"key":1e1,"doc_count":1}])"),
            QStringList());
    }
    void anAnswerThatIsNotWholeSaysNothing()
    {
        const QByteArray body = R"({"hits":{"total":{"value":1,"relation":"eq"},"hits":[{"_id":"1","_score":1.5}]}})";
        const auto whole = readResult(answer(body));
        const auto partial = readResult(answer(body, 1));
        QVERIFY(whole && partial);
        QVERIFY(whole->problem.isEmpty());
        QVERIFY(!partial->problem.isEmpty());
        QCOMPARE(compareResults(*whole, *partial).verdict, QueryVerdict::Unknown);
        QCOMPARE(compareResults(*whole, failedResult({ErrorKind::Refused, QStringLiteral("no"), {}, 400, false, {}}))
                     .verdict,
            QueryVerdict::Unknown);
    }
    void totalsOfBothSpellingsAreRead()
    {
        const auto old = readResult(answer(R"({"hits":{"total":7,"hits":[]}})"));
        QCOMPARE(old->total, 7);
        QVERIFY(!old->atLeast);
        const auto fresh = readResult(answer(
            R"({"hits":{"total":{"value":10000,"relation":"gte"},"hits":[{"_id":"1","_score":null,"sort":[5]}]}})"));
        QCOMPARE(fresh->total, 10000);
        QVERIFY(fresh->atLeast);
        QCOMPARE(fresh->hits.front().order, QByteArray("[5]"));
        QVERIFY(fresh->hits.front().score.isEmpty());
        QVERIFY(fresh->hits.front().routing.isEmpty());
        const auto routed
            = readResult(answer(R"({"hits":{"hits":[{"_id":"1","_routing":"r\u00e9","_score":1.0}]}})"));
        QCOMPARE(routed->hits.front().routing, QString::fromUtf8("ré"));
    }
    void rankOverlapWeighsTheTop()
    {
        const auto list = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
        const double top = rankBiasedOverlap(list("a b c d"), list("x b c d"));
        const double bottom = rankBiasedOverlap(list("a b c d"), list("a b c x"));
        QVERIFY(top < bottom);
        QCOMPARE(rankBiasedOverlap(list("a b"), list("x y")), 0.0);
        // Depths 1, 2 and 3 agree by 0, 1 and 2/3: (1-p)/p * (0 + 1*p^2 + 2/3*p^3) + 2/3*p^3 with p = 0.5.
        QVERIFY(std::abs(rankBiasedOverlap(list("a b c"), list("b a d"), 0.5) - (0.25 + 1.0 / 12 + 1.0 / 12)) < 1e-12);
        // One list goes on below the other: what it holds there agrees as well as what was seen.
        QVERIFY(std::abs(rankBiasedOverlap(list("a"), list("a b"), 0.5) - 1) < 1e-12);
    }
    void aReplayIsSummedUp()
    {
        QueryComparison same = compareResults(hits(QStringLiteral("a:1")), hits(QStringLiteral("a:1")));
        same.target.tookMs = 25;
        const QueryComparison other = compareResults(hits(QStringLiteral("a:1")), hits(QStringLiteral("b:1")));
        QueryComparison unknown;
        const ReplayTotals totals = totalsOf({same, other, unknown});
        QCOMPARE(totals.queries, 3);
        QCOMPARE(totals.same, 1);
        QCOMPARE(totals.unknown, 1);
        QVERIFY(std::abs(totals.rankOverlap - 0.5) < 1e-12);
        QVERIFY(std::abs(*totals.latencyRatio - 35.0 / 20) < 1e-12);
        QVERIFY(!totalsOf({}).latencyRatio);
    }
    void aSetSurvivesItsFile()
    {
        QuerySet set{QStringLiteral("shop"),
            {{QStringLiteral("all"), false, QStringLiteral("{\n \"size\": 1.0 }")},
                {QStringLiteral("name"), true, QStringLiteral("name:Maier")}}};
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("set.json"));
        QVERIFY(set.save(path));
        const auto back = QuerySet::load(path);
        QVERIFY(back);
        QCOMPARE(*back, set);
        QVERIFY(!QuerySet::load(folder.filePath(QStringLiteral("none.json"))));
    }
    void aBrokenSetIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("unknown key") << QByteArray(R"({"godwit_queries":1,"queries":[],"more":1})");
        QTest::newRow("no format") << QByteArray(R"({"queries":[]})");
        QTest::newRow("no request") << QByteArray(R"({"godwit_queries":1,"queries":[{"name":"a"}]})");
        QTest::newRow("two requests") << QByteArray(
            R"({"godwit_queries":1,"queries":[{"name":"a","json":"{}","lucene":"b"}]})");
    }
    void aBrokenSetIsRefused()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!QuerySet::fromJson(json));
    }
    void samplesFitTheFieldTypes()
    {
        const IndexDefinition shop = definition(shopProperties);
        std::vector<JsonTree> documents;
        documents.push_back(
            *JsonTree::parse("{\"title\":[\"An \\\"elegant\\\" "
                             "chair\"],\"price\":12.50,\"when\":\"2024-05-01\",\"ship\":{\"city\":\"Lyon\"}}"));
        const QList<SavedQuery> samples = sampleQueries(shop, documents);
        QStringList texts;
        for (const SavedQuery &query : samples) {
            QVERIFY2(JsonTree::parse(query.text.toUtf8()), qPrintable(query.text));
            texts.append(query.text);
        }
        const QString all = texts.join(u'\n');
        for (const char *part : {"\"title\": \"elegant\"", "\"ship.city\": \"Lyon\"", "\"gte\": 12.50",
                 "\"gte\": \"2024-05-01\"", "\"exists\"", "\"sort\"", "\"terms\"", "\"title.raw\"", "date_range"})
            QVERIFY2(all.contains(QLatin1String(part)), part);
        QVERIFY(!all.contains(QLatin1String("lines")));
        QVERIFY(!all.contains(QLatin1String("hidden")));
    }
    void anAnalyzerThatDiffersIsNamed()
    {
        const QByteArray phonetic = R"({"name":{"type":"text","analyzer":"phonetic_de"},"note":{"type":"text"}})";
        const QByteArray plain = R"({"name":{"type":"text"},"note":{"type":"text"}})";
        const auto found = analyzerDifferences(definition(phonetic), definition(plain));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().field, QStringLiteral("name"));
        QCOMPARE(found.first().source, QStringLiteral("phonetic_de"));
        QCOMPARE(found.first().target, QStringLiteral("standard"));
        QVERIFY(analyzerDifferences(definition(plain), definition(plain)).isEmpty());
        const SavedQuery byName{{}, false, QStringLiteral("{\"query\":{\"match\":{\"name\":\"Maier\"}}}")};
        const SavedQuery byNote{{}, false, QStringLiteral("{\"query\":{\"match\":{\"note\":\"Maier\"}}}")};
        QCOMPARE(likelyCauses(byName, found).size(), 1);
        QVERIFY(likelyCauses(byNote, found).isEmpty());
        QCOMPARE(likelyCauses({{}, true, QStringLiteral("name:Maier")}, found).size(), 1);
        QCOMPARE(likelyCauses({{}, true, QStringLiteral("Maier")}, found).size(), 1);
    }
    void anAnalyzerOfTheSameNameMayDifferToo()
    {
        const QByteArray mapping = R"({"name":{"type":"text","analyzer":"mine"}})";
        const auto settings = [](const char *tokenizer) {
            return QJsonObject{{QStringLiteral("index.analysis.analyzer.mine.tokenizer"), QLatin1String(tokenizer)}};
        };
        const auto found = analyzerDifferences(
            definition(mapping, settings("standard")), definition(mapping, settings("whitespace")));
        QCOMPARE(found.size(), 1);
        QVERIFY(found.first().sameName);
        // The index's own default counts where a field names none.
        const QJsonObject byDefault{{QStringLiteral("index.analysis.analyzer.default.type"), QStringLiteral("german")}};
        const QByteArray plain = R"({"name":{"type":"text"}})";
        QCOMPARE(analyzerDifferences(definition(plain, byDefault), definition(plain)).first().source,
            QStringLiteral("default"));
    }
};

QTEST_APPLESS_MAIN(TestQueryResults)
#include "tst_queryresults.moc"
