// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal.h"

#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace godwit;

namespace {

JobRecord record(const QString &job, const QString &created)
{
    JobRecord made;
    made.job = job;
    made.name = QString(QLatin1String("job ") % job);
    made.method = QStringLiteral("live-copy");
    made.created = QDateTime::fromString(created, Qt::ISODate);
    made.state = QStringLiteral("stopped");
    made.plan.name = made.name;
    made.plan.method = made.method;
    made.plan.source.url = QStringLiteral("http://a:1");
    made.plan.target.url = QStringLiteral("http://b:2");
    made.plan.select.indices = {QStringLiteral("x")};
    return made;
}

void addJob(const JobStore &store, const QString &job, const QString &created)
{
    const auto journal = Journal::open(store.folderOf(job));
    QVERIFY(journal);
    QVERIFY((*journal)->saveJob(record(job, created)));
}

} // namespace

class TestJobStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreEightHexDigits();
    void rootIsTheGivenFolder();
    void rootIsTheUsersDataFolderByDefault();
    void jobsAreListedNewestFirst();
    void brokenRecordsHideNothing();
    void jobOfAnOpenJournalIsInUse();
    void leftOverLockOfADeadProcessIsNotInUse();
};

void TestJobStore::idsAreEightHexDigits()
{
    const QTemporaryDir folder;
    const JobStore store(folder.path());
    const QRegularExpression id(QStringLiteral("^[0-9a-f]{8}$"));
    QSet<QString> seen;
    for (int i = 0; i < 100; ++i) {
        const QString job = store.newJob();
        QVERIFY2(id.match(job).hasMatch(), qPrintable(job));
        seen.insert(job);
    }
    QCOMPARE(seen.size(), 100);
}

void TestJobStore::rootIsTheGivenFolder()
{
    const JobStore store(QStringLiteral("/tmp/somewhere/../state"));
    QCOMPARE(store.root(), QStringLiteral("/tmp/state"));
    QCOMPARE(store.folderOf(QStringLiteral("0123abcd")), QStringLiteral("/tmp/state/0123abcd"));
    QVERIFY(store.jobs().isEmpty());
}

void TestJobStore::rootIsTheUsersDataFolderByDefault()
{
    QStandardPaths::setTestModeEnabled(true);
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    QCOMPARE(JobStore().root(), QString(data % QLatin1String("/jobs")));
}

void TestJobStore::jobsAreListedNewestFirst()
{
    const QTemporaryDir folder;
    const JobStore store(folder.path());
    addJob(store, QStringLiteral("aaaaaaaa"), QStringLiteral("2024-01-02T00:00:00Z"));
    addJob(store, QStringLiteral("bbbbbbbb"), QStringLiteral("2024-01-03T00:00:00Z"));
    addJob(store, QStringLiteral("cccccccc"), QStringLiteral("2024-01-01T00:00:00Z"));
    QStringList listed;
    for (const JobRecord &job : store.jobs())
        listed.append(job.job);
    QCOMPARE(listed, QStringList({QStringLiteral("bbbbbbbb"), QStringLiteral("aaaaaaaa"), QStringLiteral("cccccccc")}));
    QCOMPARE(store.jobs().first().name, QStringLiteral("job bbbbbbbb"));
    QCOMPARE(store.jobs().first().plan.select.indices, QStringList(QStringLiteral("x")));
    QVERIFY(store.exists(QStringLiteral("aaaaaaaa")));
    QVERIFY(!store.exists(QStringLiteral("dddddddd")));
    QVERIFY(!store.exists(QString()));
}

void TestJobStore::brokenRecordsHideNothing()
{
    const QTemporaryDir folder;
    const JobStore store(folder.path());
    addJob(store, QStringLiteral("aaaaaaaa"), QStringLiteral("2024-01-02T00:00:00Z"));
    QDir(store.root()).mkpath(QStringLiteral("bbbbbbbb"));
    QFile broken(QString(store.folderOf(QStringLiteral("bbbbbbbb")) % QLatin1String("/job.sqlite")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(QByteArray(5000, 'x'));
    broken.close();
    QDir(store.root()).mkpath(QStringLiteral("eeeeeeee")); // without a journal
    QDir(store.root()).mkpath(QStringLiteral("not-a-job"));

    const QList<JobRecord> jobs = store.jobs();
    QCOMPARE(jobs.size(), 2);
    QCOMPARE(jobs[0].job, QStringLiteral("bbbbbbbb"));
    QCOMPARE(jobs[0].state, QStringLiteral("damaged"));
    QVERIFY(!jobs[0].reason.isEmpty());
    QCOMPARE(jobs[1].job, QStringLiteral("aaaaaaaa"));
}

void TestJobStore::jobOfAnOpenJournalIsInUse()
{
    const QTemporaryDir folder;
    const JobStore store(folder.path());
    const QString job = store.newJob();
    QVERIFY(!store.inUse(job));
    {
        const auto journal = Journal::open(store.folderOf(job));
        QVERIFY(journal);
        QVERIFY(store.inUse(job));
    }
    QVERIFY(!store.inUse(job));
}

void TestJobStore::leftOverLockOfADeadProcessIsNotInUse()
{
    const QTemporaryDir folder;
    const JobStore store(folder.path());
    addJob(store, QStringLiteral("aaaaaaaa"), QStringLiteral("2024-01-02T00:00:00Z"));
    QFile lock(QString(store.folderOf(QStringLiteral("aaaaaaaa")) % QLatin1String("/job.lock")));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write(QByteArray("999999999\ngodwit\n") + QSysInfo::machineHostName().toUtf8() + '\n');
    lock.close();
    QVERIFY(!store.inUse(QStringLiteral("aaaaaaaa")));
}

QTEST_GUILESS_MAIN(TestJobStore)
#include "tst_jobstore.moc"
