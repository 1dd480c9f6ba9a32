// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/secrets/environmentsecrets.h"
#include "connectors/secrets/keychainstore.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void environmentGivesEachRoleItsOwn();
    void withoutAKeychainSecretsLiveForTheSession();
    void aForgottenSecretIsNotFound();
    void nothingReachesTheDisk();

private:
    QTemporaryDir m_home;
};

void TestSecrets::initTestCase()
{
    // No keychain, also on a desktop that has one.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    qputenv("HOME", m_home.path().toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toLocal8Bit());
    qputenv("XDG_DATA_HOME", m_home.filePath(QStringLiteral("data")).toLocal8Bit());
}

void TestSecrets::environmentGivesEachRoleItsOwn()
{
    qputenv("GODWIT_SOURCE_PASSWORD", "pass wörd");
    qputenv("GODWIT_TARGET_API_KEY", "id:key");
    qputenv("GODWIT_TARGET_BEARER", "token");
    qputenv("GODWIT_TARGET_PROXY_PASSWORD", "door");
    const Secrets source = secretsFromEnvironment(QStringLiteral("SOURCE"));
    const Secrets target = secretsFromEnvironment(QStringLiteral("TARGET"));
    QCOMPARE(source.password, QStringLiteral("pass wörd"));
    QVERIFY(source.apiKey.isEmpty() && source.bearer.isEmpty());
    QVERIFY(target.password.isEmpty());
    QCOMPARE(target.apiKey, QStringLiteral("id:key"));
    QCOMPARE(target.bearer, QStringLiteral("token"));
    QCOMPARE(target.proxyPassword, QStringLiteral("door"));
    QVERIFY(source.proxyPassword.isEmpty());
}

void TestSecrets::withoutAKeychainSecretsLiveForTheSession()
{
    KeychainStore store;
    const Secrets secrets{
        QStringLiteral("only here"), QStringLiteral("id:key"), QStringLiteral("token"), QStringLiteral("door")};
    QVERIFY(store.write(QStringLiteral("profile/a"), secrets).has_value());
    QCOMPARE(store.place(), QStringLiteral("this session only"));
    QVERIFY(!store.keeps());
    const Result<Secrets> read = store.read(QStringLiteral("profile/a"));
    QVERIFY(read.has_value());
    QCOMPARE(read->password, secrets.password);
    QCOMPARE(read->apiKey, secrets.apiKey);
    QCOMPARE(read->bearer, secrets.bearer);
    QCOMPARE(read->proxyPassword, secrets.proxyPassword);
    KeychainStore other;
    QVERIFY(!other.read(QStringLiteral("profile/a")).has_value());
}

void TestSecrets::aForgottenSecretIsNotFound()
{
    KeychainStore store;
    QVERIFY(store.write(QStringLiteral("profile/b"), {QStringLiteral("gone"), {}, {}}).has_value());
    QVERIFY(store.remove(QStringLiteral("profile/b")).has_value());
    const Result<Secrets> read = store.read(QStringLiteral("profile/b"));
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::NotFound);
}

void TestSecrets::nothingReachesTheDisk()
{
    KeychainStore store;
    QVERIFY(store.write(QStringLiteral("profile/c"), {QStringLiteral("find-me-nowhere"), {}, {}}).has_value());
    QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("find-me-nowhere"), qPrintable(file.fileName()));
    }
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
