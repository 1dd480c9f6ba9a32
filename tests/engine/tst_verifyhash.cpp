// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What counts as the same: canonical JSON, the hash that anyone can compute again, and the comparison of two
// definitions.
#include "engine/preflight.h"
#include "engine/verify/definitioncompare.h"
#include "engine/verify/documenthash.h"
#include "engine/verify/sourcecompare.h"
#include "engine/verify/verifyresult.h"

#include <QJsonDocument>
#include <QTest>

using namespace godwit;

class TestVerifyHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreSpelledByTheirExactValue_data();
    void numbersAreSpelledByTheirExactValue();
    void stringsAreSpelledByTheirCodePoints();
    void keysAreSortedAndStayTwice();
    void whatIsNoJsonIsRefused_data();
    void whatIsNoJsonIsRefused();
    void theOrderOfDocumentsDoesNotMatter();
    void idAndRoutingAreNotMixedUp();
    void differencesAreNamed();
    void syntheticSourcesMeanTheSame();
    void syntheticSourcesAreSpelledByTheirValues();
    void vectorsAreSpelledAsFloats();
    void vectorsMayDifferByTheirRounding();
    void bytesAndBitsAreSpelledAsNumbers_data();
    void bytesAndBitsAreSpelledAsNumbers();
    void shortFloatsAreRounded();
    void vectorsOfTwoIndicesAreSpelledAlike();
    void definitionsAreComparedPlaceByPlace();
    void aLostParameterOfAFieldMatters_data();
    void aLostParameterOfAFieldMatters();
    void whatTheConversionChangesDoesNotMatter();
    void resultsKeepWhatTheySay();
};

namespace {

QByteArray canonical(const QByteArray &json)
{
    std::string out;
    CanonicalJson maker;
    return maker.append(std::string_view(json.constData(), static_cast<std::size_t>(json.size())), out)
        ? QByteArray::fromStdString(out)
        : QByteArray();
}

struct Sample
{
    std::string id;
    std::string routing;
    std::string source;
};

const std::vector<Sample> samples{
    {"1", "", R"({"b":1.10,"a":[100,-0.0,1E+2,0.001e5],"c":{"z":null,"y":true,"x":false}})"},
    {"2", "eu", R"({"big":9007199254740993,"huge":123456789012345678901234567890.000,"tiny":1e-400})"},
    {"3/ü", "", R"({"text":"é\u00e9\ud83d\ude00\/\u0001\n\"\\\u007f","A":1,"a":2,"é":3})"},
    {"4", "", R"({ "twice" : 1 , "twice" : 0.1 , "nested" : [ { "b":[], "a":{} } ] })"},
    {"5", "", R"({"lone":"\ud83d end","quote\"key":1,"quote key":2})"},
};

IndexDefinition definition(const char *settings, const char *mappings, const char *aliases = "{}")
{
    const auto object = [](const char *json) { return QJsonDocument::fromJson(json).object(); };
    IndexDefinition made;
    made.name = QStringLiteral("orders");
    made.settings = object(settings);
    made.mappings = object(mappings);
    made.aliases = object(aliases);
    return made;
}

const SideBySide *placed(const QList<SideBySide> &places, const char *name)
{
    for (const SideBySide &place : places)
        if (place.place == QLatin1String(name))
            return &place;
    return nullptr;
}

const ClusterInfo es7{Product::Elasticsearch, {7, 17, 0}, {}, {}, {}};

} // namespace

void TestVerifyHash::numbersAreSpelledByTheirExactValue_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("wanted");
    const std::pair<const char *, const char *> rows[] = {{"0", "0"}, {"-0", "0"}, {"0.000", "0"}, {"0e9", "0"},
        {"1", "1"}, {"-1", "-1"}, {"10", "1e1"}, {"1.0", "1"}, {"1.00", "1"}, {"100", "1e2"}, {"1e2", "1e2"},
        {"1E+2", "1e2"}, {"0.1e3", "1e2"}, {"1.10", "11e-1"}, {"0.0010", "1e-3"}, {"120.50", "1205e-1"},
        {"9007199254740992", "9007199254740992"}, {"9007199254740993", "9007199254740993"},
        {"9007199254740993.0", "9007199254740993"}, {"-12.5e-3", "-125e-4"},
        {"1000000000000000000000001", "1000000000000000000000001"}, {"5e-1", "5e-1"}, {"50e-2", "5e-1"}};
    for (const auto &[number, wanted] : rows)
        QTest::newRow(number) << QByteArray(number) << QByteArray(wanted);
}

