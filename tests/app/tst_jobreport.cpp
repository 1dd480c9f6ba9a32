// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobreport.h"
#include "engine/journal.h"

#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace godwit;

class TestJobReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jsonHoldsWhatTheJournalHolds();
    void htmlIsEscaped();
    void filesAreWritten();
    void openJobCanBeReported();
    void missingJobIsNamed();

private:
    QTemporaryDir m_folder;
    QString m_job;
};

void TestJobReport::initTestCase()
{
    m_job = m_folder.filePath(QStringLiteral("0123abcd"));
    const auto journal = Journal::open(m_job);
    QVERIFY(journal);
    JobRecord record;
    record.job = QStringLiteral("0123abcd");
    record.name = QStringLiteral("<b>orders</b>");
    record.method = QStringLiteral("live-copy");
    record.state = QStringLiteral("findings");
    record.plan.name = record.name;
    record.plan.method = record.method;
    record.plan.source.url = QStringLiteral("http://old:9200");
    record.plan.target.url = QStringLiteral("http://new:9200");
    record.plan.select.indices = {QStringLiteral("a")};
    QVERIFY((*journal)->saveJob(record));
    (*journal)->saveIndex({QStringLiteral("a"), QStringLiteral("b"), {}, {}, 2, {}, QStringLiteral("finished"), {}});
    for (int shard = 0; shard < 2; ++shard) {
        ShardCheckpoint checkpoint;
        checkpoint.index = QStringLiteral("a");
        checkpoint.shard = shard;
        checkpoint.ledger.read = 10;
        checkpoint.ledger.written = 10;
        (*journal)->saveCheckpoint(checkpoint);
    }
    (*journal)->addEvent(
        {QDateTime::currentDateTimeUtc(), EventLevel::Warning, QStringLiteral("a"), QStringLiteral("slow")});
    (*journal)->addFinding({QStringLiteral("rejected"), QStringLiteral("a"), QStringLiteral("7"),
        QStringLiteral("<script>alert(1)</script>")});
    JobSummary summary;
    summary.outcome = Outcome::Findings;
    summary.ledger.read = 20;
    summary.writePauseSeconds = 0.5;
    (*journal)->saveSummary(summary);
}

void TestJobReport::jsonHoldsWhatTheJournalHolds()
{
    const auto report = JobReport::load(m_job);
    QVERIFY(report);
    const QJsonObject json = report->json();
    QCOMPARE(json.value(QLatin1String("job")).toString(), QStringLiteral("0123abcd"));
    const QJsonObject index = json.value(QLatin1String("indices")).toArray().at(0).toObject();
    QCOMPARE(index.value(QLatin1String("read")).toInt(), 20);
    QCOMPARE(index.value(QLatin1String("closes")).toBool(), true);
    QCOMPARE(json.value(QLatin1String("findings")).toArray().size(), 1);
    QCOMPARE(json.value(QLatin1String("events")).toArray().at(0).toObject().value(QLatin1String("level")).toString(),
        QStringLiteral("warning"));
    QCOMPARE(json.value(QLatin1String("summary")).toObject().value(QLatin1String("outcome")).toString(),
        QStringLiteral("findings"));
    QCOMPARE(json.value(QLatin1String("plan")).toObject().value(QLatin1String("method")).toString(),
        QStringLiteral("live-copy"));
}

void TestJobReport::htmlIsEscaped()
{
    const auto report = JobReport::load(m_job);
    QVERIFY(report);
    const QString html = report->html();
    QVERIFY(!html.contains(QLatin1String("<script>")));
    QVERIFY(!html.contains(QLatin1String("<b>orders")));
    for (const char *part : {"&lt;b&gt;orders", "http://old:9200", "&lt;script&gt;", "slow", "0.50 s", "Findings (1)"})
        QVERIFY2(html.contains(QLatin1String(part)), part);
}

void TestJobReport::filesAreWritten()
{
    const auto report = JobReport::load(m_job);
    QVERIFY(report);
    const auto written = [&](const char *name) {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        return report->write(path) && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QCOMPARE(QJsonDocument::fromJson(written("r.json")).object(), report->json());
    QCOMPARE(QString::fromUtf8(written("r.html")), report->html());
    const QByteArray pdf = written("r.pdf");
    QVERIFY(pdf.startsWith("%PDF"));
    QVERIFY(pdf.size() > 2000);
    const auto refused = report->write(QStringLiteral("/nonexistent/r.html"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
}

void TestJobReport::openJobCanBeReported()
{
    const auto journal = Journal::open(m_job);
    QVERIFY(journal);
    QVERIFY(JobReport::load(m_job));
}

void TestJobReport::missingJobIsNamed()
{
    const auto report = JobReport::load(m_folder.filePath(QStringLiteral("ffffffff")));
    QVERIFY(!report);
    QVERIFY(report.error().summary.contains(QLatin1String("ffffffff")));
}

QTEST_MAIN(TestJobReport)
#include "tst_jobreport.moc"
