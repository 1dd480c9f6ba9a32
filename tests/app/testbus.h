// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace godwit::test {

//! A bus of the test's own, for as long as this lives.
class TestBus final
{
public:
    void start()
    {
        // Without the machine's own services: none of them is started because a test asks.
        QFile config(m_folder.filePath(QStringLiteral("bus.conf")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("<busconfig><type>session</type><auth>EXTERNAL</auth><listen>unix:path="
            + QFile::encodeName(m_folder.filePath(QStringLiteral("bus")))
            + "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
              "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        config.close();
        m_daemon.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_daemon.start(QStringLiteral("dbus-daemon"),
            {QString(QStringLiteral("--config-file=") + config.fileName()), QStringLiteral("--nofork"),
                QStringLiteral("--nopidfile"), QStringLiteral("--print-address")});
        QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is missing; scripts/setup installs it.");
        while (!m_daemon.canReadLine())
            QVERIFY(m_daemon.waitForReadyRead(10'000));
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        QVERIFY(!m_address.isEmpty());
    }
    void stop()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }
    const QString &address() const { return m_address; }

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
};

//! A service on such a bus, as long as it lives.
class TestService final
{
public:
    TestService(const TestBus &bus, const QString &service, const QString &path, QObject *object)
        : m_role(QStringLiteral("test-%1").arg(service))
        , m_bus(QDBusConnection::connectToBus(bus.address(), m_role))
        , m_name(service)
        , m_path(path)
        , m_good(
              m_bus.registerObject(path, object, QDBusConnection::ExportAllContents) && m_bus.registerService(m_name))
    {
    }
    ~TestService()
    {
        m_bus.unregisterService(m_name);
        m_bus.unregisterObject(m_path);
        QDBusConnection::disconnectFromBus(m_role);
    }
    Q_DISABLE_COPY_MOVE(TestService)
    bool isGood() const { return m_good; }

private:
    QString m_role;
    QDBusConnection m_bus;
    QString m_name;
    QString m_path;
    bool m_good;
};

} // namespace godwit::test