void TestVerifyHash::numbersAreSpelledByTheirExactValue()
{
    QFETCH(QByteArray, number);
    QFETCH(QByteArray, wanted);
    QCOMPARE(canonical(number), wanted);
    QCOMPARE(canonical("[" + number + ", " + number + "]"), "[" + wanted + "," + wanted + "]");
}

void TestVerifyHash::stringsAreSpelledByTheirCodePoints()
{
    QCOMPARE(canonical(R"("\u00e9")"), QByteArray("\"é\""));
    QCOMPARE(canonical(R"("\u0041\/")"), QByteArray("\"A/\""));
    QCOMPARE(canonical(R"("\ud83d\ude00")"), QByteArray("\"😀\""));
    QCOMPARE(canonical(R"("\uD83D")"), QByteArray("\"\xED\xA0\xBD\""));
    QCOMPARE(canonical(R"("\u000a\u0009\u001F\u0008\u000c\u000d")"), QByteArray(R"("\n\t\u001f\b\f\r")"));
    QCOMPARE(canonical(R"("\\\"")"), QByteArray(R"("\\\"")"));
}

void TestVerifyHash::keysAreSortedAndStayTwice()
{
    QCOMPARE(canonical(R"( { "b" : { "y":1, "x":2 } , "a" : [ 3 , { "d":4, "c":5 } ] } )"),
        QByteArray(R"({"a":[3,{"c":5,"d":4}],"b":{"x":2,"y":1}})"));
    QCOMPARE(canonical(R"({"b":1,"a":2,"b":0})"), QByteArray(R"({"a":2,"b":1,"b":0})"));
    QCOMPARE(canonical(R"({"\u0062":1,"a":2})"), QByteArray(R"({"a":2,"b":1})"));
    QCOMPARE(canonical("{}"), QByteArray("{}"));
    QCOMPARE(canonical("[ ]"), QByteArray("[]"));
}

void TestVerifyHash::whatIsNoJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "{", "{\"a\"}", "{\"a\":}", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "-", "1e", "+1",
             "nul", "\"open", "\"\\x\"", "\"\\u12\"", "1 2", "{} x", "NaN", "/* c */ 1"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("deep") << QByteArray(2'000, '[') + QByteArray(2'000, ']');
}

void TestVerifyHash::whatIsNoJsonIsRefused()
{
    QFETCH(QByteArray, text);
    std::string out = "before";
    CanonicalJson maker;
    QVERIFY(!maker.append(text.toStdString(), out));
    QCOMPARE(out, std::string("before"));
}

void TestVerifyHash::theOrderOfDocumentsDoesNotMatter()
{
    DocumentHash hash;
    HashSum forwards;
    HashSum backwards;
    HashSum halves;
    HashSum half;
    for (const Sample &sample : samples) {
        forwards.add(hash.of(sample.id, sample.routing, sample.source));
        half.add(hash.of(sample.id, sample.routing, sample.source));
    }
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample)
        backwards.add(hash.of(sample->id, sample->routing, sample->source));
    QCOMPARE(forwards.toHex(), backwards.toHex());
    halves.add(half);
    halves.add(HashSum());
    QVERIFY(halves == forwards);
    QVERIFY(HashSum::fromHex(forwards.toHex()) == forwards);
    Digest most;
    most.fill(0xFF);
    HashSum over;
    over.add(most);
    Digest one{};
    one[31] = 1;
    over.add(one);
    QVERIFY(over == HashSum());
}

void TestVerifyHash::idAndRoutingAreNotMixedUp()
{
    DocumentHash hash;
    const Digest one = hash.of("ab", "c", "{}");
    QVERIFY(one != hash.of("a", "bc", "{}"));
    QVERIFY(one != hash.of("ab", "", "{}"));
    hash.of("3/ü", "eu", R"({"b":1.0,"a":"x"})");
    QCOMPARE(QByteArray::fromStdString(hash.preimage()), QByteArray("4:3/ü2:eu{\"a\":\"x\",\"b\":1}"));
    hash.of("a", "", "");
    QCOMPARE(QByteArray::fromStdString(hash.preimage()), QByteArray("1:a0:"));
}

