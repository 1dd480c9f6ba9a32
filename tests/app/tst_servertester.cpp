// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servertester.h"

#include <QTcpServer>
#include <QTest>

using namespace godwit;

//! What the test connects to, without a search server behind it; see the cluster tests for the rest.
class TestServerTester : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void theSystemsProxyIsAskedFirst();
    void noProxyIsAskedForLoopback();

private:
    QList<TestStep> test(const QString &url);
    QTcpServer m_listener; //!< takes connections and says nothing
};

void TestServerTester::cleanup()
{
    qunsetenv("http_proxy");
    m_listener.close();
}

QList<TestStep> TestServerTester::test(const QString &url)
{
    Endpoint endpoint;
    endpoint.url = url;
    ServerTester tester;
    std::stop_source stop; // the server would be asked next, and is not there
    return tester.run(
        endpoint, {},
        [&stop](const QList<TestStep> &steps) {
            if (steps.at(1).state == TestState::Passed || steps.at(1).state == TestState::Failed)
                stop.request_stop();
        },
        stop.get_token());
}

void TestServerTester::theSystemsProxyIsAskedFirst()
{
    QVERIFY(m_listener.listen(QHostAddress::LocalHost));
    qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(m_listener.serverPort()));
    const QList<TestStep> steps = test(QStringLiteral("http://search.invalid:9200"));
    QVERIFY2(steps.at(0).title.contains(QLatin1String("proxy")), qPrintable(steps.at(0).title));
    QCOMPARE(steps.at(0).state, TestState::Passed);
    QVERIFY2(steps.at(1).title.contains(QString::number(m_listener.serverPort())), qPrintable(steps.at(1).title));
    QCOMPARE(steps.at(1).state, TestState::Passed);
}

void TestServerTester::noProxyIsAskedForLoopback()
{
    QVERIFY(m_listener.listen(QHostAddress::LocalHost));
    qputenv("http_proxy", "http://proxy.invalid:3128");
    const QList<TestStep> steps = test(QStringLiteral("http://127.0.0.1:%1").arg(m_listener.serverPort()));
    QVERIFY(!steps.at(0).title.contains(QLatin1String("proxy")));
    QCOMPARE(steps.at(1).state, TestState::Passed);
}

QTEST_GUILESS_MAIN(TestServerTester)
#include "tst_servertester.moc"
