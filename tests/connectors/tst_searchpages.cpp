// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/bulkreader.h"
#include "connectors/elasticsearch/lookupreader.h"
#include "connectors/elasticsearch/pagereader.h"

#include <QTest>

using namespace godwit;

namespace {

QByteArray answer(const QByteArray &hits,
    const QByteArray &shards = R"({"total":1,"successful":1,"skipped":0,"failed":0})",
    const QByteArray &timedOut = "false")
{
    return R"({"took":3,"timed_out":)" + timedOut + R"(,"_shards":)" + shards + R"(,"hits":{"max_score":null,"hits":[)"
        + hits + "]}}";
}

QByteArray hit(const QByteArray &idToken, const QByteArray &source, const QByteArray &more = {})
{
    return R"({"_index":"orders","_type":"_doc","_id":)" + idToken + R"(,"_version":4,"_seq_no":18,"_primary_term":1,)"
        + R"("_score":null,)" + more + R"("_source":)" + source + R"(,"sort":[18]})";
}

PageReader::Expect everything()
{
    return {"orders", true, true};
}

QByteArray bytes(std::string_view view)
{
    return QByteArray(view.data(), qsizetype(view.size()));
}

QByteArray bulkAnswer(const QByteArray &items)
{
    return R"({"took":7,"errors":true,"items":[)" + items + "]}";
}

} // namespace

class TestSearchPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void documentsPassByteForByte_data();
    void documentsPassByteForByte();
    void idsAreUnescapedAndKeptAsTokens_data();
    void idsAreUnescapedAndKeptAsTokens();
    void numbersOfAHitAreRead();
    void lineEndsBetweenTokensBecomeSpaces();
    void onlyRewrappedDocumentsSaySo();
    void viewsOutliveAMove();
    void theCallersBodyStaysAsItWas();
    void oneReaderReadsManyPages();
    void anEmptyPageIsFine();
    void partialAnswersAreIncomplete_data();
    void partialAnswersAreIncomplete();
    void noCutAnswerIsAccepted();
    void brokenAnswersAreRefused_data();
    void brokenAnswersAreRefused();
    void aHitOfAnotherIndexIsNoticed();
    void bulkKeepsPositionsOfWhatFailed();
    void bulkCountsMustAgree();
    void noCutBulkAnswerIsAccepted();
    void lookupsKeepTheirOrder();
    void aDocumentThatCouldNotBeLookedAtIsIncomplete();
    void anAnswerForAnotherDocumentIsRefused();
};

void TestSearchPages::documentsPassByteForByte_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char *name, const QByteArray &source) { QTest::newRow(name) << source; };
    row("largest long", R"({"n":9223372036854775807})");
    row("beyond long", R"({"n":18446744073709551616})");
    row("above 2^53", R"({"n":9007199254740993})");
    row("trailing zero", R"({"n":1.10})");
    row("exponent", R"({"n":1e-7,"m":1E+400})");
    row("negative zero", R"({"n":-0.0})");
    row("duplicate keys", R"({"a":1,"a":2,"a":{"a":3,"a":4}})");
    row("key order", R"({"z":1,"a":2,"m":3})");
    row("empty", "{}");
    row("empty key", R"({"":{"":[]}})");
    row("deep", "{\"a\":" + QByteArray(3000, '[') + QByteArray(3000, ']') + "}");
    row("emoji", "{\"e\":\"\xF0\x9F\x90\xA6\",\"\xF0\x9F\x90\xA6\":\"\\ud83d\\udc26\"}");
    row("escaped slash", R"({"u":"http:\/\/a\/b","v":"http://a/b"})");
    row("escapes", R"({"t":"\u0000\b\f\n\r\t\"\\","q":"\\\"}]"})");
    row("structure in strings", R"({"t":"},{\"_id\":\"no\"","s":"]}"})");
    row("white space inside", "{ \"a\" : 1 ,\t\"b\":[ 1 , 2 ] }");
    row("white space around", " \t{\"a\":1} \t ");
    row("field names of a hit", R"({"_id":"x","_seq_no":1,"_source":{"_id":2},"_routing":"y","hits":{"hits":[]}})");
}

void TestSearchPages::documentsPassByteForByte()
{
    QFETCH(QByteArray, source);
    PageReader reader;
    const Result<HitPage> page = reader.read(answer(hit("\"1\"", source) + ',' + hit("\"2\"", source)), everything());
    QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().summary + page.error().detail));
    QCOMPARE(page->hits.size(), std::size_t(2));
    for (const Hit &read : page->hits) {
        QCOMPARE(bytes(read.source), source);
        QVERIFY(!read.rewrapped);
    }
}

