// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practice.h"
#include "practice/practicefolders.h"
#include "practice/practicemain.h"
#include "practice/practicesession.h"
#include "practice/practicewriter.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <thread>

using namespace godwit;

namespace {

QList<qint64> serversBelow(const QString &state)
{
    QList<qint64> found;
    for (const char *name : {"practice-source-0", "practice-target-0"})
        found << PracticeNode::processesOf(practicefolders::serversFor(state) + u'/' + QLatin1String(name));
    return found;
}

QJsonObject ask(const QString &url, const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
{
    const auto port = quint16(url.section(u':', 2).toUInt());
    return QJsonDocument::fromJson(askLoopback({port, false, {}}, method, path, body).body).object();
}

qint64 countOf(const QString &url, const QByteArray &index)
{
    ask(url, "POST", '/' + index + "/_refresh");
    return ask(url, "GET", '/' + index + "/_count").value(QLatin1String("count")).toInteger(-1);
}

PracticeOptions small(bool fresh = false)
{
    PracticeOptions options;
    options.documents = 6000;
    options.fresh = fresh;
    options.firstPort = 19200; // leaves the user's own 9200 alone
    return options;
}

} // namespace

class TestPractice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void withoutAStartThereIsNothing();
    void startGivesTwoClustersAndAPlan();
    void aSecondStartSaysThatTheyRunAlready();
    void theSourceHoldsBelievableIndices();
    void theWriterWritesAndWaitsAtAWriteBlock();
    void aWriterWithoutAServerIsAnError();
    void killedServersComeBackWithTheirDocuments();
    void aDamagedStateFileDoesNotHideServers();
    void stopLeavesNothingRunning();
    void aSessionStandsAsideForATakenPortAndEndsWhatItStarted();
    void wrongArgumentsAreUsage();

private:
    QString state() const { return m_folder->filePath(QStringLiteral("state")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    PracticeStatus m_status;
};

void TestPractice::initTestCase()
{
    m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/godwit-practice-XXXXXX"));
    QVERIFY(m_folder->isValid());
    QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755));
}

void TestPractice::cleanupTestCase()
{
    Practice(state()).stop(true);
    QCOMPARE(serversBelow(state()), QList<qint64>());
}

void TestPractice::withoutAStartThereIsNothing()
{
    const PracticeStatus status = Practice(state()).status();
    QVERIFY(!status.runs());
    QVERIFY(status.source.isEmpty());
    QVERIFY(Practice(state()).stop().has_value());
}

void TestPractice::startGivesTwoClustersAndAPlan()
{
    Practice practice(state());
    const auto begun = practice.start(small());
    QVERIFY2(begun, qPrintable(begun ? QString() : QString(begun.error().summary + begun.error().detail)));
    m_status = *begun;
    QVERIFY(m_status.runs());
    QVERIFY(!m_status.alreadyRunning);
    const auto version = [](const QString &url) {
        return ask(url, "GET", "/").value(QLatin1String("version"))[QLatin1String("number")].toString();
    };
    QCOMPARE(version(m_status.source), QStringLiteral("7.17.15"));
    QCOMPARE(version(m_status.target), QStringLiteral("8.3.3"));

    QFile plan(m_status.planFile);
    QVERIFY(plan.open(QIODevice::ReadOnly));
    const QJsonObject object = QJsonDocument::fromJson(plan.readAll()).object();
    QCOMPARE(object.value(QLatin1String("source"))[QLatin1String("url")].toString(), m_status.source);
    QCOMPARE(object.value(QLatin1String("target"))[QLatin1String("url")].toString(), m_status.target);
    QCOMPARE(object.value(QLatin1String("method")).toString(), QStringLiteral("live-copy"));
}

void TestPractice::aSecondStartSaysThatTheyRunAlready()
{
    const QList<qint64> before = serversBelow(state());
    const auto again = Practice(state()).start(small());
    QVERIFY(again.has_value());
    QVERIFY(again->alreadyRunning);
    QCOMPARE(again->source, m_status.source);
    QCOMPARE(serversBelow(state()), before);
}

