// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/linediff.h"

#include <QRandomGenerator>
#include <QTest>

namespace godwit {

class TestLineDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalTextsHaveNoDifference();
    void aChangedLineIsOnBothSides();
    void aCommaAtTheEndIsNoDifference();
    void linesThatWentAndCameAreNamed();
    void whatIsLeftOverIsTheSameOnBothSides();
    void textsWithNothingInCommonEnd();
};

void TestLineDiff::equalTextsHaveNoDifference()
{
    const QStringList text{QStringLiteral("{"), QStringLiteral("}")};
    QCOMPARE(lineDifference(text, text), LineDifference());
    QCOMPARE(lineDifference({}, {}), LineDifference());
    QCOMPARE(lineDifference({}, text), (LineDifference{{}, {0, 1}}));
    QCOMPARE(lineDifference(text, {}), (LineDifference{{0, 1}, {}}));
}

void TestLineDiff::aChangedLineIsOnBothSides()
{
    const QStringList left{QStringLiteral("{"), QStringLiteral("\"type\": \"string\""), QStringLiteral("}")};
    const QStringList right{QStringLiteral("{"), QStringLiteral("\"type\": \"text\""), QStringLiteral("}")};
    QCOMPARE(lineDifference(left, right), (LineDifference{{1}, {1}}));
}

void TestLineDiff::aCommaAtTheEndIsNoDifference()
{
    const QStringList left{QStringLiteral("\"a\": 1,"), QStringLiteral("\"b\": 2")};
    QCOMPARE(lineDifference(left, {QStringLiteral("\"a\": 1")}), (LineDifference{{1}, {}}));
}

void TestLineDiff::linesThatWentAndCameAreNamed()
{
    const QStringList left{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("a"),
        QStringLiteral("b"), QStringLiteral("b"), QStringLiteral("a")};
    const QStringList right{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("b"),
        QStringLiteral("a"), QStringLiteral("c")};
    // The example of Myers' paper: five differences.
    const LineDifference difference = lineDifference(left, right);
    QCOMPARE(difference.onlyLeft.size() + difference.onlyRight.size(), 5);
}

void TestLineDiff::whatIsLeftOverIsTheSameOnBothSides()
{
    auto &random = *QRandomGenerator::global();
    for (int round = 0; round < 500; ++round) {
        QStringList sides[2];
        for (QStringList &side : sides)
            for (int line = random.bounded(30); line > 0; --line)
                side.append(QString::number(random.bounded(6)));
        const LineDifference difference = lineDifference(sides[0], sides[1]);
        const QList<int> *only[2] = {&difference.onlyLeft, &difference.onlyRight};
        for (int side = 0; side < 2; ++side) {
            QVERIFY(std::is_sorted(only[side]->begin(), only[side]->end()));
            for (auto it = only[side]->rbegin(); it != only[side]->rend(); ++it)
                sides[side].removeAt(*it);
        }
        QCOMPARE(sides[0], sides[1]);
    }
}

void TestLineDiff::textsWithNothingInCommonEnd()
{
    QStringList sides[2];
    for (int line = 0; line < 5'000; ++line) {
        sides[0].append(QStringLiteral("left %1").arg(line));
        sides[1].append(QStringLiteral("right %1").arg(line));
    }
    const LineDifference difference = lineDifference(sides[0], sides[1]);
    QCOMPARE(difference.onlyLeft.size(), 5'000);
    QCOMPARE(difference.onlyRight.size(), 5'000);
}

} // namespace godwit

QTEST_GUILESS_MAIN(godwit::TestLineDiff)
#include "tst_linediff.moc"
