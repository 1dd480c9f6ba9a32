// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace godwit;

namespace {

struct Ended
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

} // namespace

//! The program as its user meets it, without any server.
class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void versionAndHelpNeedNoDisplay();
    void usageErrorsAreTwo_data();
    void usageErrorsAreTwo();
    void jobsOfAnEmptyStateAreNone();
    void checkOfAnUnreachablePairIsThree();
    void runOfAnUnreachablePairIsThree();
    void finishedJobIsNotResumed();
    void reportIsWritten();
    void anUndoIsListedAndAskedFor();

private:
    Ended godwit(const QStringList &arguments) const;
    QString state() const { return m_folder.filePath(QStringLiteral("state")); }

    QTemporaryDir m_folder;
    QString m_plan;
};

Ended TestProgram::godwit(const QStringList &arguments) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(qEnvironmentVariable("GODWIT_BINARY"), arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestProgram::initTestCase()
{
    QVERIFY2(QFile::exists(qEnvironmentVariable("GODWIT_BINARY")), "GODWIT_BINARY names the program");
    m_plan = m_folder.filePath(QStringLiteral("plan.json"));
    Plan plan;
    plan.name = QStringLiteral("nowhere");
    plan.method = QStringLiteral("live-copy");
    plan.source.url = QStringLiteral("http://127.0.0.1:1");
    plan.target.url = QStringLiteral("http://127.0.0.1:2");
    plan.source.proxy = plan.target.proxy = QStringLiteral("none");
    plan.options = {{QStringLiteral("patience_seconds"), 1}};
    plan.select.indices = {QStringLiteral("a")};
    QVERIFY(plan.save(m_plan));
}

void TestProgram::versionAndHelpNeedNoDisplay()
{
    const Ended version = godwit({QStringLiteral("--version")});
    QCOMPARE(version.code, 0);
    QCOMPARE(version.out, QByteArray("godwit " GODWIT_VERSION "\n"));
    const Ended help = godwit({QStringLiteral("--help")});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("godwit run PLAN"));
}

void TestProgram::usageErrorsAreTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown command") << QStringList{QStringLiteral("verify"), QStringLiteral("x")};
    QTest::newRow("unknown option") << QStringList{QStringLiteral("jobs"), QStringLiteral("--colour")};
    QTest::newRow("no plan") << QStringList{QStringLiteral("run")};
    QTest::newRow("missing plan") << QStringList{QStringLiteral("run"), QStringLiteral("/nonexistent.json")};
    QTest::newRow("missing plan to check") << QStringList{QStringLiteral("check"), QStringLiteral("/nonexistent.json")};
    QTest::newRow("unknown job") << QStringList{QStringLiteral("resume"), QStringLiteral("ffffffff"),
        QStringLiteral("--state"), QStringLiteral("/nonexistent")};
    QTest::newRow("undo that nobody can be asked about")
        << QStringList{QStringLiteral("verify"), QStringLiteral("--undo"), QStringLiteral("/nonexistent"),
               QStringLiteral("--target"), QStringLiteral("http://127.0.0.1:1"), QStringLiteral("--progress"),
               QStringLiteral("json")};
    QTest::newRow("report of an unknown job")
        << QStringList{QStringLiteral("report"), QStringLiteral("ffffffff"), QStringLiteral("--out"),
               QStringLiteral("/nonexistent/x.html"), QStringLiteral("--state"), QStringLiteral("/nonexistent")};
}

void TestProgram::usageErrorsAreTwo()
{
    QFETCH(QStringList, arguments);
    const Ended ended = godwit(arguments);
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.out.isEmpty());
    QVERIFY2(ended.err.startsWith("godwit: "), ended.err.constData());
    QCOMPARE(ended.err.count('\n'), 1);
}

void TestProgram::jobsOfAnEmptyStateAreNone()
{
    const QString empty = m_folder.filePath(QStringLiteral("empty"));
    const Ended plain = godwit({QStringLiteral("jobs"), QStringLiteral("--state"), empty});
    QCOMPARE(plain.code, 0);
    QVERIFY(plain.out.startsWith("There are no jobs in "));
    const Ended json = godwit({QStringLiteral("jobs"), QStringLiteral("--state"), empty, QStringLiteral("--progress"),
        QStringLiteral("json")});
    QCOMPARE(json.code, 0);
    QVERIFY(json.out.isEmpty());
}