void TestSearchPages::idsAreUnescapedAndKeptAsTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("plain") << QByteArray("\"a1\"") << QByteArray("a1");
    QTest::newRow("slash") << QByteArray("\"a/b\"") << QByteArray("a/b");
    QTest::newRow("escaped slash") << QByteArray("\"a\\/b\"") << QByteArray("a/b");
    QTest::newRow("space") << QByteArray("\" a b \"") << QByteArray(" a b ");
    QTest::newRow("quotes") << QByteArray("\"\\\"q\\\"\"") << QByteArray("\"q\"");
    QTest::newRow("backslash") << QByteArray("\"c:\\\\x\"") << QByteArray("c:\\x");
    QTest::newRow("percent") << QByteArray("\"100%25\"") << QByteArray("100%25");
    QTest::newRow("line end") << QByteArray("\"a\\nb\"") << QByteArray("a\nb");
    QTest::newRow("pair") << QByteArray("\"\\ud83d\\udc26\"") << QByteArray("\xF0\x9F\x90\xA6");
    QTest::newRow("emoji") << QByteArray("\"\xF0\x9F\x90\xA6\"") << QByteArray("\xF0\x9F\x90\xA6");
    QTest::newRow("512 bytes") << '"' + QByteArray(512, 'x') + '"' << QByteArray(512, 'x');
}

void TestSearchPages::idsAreUnescapedAndKeptAsTokens()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, id);
    PageReader reader;
    const Result<HitPage> page = reader.read(answer(hit(token, "{}", "\"_routing\":" + token + ',')), everything());
    QVERIFY(page.has_value());
    const Hit &read = page->hits.front();
    QCOMPARE(bytes(read.id), id);
    QCOMPARE(bytes(read.idToken), token);
    QCOMPARE(bytes(read.routing), id);
    QCOMPARE(bytes(read.routingToken), token);
}

void TestSearchPages::numbersOfAHitAreRead()
{
    QByteArray one = hit("\"1\"", "{}");
    one.replace("\"_seq_no\":18", "\"_seq_no\":9007199254740993")
        .replace("\"_version\":4", "\"_version\":9223372036854775807");
    PageReader reader;
    const Result<HitPage> page = reader.read(answer(one), everything());
    QVERIFY(page.has_value());
    QCOMPARE(page->hits.front().seqNo, 9007199254740993);
    QCOMPARE(page->hits.front().version, std::numeric_limits<qint64>::max());
    QVERIFY(page->hits.front().routing.empty() && page->hits.front().routingToken.empty());
    QVERIFY(page->bytes > 0);
}

void TestSearchPages::lineEndsBetweenTokensBecomeSpaces()
{
    PageReader reader;
    const Result<HitPage> page
        = reader.read(answer(hit("\"1\"", "\r\n{\n  \"a\": \"x\\ny\",\r\n\t\"b\": [1,\n2]\n}\n")), everything());
    QVERIFY(page.has_value());
    QCOMPARE(bytes(page->hits.front().source), QByteArray("  {   \"a\": \"x\\ny\",  \t\"b\": [1, 2] } "));
    QVERIFY(page->hits.front().rewrapped);
}

void TestSearchPages::onlyRewrappedDocumentsSaySo()
{
    PageReader reader;
    const Result<HitPage> page
        = reader.read(answer(hit("\"1\"", "{\"a\":1}") + ",\n" + hit("\"2\"", "{\"a\":\n1}")), everything());
    QVERIFY(page.has_value());
    QVERIFY(!page->hits[0].rewrapped);
    QVERIFY(page->hits[1].rewrapped);
}

void TestSearchPages::viewsOutliveAMove()
{
    PageReader reader;
    Result<HitPage> page = reader.read(answer(hit("\"a\\\"b\"", "{\"v\":1}")), everything());
    QVERIFY(page.has_value());
    const HitPage moved = std::move(*page);
    QVERIFY(reader.read(answer(hit("\"zzzz\\\"z\"", "{\"w\":2}")), everything()).has_value());
    QCOMPARE(bytes(moved.hits.front().id), QByteArray("a\"b"));
    QCOMPARE(bytes(moved.hits.front().source), QByteArray("{\"v\":1}"));
}

void TestSearchPages::theCallersBodyStaysAsItWas()
{
    const QByteArray body = answer(hit("\"1\"", "{\"a\":\n1}"));
    const QByteArray copy(body.constData(), body.size());
    PageReader reader;
    QVERIFY(reader.read(body, everything()).has_value());
    QCOMPARE(body, copy);
}

