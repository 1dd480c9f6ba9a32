// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jsontree.h"

#include <QTest>

using namespace godwit;

class TestJsonTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokensStayAsTheyWereWritten()
    {
        const QByteArray text = R"({"z":9007199254740993,"a":1.10,"s":"\u00e9\n","n":null,"l":[true,1e400,{}]})";
        const auto tree = JsonTree::parse(text);
        QVERIFY(tree);
        QCOMPARE(tree->compact(), text);
        QCOMPARE(tree->find("z")->integer(), Q_INT64_C(9007199254740993));
        QCOMPARE(tree->find("s")->text(), QString::fromUtf8("é\n"));
        QVERIFY(!tree->find("b"));
        QVERIFY(!tree->at("z", "b"));
    }
    void whatIsNoJsonNamesThePlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
            {"", "{", "[1,]", "{\"a\":1,}", "01a", "\"a", "{\"a\" 1}", "[1] 2", "nul", "-", "1.", "\"a\nb\"", "{a:1}"})
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
        QTest::newRow("too deep") << QByteArray(QByteArray(5000, '[') + QByteArray(5000, ']'));
    }
    void whatIsNoJsonNamesThePlace()
    {
        QFETCH(QByteArray, text);
        const auto tree = JsonTree::parse(text);
        QVERIFY(!tree);
        QVERIFY(tree.error().summary.contains(QLatin1String("line ")));
    }
    void theLineOfAFaultIsCounted()
    {
        const auto tree = JsonTree::parse("{\n  \"a\": x\n}");
        QVERIFY(!tree);
        QVERIFY2(tree.error().summary.contains(QLatin1String("line 2, column 8")), qPrintable(tree.error().summary));
    }
    void numbersAreComparedByTheirDigits()
    {
        QVERIFY(sameNumber("1.00", "1.0"));
        QVERIFY(sameNumber("1e2", "100"));
        QVERIFY(sameNumber("-0", "0.0"));
        QVERIFY(sameNumber("12.5E-1", "1.25"));
        QVERIFY(!sameNumber("9007199254740993", "9007199254740992"));
        QVERIFY(!sameNumber("1", "-1"));
        QVERIFY(!sameNumber("0.1", "0.10000000000000001"));
    }
    void theOrderOfMembersMeansNothingAndThatOfItemsDoes()
    {
        const auto same = [](const char *one, const char *other) {
            return sameMeaning(*JsonTree::parse(one), *JsonTree::parse(other));
        };
        QVERIFY(same(R"({"a":1,"b":[1.0]})", R"({"b":[1],"a":1})"));
        QVERIFY(same(R"("\u0041")", R"("A")"));
        QVERIFY(!same("[1,2]", "[2,1]"));
        QVERIFY(!same(R"({"a":1})", R"({"b":1})"));
        QVERIFY(!same("\"1\"", "1"));
    }
};

QTEST_APPLESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