void TestVerifyHash::differencesAreNamed()
{
    QCOMPARE(compareSources(R"({"a":1})", R"({"a":1})").sameness, Sameness::Bytes);
    QCOMPARE(compareSources(R"({"a":1,"b":2.0})", R"({"b":2, "a":1})").sameness, Sameness::Meaning);
    const auto digit = compareSources(R"({"n":9007199254740992})", R"({"n":9007199254740993})");
    QCOMPARE(digit.sameness, Sameness::Different);
    QCOMPARE(digit.places,
        (QList<SideBySide>{
            {QStringLiteral("n"), QStringLiteral("9007199254740992"), QStringLiteral("9007199254740993"), true, {}}}));
    const auto lines
        = compareSources(R"({"lines":[{"a":1},{"a":2}],"o":{"x":1}})", R"({"o":{"x":[1]},"lines":[{"a":1}]})");
    QCOMPARE(lines.places.size(), 2);
    QCOMPARE(lines.places.at(0).place, QStringLiteral("lines[1]"));
    QCOMPARE(lines.places.at(0).source, QStringLiteral("{\"a\":2}"));
    QVERIFY(lines.places.at(0).target.isNull());
    QCOMPARE(lines.places.at(1).place, QStringLiteral("o.x"));
    QCOMPARE(compareSources("{not json", "{\"a\":1}").sameness, Sameness::Different);
    QByteArray many = "[0";
    for (int i = 1; i < 50; ++i)
        many += "," + QByteArray::number(i);
    const auto all = compareSources("[]", QByteArray(many + "]").toStdString());
    QCOMPARE(all.places.size(), 20);
    QCOMPARE(all.more, 30);
}

void TestVerifyHash::syntheticSourcesMeanTheSame()
{
    const char *written = R"({"tags":["b","a","a"],"host.name":"x","gone":null,"n":[]})";
    const char *rebuilt = R"({"host":{"name":"x"},"tags":["a","b"]})";
    const Spelling synthetic{{}, true};
    QCOMPARE(compareSources(written, rebuilt).sameness, Sameness::Different);
    QCOMPARE(compareSources(written, rebuilt, synthetic).sameness, Sameness::Meaning);
    QCOMPARE(
        compareSources(written, R"({"host":{"name":"y"},"tags":["a","b"]})", synthetic).sameness, Sameness::Different);
    // How often a number occurs is kept, how often a string does not.
    QCOMPARE(compareSources(R"({"n":[5,5]})", R"({"n":5})", synthetic).sameness, Sameness::Different);
    QCOMPARE(compareSources(R"({"n":[7,5,5.0]})", R"({"n":[5,5,7]})", synthetic).sameness, Sameness::Meaning);
    QCOMPARE(compareSources(R"({"b":[true,true]})", R"({"b":[true]})", synthetic).sameness, Sameness::Different);
    QCOMPARE(compareSources(R"({"o":[{"n":1,"t":"x"},{"n":2}]})", R"({"o":{"n":[1,2],"t":"x"}})", synthetic).sameness,
        Sameness::Meaning);
    // Objects of a nested field are documents of their own.
    const NestedFields nested = nestedFields(definition("{}",
        R"({"properties":{"o":{"properties":{"lines":{"type":"nested","properties":{"in":{"type":"nested"}}}}}}})"));
    QVERIFY(nested == (NestedFields{"o.lines", "o.lines.in"}));
    const auto lines = [&](const char *source, const char *target) {
        return compareSources(source, target, Spelling{{}, true, nested}).sameness;
    };
    QCOMPARE(lines(R"({"o.lines":[{"a":"x","n":1},{"a":"y","n":2}]})",
                 R"({"o":{"lines":[{"n":2,"a":"y"},{"n":1,"a":"x"}]}})"),
        Sameness::Meaning);
    QCOMPARE(lines(R"({"o":{"lines":[{"a":"x","n":1},{"a":"y","n":2}]}})",
                 R"({"o":{"lines":[{"a":"x","n":2},{"a":"y","n":1}]}})"),
        Sameness::Different);
    QCOMPARE(lines(R"({"o":{"lines":[{"a":"x"},{"a":"x"}]}})", R"({"o":{"lines":[{"a":"x"}]}})"), Sameness::Different);
    QCOMPARE(lines(R"({"o":{"lines":{"a":["x","x"]}}})", R"({"o":{"lines":[{"a":"x"}]}})"), Sameness::Meaning);
    QCOMPARE(lines(R"({"o":{"lines":[{"in":[{"b":1},{"c":2}]}]}})", R"({"o":{"lines":[{"in":[{"b":1,"c":2}]}]}})"),
        Sameness::Different);
    IndexDefinition index = definition("{}", R"({"_source":{"mode":"synthetic"}})");
    QVERIFY(hasSyntheticSource(index));
    QVERIFY(!hasSyntheticSource(definition("{}", "{}")));
    QVERIFY(hasSyntheticSource(definition(R"({"index.mode":"logsdb"})", "{}")));
    QVERIFY(!sourceFault(definition("{}", R"({"_source":{"enabled":false}})")).isEmpty());
    QVERIFY(!sourceFault(definition("{}", R"({"_source":{"excludes":["secret"]}})")).isEmpty());
    QVERIFY(sourceFault(index).isEmpty());
}

