// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logfilterproxy.h"
#include "models/logmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace godwit;

namespace {

QList<JobEvent> lines(int from, int to)
{
    QList<JobEvent> events;
    for (int i = from; i < to; ++i)
        events.append({QDateTime::fromSecsSinceEpoch(i, Qt::UTC), EventLevel::Info, {}, QString::number(i)});
    return events;
}

} // namespace

class TestLogModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNewestLineIsFirst()
    {
        LogModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(lines(0, 3));
        model.append(lines(3, 5));
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.event(0).text, QStringLiteral("4"));
        QCOMPARE(model.event(4).text, QStringLiteral("0"));
    }
    void theRingKeepsTheNewestOnly()
    {
        LogModel model(100);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 50; ++i)
            model.append(lines(i * 7, (i + 1) * 7));
        QCOMPARE(model.rowCount(), 100);
        for (int row = 0; row < 100; ++row)
            QCOMPARE(model.event(row).text, QString::number(349 - row));
        model.append(lines(1000, 1500));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.event(0).text, QStringLiteral("1499"));
        QCOMPARE(model.event(99).text, QStringLiteral("1400"));
    }
    void theFilterKnowsLevelAndText()
    {
        LogModel model;
        QList<JobEvent> events = lines(0, 4);
        events[1].level = EventLevel::Warning;
        events[2].level = EventLevel::Error;
        events[2].index = QStringLiteral("Orders");
        model.append(events);
        LogFilterProxy proxy;
        proxy.setSourceModel(&model);
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(proxy.rowCount(), 4);
        proxy.setLevel(EventLevel::Warning);
        QCOMPARE(proxy.rowCount(), 2);
        proxy.setText(QStringLiteral("orders"));
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setLevel(EventLevel::Info);
        proxy.setText(QStringLiteral("3"));
        QCOMPARE(proxy.index(0, LogModel::TextColumn).data().toString(), QStringLiteral("3"));
    }
    void aLineOfAnotherDaySaysWhichOne()
    {
        LogModel model;
        const QDateTime noon(QDate::currentDate(), QTime(12, 34, 56));
        model.append({{noon.addDays(-1).toUTC(), EventLevel::Info, {}, QStringLiteral("before")},
            {noon.toUTC(), EventLevel::Info, {}, QStringLiteral("now")}});
        const auto time = [&](int row) { return model.index(row, LogModel::TimeColumn).data().toString(); };
        QCOMPARE(time(0), QStringLiteral("12:34:56"));
        const QString day = QLocale().toString(noon.date().addDays(-1), QLocale::ShortFormat);
        QCOMPARE(time(1), QString(day + QStringLiteral(" 12:34:56")));
    }
    void theExportIsOldestFirstInIsoTime()
    {
        LogModel model;
        model.append(lines(0, 2));
        QCOMPARE(
            model.toText(), QStringLiteral("1970-01-01T00:00:00.000Z info - 0\n1970-01-01T00:00:01.000Z info - 1\n"));
    }
};

QTEST_GUILESS_MAIN(TestLogModel)
#include "tst_logmodel.moc"
