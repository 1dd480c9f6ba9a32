// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servers.h"
#include "models/profilestore.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace godwit;

namespace {

Plan plan()
{
    Plan made;
    made.source.url = QStringLiteral("http://127.0.0.1:1");
    made.target.url = QStringLiteral("http://127.0.0.1:2");
    return made;
}

} // namespace

class TestServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void plainAddressesNeedNothing();
    void missingSecretNamesItsVariable_data();
    void missingSecretNamesItsVariable();
    void environmentGivesTheSecret();
    void profileIsResolved();
    void unknownProfileIsNamed();
    void milvusIsRefused();
    void pathsCountFromThePlan();

private:
    QTemporaryDir m_state;
};

void TestServers::cleanup()
{
    for (const char *name : {"GODWIT_SOURCE_PASSWORD", "GODWIT_TARGET_PASSWORD", "GODWIT_TARGET_API_KEY"})
        qunsetenv(name);
}

void TestServers::plainAddressesNeedNothing()
{
    const auto servers = makeServers(plan(), m_state.path());
    QVERIFY(servers);
    QCOMPARE(servers->source->address(), QStringLiteral("http://127.0.0.1:1"));
    QCOMPARE(servers->target->address(), QStringLiteral("http://127.0.0.1:2"));
}

void TestServers::missingSecretNamesItsVariable_data()
{
    QTest::addColumn<AuthKind>("auth");
    QTest::addColumn<QString>("variable");
    QTest::newRow("basic") << AuthKind::Basic << QStringLiteral("GODWIT_TARGET_PASSWORD");
    QTest::newRow("key") << AuthKind::ApiKey << QStringLiteral("GODWIT_TARGET_API_KEY");
    QTest::newRow("bearer") << AuthKind::Bearer << QStringLiteral("GODWIT_TARGET_BEARER");
}

void TestServers::missingSecretNamesItsVariable()
{
    QFETCH(AuthKind, auth);
    QFETCH(QString, variable);
    Plan secured = plan();
    secured.target.auth = auth;
    secured.target.user = QStringLiteral("elena");
    const auto servers = makeServers(secured, m_state.path());
    QVERIFY(!servers);
    QCOMPARE(servers.error().kind, ErrorKind::Usage);
    QVERIFY2(servers.error().summary.contains(variable), qPrintable(servers.error().summary));
}

void TestServers::environmentGivesTheSecret()
{
    Plan secured = plan();
    secured.source.auth = AuthKind::Basic;
    secured.source.user = QStringLiteral("elena");
    qputenv("GODWIT_SOURCE_PASSWORD", "x");
    QVERIFY(makeServers(secured, m_state.path()));
    qunsetenv("GODWIT_SOURCE_PASSWORD");
    qputenv("GODWIT_TARGET_PASSWORD", "x");
    QVERIFY(!makeServers(secured, m_state.path()));
}

void TestServers::profileIsResolved()
{
    Profile profile;
    profile.endpoint.profile = QStringLiteral("old");
    profile.endpoint.url = QStringLiteral("http://127.0.0.1:77");
    QVERIFY(ProfileStore(m_state.path()).save(&profile));
    Plan named = plan();
    named.source = {};
    named.source.profile = QStringLiteral("old");
    const auto servers = makeServers(named, m_state.path());
    QVERIFY2(servers, qPrintable(servers ? QString() : servers.error().summary));
    QCOMPARE(servers->source->address(), QStringLiteral("http://127.0.0.1:77"));
}

void TestServers::unknownProfileIsNamed()
{
    Plan named = plan();
    named.target = {};
    named.target.profile = QStringLiteral("nowhere");
    const auto servers = makeServers(named, m_state.path());
    QVERIFY(!servers);
    QCOMPARE(servers.error().kind, ErrorKind::Usage);
    QVERIFY(servers.error().summary.contains(QLatin1String("nowhere")));
}

void TestServers::milvusIsRefused()
{
    Plan milvus = plan();
    milvus.source.product = Product::Milvus;
    QVERIFY(!makeServers(milvus, m_state.path()));
}

void TestServers::pathsCountFromThePlan()
{
    Plan secured = plan();
    secured.source.caFile = QStringLiteral("certs/ca.pem");
    secured.target.caFile = QStringLiteral("/etc/ca.pem");
    makePathsAbsolute(secured, QStringLiteral("/plans/p.json"));
    QCOMPARE(secured.source.caFile, QStringLiteral("/plans/certs/ca.pem"));
    QCOMPARE(secured.target.caFile, QStringLiteral("/etc/ca.pem"));
    QVERIFY(secured.source.clientKey.isEmpty());
}

QTEST_GUILESS_MAIN(TestServers)
#include "tst_servers.moc"
