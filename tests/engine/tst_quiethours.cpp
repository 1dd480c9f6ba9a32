// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Which limits hold when, by a clock that the test sets: office hours, nights, changes of the clock; and the throttle
//! that follows them.
#include "engine/methods/livecopy/throttle.h"
#include "engine/quiethours.h"

#include <QLocale>
#include <QTest>

#include <atomic>
#include <thread>

using namespace godwit;

namespace {

class SetClock final : public Clock
{
public:
    std::chrono::nanoseconds elapsed() const override { return {}; }
    std::chrono::system_clock::time_point now() const override
    {
        return std::chrono::system_clock::time_point(std::chrono::milliseconds(m_now.load()));
    }
    void set(const QDateTime &time) { m_now = time.toMSecsSinceEpoch(); }

private:
    std::atomic<qint64> m_now = 0;
};

constexpr int weekdays = 0x1f;
constexpr int monday = 0x01;
constexpr int saturday = 0x20;
constexpr int sunday = 0x40;

QTimeZone berlin()
{
    return QTimeZone("Europe/Berlin");
}

QDateTime utc(const char *time)
{
    return QDateTime::fromString(QString(QString::fromLatin1(time) + u'Z'), Qt::ISODate);
}

QDateTime local(const char *time)
{
    const QDateTime wall = QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate);
    return {wall.date(), wall.time(), berlin()};
}

std::chrono::system_clock::time_point point(const QDateTime &time)
{
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QuietHours hours(const char *from, const char *to, int days, double documents)
{
    return {QuietHours::minutesOf(QString::fromLatin1(from)), QuietHours::minutesOf(QString::fromLatin1(to)), days,
        documents, 0};
}

ThrottleSchedule schedule(const QList<QuietHours> &list, double usual = 0)
{
    return {list, {usual, 0}, berlin()};
}

} // namespace

