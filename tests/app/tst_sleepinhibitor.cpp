// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Sleep is held off on a bus of the test's own: what is asked, when it is let go, and what is said where nobody can be
//! asked.
#include "app/dbussleepinhibitor.h"
#include "testbus.h"

#include <QDBusContext>
#include <QDBusUnixFileDescriptor>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace godwit;

namespace {

//! logind: the lock is held for as long as somebody has the other end of the pipe open.
class FakeLogin final : public QObject, public QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    ~FakeLogin() override { drop(); }
    bool refuses = false;
    QStringList asked;

    //! False once every holder has closed the lock.
    bool isHeld() const
    {
        if (m_end < 0)
            return false;
        char byte = 0;
        return ::read(m_end, &byte, 1) < 0 && errno == EAGAIN;
    }
    void drop()
    {
        if (m_end >= 0)
            ::close(m_end);
        m_end = -1;
    }

public Q_SLOTS:
    // The name is the interface's.
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &who, const QString &why, const QString &mode)
    {
        if (refuses) {
            sendErrorReply(QDBusError::AccessDenied, QStringLiteral("not for this user"));
            return {};
        }
        asked = {what, who, why, mode};
        drop();
        int ends[2];
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
            return {};
        m_end = ends[0];
        const QDBusUnixFileDescriptor lock(ends[1]);
        ::close(ends[1]);
        return lock;
    }

private:
    int m_end = -1;
};

class FakePowerManager final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.PowerManagement.Inhibit")
public:
    QList<uint> open;

public Q_SLOTS:
    uint Inhibit(const QString &, const QString &)
    {
        open.append(++m_last);
        return m_last;
    }
    void UnInhibit(uint cookie) { open.removeAll(cookie); }

private:
    uint m_last = 40;
};

} // namespace

class TestSleepInhibitor : public QObject
{
    Q_OBJECT
    test::TestBus m_bus;
    const QString m_nowhere = QStringLiteral("unix:path=/nonexistent/bus");

    std::unique_ptr<test::TestService> login(FakeLogin *object) const
    {
        return std::make_unique<test::TestService>(
            m_bus, QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"), object);
    }
    std::unique_ptr<test::TestService> powerManager(FakePowerManager *object) const
    {
        return std::make_unique<test::TestService>(m_bus, QStringLiteral("org.freedesktop.PowerManagement"),
            QStringLiteral("/org/freedesktop/PowerManagement/Inhibit"), object);
    }

private Q_SLOTS:
    void initTestCase() { m_bus.start(); }
    void cleanupTestCase() { m_bus.stop(); }

    void theLockIsHeldOnlyWhileItIsWanted()
    {
        FakeLogin fake;
        const auto service = login(&fake);
        QVERIFY(service->isGood());
        DBusSleepInhibitor inhibitor({m_bus.address(), m_nowhere});
        QTest::qWait(200);
        QVERIFY(fake.asked.isEmpty()); // a look asks for nothing
        QVERIFY(inhibitor.obstacle().isEmpty());
        inhibitor.hold(QStringLiteral("A migration is running"));
        inhibitor.hold(QStringLiteral("A migration is running"));
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(fake.asked,
            QStringList({QStringLiteral("sleep:idle"), QStringLiteral("Godwit"),
                QStringLiteral("A migration is running"), QStringLiteral("block")}));
        QVERIFY(fake.isHeld());
        inhibitor.release();
        QTRY_VERIFY(!inhibitor.isHeld());
        QTRY_VERIFY(!fake.isHeld());
        fake.asked.clear();
        inhibitor.hold(QStringLiteral("again"));
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(fake.asked.value(2), QStringLiteral("again"));
    }
    void theEndOfTheProgramLetsGo()
    {
        FakeLogin fake;
        const auto service = login(&fake);
        {
            DBusSleepInhibitor inhibitor({m_bus.address(), m_nowhere});
            inhibitor.hold(QStringLiteral("why"));
            QTRY_VERIFY(fake.isHeld());
        }
        QTRY_VERIFY(!fake.isHeld());
    }
    void thePowerManagerIsAskedWhereLogindRefuses()
    {
        FakeLogin fake;
        fake.refuses = true;
        FakePowerManager manager;
        const auto first = login(&fake);
        const auto second = powerManager(&manager);
        QVERIFY(second->isGood());
        DBusSleepInhibitor inhibitor({m_bus.address(), m_bus.address()});
        inhibitor.hold(QStringLiteral("why"));
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(manager.open, QList<uint>{41});
        inhibitor.release();
        QTRY_VERIFY(manager.open.isEmpty());
        QTRY_VERIFY(!inhibitor.isHeld());
        QVERIFY(inhibitor.obstacle().isEmpty());
    }
    void aRefusalIsToldInItsWords()
    {
        FakeLogin fake;
        fake.refuses = true;
        const auto service = login(&fake);
        DBusSleepInhibitor inhibitor({m_bus.address(), m_nowhere});
        inhibitor.hold(QStringLiteral("why"));
        QTRY_VERIFY2(
            inhibitor.obstacle().contains(QLatin1String("not for this user")), qPrintable(inhibitor.obstacle()));
        QVERIFY(!inhibitor.isHeld());
        inhibitor.release();
        QTest::qWait(200);
        QVERIFY(!inhibitor.obstacle().isEmpty());
    }
    void withoutABusNothingHappensAndThatIsSaid()
    {
        DBusSleepInhibitor inhibitor({m_nowhere, m_nowhere});
        QTRY_VERIFY(inhibitor.obstacle().contains(QLatin1String("D-Bus")));
        inhibitor.hold(QStringLiteral("why"));
        QTest::qWait(200);
        QVERIFY(!inhibitor.isHeld());
        inhibitor.release();
        QVERIFY(inhibitor.obstacle().contains(QLatin1String("D-Bus")));
    }
    void onABusWithoutBothThatIsSaidToo()
    {
        DBusSleepInhibitor inhibitor({m_bus.address(), m_bus.address()});
        QTRY_VERIFY(inhibitor.obstacle().contains(QLatin1String("D-Bus")));
    }
};

QTEST_GUILESS_MAIN(TestSleepInhibitor)
#include "tst_sleepinhibitor.moc"
