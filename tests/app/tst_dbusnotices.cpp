// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Notices on a bus of the test's own: what the service is given, what a click tells, and what is refused.
#include "app/dbusnotices.h"
#include "models/discretion.h"
#include "testbus.h"

#include <QDBusContext>
#include <QTest>

using namespace godwit;

namespace {

struct Shown
{
    uint replaces;
    QString icon;
    QString title;
    QString text;
    QStringList actions;
    QVariantMap hints;
};

//! A notification service that can what it is told to.
class FakeService final : public QObject, public QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QStringList able{QStringLiteral("actions"), QStringLiteral("body"), QStringLiteral("body-markup")};
    bool refuses = false;
    QList<Shown> shown;

public Q_SLOTS:
    // The names are the interface's.
    QStringList GetCapabilities() { return able; }
    uint Notify(const QString &, uint replaces, const QString &icon, const QString &title, const QString &text,
        const QStringList &actions, const QVariantMap &hints, int)
    {
        if (refuses) {
            sendErrorReply(QDBusError::LimitsExceeded, QStringLiteral("too many"));
            return 0;
        }
        shown.append({replaces, icon, title, text, actions, hints});
        return replaces > 0 ? replaces : ++m_last;
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void ActivationToken(uint id, const QString &token);
    void NotificationClosed(uint id, uint reason);

private:
    uint m_last = 0;
};

Notice notice(const char *key, const char *text = "All documents are copied.")
{
    return {QLatin1String(key), NoticeWeight::Usual, QStringLiteral("Orders waits for you"), QLatin1String(text)};
}

} // namespace

class TestDBusNotices : public QObject
{
    Q_OBJECT
    test::TestBus m_bus;

    std::unique_ptr<test::TestService> offer(FakeService *object) const
    {
        return std::make_unique<test::TestService>(m_bus, QStringLiteral("org.freedesktop.Notifications"),
            QStringLiteral("/org/freedesktop/Notifications"), object);
    }

private Q_SLOTS:
    void initTestCase() { m_bus.start(); }
    void cleanupTestCase() { m_bus.stop(); }

