// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figurerecorder.h"
#include "app/jobreport.h"
#include "engine/journal.h"
#include "engine/methods/common/integrations.h"
#include "models/discretion.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace godwit;

namespace {

class Listener final : public JobObserver
{
public:
    int snapshots = 0;
    void snapshot(const JobSnapshot &) override { ++snapshots; }
    void event(const JobEvent &) override { }
    void finding(const Finding &) override { }
};

JobSnapshot cutOver()
{
    JobSnapshot s;
    s.readPerSecond = 1000;
    s.writtenPerSecond = 900;
    s.readBytesPerSecond = 1e6;
    s.lagSeconds = 1.5;
    s.gate.predictedPauseSeconds = 0.6;
    IndexProgress index;
    index.source = QStringLiteral("a");
    index.verification = Verification::Equal;
    s.indices = {index};
    Stage last;
    last.id = StageId::Finalization;
    last.state = StepState::Done;
    last.seconds = 3;
    for (const auto &[id, seconds] : {std::pair{"gate", 2.0}, {"block", 0.1}, {"drain", 0.3}, {"switch", 0.1}}) {
        Step step;
        step.id = QLatin1String(id);
        step.title = step.id == QLatin1String("drain") ? QStringLiteral("Apply the last changes") : step.id;
        step.state = StepState::Done;
        step.seconds = seconds;
        last.steps.append(step);
    }
    s.stages = {last};
    return s;
}

} // namespace

class TestJobReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jsonHoldsWhatTheJournalHolds();
    void htmlIsEscaped();
    void filesAreWritten();
    void whatWasWrittenIsFoundAgain();
    void openJobCanBeReported();
    void missingJobIsNamed();
    void figuresOfTheRunAreDrawn();
    void aResumedJobGoesOnWithItsFigures();
    void whatIsNotTickedIsNamed();
    void theComparisonAfterTheCutoverIsShown();
    void aLogoStandsInTheHead();
    void inThePresentationTheReportNamesNoHost();

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
    record.plan.webhook = QStringLiteral("https://hooks.example/services/T0/hush-hush?key=hush");
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
    QVERIFY(!html.contains(QLatin1String("hush")));
    QVERIFY(!QJsonDocument(report->json()).toJson().contains("hush"));
    QVERIFY(QJsonDocument(report->json()).toJson().contains("hooks.example"));
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

