// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dbusnotices.h"

#include "models/discretion.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDBusServiceWatcher>
#include <QHash>
#include <QThread>

namespace godwit {
namespace {

constexpr int patienceMs = 2000;

QString service()
{
    return QStringLiteral("org.freedesktop.Notifications");
}

QString path()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}

QString program()
{
    return QStringLiteral("godwit"); // its icon's and its desktop file's name
}

} // namespace

//! Speaks to the bus, on the thread of the notices.
class NoticeDesk final : public QObject
{
    Q_OBJECT
public:
    NoticeDesk(DBusNotices *owner, QString bus) : m_owner(owner), m_address(std::move(bus)) { }
    ~NoticeDesk() override { QDBusConnection::disconnectFromBus(connectionName()); }

    //! Whether anybody is there who shows notices.
    void look() { tell(offered(session())); }
    void show(const Notice &notice)
    {
        if (QThread::currentThread()->isInterruptionRequested()) // the program ends, and waits for this
            return;
        const QDBusConnection bus = session();
        const bool there = offered(bus);
        tell(there);
        if (there && send(bus, notice))
            return;
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, notice] { Q_EMIT owner->refused(notice); }, Qt::QueuedConnection);
    }

    //! Takes back what is on the screen, with names that nobody is to read any more.
    void takeBack()
    {
        const QDBusConnection bus = session();
        for (const uint id : std::as_const(m_shown)) {
            QDBusMessage call = callTo(QStringLiteral("CloseNotification"));
            call << id;
            bus.send(call);
        }
        m_shown.clear();
    }

private Q_SLOTS:
    //! Every program hears of every click; ids tell whose it was.
    void takeAction(uint id, const QString &action)
    {
        const QString key = m_shown.key(id);
        if (action != QLatin1String("default") || key.isEmpty())
            return;
        const QString token = m_token.first == id ? m_token.second : QString();
        m_token = {};
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, key, token] { Q_EMIT owner->opened(key, token); }, Qt::QueuedConnection);
    }
    void takeToken(uint id, const QString &token) { m_token = {id, token}; } // comes before its action
    void takeClosed(uint id, uint) { m_shown.remove(m_shown.key(id)); }

private:
    QString connectionName() const { return QStringLiteral("godwit-notices-%1").arg(reinterpret_cast<quintptr>(this)); }
    //! A connection of this thread's own, so that nobody waits for an answer that is meant for another.
    QDBusConnection session()
    {
        const QString name = connectionName();
        const QDBusConnection known(name);
        if (known.isConnected())
            return known;
        QDBusConnection::disconnectFromBus(name);
        QDBusConnection fresh = m_address.isEmpty() ? QDBusConnection::connectToBus(QDBusConnection::SessionBus, name)
                                                    : QDBusConnection::connectToBus(m_address, name);
        if (fresh.isConnected()) {
            fresh.connect(
                service(), path(), service(), QStringLiteral("ActionInvoked"), this, SLOT(takeAction(uint, QString)));
            fresh.connect(
                service(), path(), service(), QStringLiteral("ActivationToken"), this, SLOT(takeToken(uint, QString)));
            fresh.connect(
                service(), path(), service(), QStringLiteral("NotificationClosed"), this, SLOT(takeClosed(uint, uint)));
            m_watcher
                = std::make_unique<QDBusServiceWatcher>(service(), fresh, QDBusServiceWatcher::WatchForOwnerChange);
            connect(m_watcher.get(), &QDBusServiceWatcher::serviceOwnerChanged, this,
                [this](const QString &, const QString &, const QString &who) { startAnew(who); });
        }
        return fresh;
    }
    static bool offered(const QDBusConnection &bus)
    {
        if (!bus.isConnected())
            return false;
        QDBusConnectionInterface *names = bus.interface();
        return names->isServiceRegistered(service()).value()
            || names->activatableServiceNames().value().contains(service());
    }
    static QDBusMessage callTo(const QString &method)
    {
        return QDBusMessage::createMethodCall(service(), path(), service(), method);
    }

    bool send(const QDBusConnection &bus, const Notice &notice)
    {
        const QDBusReply<QStringList> able
            = bus.call(callTo(QStringLiteral("GetCapabilities")), QDBus::Block, patienceMs);
        if (!able.isValid())
            return false;
        startAnew(bus.interface()->serviceOwner(service()).value());
        const bool marks = able.value().contains(QLatin1String("body-markup"));
        QStringList actions;
        if (able.value().contains(QLatin1String("actions")))
            actions = {QStringLiteral("default"), DBusNotices::tr("Show")};
        const uchar urgency = notice.weight == NoticeWeight::Failure ? 2 : 1;
        const QVariantMap hints{
            {QStringLiteral("urgency"), QVariant::fromValue(urgency)}, {QStringLiteral("desktop-entry"), program()}};
        QDBusMessage call = callTo(QStringLiteral("Notify"));
        call << QStringLiteral("Godwit") << m_shown.value(notice.key) << program() << notice.title
             << (marks ? notice.text.toHtmlEscaped() : notice.text) << actions << hints << -1;
        const QDBusReply<uint> id = bus.call(call, QDBus::Block, patienceMs);
        if (!id.isValid()) // late is not refused: the notice may be on the screen
            return id.error().type() == QDBusError::NoReply || id.error().type() == QDBusError::Timeout;
        m_shown.insert(notice.key, id.value());
        return true;
    }
    //! Another service knows nothing of what the one before showed, and may give the same number to somebody else.
    void startAnew(const QString &who)
    {
        if (who != m_who)
            m_shown.clear();
        m_who = who;
    }
    void tell(bool there) const
    {
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, there] { owner->take(there); }, Qt::QueuedConnection);
    }

    DBusNotices *m_owner;
    std::unique_ptr<QDBusServiceWatcher> m_watcher;
    QString m_address;
    QString m_who; //!< the service that gave the numbers
    QHash<QString, uint> m_shown; //!< by key
    std::pair<uint, QString> m_token; //!< of a click that is about to be told
};

DBusNotices::DBusNotices(const QString &bus) : m_desk(new NoticeDesk(this, bus))
{
    m_thread.setObjectName(QStringLiteral("notices"));
    m_desk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    connect(&Discretion::instance(), &Discretion::changed, this, [this](bool active) {
        if (active)
            QMetaObject::invokeMethod(m_desk, [desk = m_desk] { desk->takeBack(); });
    });
    m_thread.start();
    QMetaObject::invokeMethod(m_desk, [desk = m_desk] { desk->look(); });
}

DBusNotices::~DBusNotices()
{
    m_thread.requestInterruption();
    m_thread.quit();
    m_thread.wait();
}

void DBusNotices::show(const Notice &notice)
{
    Notice shown = notice;
    shown.title = discreet(notice.title);
    shown.text = discreet(notice.text);
    QMetaObject::invokeMethod(m_desk, [desk = m_desk, shown] { desk->show(shown); });
}

void DBusNotices::take(bool there)
{
    if (there == m_there)
        return;
    m_there = there;
    Q_EMIT changed();
}

} // namespace godwit

#include "dbusnotices.moc"