void TestVerifyHash::syntheticSourcesAreSpelledByTheirValues()
{
    CanonicalJson maker;
    maker.setSpelling({{{"v", {VectorField::Element::Float, 2, false}}}, true});
    const auto spelled = [&maker](std::string_view json) {
        std::string out;
        return maker.append(json, out) ? QByteArray::fromStdString(out) : QByteArray();
    };
    QCOMPARE(spelled(R"({"tags":["b","a","a"],"host.name":"x","gone":null,"n":[],"o":{},"l":[{"k":2},{"k":1.0}]})"),
        QByteArray(R"({"host.name":"x","l.k":1,"l.k":2,"tags":"a","tags":"b"})"));
    QCOMPARE(spelled(R"({"v":[2,1],"w":[2,1]})"), QByteArray(R"({"v":[2,1],"w":1,"w":2})")); // vectors keep their order
    QCOMPARE(spelled("{}"), QByteArray("{}"));
    for (const char *broken : {"{\"a\":1", "{\"a\":[1,]}", "{\"a\":{\"b\"}}", "{} x", "[1"})
        QCOMPARE(spelled(broken), QByteArray());
    QCOMPARE(spelled(std::string(2'000, '[') + std::string(2'000, ']')), QByteArray());
}

void TestVerifyHash::vectorsAreSpelledAsFloats()
{
    CanonicalJson maker;
    maker.setSpelling({{{"v", {}}, {"a.w", {}}}, false});
    const auto spelled = [&maker](std::string_view json) {
        std::string out;
        return maker.append(json, out) ? QByteArray::fromStdString(out) : QByteArray();
    };
    QCOMPARE(spelled(R"({"v":[0.1,0.10000000149011612,-0.0,1e-3],"n":0.10000000149011612})"),
        QByteArray(R"({"n":10000000149011612e-17,"v":[1e-1,1e-1,0,1e-3]})"));
    QCOMPARE(spelled(R"({"a":{"w":[9007199254740993],"v":[9007199254740993]},"w":[9007199254740993]})"),
        QByteArray(R"({"a":{"v":[9007199254740993],"w":[9007199e9]},"w":[9007199254740993]})"));
    QCOMPARE(
        spelled(R"({"a":[{"w":0.10000000149011612},{"w":1e99}]})"), QByteArray(R"({"a":[{"w":1e-1},{"w":1e99}]})"));
    const VectorFields fields = vectorFields(definition("{}",
        R"({"properties":{"v":{"type":"dense_vector","dims":3,"similarity":"l2_norm"},"t":{"type":"text"},)"
        R"("a":{"properties":{"w":{"type":"dense_vector","element_type":"bit","dims":16}}}}})"));
    QVERIFY(fields
        == (VectorFields{
            {"a.w", {VectorField::Element::Bit, 16, true}}, {"v", {VectorField::Element::Float, 3, false}}}));
    for (const char *known : {"float", "bfloat16", "byte", "bit"})
        QVERIFY(vectorFault(definition("{}",
                                QByteArray(R"({"properties":{"v":{"type":"dense_vector","element_type":")"
                                    + QByteArray(known) + R"("}}})")
                                    .constData()))
                    .isEmpty());
    QVERIFY(vectorFault(definition("{}", R"({"properties":{"v":{"type":"dense_vector","element_type":"int4"}}})"))
                .contains(QLatin1String("int4")));
}

