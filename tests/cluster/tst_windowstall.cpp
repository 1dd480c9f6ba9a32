// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real window migrates between real clusters and always answers.
#include "app/windowpractice.h"
#include "app/windowwiring.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/workload.h"
#include "tests/widgets/stallwatchdog.h"
#include "widgets/cutoverpanel.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/welcomepage.h"

#include <QApplication>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

namespace {

constexpr double mostMs = 50;

//! Like QTest::qWait, which sleeps between its rounds and so would be a stall itself.
bool waitFor(const std::function<bool()> &reached, int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (!reached() && clock.elapsed() < milliseconds) {
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return reached();
}

void settle(int milliseconds)
{
    waitFor([] { return false; }, milliseconds);
}

} // namespace

class TestWindowStall : public QObject
{
    Q_OBJECT
    QTranslator m_translator;

private Q_SLOTS:
    void initTestCase() { dressApplication(*qApp, m_translator); }
    void aMigrationNeverStallsTheWindow();
    void practiceClustersStartByOneClickAndEndWithTheWindow();
};

void TestWindowStall::aMigrationNeverStallsTheWindow()
{
    TestCluster source(QStringLiteral("es7"));
    VERIFY_CLUSTER(source);
    TestCluster target(QStringLiteral("es8"));
    VERIFY_CLUSTER(target);
    const QList<QByteArray> indices{"orders", "customers", "catalogue"};
    Workload workload(source, {indices, {}, 20'000, 300, 7, false});
    QVERIFY(workload.fill(10'000));
    const QTemporaryDir folder;
    QFile planFile(folder.filePath(QStringLiteral("plan.json")));
    QVERIFY(planFile.open(QIODevice::WriteOnly));
    planFile.write(
        QJsonDocument(planFor(source.url(), target.url(), {QStringLiteral("orders"), QStringLiteral("c*")})).toJson());
    planFile.close();

    WindowWiring wiring(folder.filePath(QStringLiteral("state")));
    MainWindow window(wiring.ports());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    settle(500);
    workload.start();
    StallWatchdog watchdog;
    QStringList figures;
    double longest = 0;
    const auto part = [&](const char *name) {
        figures << QStringLiteral("%1 %2 ms (%3 ms with what other programs took)")
                       .arg(QLatin1String(name))
                       .arg(watchdog.longestOwnMs(), 0, 'f', 1)
                       .arg(watchdog.longestMs(), 0, 'f', 1);
        longest = std::max(longest, watchdog.longestOwnMs());
        QVERIFY(watchdog.beats() > 10);
        watchdog.reset();
    };

    MigrationPage *page = window.openPlan(planFile.fileName());
    QVERIFY(page);
    settle(500);
    part("opening the plan");
    page->start();
    const JobSession *session = page->session();
    const auto ended = [session] { return session->phase() == JobSession::Phase::Ended; };
    const auto open = [&] { return ended() || page->header()->primary()->isEnabled(); };
    QVERIFY(waitFor(open, 180'000));
    QVERIFY2(!ended(), qPrintable(session->end().summary.reason));
    settle(3'000);
    part("copying and following");
    QVERIFY(waitFor(open, 60'000));
    page->header()->primary()->click();
    QVERIFY(page->view() == MigrationPage::View::Cutover);
    page->cutover()->blockBox()->setChecked(true);
    QVERIFY(waitFor([&] { return ended() || page->cutover()->stopButton()->isEnabled(); }, 60'000));
    page->cutover()->stopButton()->click();
    QVERIFY(waitFor(ended, 120'000));
    settle(500);
    part("cutover and result");
    workload.stop();

    qInfo("longest stall: %s", qPrintable(figures.join(QStringLiteral(", "))));
    QVERIFY2(session->end().summary.outcome == Outcome::Succeeded, qPrintable(session->end().summary.reason));
    QVERIFY(page->view() == MigrationPage::View::Result);
    QVERIFY(session->snapshot().writePauseSeconds >= 0);
    for (const QByteArray &index : indices) {
        QVERIFY(source.refresh(index) && target.refresh(index));
        QCOMPARE(target.count(index), source.count(index));
    }
    QVERIFY2(longest <= mostMs, qPrintable(figures.join(QStringLiteral(", "))));
}

void TestWindowStall::practiceClustersStartByOneClickAndEndWithTheWindow()
{
    const QTemporaryDir folder;
    const QString state = folder.filePath(QStringLiteral("practice"));
    {
        PracticeOptions options;
        options.documents = 500;
        WindowPractice practice(folder.path(), options);
        WindowWiring wiring(folder.filePath(QStringLiteral("state")));
        WindowPorts ports = wiring.ports();
        ports.practice = &practice;
        MainWindow window(ports);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QStringList progress;
        connect(&practice, &PracticeStarter::progress, &window, [&](const QString &text) { progress << text; });
        settle(300);
        StallWatchdog watchdog;
        window.welcome()->practiceButton()->click();
        QVERIFY(practice.isStarting());
        QVERIFY(waitFor([&] { return !practice.isStarting(); }, 240'000));
        QVERIFY2(window.currentMigration(), qPrintable(window.welcome()->practiceText()));
        QVERIFY2(watchdog.longestOwnMs() <= mostMs, qPrintable(QString::number(watchdog.longestOwnMs())));
        QVERIFY(progress.size() >= 3);
        const MigrationPage *page = window.currentMigration();
        QVERIFY(page->session()->phase() == JobSession::Phase::Ready);
        QVERIFY(page->header()->primary()->isEnabled());
        QVERIFY(waitFor(
            [&] { return Practice(state).status().writer.value(QLatin1String("inserted")).toInt() > 0; }, 30'000));
        QVERIFY(Practice(state).status().runs());
    }
    QVERIFY(!Practice(state).status().sourceRuns);
    QVERIFY(!Practice(state).status().targetRuns);
    QVERIFY(Practice(state).stop(true));
}

QTEST_MAIN(TestWindowStall)
#include "tst_windowstall.moc"
