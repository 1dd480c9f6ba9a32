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
    void theTierGrowsWithTheRun()
    {
        QCOMPARE(ChartSeriesBuffer::tierFor(10), 0);
        QCOMPARE(ChartSeriesBuffer::tierFor(301), 1);
        QCOMPARE(ChartSeriesBuffer::tierFor(1e7), ChartSeriesBuffer::tierCount - 1);
    }
};

QTEST_GUILESS_MAIN(TestChartSeriesBuffer)
#include "tst_chartseriesbuffer.moc"