void TestVerifyHash::vectorsMayDifferByTheirRounding()
{
    const Spelling spelling{{{"a.v", {}}}, false};
    const auto compare
        = [&](const char *source, const char *target) { return compareSources(source, target, spelling); };
    QCOMPARE(compare(R"({"a":{"v":[0.12345678901]}})", R"({"a":{"v":[0.12345679]}})").sameness, Sameness::Meaning);
    QCOMPARE(compare(R"({"a":[{"v":[1.0000001,2]}]})", R"({"a":[{"v":[1.0000002,2]}]})").sameness, Sameness::Meaning);
    const auto differ
        = compare(R"({"a":{"v":[0.5,0.25]},"n":0.12345678901})", R"({"a":{"v":[0.5,0.2501]},"n":0.12345679})");
    QCOMPARE(differ.sameness, Sameness::Different);
    QCOMPARE(differ.places.size(), 2); // other fields are compared digit by digit
    QCOMPARE(differ.places.first().place, QStringLiteral("a.v[1]"));
    QCOMPARE(compare(R"({"a":{"v":[1,2]}})", R"({"a":{"v":[1]}})").sameness, Sameness::Different);
    QCOMPARE(compare("{bad", "{worse").sameness, Sameness::Different);
}

void TestVerifyHash::bytesAndBitsAreSpelledAsNumbers_data()
{
    QTest::addColumn<bool>("bits");
    QTest::addColumn<int>("dims");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, bool bits, int dims, const char *written, const char *wanted) {
        QTest::newRow(name) << bits << dims << QByteArray(written) << QByteArray(wanted);
    };
    row("array", false, 3, "[ 127, -128.0, 10 ]", "[127,-128,1e1]");
    row("hexadecimal", false, 5, R"("8100017F0a")", "[-127,0,1,127,1e1]");
    row("base64", false, 3, R"("gQF\/")", "[-127,1,127]");
    row("base64 without padding", false, 4, R"("gQF\/AA")", "[-127,1,127,0]");
    row("as long as both", false, 2, R"("gQE=")", "[-127,1]");
    row("bits", true, 40, R"("8100012a7f")", "[-127,0,1,42,127]");
    row("bits in base64", true, 24, R"("gQF\/")", "[-127,1,127]");
    row("eight bits could be both", true, 8, R"("7f")", R"("7f")");
    row("of another length", false, 4, R"("8100")", R"("8100")");
    row("no vector", false, 3, R"("none!!")", R"("none!!")");
    row("nothing", false, 3, "null", "null");
}

void TestVerifyHash::bytesAndBitsAreSpelledAsNumbers()
{
    QFETCH(bool, bits);
    QFETCH(int, dims);
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, wanted);
    const Spelling spelling{
        {{"v", {bits ? VectorField::Element::Bit : VectorField::Element::Byte, dims, true}}}, false};
    CanonicalJson maker;
    maker.setSpelling(spelling);
    std::string out;
    QVERIFY(maker.append(QByteArray("{\"v\":" + written + '}').toStdString(), out));
    QCOMPARE(QByteArray::fromStdString(out), QByteArray("{\"v\":" + wanted + '}'));
    // Another field counts, this one does not; and each of its numbers does.
    const std::string source = QByteArray("{\"n\":1,\"v\":" + written + '}').toStdString();
    const auto places
        = compareSources(source, QByteArray("{\"n\":2,\"v\":" + wanted + '}').toStdString(), spelling).places;
    QCOMPARE(places.size(), 1);
    QCOMPARE(places.first().place, QStringLiteral("n"));
    if (!wanted.startsWith('['))
        return;
    const QByteArray other = QByteArray(wanted).replace("[127", "[126").replace("[-127", "[-126");
    const auto differ = compareSources(source, QByteArray("{\"n\":1,\"v\":" + other + '}').toStdString(), spelling);
    QCOMPARE(differ.sameness, Sameness::Different);
    QCOMPARE(differ.places.size(), 1);
    QCOMPARE(differ.places.first().place, QStringLiteral("v[0]"));
}