void TestPractice::theSourceHoldsBelievableIndices()
{
    QCOMPARE(ask(m_status.source, "GET", "/_cluster/health").value(QLatin1String("status")).toString(),
        QStringLiteral("green")); // a yellow source makes a target that never gets green
    // 30 % of 6,000, of which one in fifty was deleted
    QCOMPARE(countOf(m_status.source, "orders"), 1800 - 36);
    QCOMPARE(countOf(m_status.source, "orders-read"), 1800 - 36);
    QCOMPARE(countOf(m_status.source, "logs"), 3 * (840 - 17));
    QCOMPARE(countOf(m_status.source, "catalogue"), 480 - 10);
    QCOMPARE(countOf(m_status.source, "customers"), 1200 - 24);
    const QJsonObject order = ask(m_status.source, "GET", "/orders-v1/_doc/O-0000000");
    QVERIFY(order.value(QLatin1String("_source"))[QLatin1String("lines")].toArray().size() > 0);
    QVERIFY(!ask(m_status.source, "GET", "/customers/_doc/C-0000002?routing=FR")
                 .value(QLatin1String("_source"))
                 .isUndefined());
    const QJsonObject mapping = ask(m_status.source, "GET", "/catalogue/_settings/index.analysis*");
    QVERIFY(mapping.value(QLatin1String("catalogue")).isObject());
}

