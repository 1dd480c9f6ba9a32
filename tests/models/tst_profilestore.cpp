// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilemodel.h"
#include "models/profilestore.h"

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
    profile.endpoint.proxy = QStringLiteral("none");
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