void TestVerifyHash::shortFloatsAreRounded()
{
    const Spelling exact{{{"v", {VectorField::Element::BFloat16, 2, false}}}, false};
    const Spelling normalized{{{"v", {VectorField::Element::BFloat16, 2, true}}}, false};
    CanonicalJson maker;
    maker.setSpelling(exact);
    const auto spelled = [&maker](std::string_view json) {
        std::string out;
        return maker.append(json, out) ? QByteArray::fromStdString(out) : QByteArray();
    };
    // 1 + 1/256 lies between two of them and goes to the even one, 1 + 3/256 as well.
    QCOMPARE(spelled(R"({"v":[1.00390625,1.01171875]})"), QByteArray(R"({"v":[1,1015625e-6]})"));
    QCOMPARE(spelled(R"({"v":[0.1,0.10009765625]})"), QByteArray(R"({"v":[100097656e-9,100097656e-9]})"));
    QCOMPARE(spelled(R"({"v":[-0.0,3.4028234e38]})"), QByteArray(R"({"v":[0,34028234e31]})")); // too large for one
    QCOMPARE(spelled(R"({"v":"P4AAAL+AAAA="})"), QByteArray(R"({"v":[1,-1]})")); // 32 bits each
    QCOMPARE(spelled(R"({"v":"P4C\/gA=="})"), QByteArray(R"({"v":[1,-1]})")); // 16 bits each
    QCOMPARE(spelled(R"({"v":"f4AAAL+AAAA="})"), QByteArray(R"({"v":"f4AAAL+AAAA="})")); // infinite
    const char *written = R"({"v":[0.1,0.7]})";
    QCOMPARE(compareSources(written, R"({"v":[0.10009766,0.69921875]})", exact).sameness, Sameness::Meaning);
    const char *next = R"({"v":[0.100585938,0.69921875]})"; // the next one
    QCOMPARE(compareSources(written, next, exact).sameness, Sameness::Different);
    QCOMPARE(compareSources(written, next, normalized).sameness, Sameness::Meaning);
    QCOMPARE(compareSources(written, R"({"v":[0.102,0.7]})", normalized).sameness, Sameness::Different);
}

void TestVerifyHash::vectorsOfTwoIndicesAreSpelledAlike()
{
    using Element = VectorField::Element;
    const VectorFields both
        = bothVectors({{"a", {Element::Float, 3, false}}, {"b", {Element::Byte, 0, true}}, {"c", {}}},
            {{"a", {Element::BFloat16, 3, true}}, {"b", {Element::Byte, 4, true}}, {"d", {Element::Bit, 8, true}}});
    QVERIFY(both
        == (VectorFields{{"a", {Element::BFloat16, 3, true}}, {"b", {Element::Byte, 4, true}}, {"c", {}},
            {"d", {Element::Bit, 8, true}}}));
    QVERIFY(bothVectors({{"a", {Element::Byte, 3, true}}}, {{"a", {Element::Float, 3, true}}})
        == (VectorFields{{"a", {Element::Float, 3, true}}}));
}