class TestQuietHours : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY2(berlin().isValid(), "The time zones are missing; scripts/setup installs tzdata.");
    }

    void theHoursHoldFromTheirFirstToTheirLastMinute_data()
    {
        QTest::addColumn<QDateTime>("when");
        QTest::addColumn<int>("documents");
        QTest::addColumn<QDateTime>("until");
        // 2026-06-01 is a Monday.
        QTest::newRow("before") << local("2026-06-01T07:59:59") << 9000 << local("2026-06-01T08:00:00");
        QTest::newRow("begin") << local("2026-06-01T08:00:00") << 500 << local("2026-06-01T18:00:00");
        QTest::newRow("last") << local("2026-06-01T17:59:59") << 500 << local("2026-06-01T18:00:00");
        QTest::newRow("end") << local("2026-06-01T18:00:00") << 9000 << local("2026-06-02T08:00:00");
        QTest::newRow("friday evening") << local("2026-06-05T20:00:00") << 9000 << local("2026-06-08T08:00:00");
        QTest::newRow("saturday") << local("2026-06-06T12:00:00") << 9000 << local("2026-06-08T08:00:00");
    }
    void theHoursHoldFromTheirFirstToTheirLastMinute()
    {
        QFETCH(QDateTime, when);
        QFETCH(int, documents);
        QFETCH(QDateTime, until);
        const auto now = schedule({hours("08:00", "18:00", weekdays, 500)}, 9000).at(point(when));
        QCOMPARE(now.limits.documentsPerSecond, double(documents));
        QCOMPARE(now.hours, documents == 500 ? 0 : -1);
        QCOMPARE(now.until.toUTC(), until.toUTC());
    }
    void aNightBelongsToTheDayOnWhichItBegins_data()
    {
        QTest::addColumn<QDateTime>("when");
        QTest::addColumn<bool>("quiet");
        QTest::newRow("sunday night") << local("2026-06-01T03:00:00") << false;
        QTest::newRow("monday evening") << local("2026-06-01T22:00:00") << true;
        QTest::newRow("midnight") << local("2026-06-02T00:00:00") << true;
        QTest::newRow("tuesday morning") << local("2026-06-02T05:59:59") << true;
        QTest::newRow("end") << local("2026-06-02T06:00:00") << false;
        QTest::newRow("tuesday evening") << local("2026-06-02T22:30:00") << false;
    }
    void aNightBelongsToTheDayOnWhichItBegins()
    {
        QFETCH(QDateTime, when);
        QFETCH(bool, quiet);
        const auto now = schedule({hours("22:00", "06:00", monday, 500)}).at(point(when));
        QCOMPARE(now.hours == 0, quiet);
        if (quiet)
            QCOMPARE(now.until.toUTC(), local("2026-06-02T06:00:00").toUTC());
    }
    void theSameTimeTwiceIsAWholeDay()
    {
        const auto everyDay = schedule({hours("06:00", "06:00", QuietHours::everyDay, 500)});
        const auto always = everyDay.at(point(local("2026-06-01T06:00:00")));
        QCOMPARE(always.hours, 0);
        QVERIFY(!always.until.isValid()); // never anything else
        const auto once = schedule({hours("06:00", "06:00", monday, 500)}).at(point(local("2026-06-01T23:00:00")));
        QCOMPARE(once.until.toUTC(), local("2026-06-02T06:00:00").toUTC());
    }
    void theFirstOfOverlappingHoursWins()
    {
        const auto both
            = schedule({hours("12:00", "13:00", QuietHours::everyDay, 100), hours("08:00", "18:00", weekdays, 500)});
        const auto morning = both.at(point(local("2026-06-01T09:00:00")));
        QCOMPARE(morning.limits.documentsPerSecond, 500.0);
        QCOMPARE(morning.until.toUTC(), local("2026-06-01T12:00:00").toUTC());
        const auto noon = both.at(point(local("2026-06-01T12:30:00")));
        QCOMPARE(noon.limits.documentsPerSecond, 100.0);
        QCOMPARE(noon.until.toUTC(), local("2026-06-01T13:00:00").toUTC());
    }
    void theClockIsPutForward()
    {
        // 2026-03-29 02:00 becomes 03:00.
        const auto night = schedule({hours("22:00", "06:00", saturday, 500)});
        QCOMPARE(night.at(point(utc("2026-03-28T20:59:59"))).hours, -1);
        QCOMPARE(night.at(point(utc("2026-03-28T21:00:00"))).until.toUTC(), utc("2026-03-29T04:00:00"));
        QCOMPARE(night.at(point(utc("2026-03-29T04:00:00"))).hours, -1);
        // A time that is skipped is the moment at which it is skipped.
        const auto ends = schedule({hours("01:30", "02:30", sunday, 500)});
        QCOMPARE(ends.at(point(utc("2026-03-29T00:30:00"))).until.toUTC(), utc("2026-03-29T01:00:00"));
        const auto begins = schedule({hours("02:30", "04:00", sunday, 500)});
        QCOMPARE(begins.at(point(utc("2026-03-29T00:59:59"))).hours, -1);
        QCOMPARE(begins.at(point(utc("2026-03-29T01:00:00"))).until.toUTC(), utc("2026-03-29T02:00:00"));
    }
    void theClockIsPutBack()
    {
        // 2026-10-25 03:00 becomes 02:00.
        const auto night = schedule({hours("22:00", "06:00", saturday, 500)});
        QCOMPARE(night.at(point(utc("2026-10-24T20:00:00"))).until.toUTC(), utc("2026-10-25T05:00:00"));
        // They begin the first time that the clock shows it, and end the last time, without a break.
        const auto ends = schedule({hours("01:00", "02:30", sunday, 500)});
        for (const char *time : {"2026-10-24T23:00:00", "2026-10-25T00:45:00", "2026-10-25T01:15:00"}) {
            QCOMPARE(ends.at(point(utc(time))).hours, 0);
            QCOMPARE(ends.at(point(utc(time))).until.toUTC(), utc("2026-10-25T01:30:00"));
        }
        QCOMPARE(ends.at(point(utc("2026-10-25T01:30:00"))).hours, -1);
        const auto begins = schedule({hours("02:30", "04:00", sunday, 500)});
        QCOMPARE(begins.at(point(utc("2026-10-25T00:29:59"))).hours, -1);
        QCOMPARE(begins.at(point(utc("2026-10-25T00:30:00"))).until.toUTC(), utc("2026-10-25T03:00:00"));
    }
    void hoursReadAsASentence()
    {
        QCOMPARE(hours("08:00", "18:00", weekdays, 500).text(), QStringLiteral("Mon–Fri 08:00–18:00: 500 docs/s"));
        QuietHours night{1320, 360, saturday | sunday, 0, 2.5};
        QCOMPARE(night.text(), QStringLiteral("Sat, Sun 22:00–06:00: 2.5 MB/s"));
        night.days = QuietHours::everyDay;
        night.megabytesPerSecond = 0;
        QCOMPARE(night.text(), QStringLiteral("every day 22:00–06:00: no limit"));
    }

    void theThrottleFollowsTheHours()
    {
        SetClock clock;
        clock.set(local("2026-06-01T07:00:00"));
        JobControl control;
        Throttle throttle(control, clock, schedule({hours("08:00", "18:00", weekdays, 500)}, 9000));
        QCOMPARE(control.throttle().documentsPerSecond, 9000.0);
        QVERIFY(throttle.state().hours.isEmpty()); // nothing worth a line yet
        clock.set(local("2026-06-01T08:00:00"));
        ThrottleState state = throttle.state();
        QCOMPARE(state.documentsPerSecond, 500.0);
        QCOMPARE(state.reason, QStringLiteral("Quiet hours until 18:00: 500 docs/s"));
        QCOMPARE(state.hoursChanges, 2);
        clock.set(local("2026-06-01T18:00:00"));
        state = throttle.state();
        QCOMPARE(state.documentsPerSecond, 9000.0);
        QCOMPARE(state.hours, QStringLiteral("Quiet hours are over: 9,000 docs/s"));
        QCOMPARE(state.hoursChanges, 3);
    }
    void hoursThatEndOnAnotherDaySayWhich()
    {
        SetClock clock;
        clock.set(local("2026-06-01T23:00:00"));
        JobControl control;
        Throttle throttle(control, clock, schedule({hours("22:00", "06:00", monday, 500)}));
        QCOMPARE(throttle.state().reason, QStringLiteral("Quiet hours until Tue 06:00: 500 docs/s"));
    }
    void theOperatorWinsUntilTheNextChange()
    {
        SetClock clock;
        clock.set(local("2026-06-01T09:00:00"));
        JobControl control;
        Throttle throttle(control, clock, schedule({hours("08:00", "18:00", weekdays, 500)}));
        control.setThrottle({50, 0});
        for (const char *time : {"2026-06-01T09:00:01", "2026-06-01T12:00:00", "2026-06-01T17:59:59"}) {
            clock.set(local(time));
            QCOMPARE(throttle.state().documentsPerSecond, 50.0);
        }
        QCOMPARE(throttle.state().reason,
            QStringLiteral("Set by the operator. The hours of the plan hold again from 18:00."));
        clock.set(local("2026-06-01T18:00:00"));
        QCOMPARE(throttle.state().documentsPerSecond, 0.0);
        QVERIFY(throttle.state().reason.isEmpty());
        control.setThrottle({70, 0});
        clock.set(local("2026-06-02T07:00:00"));
        QCOMPARE(throttle.state().documentsPerSecond, 70.0);
        clock.set(local("2026-06-02T08:00:00"));
        QCOMPARE(throttle.state().documentsPerSecond, 500.0);
    }
    void aMachineThatSleptOrAClockThatIsPutBackIsSeen()
    {
        SetClock clock;
        clock.set(local("2026-06-01T17:00:00"));
        JobControl control;
        Throttle throttle(control, clock, schedule({hours("08:00", "18:00", weekdays, 500)}));
        clock.set(local("2026-06-01T23:00:00"));
        QCOMPARE(throttle.state().documentsPerSecond, 0.0);
        clock.set(local("2026-06-01T17:30:00"));
        QCOMPARE(throttle.state().documentsPerSecond, 500.0);
    }
    void whoeverWaitsFeelsTheChange()
    {
        SetClock clock;
        clock.set(local("2026-06-01T17:59:00"));
        JobControl control;
        Throttle throttle(control, clock, schedule({hours("08:00", "18:00", weekdays, 1)}));
        throttle.take(1, 0);
        std::atomic<bool> through = false;
        std::thread reader([&] {
            throttle.take(1000, 0); // a quarter of an hour at this limit
            through = true;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        const bool waited = !through;
        clock.set(local("2026-06-01T18:00:00"));
        const bool went = QTest::qWaitFor([&through] { return through.load(); }, 5000);
        control.finishAndStop(); // lets a reader go that would wait on
        reader.join();
        QVERIFY(waited);
        QVERIFY(went);
    }
    void withoutHoursNothingChanges()
    {
        SetClock clock;
        JobControl control;
        control.setThrottle({300, 0});
        Throttle throttle(control, clock, schedule({}, 9000));
        QCOMPARE(throttle.state().documentsPerSecond, 300.0);
        QCOMPARE(throttle.state().hoursChanges, 0);
        QCOMPARE(throttle.state().reason, QStringLiteral("Limited by the operator."));
    }
};

QTEST_GUILESS_MAIN(TestQuietHours)
#include "tst_quiethours.moc"