void TestSearchPages::oneReaderReadsManyPages()
{
    PageReader reader;
    for (int size : {10, 100'000, 1, 5000}) {
        const QByteArray source = "{\"t\":\"" + QByteArray(size, 'x') + "\"}";
        const Result<HitPage> page = reader.read(answer(hit("\"1\"", source)), everything());
        QVERIFY(page.has_value());
        QCOMPARE(bytes(page->hits.front().source), source);
        QVERIFY(!reader.read("{", everything()).has_value());
    }
}

void TestSearchPages::anEmptyPageIsFine()
{
    PageReader reader;
    const Result<HitPage> page = reader.read(answer({}), everything());
    QVERIFY(page.has_value());
    QVERIFY(page->hits.empty());
}

void TestSearchPages::partialAnswersAreIncomplete_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray one = hit("\"1\"", "{}");
    QTest::newRow("timed out") << answer(one, R"({"total":1,"successful":1,"failed":0})", "true");
    QTest::newRow("failed") << answer(one, R"({"total":1,"successful":0,"failed":1})");
    QTest::newRow("failed but counted") << answer(one, R"({"total":1,"successful":1,"failed":1})");
    QTest::newRow("no shard") << answer(one, R"({"total":0,"successful":0,"failed":0})");
    QTest::newRow("missing shard") << answer(one, R"({"total":1,"successful":0,"failed":0})");
    QTest::newRow("two shards") << answer(one, R"({"total":2,"successful":2,"failed":0})");
    QTest::newRow("no figures") << answer(one, "{}");
    QTest::newRow("nothing said") << QByteArray(R"({"hits":{"hits":[]}})");
}

void TestSearchPages::partialAnswersAreIncomplete()
{
    QFETCH(QByteArray, body);
    PageReader reader;
    const Result<HitPage> page = reader.read(body, everything());
    QVERIFY(!page.has_value());
    QCOMPARE(page.error().kind, ErrorKind::Incomplete);
    QVERIFY(page.error().retryable);
}

void TestSearchPages::noCutAnswerIsAccepted()
{
    const QByteArray whole = answer(hit("\"1\"", "{\"a\":[1,{\"b\":\"c\"}]}") + ',' + hit("\"2\"", "{}"));
    PageReader reader;
    QVERIFY(reader.read(whole, everything()).has_value());
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!reader.read(whole.left(length), everything()).has_value(), qPrintable(QString::number(length)));
}

void TestSearchPages::brokenAnswersAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("HTML") << QByteArray("<html><body>502 Bad Gateway</body></html>");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("cut") << answer(hit("\"1\"", "{}")).chopped(1);
    QTest::newRow("two answers") << answer({}) + answer({});
    QTest::newRow("no id") << answer(R"({"_index":"orders","_version":1,"_seq_no":1,"_source":{}})");
    QTest::newRow("no number") << answer(R"({"_index":"orders","_version":1,"_id":"1","_source":{}})");
    QTest::newRow("no version") << answer(R"({"_index":"orders","_seq_no":1,"_id":"1","_source":{}})");
    QTest::newRow("no source") << answer(R"({"_index":"orders","_version":1,"_seq_no":1,"_id":"1"})");
    QTest::newRow("source is text") << answer(hit("\"1\"", "\"x\""));
    QTest::newRow("id is a number") << answer(hit("7", "{}"));
    QTest::newRow("number is text") << answer(
        R"({"_index":"orders","_version":1,"_seq_no":"1","_id":"1","_source":{}})");
    QTest::newRow("no hits") << QByteArray(
        R"({"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"max_score":null}})");
    QTest::newRow("line end in a text") << answer(hit("\"1\"", "{\"a\":\"x\ny\"}"));
}

void TestSearchPages::brokenAnswersAreRefused()
{
    QFETCH(QByteArray, body);
    PageReader reader;
    const Result<HitPage> page = reader.read(body, everything());
    QVERIFY(!page.has_value());
    QCOMPARE(page.error().kind, ErrorKind::Protocol);
    QVERIFY(!page.error().summary.isEmpty());
}

void TestSearchPages::aHitOfAnotherIndexIsNoticed()
{
    PageReader reader;
    const Result<HitPage> page = reader.read(answer(hit("\"1\"", "{}")), {"other", true, true});
    QVERIFY(!page.has_value());
    QCOMPARE(page.error().kind, ErrorKind::Changed);
}