void TestVerifyHash::definitionsAreComparedPlaceByPlace()
{
    const IndexDefinition source = definition(
        R"({"index.number_of_shards":"2","index.number_of_replicas":"1","index.max_result_window":"50000","index.uuid":"a"})",
        R"({"properties":{"price":{"type":"double"},"name":{"type":"text","fields":{"raw":{"type":"keyword"}}},
            "lost":{"type":"keyword","ignore_above":20},"lines":{"properties":{"n":{"type":"long"}}}}})",
        R"({"all":{},"eu":{"filter":{"term":{"r":"eu"}}}})");
    QVERIFY(compareDefinitions(source, source, es7, es7).isEmpty());
    const IndexDefinition target = definition(
        R"({"index.number_of_shards":"2","index.number_of_replicas":"0","index.max_result_window":"10","index.uuid":"b"})",
        R"({"properties":{"price":{"type":"float"},"name":{"type":"text","fields":{"raw":{"type":"keyword"}}},
            "new":{"type":"long"},"lines":{"properties":{"n":{"type":"long"}}}}})",
        R"({"eu":{"filter":{"term":{"r":"us"}}},"more":{}})");
    const auto places = compareDefinitions(source, target, es7, es7);
    const auto matters = [&](const char *name) {
        const SideBySide *place = placed(places, name);
        return place ? (place->matters ? 1 : 0) : -1;
    };
    QCOMPARE(matters("mappings.properties.price.type"), 1);
    QCOMPARE(placed(places, "mappings.properties.price.type")->source, QStringLiteral("double"));
    QCOMPARE(placed(places, "mappings.properties.price.type")->target, QStringLiteral("float"));
    QCOMPARE(matters("mappings.properties.lost.type"), 1);
    QCOMPARE(matters("mappings.properties.lost.ignore_above"), -1);
    QCOMPARE(matters("mappings.properties.new.type"), 0);
    QCOMPARE(matters("settings.index.number_of_replicas"), 0);
    QCOMPARE(matters("settings.index.max_result_window"), 1);
    QCOMPARE(matters("settings.index.uuid"), -1);
    QCOMPARE(matters("aliases.all"), 1);
    QCOMPARE(matters("aliases.eu"), 1);
    QCOMPARE(matters("aliases.more"), 0);
    QCOMPARE(places.size(), 8);
    for (const SideBySide &place : places)
        QVERIFY(!place.reason.isEmpty());
    QCOMPARE(kindOfPlace(QStringLiteral("aliases.all")), QStringLiteral("alias"));
}

void TestVerifyHash::aLostParameterOfAFieldMatters_data()
{
    QTest::addColumn<QByteArray>("mappings");
    QTest::addColumn<QByteArray>("without");
    QTest::addColumn<QString>("place");
    QTest::addColumn<bool>("matters");
    const auto row = [](const char *mappings, const char *without, const char *place, bool matters) {
        QTest::addRow("%s %s", place, mappings)
            << QByteArray(mappings) << QByteArray(without) << QString::fromLatin1(place) << matters;
    };
    const char *text = R"({"properties":{"a":{"type":"text"}}})";
    row(R"({"properties":{"a":{"type":"text","analyzer":"english"}}})", text, "mappings.properties.a.analyzer", true);
    row(R"({"properties":{"a":{"type":"text","analyzer":"standard"}}})", text, "mappings.properties.a.analyzer", false);
    row(R"({"properties":{"a":{"type":"text","norms":false}}})", text, "mappings.properties.a.norms", true);
    row(R"({"properties":{"a":{"type":"text","norms":true}}})", text, "mappings.properties.a.norms", false);
    row(R"({"properties":{"a":{"type":"text"}},"dynamic":"strict"})", text, "mappings.dynamic", true);
    row(R"({"properties":{"a":{"type":"text"}},"dynamic":"true"})", text, "mappings.dynamic", false);
    row(R"({"properties":{"a":{"type":"text"}},"_routing":{"required":true}})", text, "mappings._routing", true);
    row(R"({"properties":{"a":{"type":"text"}},"dynamic_templates":[{"t":{"mapping":{"type":"keyword"}}}]})", text,
        "mappings.dynamic_templates", true);
    row(R"({"properties":{"a":{"type":"date","format":"yyyy"}}})", R"({"properties":{"a":{"type":"date"}}})",
        "mappings.properties.a.format", true);
    row(R"({"properties":{"a":{"type":"keyword","fields":{"b":{"type":"keyword","index":false}}}}})",
        R"({"properties":{"a":{"type":"keyword","fields":{"b":{"type":"keyword"}}}}})",
        "mappings.properties.a.fields.b.index", true);
    row(R"({"dynamic":"false","properties":{"o":{"dynamic":"false","properties":{"n":{"type":"long"}}}}})",
        R"({"dynamic":"false","properties":{"o":{"properties":{"n":{"type":"long"}}}}})",
        "mappings.properties.o.dynamic", false);
}