void TestJobReport::whatWasWrittenIsFoundAgain()
{
    QTemporaryDir folder;
    const QString job = folder.filePath(QStringLiteral("00112233"));
    {
        const auto journal = Journal::open(job);
        QVERIFY(journal);
        JobRecord record;
        record.job = QStringLiteral("00112233");
        record.name = record.plan.name = QStringLiteral("orders");
        record.method = record.plan.method = QStringLiteral("live-copy");
        record.plan.source.url = QStringLiteral("http://old:9200");
        record.plan.target.url = QStringLiteral("http://new:9200");
        record.plan.select.indices = {QStringLiteral("a")};
        QVERIFY((*journal)->saveJob(record));
    }
    QVERIFY(JobReport::written(job).isEmpty());
    const auto report = JobReport::load(job);
    QVERIFY(report);
    const QString first = folder.filePath(QStringLiteral("first.json"));
    const QString second = folder.filePath(QStringLiteral("second.html"));
    for (const QString &path : {first, second})
        QVERIFY(report->write(path));
    QCOMPARE(JobReport::written(job), (QStringList{second, first}));
    QVERIFY(report->write(first)); // again: it is the newest now
    QCOMPARE(JobReport::written(job), (QStringList{first, second}));
    QVERIFY(QFile::remove(first)); // by somebody else
    QCOMPARE(JobReport::written(job), QStringList{second});
    QVERIFY(!report->write(folder.filePath(QStringLiteral("none/of/that.json"))));
    QCOMPARE(JobReport::written(job), QStringList{second});
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

void TestJobReport::figuresOfTheRunAreDrawn()
{
    {
        const auto journal = Journal::open(m_job);
        QVERIFY(journal);
        Listener listener;
        FigureRecorder recorder(listener, **journal, QDateTime::currentDateTimeUtc().addSecs(-100));
        for (int i = 0; i < 3; ++i) {
            recorder.snapshot(cutOver());
            QTest::qWait(300);
        }
        QCOMPARE(listener.snapshots, 3);
    }
    const auto report = JobReport::load(m_job);
    QVERIFY(report);
    const QString html = report->html();
    QCOMPARE(html.count(QLatin1String("data:image/svg+xml")), 4); // the pause and three charts
    for (const char *part : {"Timeline", "Apply the last changes", "Documents per second", "Lag", "Verification",
             "Writes paused 0.50 s", "Predicted about 0.60 s", "equal"})
        QVERIFY2(html.contains(QLatin1String(part)), part);
    const QJsonObject figures = report->json().value(QLatin1String("figures")).toObject();
    const QJsonArray read
        = figures.value(QLatin1String("series")).toObject().value(QLatin1String("read_per_s")).toArray();
    QVERIFY(!read.isEmpty());
    QVERIFY(std::abs(read.first().toArray().at(0).toDouble() - 100) < 2);
    const QString path = m_folder.filePath(QStringLiteral("charts.pdf"));
    QVERIFY(report->write(path));
    QVERIFY(QFileInfo(path).size() > 20'000);
}

void TestJobReport::aResumedJobGoesOnWithItsFigures()
{
    const QDateTime created = QDateTime::currentDateTimeUtc().addSecs(-200);
    const auto journal = Journal::open(m_folder.filePath(QStringLiteral("89abcdef")));
    QVERIFY(journal);
    (*journal)->setValue(FigureRecorder::key(),
        QJsonObject{{QStringLiteral("series"),
            QJsonObject{{QStringLiteral("lag_s"), QJsonArray{QJsonArray{10, 3.5}, QJsonArray{20, 4.5}}}}}});
    Listener listener;
    {
        FigureRecorder recorder(listener, **journal, created);
        recorder.snapshot(cutOver());
    }
    const QJsonArray lag = (*journal)
                               ->value(FigureRecorder::key())
                               .toObject()
                               .value(QLatin1String("series"))
                               .toObject()
                               .value(QLatin1String("lag_s"))
                               .toArray();
    QCOMPARE(lag.size(), 3);
    QCOMPARE(lag.at(0).toArray().at(1).toDouble(), 3.5);
    QCOMPARE(lag.at(2).toArray().at(1).toDouble(), 1.5);
}

void TestJobReport::whatIsNotTickedIsNamed()
{
    const QString folder = m_folder.filePath(QStringLiteral("2222abcd"));
    {
        const auto journal = Journal::open(folder);
        QVERIFY(journal);
        JobRecord record;
        record.job = QStringLiteral("2222abcd");
        record.method = record.plan.method = QStringLiteral("snapshot-rounds");
        record.name = record.plan.name = QStringLiteral("orders");
        record.plan.source.url = QStringLiteral("http://old:9200");
        record.plan.target.url = QStringLiteral("http://new:9200");
        record.plan.select.indices = {QStringLiteral("a")};
        record.plan.options
            = {{QStringLiteral("integrations"), QJsonArray{QStringLiteral("<shop>"), QStringLiteral("till")}}};
        QVERIFY((*journal)->saveJob(record));
        JobControl control;
        control.tick(QStringLiteral("till"), true);
        Integrations(record.plan, **journal).take(control);
        QVERIFY((*journal)->flush());
    }
    const auto report = JobReport::load(folder);
    QVERIFY(report);
    const QJsonArray listed = report->json().value(QLatin1String("integrations")).toArray();
    QCOMPARE(listed.size(), 2);
    QVERIFY(!listed[0][QLatin1String("ticked")].toBool());
    QVERIFY(listed[1][QLatin1String("ticked")].toBool());
    QVERIFY(report->html().contains(QLatin1String("not ticked")));
    QVERIFY(report->html().contains(QLatin1String("&lt;shop&gt;")));
}

void TestJobReport::theComparisonAfterTheCutoverIsShown()
{
    const QString folder = m_folder.filePath(QStringLiteral("1111abcd"));
    {
        const auto journal = Journal::open(folder);
        QVERIFY(journal);
        JobRecord record;
        record.job = QStringLiteral("1111abcd");
        record.method = record.plan.method = QStringLiteral("live-copy");
        record.name = record.plan.name = QStringLiteral("orders");
        record.plan.source.url = QStringLiteral("http://old:9200");
        record.plan.target.url = QStringLiteral("http://new:9200");
        record.plan.select.indices = {QStringLiteral("a")};
        QVERIFY((*journal)->saveJob(record));
        (*journal)->setValue(FigureRecorder::key(),
            QJsonObject{
                {QStringLiteral("verified"), QJsonArray{QJsonArray{QStringLiteral("a"), QStringLiteral("equal")}}}});
        const QJsonObject side{{QStringLiteral("index"), QStringLiteral("a")}, {QStringLiteral("read"), 4321},
            {QStringLiteral("hash"), QStringLiteral("c0ffee")}};
        (*journal)->setValue(QStringLiteral("verification"),
            QJsonObject{{QStringLiteral("indices"),
                QJsonArray{QJsonObject{{QStringLiteral("source"), side}, {QStringLiteral("target"), side}}}}});
        QVERIFY((*journal)->flush());
    }
    const auto report = JobReport::load(folder);
    QVERIFY(report);
    QVERIFY(report->html().contains(QLatin1String("c0ffee")));
    QVERIFY(report->html().contains(QLatin1String("after the cutover")));
}

void TestJobReport::aLogoStandsInTheHead()
{
    auto report = JobReport::load(m_job);
    QVERIFY(report);
    QImage picture(40, 20, QImage::Format_RGB32);
    picture.fill(Qt::red);
    const QString logo = m_folder.filePath(QStringLiteral("logo.png"));
    QVERIFY(picture.save(logo));
    QVERIFY(!report->html().contains(QLatin1String("data:image/png")));
    QVERIFY(report->setLogo(logo));
    QVERIFY(report->html().contains(QLatin1String("data:image/png")));
    QVERIFY(!report->setLogo(m_folder.filePath(QStringLiteral("logo.exe"))));
    QVERIFY(!report->setLogo(m_folder.filePath(QStringLiteral("missing.png"))));
}

void TestJobReport::inThePresentationTheReportNamesNoHost()
{
    const QString folder = m_folder.filePath(QStringLiteral("0000beef"));
    {
        const auto journal = Journal::open(folder);
        QVERIFY(journal);
        JobRecord record;
        record.job = QStringLiteral("0000beef");
        record.name = record.plan.name = QStringLiteral("orders");
        record.method = record.plan.method = QStringLiteral("live-copy");
        record.state = QStringLiteral("succeeded");
        record.plan.source.url = QStringLiteral("http://es1.acme.example:9200");
        record.plan.target.url = QStringLiteral("http://es2.acme.example:9200");
        record.plan.source.user = QStringLiteral("acmeadmin");
        record.plan.select.indices = {QStringLiteral("a")};
        QVERIFY((*journal)->saveJob(record));
        (*journal)->addEvent({QDateTime::currentDateTimeUtc(), EventLevel::Info, {},
            QStringLiteral("acmeadmin speaks to es1.acme.example")});
    }
    const auto written = [&](const QString &name) {
        const auto report = JobReport::load(folder);
        const QString path = m_folder.filePath(name);
        QFile file(path);
        return report && report->write(path) && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(written(QStringLiteral("open.html")).contains("acme"));
    Discretion::instance().setActive(true);
    for (const QString &name : {QStringLiteral("masked.html"), QStringLiteral("masked.json")}) {
        const QByteArray text = written(name);
        QVERIFY(text.contains("host-"));
        QVERIFY2(!text.contains("acme"), text.constData());
    }
    Discretion::instance().setActive(false);
}

QTEST_MAIN(TestJobReport)
#include "tst_jobreport.moc"