    void theServiceIsGivenWhatItCanShow()
    {
        FakeService fake;
        const auto service = offer(&fake);
        QVERIFY(service->isGood());
        DBusNotices notices(m_bus.address());
        notices.show(notice("a", "The lag is < 10 s & falls."));
        QTRY_COMPARE(fake.shown.size(), 1);
        const Shown &first = fake.shown.first();
        QCOMPARE(first.title, QStringLiteral("Orders waits for you"));
        QCOMPARE(first.text, QStringLiteral("The lag is &lt; 10 s &amp; falls."));
        QCOMPARE(first.actions.value(0), QStringLiteral("default"));
        QCOMPARE(first.actions.size(), 2);
        QCOMPARE(first.icon, QStringLiteral("godwit"));
        QCOMPARE(first.hints.value(QStringLiteral("desktop-entry")).toString(), QStringLiteral("godwit"));
        QCOMPARE(first.hints.value(QStringLiteral("urgency")).typeId(), int(QMetaType::UChar));
        QCOMPARE(first.hints.value(QStringLiteral("urgency")).toInt(), 1);
        fake.able = QStringList{QStringLiteral("body")};
        notices.show(notice("b", "The lag is < 10 s & falls."));
        QTRY_COMPARE(fake.shown.size(), 2);
        QCOMPARE(fake.shown.last().text, QStringLiteral("The lag is < 10 s & falls."));
        QVERIFY(fake.shown.last().actions.isEmpty());
        QVERIFY(notices.isThere());
    }
    void aFailureIsCritical()
    {
        FakeService fake;
        const auto service = offer(&fake);
        DBusNotices notices(m_bus.address());
        Notice failed = notice("a");
        failed.weight = NoticeWeight::Failure;
        notices.show(failed);
        QTRY_COMPARE(fake.shown.size(), 1);
        QCOMPARE(fake.shown.first().hints.value(QStringLiteral("urgency")).toInt(), 2);
    }
    void aNewerNoticeTakesThePlaceOfTheOlderOfTheSameMigration()
    {
        FakeService fake;
        const auto service = offer(&fake);
        DBusNotices notices(m_bus.address());
        for (const char *key : {"a", "b", "a"})
            notices.show(notice(key));
        QTRY_COMPARE(fake.shown.size(), 3);
        QCOMPARE(fake.shown.at(0).replaces, 0U);
        QCOMPARE(fake.shown.at(1).replaces, 0U);
        QCOMPARE(fake.shown.at(2).replaces, 1U);
        Q_EMIT fake.NotificationClosed(1, 2);
        // The word of it takes its own way; what is shown before it arrives replaces.
        bool forgotten = false;
        for (int tries = 0; tries < 100 && !forgotten; ++tries) {
            const auto before = fake.shown.size();
            notices.show(notice("a"));
            QTRY_COMPARE(fake.shown.size(), before + 1);
            forgotten = fake.shown.last().replaces == 0;
        }
        QVERIFY(forgotten);
        const auto before = fake.shown.size();
        notices.show(notice("b"));
        QTRY_COMPARE(fake.shown.size(), before + 1);
        QCOMPARE(fake.shown.last().replaces, 2U);
    }
    void aServiceThatCameAnewIsGivenNoOldNumber()
    {
        FakeService first;
        auto service = offer(&first);
        DBusNotices notices(m_bus.address());
        notices.show(notice("a"));
        QTRY_COMPARE(first.shown.size(), 1);
        service.reset();
        FakeService second;
        service = offer(&second);
        QVERIFY(service->isGood());
        notices.show(notice("a"));
        QTRY_COMPARE(second.shown.size(), 1);
        QCOMPARE(second.shown.first().replaces, 0U);
        service.reset(); // before what it serves
    }
    void aClickTellsWhoseNoticeItWas()
    {
        FakeService fake;
        const auto service = offer(&fake);
        DBusNotices notices(m_bus.address());
        QStringList opened;
        connect(&notices, &DesktopNotices::opened, this,
            [&opened](const QString &key, const QString &token) { opened.append(QString(key + u' ' + token)); });
        for (const char *key : {"a", "b"})
            notices.show(notice(key));
        QTRY_COMPARE(fake.shown.size(), 2);
        QTest::qWait(100); // until the second answer is there
        Q_EMIT fake.ActionInvoked(99, QStringLiteral("default")); // of another program
        Q_EMIT fake.ActionInvoked(1, QStringLiteral("other"));
        Q_EMIT fake.ActivationToken(2, QStringLiteral("token"));
        Q_EMIT fake.ActionInvoked(2, QStringLiteral("default"));
        Q_EMIT fake.ActionInvoked(1, QStringLiteral("default"));
        QTRY_COMPARE(opened.size(), 2);
        QCOMPARE(opened, QStringList({QStringLiteral("b token"), QStringLiteral("a ")}));
    }
    void whatNobodyTakesIsRefused()
    {
        FakeService fake;
        fake.refuses = true;
        const auto service = offer(&fake);
        DBusNotices notices(m_bus.address());
        QStringList refused;
        connect(
            &notices, &DesktopNotices::refused, this, [&refused](const Notice &notice) { refused.append(notice.key); });
        notices.show(notice("a"));
        QTRY_COMPARE(refused, QStringList{QStringLiteral("a")});
        fake.refuses = false;
        notices.show(notice("b"));
        QTRY_COMPARE(fake.shown.size(), 1);
        QCOMPARE(refused.size(), 1);
    }
    void withoutAServiceEverythingIsRefused_data()
    {
        QTest::addColumn<bool>("bus");
        QTest::newRow("a bus without the service") << true;
        QTest::newRow("no bus") << false;
    }
    void withoutAServiceEverythingIsRefused()
    {
        QFETCH(bool, bus);
        DBusNotices notices(bus ? m_bus.address() : QStringLiteral("unix:path=/nonexistent/bus"));
        QStringList refused;
        connect(&notices, &DesktopNotices::refused, this,
            [&refused](const Notice &notice) { refused.append(notice.title); });
        QTRY_VERIFY(!notices.isThere());
        notices.show(notice("a"));
        QTRY_COMPARE(refused, QStringList{QStringLiteral("Orders waits for you")});
    }
    void inThePresentationNamesAreMasked()
    {
        FakeService fake;
        const auto service = offer(&fake);
        DBusNotices notices(m_bus.address());
        Discretion::instance().learnMigration(QStringLiteral("Acme orders"));
        Discretion::instance().setMasksIndices(true);
        Discretion::instance().setActive(true);
        Notice named = notice("a", "http://es1.acme.example:9200 does not answer.");
        named.title = QStringLiteral("Acme orders failed");
        notices.show(named);
        Discretion::instance().setActive(false);
        Discretion::instance().setMasksIndices(false);
        QTRY_COMPARE(fake.shown.size(), 1);
        const QString told = fake.shown.first().title + fake.shown.first().text;
        QVERIFY2(!told.contains(QLatin1String("acme"), Qt::CaseInsensitive), qPrintable(told));
        QVERIFY2(told.contains(QLatin1String("failed")), qPrintable(told));
    }
};

QTEST_GUILESS_MAIN(TestDBusNotices)
#include "tst_dbusnotices.moc"