void TestProgram::checkOfAnUnreachablePairIsThree()
{
    const Ended plain = godwit({QStringLiteral("check"), m_plan, QStringLiteral("--state"), state()});
    QVERIFY2(plain.code == 3, plain.err.constData());
    QVERIFY2(plain.out.contains("blocker"), plain.out.constData());
    const Ended json = godwit({QStringLiteral("check"), m_plan, QStringLiteral("--state"), state(),
        QStringLiteral("--progress"), QStringLiteral("json")});
    QCOMPARE(json.code, 3);
    const QJsonObject report = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(report.value(QLatin1String("blocked")).toBool(), true);
}

void TestProgram::runOfAnUnreachablePairIsThree()
{
    const Ended run = godwit({QStringLiteral("run"), m_plan, QStringLiteral("--state"), state(),
        QStringLiteral("--progress"), QStringLiteral("json"), QStringLiteral("--cutover"), QStringLiteral("auto")});
    QVERIFY2(run.code == 3, run.err.constData());
    const QList<QByteArray> lines = run.out.trimmed().split('\n');
    const QString job = QJsonDocument::fromJson(lines.first()).object().value(QLatin1String("job")).toString();
    QCOMPARE(job.size(), 8);
    const QJsonObject summary = QJsonDocument::fromJson(lines.last()).object();
    QCOMPARE(summary.value(QLatin1String("outcome")).toString(), QStringLiteral("failed"));
    QCOMPARE(summary.value(QLatin1String("job")).toString(), job);
    QVERIFY(!summary.value(QLatin1String("reason")).toString().isEmpty());

    const Ended jobs = godwit({QStringLiteral("jobs"), QStringLiteral("--state"), state()});
    QVERIFY2(jobs.out.contains(job.toUtf8()), jobs.out.constData());
    QVERIFY2(jobs.out.contains("failed"), jobs.out.constData());
}

void TestProgram::finishedJobIsNotResumed()
{
    const JobStore store(state());
    const QString job = store.newJob();
    {
        const auto journal = Journal::open(store.folderOf(job));
        QVERIFY(journal);
        JobRecord record;
        record.job = job;
        record.method = QStringLiteral("live-copy");
        record.state = QStringLiteral("succeeded");
        const auto plan = Plan::load(m_plan);
        QVERIFY(plan);
        record.plan = *plan;
        QVERIFY((*journal)->saveJob(record));
        const Ended inUse = godwit({QStringLiteral("resume"), job, QStringLiteral("--state"), state()});
        QCOMPARE(inUse.code, 5);
        QVERIFY2(inUse.err.contains("another process"), inUse.err.constData());
    }
    const Ended finished = godwit({QStringLiteral("resume"), job, QStringLiteral("--state"), state()});
    QCOMPARE(finished.code, 2);
    QVERIFY2(finished.err.contains("has finished"), finished.err.constData());
}

void TestProgram::reportIsWritten()
{
    const JobStore store(state());
    QVERIFY(!store.jobs().isEmpty());
    const QString job = store.jobs().first().job;
    for (const char *name : {"r.html", "r.pdf", "r.json"}) {
        const QString path = m_folder.filePath(QLatin1String(name));
        const Ended report = godwit(
            {QStringLiteral("report"), job, QStringLiteral("--out"), path, QStringLiteral("--state"), state()});
        QVERIFY2(report.code == 0, report.err.constData());
        QVERIFY(QFileInfo(path).size() > 300);
    }
}

//! Nobody answers, so no server is spoken to.
void TestProgram::anUndoIsListedAndAskedFor()
{
    const QString saved = m_folder.filePath(QStringLiteral("repair-undo.ndjson"));
    QFile file(saved);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"cluster\":\"u\",\"index\":\"orders\",\"id\":\"1\",\"found\":true,\"routing\":\"\","
               "\"before\":[4,1],\"written_routing\":\"\",\"source\":{\"n\":1}}\n"
               "{\"cluster\":\"u\",\"index\":\"orders\",\"id\":\"2\",\"found\":false,\"written_routing\":\"\"}\n");
    file.close();
    const QStringList command{QStringLiteral("verify"), QStringLiteral("--undo"), saved, QStringLiteral("--target"),
        QStringLiteral("http://127.0.0.1:1"), QStringLiteral("--state"), state()};
    const Ended asked = godwit(command);
    QVERIFY2(asked.code == 6, asked.err.constData());
    QVERIFY2(asked.out.startsWith("delete orders/2\nput back orders/1\nWrite the word undo"), asked.out.constData());
    QCOMPARE(asked.err, QByteArray("godwit: Nothing was written.\n"));
    const Ended sent = godwit(command + QStringList{QStringLiteral("--yes")});
    QVERIFY2(sent.code == 5, sent.err.constData()); // there is no server
    QVERIFY(sent.out.contains("put back orders/1"));
    QVERIFY(!sent.out.contains("the word"));
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
