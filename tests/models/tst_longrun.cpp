// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Seven days of a job, fed by a clock of the test's own: what the window keeps of them must not grow.
#include "models/chartseriesbuffer.h"
#include "models/logmodel.h"
#include "models/requestmodel.h"

#include <QTest>

#include <cmath>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace godwit;

namespace {

constexpr double day = 86'400;

//! Bytes that are allocated now; 0 where nobody counts them.
std::size_t allocated()
{
#ifdef __GLIBC__
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}

//! Runs `feed` for the seconds of each day, and compares what is allocated after the first day and after the seventh.
template <class Feed>
void staysFlat(Feed feed)
{
    std::size_t afterFirst = 0;
    for (int number = 0; number < 7; ++number) {
        feed(number * day, (number + 1) * day);
        if (number == 0)
            afterFirst = allocated();
    }
    const std::size_t afterAll = allocated();
    QVERIFY2(afterAll <= afterFirst + 256 * 1024,
        qPrintable(QStringLiteral("%1 kB after a day, %2 kB after seven").arg(afterFirst / 1024).arg(afterAll / 1024)));
}

} // namespace

class TestLongRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chartsKeepTheirSize()
    {
        ChartSeriesBuffer buffer;
        staysFlat([&buffer](double from, double to) {
            for (double t = from; t < to; t += 0.2)
                buffer.add(t, 1000 + std::fmod(t, 60));
        });
        for (int tier = 0; tier < ChartSeriesBuffer::tierCount; ++tier) {
            const QList<QPointF> points = buffer.points(tier, 7 * day);
            QVERIFY(points.size() <= ChartSeriesBuffer::pointsPerTier);
            QVERIFY(points.size() > ChartSeriesBuffer::pointsPerTier * 9 / 10);
            // What is shown is the end of the run, not its beginning.
            QVERIFY(points.first().x() >= -ChartSeriesBuffer::spanSeconds(tier));
            QVERIFY(points.last().x() <= 0);
        }
    }
    void theLogKeepsItsSize()
    {
        LogModel model;
        const QDateTime begun = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
        staysFlat([&](double from, double to) {
            for (double t = from; t < to; t += 100) {
                QList<JobEvent> events;
                for (int i = 0; i < 50; ++i)
                    events.append({begun.addSecs(static_cast<qint64>(t) + i), EventLevel::Info,
                        QStringLiteral("orders-%1").arg(i), QStringLiteral("Copied %1 documents").arg(t)});
                model.append(events);
            }
        });
        QCOMPARE(model.rowCount(), 10'000);
        QVERIFY(model.event(0).time >= begun.addSecs(static_cast<qint64>(7 * day) - 100));
    }
    void theActivityKeepsItsSize()
    {
        RequestModel model;
        qint64 number = 0;
        staysFlat([&](double from, double to) {
            for (double t = from; t < to; t += 60) {
                QList<RequestRecord> records;
                for (int i = 0; i < 100; ++i) {
                    RequestRecord record;
                    record.time = ++number;
                    record.cluster = QStringLiteral("orders-eu");
                    record.method = "POST";
                    record.path = "/orders-" + QByteArray::number(i) + "/_search";
                    record.query = "preference=" + QByteArray::number(number);
                    record.status = 200;
                    records.append(record);
                }
                model.append(records);
            }
        });
        QCOMPARE(model.rowCount(), RequestLog::capacity);
        QCOMPARE(model.record(0).time, number);
    }
};

QTEST_GUILESS_MAIN(TestLongRun)
#include "tst_longrun.moc"
