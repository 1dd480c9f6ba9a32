// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Sleep is held off on a bus of the test's own: what is asked, when it is let go, and what is said where nobody can be
//! asked.
#include "app/dbussleepinhibitor.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusUnixFileDescriptor>
#include <QProcess>
#include <QTemporaryDir>
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
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    const QString m_nowhere = QStringLiteral("unix:path=/nonexistent/bus");

    QDBusConnection dial(const QString &name) const { return QDBusConnection::connectToBus(m_address, name); }
    //! A service on the test's bus, as long as it lives.
    struct Service
    {
        Service(const QDBusConnection &connection, const QString &service, const QString &path, QObject *object)
            : bus(connection), name(service)
        {
            good = bus.registerObject(path, object, QDBusConnection::ExportAllSlots) && bus.registerService(name);
            at = path;
        }
        ~Service()
        {
            bus.unregisterService(name);
            bus.unregisterObject(at);
        }
        Q_DISABLE_COPY_MOVE(Service)
        QDBusConnection bus;
        QString name;
        QString at;
        bool good;
    };
    std::unique_ptr<Service> login(FakeLogin *object) const
    {
        return std::make_unique<Service>(dial(QStringLiteral("login")), QStringLiteral("org.freedesktop.login1"),
            QStringLiteral("/org/freedesktop/login1"), object);
    }
    std::unique_ptr<Service> powerManager(FakePowerManager *object) const
    {
        return std::make_unique<Service>(dial(QStringLiteral("power")),
            QStringLiteral("org.freedesktop.PowerManagement"),
            QStringLiteral("/org/freedesktop/PowerManagement/Inhibit"), object);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_daemon.start(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                QStringLiteral("--print-address"),
                QString(QStringLiteral("--address=unix:path=") + m_folder.filePath(QStringLiteral("bus")))});
        QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is missing; scripts/setup installs it.");
        while (!m_daemon.canReadLine())
            QVERIFY(m_daemon.waitForReadyRead(10'000));
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        QVERIFY(!m_address.isEmpty());
    }
    void cleanupTestCase()
    {
        for (const char *name : {"login", "power"})
            QDBusConnection::disconnectFromBus(QString::fromLatin1(name));
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    void theLockIsHeldOnlyWhileItIsWanted()
    {
        FakeLogin fake;
        const auto service = login(&fake);
        QVERIFY(service->good);
        DBusSleepInhibitor inhibitor({m_address, m_nowhere});
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
            DBusSleepInhibitor inhibitor({m_address, m_nowhere});
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
        QVERIFY(second->good);
        DBusSleepInhibitor inhibitor({m_address, m_address});
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
        DBusSleepInhibitor inhibitor({m_address, m_nowhere});
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
        DBusSleepInhibitor inhibitor({m_address, m_address});
        QTRY_VERIFY(inhibitor.obstacle().contains(QLatin1String("D-Bus")));
    }
};

QTEST_GUILESS_MAIN(TestSleepInhibitor)
#include "tst_sleepinhibitor.moc"