void TestSearchPages::bulkKeepsPositionsOfWhatFailed()
{
    BulkReader reader;
    const Result<BulkAnswer> result
        = reader.read(bulkAnswer(R"({"index":{"_shards":{"failed":0},"status":201}},)"
                                 R"({"delete":{"_shards":{"failed":0},"status":404}},)"
                                 R"({"index":{"status":400,"error":{"type":"mapper_parsing_exception",)"
                                 R"("reason":"failed to \"parse\"","caused_by":{"reason":"For input"}}}},)"
                                 R"({"index":{"_shards":{"failed":1},"status":200}},)"
                                 R"({"delete":{"status":404,"error":{"type":"index_not_found_exception",)"
                                 R"("reason":"no such index"}}},)"
                                 R"({"index":{"status":409,"error":"old text"}})"),
            6);
    QVERIFY(result.has_value());
    QCOMPARE(result->items, 6);
    QCOMPARE(result->tookMs, 7);
    QCOMPARE(result->notFound, 1);
    QCOMPARE(result->notOk.size(), std::size_t(4));
    QCOMPARE(result->notOk[0].position, 2);
    QCOMPARE(result->notOk[0].status, 400);
    QCOMPARE(result->notOk[0].type, QStringLiteral("mapper_parsing_exception"));
    QCOMPARE(result->notOk[0].reason, QStringLiteral("failed to \"parse\": For input"));
    QCOMPARE(result->notOk[1].position, 3);
    QCOMPARE(result->notOk[1].status, 200);
    QVERIFY(!result->notOk[1].type.isEmpty());
    QCOMPARE(result->notOk[2].position, 4); // the index is gone, which is not a document that is gone
    QCOMPARE(result->notOk[3].position, 5);
    QCOMPARE(result->notOk[3].reason, QStringLiteral("old text"));
}

void TestSearchPages::bulkCountsMustAgree()
{
    BulkReader reader;
    const QByteArray two = bulkAnswer(R"({"index":{"status":201}},{"index":{"status":201}})");
    QVERIFY(reader.read(two, 2).has_value());
    for (int operations : {1, 3}) {
        const Result<BulkAnswer> result = reader.read(two, operations);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, ErrorKind::Protocol);
    }
    QVERIFY(!reader.read(bulkAnswer(R"({"index":{}})"), 1).has_value());
}

void TestSearchPages::noCutBulkAnswerIsAccepted()
{
    BulkReader reader;
    const QByteArray whole = bulkAnswer(R"({"index":{"status":201}},{"delete":{"status":404,"_shards":{"failed":0}}})");
    QVERIFY(reader.read(whole, 2).has_value());
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!reader.read(whole.left(length), 2).has_value(), qPrintable(QString::number(length)));
}

void TestSearchPages::lookupsKeepTheirOrder()
{
    LookupReader reader;
    const std::vector<DocumentKey> keys{{"a\"1", "r"}, {"b", {}}};
    const Result<std::vector<Lookup>> looks
        = reader.read(R"({"docs":[{"_index":"orders","_id":"a\"1","_version":3,"_seq_no":7,)"
                      R"("_primary_term":1,"_routing":"r\"é","found":true,"_source": {"v":1.10}},)"
                      R"({"_index":"orders","_type":null,"_id":"b","found":false}]})",
            keys);
    QVERIFY(looks.has_value());
    QCOMPARE(looks->size(), std::size_t(2));
    QVERIFY(looks->front().found);
    QCOMPARE(looks->front().seqNo, 7);
    QCOMPARE(looks->front().version, 3);
    QCOMPARE(bytes(looks->front().source), QByteArray(" {\"v\":1.10}"));
    QCOMPARE(looks->front().routing, std::string("r\"é"));
    QVERIFY(looks->back().routing.empty());
    QVERIFY(!looks->back().found);
}

void TestSearchPages::aDocumentThatCouldNotBeLookedAtIsIncomplete()
{
    LookupReader reader;
    const std::vector<DocumentKey> keys{{"a", {}}, {"b", {}}};
    for (const char *second : {R"({"_id":"b","error":{"type":"shard_left"}})", R"({"_id":"b"})"}) {
        const Result<std::vector<Lookup>> looks
            = reader.read(QByteArray(R"({"docs":[{"_id":"a","found":false},)") + second + "]}", keys);
        QVERIFY(!looks.has_value());
        QCOMPARE(looks.error().kind, ErrorKind::Incomplete);
        QCOMPARE(looks.error().detail.contains(QLatin1String("shard_left")), strstr(second, "error") != nullptr);
    }
}

void TestSearchPages::anAnswerForAnotherDocumentIsRefused()
{
    LookupReader reader;
    const std::vector<DocumentKey> keys{{"a", {}}};
    for (const char *docs :
        {R"([{"_id":"b","found":false}])", "[]", R"([{"_id":"a","found":true},{"_id":"a","found":true}])"}) {
        const Result<std::vector<Lookup>> looks = reader.read(QByteArray(R"({"docs":)") + docs + "}", keys);
        QVERIFY(!looks.has_value());
        QCOMPARE(looks.error().kind, ErrorKind::Protocol);
    }
}

QTEST_GUILESS_MAIN(TestSearchPages)
#include "tst_searchpages.moc"
