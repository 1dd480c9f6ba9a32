// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chartseriesbuffer.h"

#include <QTest>

using namespace godwit;

class TestChartSeriesBuffer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverMoreThanSixHundredPointsOfAnyTier()
    {
        ChartSeriesBuffer buffer;
        const double end = 8 * 86400;
        for (double t = 0; t < end; t += 0.45)
            buffer.add(t, 5);
        for (int tier = 0; tier < ChartSeriesBuffer::tierCount; ++tier) {
            const auto points = buffer.points(tier, end);
            QVERIFY2(points.size() <= 600, qPrintable(QString::number(points.size())));
            QVERIFY(points.size() >= 400);
            QVERIFY(points.first().x() >= -ChartSeriesBuffer::spanSeconds(tier));
            QVERIFY(points.first().x() < -ChartSeriesBuffer::spanSeconds(tier) * 0.9);
            QVERIFY(points.last().x() <= 0);
        }
    }
    void aSlotIsTheAverageOfItsSamples()
    {
        ChartSeriesBuffer buffer;
        buffer.add(0.1, 10);
        buffer.add(0.2, 20);
        buffer.add(0.6, 99);
        const auto points = buffer.points(0, 1);
        QCOMPARE(points.size(), 2);
        QCOMPARE(points.at(0), QPointF(0.25 - 1, 15));
        QCOMPARE(points.at(1).y(), 99.0);
    }
    void pointsAreOldestFirstAlsoAfterTheRingWasRound()
    {
        ChartSeriesBuffer buffer;
        for (int t = 0; t < 2000; ++t)
            buffer.add(t, t);
        const auto points = buffer.points(0, 2000);
        QVERIFY(std::is_sorted(
            points.begin(), points.end(), [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); }));
        QCOMPARE(buffer.maximum(0, 2000), 1999.0);
    }
    void unknownValuesLeaveNoPoint()
    {
        ChartSeriesBuffer buffer;
        buffer.add(0, -1);
        QVERIFY(buffer.points(0, 1).isEmpty());
    }
    void aCutLeavesAHoleWhereTimePassed()
    {
        ChartSeriesBuffer buffer;
        buffer.add(0, 1);
        buffer.add(1, 1);
        QCOMPARE(buffer.pieces(0, 1).size(), 1); // an unsteady reporter is no hole
        buffer.cut();
        buffer.add(60, 2);
        buffer.add(61, 2);
        const auto pieces = buffer.pieces(0, 61);
        QCOMPARE(pieces.size(), 2);
        QCOMPARE(pieces.at(0), (QList<QPointF>{{0.25 - 61, 1}, {1.25 - 61, 1}}));
        QCOMPARE(pieces.at(1).last(), QPointF(0, 2));
        QCOMPARE(pieces.at(0) + pieces.at(1), buffer.points(0, 61));
        // A minute is one point of a week, and there is no room for a hole.
        QCOMPARE(buffer.pieces(ChartSeriesBuffer::tierCount - 1, 61).size(), 1);
    }
    void earlierRunsAreNotJoinedWithThisOne()
    {
        ChartSeriesBuffer buffer;
        buffer.addEarlier({{10, 1}, {20, 1}, {500, 2}, {510, 2}});
        QCOMPARE(buffer.pieces(2, 3000).size(), 2); // it had been resumed once before
        QCOMPARE(buffer.pieces(2, 3000).last().last(), QPointF(513 - 3000, 2)); // and not at this moment
        buffer.add(3000, 3);
        buffer.add(3010, 3);
        const auto pieces = buffer.pieces(2, 3010);
        QCOMPARE(pieces.size(), 3);
        QCOMPARE(pieces.at(1).last(), QPointF(513 - 3010, 2));
        QCOMPARE(pieces.at(2).first(), QPointF(3003 - 3010, 3));
    }
    void holesGoRoundWithTheRing()
    {
        ChartSeriesBuffer buffer;
        for (int t = 0; t < 2000; ++t) {
            if (t == 1900)
                buffer.cut();
            if (t < 1800 || t >= 1900)
                buffer.add(t, 1);
        }
        const auto pieces = buffer.pieces(0, 2000);
        QCOMPARE(pieces.size(), 2);
        QCOMPARE(pieces.at(1).size(), 100);
    }
    void theTierGrowsWithTheRun()
    {
        QCOMPARE(ChartSeriesBuffer::tierFor(10), 0);
        QCOMPARE(ChartSeriesBuffer::tierFor(301), 1);
        QCOMPARE(ChartSeriesBuffer::tierFor(1e7), ChartSeriesBuffer::tierCount - 1);
    }
};

QTEST_GUILESS_MAIN(TestChartSeriesBuffer)
#include "tst_chartseriesbuffer.moc"
