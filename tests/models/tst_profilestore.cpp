// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilemodel.h"
#include "models/profilestore.h"
#include "models/profiletransfer.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

Profile sample(const QString &name)
{
    Profile profile;
    profile.endpoint.profile = name;
    profile.endpoint.url = QStringLiteral("https://a.example:9200");
    profile.endpoint.product = Product::OpenSearch;
    profile.endpoint.auth = AuthKind::Basic;
    profile.endpoint.user = QStringLiteral("migrator");
    profile.endpoint.environment = QStringLiteral("PROD");
    profile.endpoint.safety = QStringLiteral("read-only");
    profile.endpoint.caFile = QStringLiteral("/ca.pem");
    profile.endpoint.proxy = QStringLiteral("http://proxy.example:3128");
    profile.endpoint.proxyUser = QStringLiteral("ada");
    return profile;
}

} // namespace

class TestProfileStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSavedComesBack()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile profile = sample(QStringLiteral("orders-eu"));
        QVERIFY(store.save(&profile));
        QVERIFY(!profile.id.isEmpty());
        QCOMPARE(store.load(), QList<Profile>({profile}));
        profile.endpoint.profile = QStringLiteral("renamed");
        QVERIFY(store.save(&profile));
        QCOMPARE(store.load().size(), 1);
        QVERIFY(store.remove(profile.id));
        QVERIFY(store.load().isEmpty());
    }
    void aNameIsTakenOnce()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile first = sample(QStringLiteral("a"));
        Profile second = sample(QStringLiteral("a"));
        Profile nameless = sample(QStringLiteral("  "));
        QVERIFY(store.save(&first));
        QVERIFY(!store.save(&second));
        QVERIFY(!store.save(&nameless));
    }
    void aBrokenFileDoesNotHideTheOthers()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile profile = sample(QStringLiteral("a"));
        QVERIFY(store.save(&profile));
        QFile broken(store.folder() + QStringLiteral("/broken.json"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{\"godwit_profile\":") > 0);
        broken.close();
        QCOMPARE(store.load().size(), 1);
    }
    void aPlanNamesAProfileAndMayAddToIt()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile profile = sample(QStringLiteral("orders-eu"));
        QVERIFY(store.save(&profile));
        Endpoint wanted;
        wanted.profile = QStringLiteral("orders-eu");
        wanted.user = QStringLiteral("other");
        const auto resolved = store.resolve(wanted);
        QVERIFY(resolved);
        QCOMPARE(resolved->url, profile.endpoint.url);
        QCOMPARE(resolved->user, QStringLiteral("other"));
        QCOMPARE(resolved->environment, QStringLiteral("PROD"));
        wanted.profile = QStringLiteral("missing");
        const auto missing = store.resolve(wanted);
        QVERIFY(!missing);
        QVERIFY(missing.error().summary.contains(QStringLiteral("orders-eu")));
    }
    void whatATestFoundComesBack()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile profile = sample(QStringLiteral("a"));
        profile.health.tested = QDateTime::fromSecsSinceEpoch(1'700'000'100, Qt::UTC);
        profile.health.succeeded = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
        profile.health.problem = QStringLiteral("privileges");
        profile.health.color = QStringLiteral("green");
        profile.health.nodes = 5;
        profile.pinned = {QStringLiteral("es01"), QStringLiteral("ca"), profile.health.succeeded, profile.health.tested,
            QStringLiteral("AA:BB")};
        QVERIFY(store.save(&profile));
        const Profile read = store.load().first();
        QCOMPARE(read, profile);
        QVERIFY(read.health == profile.health);
        QVERIFY(read.pinned == profile.pinned);
    }
    void theOrderStays()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        QStringList ids;
        for (const char *name : {"a", "b", "c"}) {
            Profile profile = sample(QLatin1String(name));
            QVERIFY(store.save(&profile));
            ids.append(profile.id);
        }
        QVERIFY(store.setOrder({ids.at(2), ids.at(0), ids.at(1)}));
        Profile late = sample(QStringLiteral("0 is new"));
        QVERIFY(store.save(&late));
        QStringList names;
        const QList<Profile> profiles = store.load();
        for (const Profile &profile : profiles)
            names.append(profile.name());
        QCOMPARE(names,
            QStringList({QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("0 is new")}));
    }
    void anExportHoldsSettingsAndNothingElse()
    {
        Profile profile = sample(QStringLiteral("orders-eu"));
        profile.id = QStringLiteral("1");
        profile.lastSeen = QStringLiteral("OpenSearch 2.19.1");
        profile.health.tested = QDateTime::currentDateTimeUtc();
        const QByteArray json = exportProfiles({profile, sample(QStringLiteral("b"))});
        for (const char *word : {"last_", "password", "secret", "pinned"})
            QVERIFY2(!json.contains(word), word);
        const auto imported = importProfiles(json);
        QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().summary));
        QCOMPARE(imported->size(), 2);
        QCOMPARE(imported->last(), sample(QStringLiteral("b")));
    }
    void anImportKeepsBoth()
    {
        const QTemporaryDir folder;
        const ProfileStore store(folder.path());
        Profile first = sample(QStringLiteral("a"));
        QVERIFY(store.save(&first));
        const auto added = addProfiles(store, {sample(QStringLiteral("a")), sample(QStringLiteral("a"))});
        QVERIFY(added);
        QCOMPARE(added->first().name(), QStringLiteral("a 2"));
        QCOMPARE(added->last().name(), QStringLiteral("a 3"));
        QCOMPARE(store.load().size(), 3);
        QCOMPARE(store.byName(QStringLiteral("a"))->id, first.id);
    }
    void whatAnImportDoesNotKnowIsNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("named");
        const auto with = [](const QByteArray &more) {
            return QByteArray(R"({"godwit_connections":1,"connections":[{"name":"x","url":"a:1")" + more + "}]}");
        };
        QTest::newRow("key") << with(R"(,"passwort":"y")") << QStringLiteral("\"passwort\"");
        QTest::newRow("word") << with(R"(,"environment":"LIVE")") << QStringLiteral("\"LIVE\"");
        QTest::newRow("kind") << with(R"(,"user":7)") << QStringLiteral("\"user\"");
        QTest::newRow("password in the address")
            << with(",\"proxy\":\"http://me:pw@p:1\"") << QStringLiteral("\"proxy\"");
        QTest::newRow("outer key") << QByteArray(R"({"godwit_connections":1,"connections":[],"more":1})")
                                   << QStringLiteral("\"more\"");
        QTest::newRow("a plan") << QByteArray(R"({"godwit":1})") << QStringLiteral("not a file of connections");
        QTest::newRow("nothing") << QByteArray(R"({"godwit_connections":1,"connections":[]})")
                                 << QStringLiteral("holds no connection");
        QTest::newRow("no name") << QByteArray(R"({"godwit_connections":1,"connections":[{"url":"a:1"}]})")
                                 << QStringLiteral("name");
    }
    void whatAnImportDoesNotKnowIsNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, named);
        const auto imported = importProfiles(json);
        QVERIFY(!imported);
        QVERIFY2(imported.error().summary.contains(named), qPrintable(imported.error().summary));
    }
    void theListTellsHowTheLastTestEnded()
    {
        ProfileHealth health;
        QCOMPARE(ProfileModel::toneOf(health), ProfileModel::Untested);
        QCOMPARE(ProfileModel::healthText(health), QStringLiteral("not tested"));
        health.tested = QDateTime::currentDateTime();
        health.color = QStringLiteral("green");
        health.nodes = 5;
        QCOMPARE(ProfileModel::toneOf(health), ProfileModel::Good);
        QVERIFY(ProfileModel::healthText(health).startsWith(QStringLiteral("green, 5")));
        health.color = QStringLiteral("yellow");
        QCOMPARE(ProfileModel::toneOf(health), ProfileModel::Warned);
        health.problem = QStringLiteral("authentication");
        health.failed = true;
        health.tested = health.tested.addDays(-2);
        QCOMPARE(ProfileModel::toneOf(health), ProfileModel::Failed);
        QVERIFY(ProfileModel::healthText(health).startsWith(QStringLiteral("sign-in refused, ")));
    }
    void theModelMergesById()
    {
        ProfileModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Profile a = sample(QStringLiteral("a"));
        a.id = QStringLiteral("1");
        Profile b = sample(QStringLiteral("b"));
        b.id = QStringLiteral("2");
        model.setProfiles({a, b});
        const QPersistentModelIndex kept = model.index(1, 0);
        model.setProfiles({b});
        QCOMPARE(kept.row(), 0);
        QCOMPARE(kept.data().toString(), QStringLiteral("b"));
        QCOMPARE(model.rowOf(QStringLiteral("2")), 0);
        QCOMPARE(kept.data(ProfileModel::EnvironmentRole).toString(), QStringLiteral("PROD"));
    }
};

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
