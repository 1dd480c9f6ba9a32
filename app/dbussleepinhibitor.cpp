// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbussleepinhibitor.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDBusUnixFileDescriptor>

#include <optional>

namespace godwit {
namespace {

constexpr int patienceMs = 5000;

QString login1()
{
    return QStringLiteral("org.freedesktop.login1");
}

QString powerManagement()
{
    return QStringLiteral("org.freedesktop.PowerManagement");
}

} // namespace

//! Speaks to the buses, on the thread of the inhibitor.
class DBusSleepInhibitor::Desk final : public QObject
{
public:
    Desk(DBusSleepInhibitor *owner, Buses buses) : m_owner(owner), m_buses(std::move(buses)) { }
    ~Desk() override
    {
        letGo();
        for (const QString &role : {systemRole(), sessionRole()})
            QDBusConnection::disconnectFromBus(nameOf(role));
    }

    //! Whether anybody is there who could be asked.
    void look()
    {
        const bool login = offers(system(), login1());
        m_obstacle = login || offers(session(), powerManagement()) ? QString() : nobody();
        tell(false);
    }
    void hold(const QString &why)
    {
        letGo();
        QString refusal;
        if (!askLogin(why, refusal) && !askPowerManager(why, refusal)) {
            m_obstacle = refusal.isEmpty() ? nobody() : DBusSleepInhibitor::tr("The desktop refuses: %1").arg(refusal);
            tell(false);
            return;
        }
        m_obstacle.clear();
        tell(true);
    }
    void release()
    {
        letGo();
        tell(false); // a refusal stays known
    }

private:
    static QString nobody()
    {
        return DBusSleepInhibitor::tr(
            "Has no effect here: neither logind nor a power manager can be reached over D-Bus.");
    }

    static QString systemRole() { return QStringLiteral("system"); }
    static QString sessionRole() { return QStringLiteral("session"); }
    QString nameOf(const QString &role) const
    {
        return QStringLiteral("godwit-sleep-%1-%2").arg(role).arg(reinterpret_cast<quintptr>(this));
    }
    QDBusConnection system() const { return open(m_buses.system, QDBusConnection::SystemBus, systemRole()); }
    QDBusConnection session() const { return open(m_buses.session, QDBusConnection::SessionBus, sessionRole()); }
    //! A connection of this thread's own, so that nobody waits for an answer that is meant for another.
    QDBusConnection open(const QString &address, QDBusConnection::BusType type, const QString &role) const
    {
        const QString name = nameOf(role);
        const QDBusConnection known(name);
        if (known.isConnected())
            return known;
        QDBusConnection::disconnectFromBus(name);
        return address.isEmpty() ? QDBusConnection::connectToBus(type, name)
                                 : QDBusConnection::connectToBus(address, name);
    }
    static bool offers(const QDBusConnection &bus, const QString &service)
    {
        if (!bus.isConnected())
            return false;
        QDBusConnectionInterface *names = bus.interface();
        return names->isServiceRegistered(service).value()
            || names->activatableServiceNames().value().contains(service);
    }

    bool askLogin(const QString &why, QString &refusal)
    {
        const QDBusConnection bus = system();
        if (!offers(bus, login1()))
            return false;
        QDBusMessage call = QDBusMessage::createMethodCall(login1(), QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
        call << QStringLiteral("sleep:idle") << QStringLiteral("Godwit") << why << QStringLiteral("block");
        const QDBusReply<QDBusUnixFileDescriptor> lock = bus.call(call, QDBus::Block, patienceMs);
        if (!lock.isValid() || !lock.value().isValid()) {
            refusal = lock.error().message();
            return false;
        }
        m_lock = lock.value(); // as long as it is open
        return true;
    }
    bool askPowerManager(const QString &why, QString &refusal)
    {
        const QDBusConnection bus = session();
        if (!offers(bus, powerManagement()))
            return false;
        QDBusMessage call = powerCall(QStringLiteral("Inhibit"));
        call << QStringLiteral("Godwit") << why;
        const QDBusReply<quint32> cookie = bus.call(call, QDBus::Block, patienceMs);
        if (!cookie.isValid()) {
            refusal = cookie.error().message();
            return false;
        }
        m_cookie = cookie.value();
        return true;
    }
    static QDBusMessage powerCall(const QString &method)
    {
        return QDBusMessage::createMethodCall(powerManagement(),
            QStringLiteral("/org/freedesktop/PowerManagement/Inhibit"),
            QStringLiteral("org.freedesktop.PowerManagement.Inhibit"), method);
    }

    void letGo()
    {
        m_lock = QDBusUnixFileDescriptor(); // closes it
        if (m_cookie) {
            QDBusMessage call = powerCall(QStringLiteral("UnInhibit"));
            call << *m_cookie;
            session().call(call, QDBus::Block, patienceMs);
            m_cookie.reset();
        }
    }
    void tell(bool held) const
    {
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, held, obstacle = m_obstacle] { owner->take(held, obstacle); },
            Qt::QueuedConnection);
    }

    DBusSleepInhibitor *m_owner;
    Buses m_buses;
    QDBusUnixFileDescriptor m_lock;
    std::optional<quint32> m_cookie;
    QString m_obstacle;
};

DBusSleepInhibitor::DBusSleepInhibitor(const Buses &buses) : m_desk(new Desk(this, buses))
{
    m_thread.setObjectName(QStringLiteral("sleep"));
    m_desk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(m_desk, [desk = m_desk] { desk->look(); });
}

DBusSleepInhibitor::~DBusSleepInhibitor()
{
    m_thread.quit();
    m_thread.wait();
}

void DBusSleepInhibitor::hold(const QString &why)
{
    if (m_wanted)
        return;
    m_wanted = true;
    QMetaObject::invokeMethod(m_desk, [desk = m_desk, why] { desk->hold(why); });
}

void DBusSleepInhibitor::release()
{
    if (!m_wanted)
        return;
    m_wanted = false;
    QMetaObject::invokeMethod(m_desk, [desk = m_desk] { desk->release(); });
}

void DBusSleepInhibitor::take(bool held, const QString &obstacle)
{
    if (held == m_held && obstacle == m_obstacle)
        return;
    m_held = held;
    m_obstacle = obstacle;
    Q_EMIT changed();
}

} // namespace godwit
