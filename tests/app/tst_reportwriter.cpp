// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobreport.h"
#include "app/verificationcertificate.h"
#include "app/verifycommand.h"
#include "app/windowservices.h"
#include "app/windowwiring.h"
#include "engine/methods/common/sourceblock.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrent/QtConcurrentRun>

using namespace godwit;

namespace {

const QString migration = QStringLiteral("0000000a");
const QString comparison = QStringLiteral("0000000b");

void leaveJob(const JobStore &jobs, const QString &job, const QString &method)
{
    const auto journal = Journal::open(jobs.folderOf(job));
    QVERIFY(journal);
    JobRecord record;
    record.job = job;
    record.name = QStringLiteral("Orders");
    record.method = method;
    record.created = QDateTime::currentDateTimeUtc();
    record.state = QStringLiteral("succeeded");
    record.plan.name = record.name;
    record.plan.method = method;
    record.plan.select.indices = {QStringLiteral("orders")};
    record.plan.source.url = QStringLiteral("http://127.0.0.1:9200");
    record.plan.target.url = QStringLiteral("http://127.0.0.1:9201");
    QVERIFY((*journal)->saveJob(record));
    QVERIFY((*journal)->flush());
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestReportWriter : public QObject
{
    Q_OBJECT
    QTemporaryDir m_state;
    const JobStore m_jobs{m_state.path()};

    Result<void> report(const QString &job, const QString &path)
    {
        WindowServices services(m_state.path());
        QFuture<Result<void>> written = services.report(job, path, {});
        written.waitForFinished();
        return written.result();
    }

private Q_SLOTS:
    void initTestCase()
    {
        leaveJob(m_jobs, migration, QStringLiteral("live-copy"));
        leaveJob(m_jobs, comparison, verifyMethod);
    }

    void aMigrationGetsItsReport()
    {
        const QString path = m_state.filePath(QStringLiteral("report.html"));
        QVERIFY(report(migration, path));
        QVERIFY(contents(path).contains("Orders"));
        QVERIFY(!contents(path).contains("Verification certificate"));
    }
    void aComparisonGetsItsCertificate()
    {
        const QString path = m_state.filePath(QStringLiteral("proof.html"));
        const auto early = report(comparison, path);
        QVERIFY(!early); // it has not ended: nothing can be certified
        QVERIFY(!QFileInfo::exists(path));
        VerifyResult result;
        result.outcome = Outcome::Succeeded;
        result.rows.append(VerifyRow(IndexPair{QStringLiteral("orders"), QStringLiteral("orders-2")}));
        const QString folder = m_jobs.folderOf(comparison);
        QVERIFY(VerificationCertificate(result, comparison).keep(folder));
        QVERIFY(report(comparison, path));
        QVERIFY(contents(path).contains("Verification certificate"));
        QVERIFY(contents(path).contains(comparison.toUtf8()));
        QCOMPARE(JobReport::written(folder), QStringList{path}); // the list of migrations opens it again
    }
    void theListTellsComparisonsFromMigrations()
    {
        WindowWiring wiring(m_state.path());
        const QList<KnownJob> known = QtConcurrent::run(wiring.ports().knownJobs).result();
        QCOMPARE(known.size(), 2);
        for (const KnownJob &job : known)
            QCOMPARE(job.comparison, job.job == comparison);
    }
    void theListSaysWhatTheEngineCanResume()
    {
        const QTemporaryDir state;
        const JobStore jobs(state.path());
        const auto end = [&jobs](const char *job, const QString &method, const char *outcome, const QString &phase) {
            leaveJob(jobs, QLatin1String(job), method);
            const auto journal = Journal::open(jobs.folderOf(QLatin1String(job)));
            QVERIFY(journal);
            (*journal)->setState(QLatin1String(outcome), {});
            (*journal)->setPhase(phase);
            QVERIFY((*journal)->flush());
        };
        const QString live = QStringLiteral("live-copy");
        end("0000000a", live, "findings", {}); // before the cutover: mend the cause and go on
        end("0000000b", live, "findings", CutoverPhase::switched());
        end("0000000c", live, "stopped", {});
        end("0000000d", live, "succeeded", CutoverPhase::switched());
        end("0000000e", QStringLiteral("reindex"), "findings", {});
        end("0000000f", verifyMethod, "stopped", {});
        WindowWiring wiring(state.path());
        const QList<KnownJob> known = QtConcurrent::run(wiring.ports().knownJobs).result();
        QCOMPARE(known.size(), 6);
        QStringList resumed;
        QStringList here;
        for (const KnownJob &job : known) {
            if (job.resumable)
                resumed << job.job;
            if (job.goesOnHere())
                here << job.job;
        }
        resumed.sort();
        here.sort();
        QCOMPARE(
            resumed, (QStringList{QStringLiteral("0000000a"), QStringLiteral("0000000c"), QStringLiteral("0000000f")}));
        QCOMPARE(here, (QStringList{QStringLiteral("0000000a"), QStringLiteral("0000000c")}));
    }
};

QTEST_MAIN(TestReportWriter)
#include "tst_reportwriter.moc"
