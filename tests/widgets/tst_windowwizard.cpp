// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// New migrations in the window: by key, by a dropped plan, to the start.
#include "tests/models/samplecatalogue.h"
#include "tests/widgets/keyboard.h"
#include "tests/widgets/samplejob.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/theme.h"
#include "widgets/wizard/migrationwizard.h"

#include <QDropEvent>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestWindowWizard : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase();
    void theWindowOpensEditsAndStarts();
};

void TestWindowWizard::initTestCase()
{
    Theme::install(qApp);
    const ProfileStore profiles(m_folder.path());
    for (const Endpoint &endpoint : {sample::shopPlan().source, sample::shopPlan().target}) {
        Profile profile;
        profile.endpoint = endpoint;
        QVERIFY(profiles.save(&profile));
    }
}

void TestWindowWizard::theWindowOpensEditsAndStarts()
{
    sample::MemoryDesk desk;
    desk.reviewed = QList<ReviewedIndex>();
    class NoTester final : public ConnectionTester
    {
        QList<TestStep> run(const Endpoint &, const Secrets &, const std::function<void(const QList<TestStep> &)> &,
            std::stop_token) override
        {
            return {};
        }
    } tester;
    WindowPorts ports;
    ports.profiles = ProfileStore(m_folder.path());
    ports.tester = &tester;
    ports.desk = &desk;
    ports.makeTask = [](const SessionInfo &, const QString &) { return sample::untilStopped(sample::gateOpen()); };
    ports.planOfJob = [](const QString &) -> Result<Plan> { return sample::shopPlan(); };
    MainWindow window(ports);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    QVERIFY(window.currentWizard());
    window.currentWizard()->cancelButton()->click();
    QVERIFY(!window.currentWizard());
    const QString file = m_folder.filePath(s("shop.json"));
    QVERIFY(sample::shopPlan().save(file));
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    MigrationWizard *wizard = window.currentWizard();
    QVERIFY(wizard);
    QCOMPARE(wizard->plan().toJson(), sample::shopPlan().toJson());
    QCOMPARE(window.windowTitle(), QStringLiteral("[PROD → STAGING] Shop – Godwit"));
    while (wizard->step() < MigrationWizard::ReviewStepNumber) {
        QTRY_VERIFY2(wizard->obstacle().isEmpty(), qPrintable(wizard->obstacle()));
        wizard->next();
    }
    QTRY_VERIFY(wizard->obstacle().isEmpty());
    wizard->nextButton()->setFocus();
    keyboard::press(Qt::Key_Space);
    MigrationPage *page = window.currentMigration();
    QVERIFY(page);
    QVERIFY(page->isAncestorOf(QApplication::focusWidget()));
    QTRY_VERIFY(page->header()->primary()->isEnabled());
    window.activateWindow(); // the platform without a screen forgets it when a page goes
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY2(keyboard::tabTo(page->header()->primary()), QApplication::focusWidget()->metaObject()->className());
    page->session()->finishAndStop();
    QTRY_VERIFY(page->session()->phase() == JobSession::Phase::Ended);
}

QTEST_MAIN(TestWindowWizard)
#include "tst_windowwizard.moc"