void TestPractice::theWriterWritesAndWaitsAtAWriteBlock()
{
    WriterOptions options;
    options.url = m_status.source;
    options.rate = 400;
    options.documents = 6000;
    options.statusFile = m_folder->filePath(QStringLiteral("writer.json"));
    QStringList said;
    PracticeWriter writer(options, [&said](const QString &text) { said << text; });
    const auto statusOf = [&options] {
        QFile file(options.statusFile);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    };
    const auto has = [&statusOf](const char *key) { return !statusOf().value(QLatin1String(key)).isNull(); };

    std::jthread thread([&writer](std::stop_token stop) { (void)writer.run(stop); });
    QTRY_VERIFY_WITH_TIMEOUT(statusOf().value(QLatin1String("inserted")).toInt() > 100, 60'000);
    QVERIFY(ask(m_status.source, "PUT", "/orders-v1,logs-*,catalogue,customers/_block/write")
                .value(QLatin1String("acknowledged"))
                .toBool());
    QTRY_VERIFY_WITH_TIMEOUT(has("paused_since"), 60'000);
    const qint64 last = statusOf().value(QLatin1String("last_accepted_ms")).toInteger();
    QTest::qWait(700);
    QCOMPARE(statusOf().value(QLatin1String("last_accepted_ms")).toInteger(), last);
    ask(m_status.source, "PUT", "/orders-v1,logs-*,catalogue,customers/_settings", R"({"index.blocks.write": null})");
    QTRY_VERIFY_WITH_TIMEOUT(!has("paused_since"), 60'000);
    QVERIFY(statusOf().value(QLatin1String("longest_pause_s")).toDouble() >= 0.7);
    thread.request_stop();
    thread.join();

    QVERIFY2(said.size() == 2, qPrintable(said.join(u'\n')));
    const WriterCounts &counts = writer.counts();
    QCOMPARE(counts.failed, 0);
    QVERIFY(counts.refused > 0);
    const double all = double(counts.inserted + counts.updated + counts.deleted + counts.missing + counts.recreated);
    const double deletes = double(counts.deleted + counts.missing) / all;
    QVERIFY2(deletes > 0.08 && deletes < 0.20, qPrintable(QString::number(deletes)));
    QVERIFY(counts.recreated > 0);
    QVERIFY(counts.updated > counts.recreated);
}

void TestPractice::aWriterWithoutAServerIsAnError()
{
    WriterOptions options;
    options.url = QStringLiteral("http://127.0.0.1:1");
    options.seconds = 20;
    PracticeWriter writer(options);
    QVERIFY(!writer.run({}).has_value());
}

void TestPractice::killedServersComeBackWithTheirDocuments()
{
    const qint64 orders = countOf(m_status.source, "orders");
    const QString servers = practicefolders::serversFor(state());
    const QList<qint64> target = PracticeNode::processesOf(servers + QStringLiteral("/practice-target-0"));
    for (const qint64 pid : PracticeNode::processesOf(servers + QStringLiteral("/practice-source-0")))
        ::kill(pid_t(pid), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!Practice(state()).status().sourceRuns, 60'000);
    QVERIFY(Practice(state()).status().targetRuns);
    const auto again = Practice(state()).start(small());
    QVERIFY2(again, qPrintable(again ? QString() : QString(again.error().summary + again.error().detail)));
    QVERIFY(again->runs());
    QVERIFY(!again->alreadyRunning);
    QCOMPARE(again->source, m_status.source);
    QCOMPARE(countOf(again->source, "orders"), orders);
    QCOMPARE(PracticeNode::processesOf(servers + QStringLiteral("/practice-target-0")), target);
}

void TestPractice::aDamagedStateFileDoesNotHideServers()
{
    QFile file(QString(state() + QStringLiteral("/practice.json")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{\"godwit_prac");
    file.close();
    const auto again = Practice(state()).start(small());
    QVERIFY2(again, qPrintable(again ? QString() : QString(again.error().summary + again.error().detail)));
    QVERIFY(again->runs());
    m_status = *again;
}

void TestPractice::stopLeavesNothingRunning()
{
    QVERIFY(!serversBelow(state()).isEmpty());
    QVERIFY(Practice(state()).stop().has_value());
    QCOMPARE(serversBelow(state()), QList<qint64>());
    const PracticeStatus status = Practice(state()).status();
    QVERIFY(!status.sourceRuns && !status.targetRuns);
    QCOMPARE(practiceMain({QStringLiteral("status"), QStringLiteral("--state"), state()}), 1);
}

void TestPractice::aSessionStandsAsideForATakenPortAndEndsWhatItStarted()
{
    QTcpServer foreign;
    QVERIFY(foreign.listen(QHostAddress(QHostAddress::LocalHost), quint16(m_status.source.section(u':', 2).toUInt())));
    {
        PracticeSession session(state());
        QSignalSpy started(&session, &PracticeSession::started);
        QSignalSpy failed(&session, &PracticeSession::failed);
        QSignalSpy progress(&session, &PracticeSession::progress);
        session.start(small(true));
        QTRY_VERIFY_WITH_TIMEOUT(!started.isEmpty() || !failed.isEmpty(), 180'000);
        QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(0).toString()));
        QVERIFY(progress.size() > 2);
        const QString source = started.first().first().toString();
        QVERIFY(source != m_status.source);
        QCOMPARE(countOf(source, "orders"), 1800 - 36); // filled anew
        session.startWriter(100);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(Practice(state()).writerFile()), 60'000);
        QVERIFY(!serversBelow(state()).isEmpty());
    }
    QCOMPARE(serversBelow(state()), QList<qint64>());
    QVERIFY(Practice(state()).stop(true).has_value());
    QVERIFY(!QFile::exists(practicefolders::serversFor(state())));
}

void TestPractice::wrongArgumentsAreUsage()
{
    QCOMPARE(practiceMain({}), 2);
    QCOMPARE(practiceMain({QStringLiteral("dance")}), 2);
    QCOMPARE(practiceMain({QStringLiteral("start"), QStringLiteral("--documents"), QStringLiteral("many")}), 2);
    QCOMPARE(practiceMain({QStringLiteral("start"), QStringLiteral("--nonsense")}), 2);
}

QTEST_GUILESS_MAIN(TestPractice)
#include "tst_practice.moc"
