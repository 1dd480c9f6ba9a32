// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alignedrows.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace godwit;

namespace {

QList<AlignedRow> aligned(const QByteArray &source, const QByteArray &target)
{
    const auto one = source.isNull() ? fail({}) : JsonTree::parse(source);
    const auto other = target.isNull() ? fail({}) : JsonTree::parse(target);
    return alignedRows(one ? &*one : nullptr, other ? &*other : nullptr);
}

//! "source | target #difference", as a person sees them.
QStringList shown(const QList<AlignedRow> &rows)
{
    QStringList lines;
    for (const AlignedRow &row : rows) {
        const auto side = [](const QString &text) { return text.isNull() ? QStringLiteral("~") : text; };
        QString line = QString(side(row.source) + QStringLiteral(" | ") + side(row.target));
        if (row.difference >= 0)
            line += QStringLiteral(" #%1").arg(row.difference);
        lines.append(line);
    }
    return lines;
}

int differencesIn(const QList<AlignedRow> &rows)
{
    int most = -1;
    for (const AlignedRow &row : rows)
        most = std::max(most, row.difference);
    return most + 1;
}

QByteArray fields(int count, const QByteArray &typeOfEveryTenth, bool backwards)
{
    QByteArrayList members;
    for (int i = 0; i < count; ++i) {
        const QByteArray type = i % 10 == 0 ? typeOfEveryTenth : QByteArray("keyword");
        members.append("\"field_" + QByteArray::number(i) + "\":{\"type\":\"" + type + "\",\"ignore_above\":256}");
    }
    if (backwards)
        std::reverse(members.begin(), members.end());
    return "{\"mappings\":{\"properties\":{" + members.join(',') + "}}}"; // not raw: Qt 6.4's moc would lose the class
}

} // namespace

class TestAlignedRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOrderOfKeysIsNoDifference()
    {
        const auto rows
            = aligned(R"({"a":1,"b":{"x":true,"y":[]},"c":"t"})", R"({"c":"t","b":{"y":[],"x":true},"a":1})");
        QCOMPARE(shown(rows),
            (QStringList{QStringLiteral("\"a\": 1 | \"a\": 1"), QStringLiteral("\"b\": { | \"b\": {"),
                QStringLiteral("  \"x\": true |   \"x\": true"), QStringLiteral("  \"y\": [] |   \"y\": []"),
                QStringLiteral("} | }"), QStringLiteral("\"c\": \"t\" | \"c\": \"t\"")}));
        for (const AlignedRow &row : rows)
            QCOMPARE(row.mark, ValueMark::Equal);
    }
    void aFieldOfOneSideLeavesTheOtherEmpty()
    {
        const auto rows = aligned(R"({"p":{"a":{"type":"text"},"b":1,"d":2}})", R"({"p":{"b":1,"c":3,"d":2}})");
        QCOMPARE(shown(rows),
            (QStringList{QStringLiteral("\"p\": { | \"p\": {"), QStringLiteral("  \"a\": { | ~ #0"),
                QStringLiteral("    \"type\": \"text\" | ~ #0"), QStringLiteral("  } | ~ #0"),
                QStringLiteral("  \"b\": 1 |   \"b\": 1"), QStringLiteral("~ |   \"c\": 3 #1"),
                QStringLiteral("  \"d\": 2 |   \"d\": 2"), QStringLiteral("} | }")}));
        QCOMPARE(rows.at(0).mark, ValueMark::Different);
        QVERIFY(!rows.at(0).own); // it is what is in it
        QCOMPARE(rows.at(1).mark, ValueMark::SourceOnly);
        QVERIFY(rows.at(1).own);
        QCOMPARE(rows.at(2).path, QStringLiteral("p.a.type"));
        QCOMPARE(rows.at(5).mark, ValueMark::TargetOnly);
        QCOMPARE(rows.last().mark, ValueMark::Different);
    }
    void nestedValuesAreComparedWhereTheyStand()
    {
        const auto rows
            = aligned(R"({"a":{"b":{"c":1,"n":1.0,"t":true}}})", R"({"a":{"b":{"t":"true","n":1.00,"c":2}}})");
        QCOMPARE(differencesIn(rows), 1);
        QCOMPARE(rows.at(2).path, QStringLiteral("a.b.c"));
        QCOMPARE(rows.at(2).difference, 0);
        QCOMPARE(rows.at(3).mark, ValueMark::Meaning);
        QCOMPARE(rows.at(4).mark, ValueMark::Meaning);
        QCOMPARE(rows.at(4).difference, -1);
    }
    void itemsKeepTheirOrder()
    {
        const auto rows
            = aligned(R"({"f":["lowercase","stop","asciifolding"]})", R"({"f":["stop","asciifolding","x"]})");
        QCOMPARE(shown(rows),
            (QStringList{QStringLiteral("\"f\": [ | \"f\": ["), QStringLiteral("  \"lowercase\" | ~ #0"),
                QStringLiteral("  \"stop\" |   \"stop\""), QStringLiteral("  \"asciifolding\" |   \"asciifolding\""),
                QStringLiteral("~ |   \"x\" #1"), QStringLiteral("] | ]")}));
        QCOMPARE(differencesIn(aligned(R"({"f":["a","b"]})", R"({"f":["b","a"]})")), 2);
    }
    void anItemThatChangedStandsBesideWhatItWas()
    {
        const auto rows
            = aligned(R"({"l":[{"a":1},{"a":2,"b":3},{"a":4}]})", R"({"l":[{"a":1},{"b":3,"a":5},{"a":4}]})");
        QCOMPARE(differencesIn(rows), 1);
        const auto differs
            = std::find_if(rows.begin(), rows.end(), [](const AlignedRow &row) { return row.difference == 0; });
        QCOMPARE(differs->path, QStringLiteral("l[1].a"));
        QCOMPARE(differs->source.trimmed(), QStringLiteral("\"a\": 2"));
        QCOMPARE(differs->target.trimmed(), QStringLiteral("\"a\": 5"));
    }
    void anotherKindOfValueIsOneDifference()
    {
        const auto rows = aligned(R"({"a":{"b":1},"z":0})", R"({"a":[1,2,3],"z":0})");
        QCOMPARE(shown(rows),
            (QStringList{QStringLiteral("\"a\": { | \"a\": [ #0"), QStringLiteral("  \"b\": 1 |   1 #0"),
                QStringLiteral("} |   2 #0"), QStringLiteral("~ |   3 #0"), QStringLiteral("~ | ] #0"),
                QStringLiteral("\"z\": 0 | \"z\": 0")}));
        QCOMPARE(shown(aligned(R"({"a":{}})", R"({"a":{"b":1}})")),
            (QStringList{
                QStringLiteral("\"a\": { | \"a\": {"), QStringLiteral("~ |   \"b\": 1 #0"), QStringLiteral("} | }")}));
        QCOMPARE(shown(aligned("1", "[]")), QStringList{QStringLiteral("1 | [] #0")});
        QCOMPARE(differencesIn(aligned(R"({"a":null})", R"({"a":"null"})")), 1);
    }
    void aSideThatIsMissingIsEmptyThroughout()
    {
        const auto gone = aligned(R"({"mappings":{"a":1},"settings":{}})", {});
        QCOMPARE(gone.size(), 4);
        QCOMPARE(differencesIn(gone), 2);
        for (const AlignedRow &row : gone) {
            QVERIFY(row.target.isNull());
            QCOMPARE(row.mark, ValueMark::SourceOnly);
        }
        const auto extra = aligned({}, R"({"mappings":{"a":1},"settings":{}})");
        QCOMPARE(extra.size(), 4);
        QVERIFY(extra.first().source.isNull());
        QCOMPARE(extra.first().mark, ValueMark::TargetOnly);
    }
    void twoEmptySidesHaveNoRows()
    {
        QVERIFY(aligned({}, {}).isEmpty());
        QVERIFY(aligned("{}", "{}").isEmpty());
        QVERIFY(aligned("{}", {}).isEmpty());
    }
    void textAndNumberAreAlikeOnlyWhereServersReadThemSo()
    {
        QCOMPARE(differencesIn(aligned(R"({"settings":{"a":"1"}})", R"({"settings":{"a":1}})")), 0);
        const QByteArray text = R"("x":{"term":{"n":"1"}})";
        const QByteArray number = R"("x":{"term":{"n":1}})";
        for (const QByteArray place : {"{\"aliases\":{", "{\"mappings\":{\"_meta\":{"}) {
            const QByteArray end = QByteArray(place.count('{'), '}');
            QCOMPARE(differencesIn(aligned(place + text + end, place + number + end)), 1);
        }
        QCOMPARE(differencesIn(aligned(R"({"mappings":{"a":["1"]}})", R"({"mappings":{"a":[1]}})")), 1);
    }
    void nothingIsLostOrShownTwice()
    {
        auto &random = *QRandomGenerator::global();
        for (int round = 0; round < 300; ++round) {
            QByteArray texts[2];
            QStringList members[2];
            for (int side = 0; side < 2; ++side) {
                QByteArrayList parts;
                QList<int> keys{0, 1, 2, 3, 4, 5, 6, 7};
                std::shuffle(keys.begin(), keys.end(), random);
                keys.resize(random.bounded(8));
                for (const int key : std::as_const(keys)) {
                    parts.append("\"k" + QByteArray::number(key) + "\":" + QByteArray::number(random.bounded(2)));
                    members[side].append(QString::fromUtf8(parts.last()).replace(u':', QLatin1String(": ")));
                }
                texts[side] = '{' + parts.join(',') + '}';
                members[side].sort();
            }
            QStringList seen[2];
            const auto rows = aligned(texts[0], texts[1]);
            for (const AlignedRow &row : rows) {
                if (!row.source.isNull())
                    seen[0].append(row.source);
                if (!row.target.isNull())
                    seen[1].append(row.target);
            }
            for (int side = 0; side < 2; ++side) {
                seen[side].sort();
                QCOMPARE(seen[side], members[side]);
            }
        }
    }
    void aThousandFieldsAreAlignedAtOnce()
    {
        const auto source = JsonTree::parse(fields(1000, "text", false));
        const auto target = JsonTree::parse(fields(1000, "keyword", true));
        QVERIFY(source && target);
        QElapsedTimer clock;
        clock.start();
        const auto rows = alignedRows(&*source, &*target);
        const qint64 took = clock.elapsed();
        QCOMPARE(rows.size(), 4 + 4 * 1000);
        QCOMPARE(differencesIn(rows), 100);
        QVERIFY2(took < 5'000, qPrintable(QString::number(took)));
    }
};

QTEST_GUILESS_MAIN(TestAlignedRows)
#include "tst_alignedrows.moc"
