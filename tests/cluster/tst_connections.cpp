// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A connection to a real server with TLS and a sign-in: made, tested and saved with the keyboard alone, and held to its
// safety level.
#include "app/windowwiring.h"
#include "connectors/elasticsearch/searchconnector.h"
#include "models/profilemodel.h"
#include "models/teststepmodel.h"
#include "tests/support/clusterfixture.h"
#include "widgets/connectionspage.h"
#include "widgets/profileeditor.h"
#include "widgets/segments.h"
#include "widgets/testpanel.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

namespace {

constexpr int mostTabs = 60;

QWidget *focused()
{
    return QApplication::focusWidget();
}

//! Goes on with the Tab key until the widget has the keyboard.
bool tabTo(const QWidget *widget)
{
    for (int i = 0; i < mostTabs && focused() != widget; ++i) {
        if (!focused())
            return false;
        QTest::keyClick(focused(), Qt::Key_Tab);
    }
    return focused() == widget;
}

void typeOver(const QString &text)
{
    QTest::keyClick(focused(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(focused(), text);
}

TestState stateOf(const ConnectionsPage &page, const char *id)
{
    for (const TestStep &step : page.testPanel()->model()->rows()) {
        if (step.id == QLatin1String(id))
            return step.state;
    }
    return TestState::NotTried;
}

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aConnectionIsMadeTestedAndSavedByKeyboard();
    void theSavedConnectionOnlyReads();

private:
    bool runTest(MainWindow &window) const;

    QTranslator m_translator;
    QTemporaryDir m_home;
    QTemporaryDir m_state;
    std::unique_ptr<TestCluster> m_cluster;
};

void TestConnections::initTestCase()
{
    // No keychain, also on a desktop that has one.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    qputenv("HOME", m_home.path().toLocal8Bit());
    dressApplication(*qApp, m_translator);
    TestClusterOptions options;
    options.secured = true;
    options.tls = true;
    m_cluster = std::make_unique<TestCluster>(QStringLiteral("es8"), options);
    VERIFY_CLUSTER(*m_cluster);
}

bool TestConnections::runTest(MainWindow &window) const
{
    QTest::keyClick(&window, Qt::Key_F5);
    const TestPanel *panel = window.connections()->testPanel();
    return QTest::qWaitFor([panel] { return panel->running(); }, 2'000)
        && QTest::qWaitFor([panel] { return !panel->running(); }, 30'000);
}

void TestConnections::aConnectionIsMadeTestedAndSavedByKeyboard()
{
    WindowWiring wiring(m_state.path());
    MainWindow window(wiring.ports());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    ConnectionsPage *page = window.connections();
    ProfileEditor *editor = page->editor();
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(focused(), editor->address());

    // With a wrong password and the system's trust, one thing after the other is in the way.
    QString withSign = m_cluster->url();
    withSign.insert(withSign.indexOf(QStringLiteral("://")) + 3, TestCluster::user() + QStringLiteral(":wrong@"));
    QTest::keyClicks(focused(), withSign);
    QTest::keyClick(focused(), Qt::Key_Tab);
    QCOMPARE(editor->address()->text(), m_cluster->url());
    QVERIFY(tabTo(editor->name()));
    typeOver(QStringLiteral("practice"));
    QVERIFY(tabTo(editor->environment()->button(0)));
    QTest::keyClick(focused(), Qt::Key_Space);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(focused(), Qt::Key_Right);
    QCOMPARE(editor->profile().endpoint.environment, QStringLiteral("PROD"));
    QVERIFY(runTest(window));
    QCOMPARE(stateOf(*page, "tcp"), TestState::Passed);
    QCOMPARE(stateOf(*page, "tls"), TestState::Failed);
    QCOMPARE(stateOf(*page, "authentication"), TestState::NotTried);
    QVERIFY(page->testPanel()->note()->isVisible());
    QVERIFY(!page->testPanel()->note()->text().isEmpty());

    QVERIFY(tabTo(editor->trust()));
    QTest::keyClick(focused(), Qt::Key_Down);
    QVERIFY(tabTo(editor->caFile()));
    QTest::keyClicks(focused(), m_cluster->caFile());
    QVERIFY(runTest(window));
    // The certificate of a practice cluster soon runs out, which is a warning; the failure is what the note is about.
    QCOMPARE(stateOf(*page, "tls"), TestState::Warning);
    QCOMPARE(stateOf(*page, "authentication"), TestState::Failed);
    QVERIFY(page->testPanel()->note()->title().contains(QStringLiteral("Authentication")));
    QCOMPARE(stateOf(*page, "version"), TestState::NotTried);

    QVERIFY(tabTo(editor->password()));
    typeOver(TestCluster::password());
    QVERIFY(runTest(window));
    for (const char *id : {"name", "tcp", "authentication", "version"})
        QVERIFY2(stateOf(*page, id) == TestState::Passed, id);
    const QList<TestStep> steps = page->testPanel()->model()->rows();
    for (const TestStep &step : steps)
        QVERIFY2(step.milliseconds >= 0, qPrintable(step.id));
    QVERIFY(steps.at(2).chain.size() >= 1);

    QVERIFY(tabTo(editor->safety()->button(2)));
    QTest::keyClick(focused(), Qt::Key_Left);
    QTest::keyClick(focused(), Qt::Key_Left);
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    const QList<Profile> profiles = ProfileStore(m_state.path()).load();
    QCOMPARE(profiles.size(), 1);
    QCOMPARE(profiles.first().name(), QStringLiteral("practice"));
    QCOMPARE(safetyOf(profiles.first().endpoint), Safety::ReadOnly);
    QCOMPARE(profiles.first().endpoint.environment, QStringLiteral("PROD"));
    QVERIFY(profiles.first().lastSeen.startsWith(QStringLiteral("Elasticsearch 8.")));
    QCOMPARE(profiles.first().health.nodes, 1);
    QCOMPARE(ProfileModel::healthText(profiles.first().health), QStringLiteral("TLS warning"));
    QVERIFY(steps.at(4).detail.endsWith(QStringLiteral(", 1 node"))); // the plural of the catalogue
    QVERIFY(!page->hasUnsavedChanges());
    // The secret is kept for the session only, and the field says so.
    QTRY_VERIFY(editor->password()->accessibleDescription().contains(QStringLiteral("this session only")));
    QVERIFY(editor->password()->text().isEmpty());
    QVERIFY(runTest(window));
    QCOMPARE(stateOf(*page, "authentication"), TestState::Passed);
}

void TestConnections::theSavedConnectionOnlyReads()
{
    const auto profile = ProfileStore(m_state.path()).byName(QStringLiteral("practice"));
    QVERIFY(profile);
    QVERIFY(m_cluster->bulk("{\"index\":{\"_index\":\"orders\",\"_id\":\"1\"}}\n{\"a\":1}\n"));
    QVERIFY(m_cluster->refresh("orders"));
    SearchConnector connector(profile->endpoint, {TestCluster::password(), {}, {}});
    const auto cluster = connector.open({});
    const QString orders = QStringLiteral("orders");
    const auto refused = [](const auto &result) { return !result && result.error().kind == ErrorKind::Forbidden; };
    QVERIFY(refused(cluster->createIndex(QStringLiteral("new"), {})));
    QVERIFY(refused(cluster->deleteIndex(orders)));
    QVERIFY(refused(cluster->putMapping(
        orders, {{QStringLiteral("properties"), QJsonObject{{QStringLiteral("b"), QJsonObject()}}}})));
    QVERIFY(refused(cluster->putSettings(orders, {{QStringLiteral("index.number_of_replicas"), 0}})));
    QVERIFY(refused(cluster->updateAliases({})));
    QVERIFY(refused(cluster->bulk("{\"delete\":{\"_index\":\"orders\",\"_id\":\"1\"}}\n", 1)));

    QVERIFY(cluster->listIndices({orders}));
    QVERIFY(cluster->definitions({orders}));
    QCOMPARE(cluster->count(orders).value_or(-1), 1);
    QVERIFY(cluster->refresh({orders}, 1));
    QVERIFY(cluster->flush({orders}));
    QVERIFY(cluster->setWriteBlock({orders}));
    QVERIFY(!m_cluster->bulk("{\"index\":{\"_index\":\"orders\",\"_id\":\"2\"}}\n{\"a\":2}\n"));
    QVERIFY(cluster->liftWriteBlock({orders}));
    QVERIFY(m_cluster->bulk("{\"index\":{\"_index\":\"orders\",\"_id\":\"2\"}}\n{\"a\":2}\n"));
    QVERIFY(m_cluster->refresh("orders"));
    QCOMPARE(m_cluster->count("orders"), 2);
}

QTEST_MAIN(TestConnections)
#include "tst_connections.moc"