void TestVerifyHash::aLostParameterOfAFieldMatters()
{
    QFETCH(QByteArray, mappings);
    QFETCH(QByteArray, without);
    QFETCH(QString, place);
    QFETCH(bool, matters);
    const IndexDefinition with = definition("{}", mappings.constData());
    const IndexDefinition bare = definition("{}", without.constData());
    for (const auto &[source, target] : {std::pair(with, bare), std::pair(bare, with)}) {
        const auto places = compareDefinitions(source, target, es7, es7);
        QCOMPARE(places.size(), 1);
        QCOMPARE(places.first().place, place);
        QVERIFY2(places.first().matters == matters, qPrintable(places.first().reason));
    }
    if (place.endsWith(QLatin1String("analyzer")) && !matters) { // unless the index says what its default is
        IndexDefinition source = with;
        source.settings.insert(QStringLiteral("index.analysis.analyzer.default.type"), QStringLiteral("german"));
        IndexDefinition target = bare;
        target.settings = source.settings;
        QVERIFY(compareDefinitions(source, target, es7, es7).first().matters);
    }
}

void TestVerifyHash::whatTheConversionChangesDoesNotMatter()
{
    const ClusterInfo es6{Product::Elasticsearch, {6, 8, 23}, {}, {}, {}};
    const ClusterInfo es8{Product::Elasticsearch, {8, 3, 3}, {}, {}, {}};
    const IndexDefinition source = definition(R"({"index.version.created":"6082399"})",
        R"({"_all":{"enabled":false},"_field_names":{"enabled":true},"dynamic_date_formats":["yyyy/MM/dd Z"],"properties":{
            "d":{"type":"date","format":"YYYY-MM-dd"},"n":{"type":"date","format":"dateOptionalTime"},
            "t":{"type":"text","boost":2,"include_in_all":true}}})");
    IndexDefinition target = source;
    target.mappings = convertMappings(source, es6, es8);
    const auto converted = compareDefinitions(source, target, es6, es8);
    QVERIFY(converted.size() >= 4);
    for (const SideBySide &place : converted)
        QVERIFY2(!place.matters, qPrintable(place.place));
    // A format that was converted is lost all the same when the target has none.
    QJsonObject properties = target.mappings.value(QLatin1String("properties")).toObject();
    properties.insert(QStringLiteral("d"), QJsonObject{{QStringLiteral("type"), QStringLiteral("date")}});
    target.mappings.insert(QStringLiteral("properties"), properties);
    const auto places = compareDefinitions(source, target, es6, es8);
    const SideBySide *lost = placed(places, "mappings.properties.d.format");
    QVERIFY(lost && lost->matters);
}

void TestVerifyHash::resultsKeepWhatTheySay()
{
    VerifyRow row;
    row.pair = {QStringLiteral("a"), QStringLiteral("b")};
    row.state = VerifyState::Differs;
    row.at = VerifyLevel::Content;
    row.source = {10, 20, 3, 10, 1000, QString(64, QLatin1Char('a'))};
    row.target.documents = 9;
    row.definitions
        = {{QStringLiteral("settings.index.x"), QStringLiteral("1"), QString(), true, QStringLiteral("why")}};
    row.meaningExamples = {QStringLiteral("7")};
    row.missing = 1;
    row.changedMeanwhile = 4;
    row.moving = true;
    QCOMPARE(VerifyRow::fromJson(row.toJson()), row);
    VerifyRequest request;
    request.pairs = {{QStringLiteral("a"), QStringLiteral("b")}};
    request.level = VerifyLevel::Ids;
    request.wanted = Sameness::Bytes;
    request.limits.documentsPerSecond = 7;
    const auto again = VerifyRequest::fromJson(request.toJson());
    QVERIFY(again);
    QCOMPARE(again->toJson(), request.toJson());
    QVERIFY(!VerifyRequest::fromJson({{QStringLiteral("levle"), QStringLiteral("ids")}}));
    QVERIFY(!VerifyRequest::fromJson({{QStringLiteral("level"), QStringLiteral("deep")}}));
    VerifyFinding finding{QStringLiteral("routing"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("7"),
        QStringLiteral("eu"), {}, QStringLiteral("lost"), row.definitions};
    QVERIFY(!finding.toJson().contains(QLatin1String("target")));
    finding.source = {9'007'199'254'740'991, 1};
    finding.target = {-1, -1};
    const VerifyFinding back = VerifyFinding::fromJson(finding.toJson());
    QVERIFY(back.source == finding.source && back.target == finding.target);
    QCOMPARE(back.toJson(), finding.toJson());
    QCOMPARE(back.places, finding.places);
}

QTEST_GUILESS_MAIN(TestVerifyHash)
#include "tst_verifyhash.moc"
