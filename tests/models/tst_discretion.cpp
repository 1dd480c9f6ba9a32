// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discretion.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestDiscretion : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        Endpoint source;
        source.profile = s("acme-orders");
        source.url = s("https://es1.acme.example:9243/prefix");
        source.user = s("migrator");
        Endpoint target;
        target.profile = s("acme-new");
        target.url = s("http://10.20.30.40:9200");
        target.user = s("acme");
        Discretion::instance().learn(source, s("source cluster"));
        Discretion::instance().learn(target, s("target cluster"));
    }
    void cleanup() { Discretion::instance().setActive(false); }

    void nothingIsMaskedOutsideThePresentation() { QCOMPARE(discreet(s("es1.acme.example")), s("es1.acme.example")); }
    void namesHostsAndUsersArePseudonyms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *text, const char *shown) { QTest::newRow(text) << s(text) << s(shown); };
        row("acme-orders → acme-new", "source cluster → target cluster");
        row("https://es1.acme.example:9243/prefix/_bulk", "https://host-1:9243/prefix/_bulk");
        row("The server ES1.acme.example answers.", "The server host-1 answers.");
        row("curl -u migrator:$P 'http://10.20.30.40:9200/_cat'", "curl -u user-1:$P 'http://host-2:9200/_cat'");
        row("acme may not write on acme-new.", "user-2 may not write on target cluster.");
        // A longer name or word that merely begins like one of ours is something else.
        row("acme-orders-2025 and acmeish", "acme-orders-2025 and acmeish");
        row("Elasticsearch 7.17.15, 3 of 12", "Elasticsearch 7.17.15, 3 of 12");
        row("", "");
    }
    void namesHostsAndUsersArePseudonyms()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        Discretion::instance().setActive(true);
        QCOMPARE(discreet(text), shown);
        QCOMPARE(discreet(discreet(text)), shown);
    }
    void aHostThatNobodyNamedIsMaskedInAnAddress()
    {
        Discretion::instance().setActive(true);
        const QString once = discreet(s("redirected to https://bob:x@other.acme.example:9200/ by 192.168.7.9"));
        QVERIFY(!once.contains(s("acme")) && !once.contains(s("bob")) && !once.contains(s("192.168")));
        // From then on it has its pseudonym everywhere.
        const QString name = discreet(s("other.acme.example"));
        QVERIFY(name.startsWith(s("host-")));
        QVERIFY(once.contains(name));
    }
    void thePseudonymIsTheSameNextTime()
    {
        Discretion::instance().setActive(true);
        const QString first = discreet(s("http://10.20.30.40"));
        Discretion::instance().setActive(false);
        Endpoint later;
        later.profile = s("acme-orders");
        later.url = s("http://10.20.30.40:9201");
        Discretion::instance().learn(later, s("target cluster"));
        Discretion::instance().setActive(true);
        QCOMPARE(discreet(s("http://10.20.30.40")), first);
        QCOMPARE(discreet(s("acme-orders")), s("source cluster"));
    }
    void aPseudonymIsNotMaskedAgain()
    {
        Discretion::instance().learnUser(s("source"));
        Discretion::instance().setActive(true);
        QCOMPARE(discreet(s("acme-orders")), s("source cluster"));
        QCOMPARE(discreet(s("source cluster is blocked")), s("source cluster is blocked"));
    }
    void nodesThatServersNameAreMasked()
    {
        Discretion &discretion = Discretion::instance();
        discretion.learnNode(s("es-data-warm-07"));
        discretion.learnNode(s("es-data-warm-08"));
        discretion.learnNode(s("n1")); // would be found in every sentence
        discretion.setActive(true);
        QCOMPARE(discreet(s("primary shard is not active on [es-data-warm-08], retry on Es-Data-Warm-07; n1")),
            s("primary shard is not active on [node-2], retry on node-1; n1"));
    }
    void indicesAndMigrationsAreMaskedOnlyWhenWanted()
    {
        Discretion &discretion = Discretion::instance();
        discretion.learnIndices({s("orders"), s("orders-2024"), s("customers"), s("orders")});
        discretion.learnMigration(s("Orders to 8.19"));
        discretion.learnCluster(s("eu-prod"));
        discretion.setActive(true);
        const QString text = s("Orders to 8.19: 3 of orders, <b>orders-2024</b> and customers. GET /orders/_search");
        QCOMPARE(discreet(text), text);
        QCOMPARE(discreet(s("node of eu-prod")), s("node of cluster-1"));
        discretion.setMasksIndices(true);
        QCOMPARE(discreet(text), s("migration 1: 3 of index 1, <b>index 2</b> and index 3. GET /index 1/_search"));
        QCOMPARE(discreet(discreet(text)), discreet(text));
        // Whole names in their own case only: the window's words stay.
        QCOMPARE(discreet(s("Orders, orders-2025, reorders")), s("Orders, orders-2025, reorders"));
        discretion.setMasksIndices(false);
        QCOMPARE(discreet(text), text);
    }
    void thousandsOfIndicesDoNotSlowItDown()
    {
        QStringList names;
        for (int i = 0; i < 20'000; ++i)
            names.append(QStringLiteral("logs-%1").arg(i));
        Discretion &discretion = Discretion::instance();
        discretion.learnIndices(names);
        discretion.setMasksIndices(true);
        discretion.setActive(true);
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 2'000; ++i)
            QVERIFY(!discreet(QStringLiteral("written to logs-%1, %2").arg(i).arg(i * 3)).contains(s("logs-")));
        QVERIFY2(clock.elapsed() < 1'000, qPrintable(QString::number(clock.elapsed())));
        discretion.setMasksIndices(false);
    }
    void theSwitchIsTold()
    {
        const QSignalSpy spy(&Discretion::instance(), &Discretion::changed);
        Discretion::instance().setActive(true);
        Discretion::instance().setActive(true);
        Discretion::instance().setActive(false);
        QCOMPARE(spy.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestDiscretion)
#include "tst_discretion.moc"
