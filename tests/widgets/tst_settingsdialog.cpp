// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! The settings as a person uses them, and what the window does with each.
#include "samplejob.h"

#include "engine/requestlog.h"
#include "models/settings.h"
#include "models/sleepinhibitor.h"
#include "tests/models/samplecatalogue.h"
#include "tests/widgets/keyboard.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/reportdialog.h"
#include "widgets/settingrow.h"
#include "widgets/presentationmode.h"
#include "widgets/settingsdialog.h"
#include "widgets/theme.h"
#include "widgets/trayicon.h"
#include "widgets/wizard/migrationwizard.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>

using namespace godwit;

namespace {

class FakeInhibitor final : public SleepInhibitor
{
public:
    void hold(const QString &why) override
    {
        held = true;
        reason = why;
    }
    void release() override { held = false; }
    bool isHeld() const override { return held; }
    QString obstacle() const override { return problem; }
    bool held = false;
    QString reason;
    QString problem;
};

SessionInfo info()
{
    SessionInfo info;
    info.plan = sample::plan();
    return info;
}

template <class Control>
Control *control(const SettingsDialog &dialog, const QString &key)
{
    return qobject_cast<Control *>(dialog.row(key)->control());
}

QMessageBox *question(const QWidget &parent)
{
    const QList<QMessageBox *> boxes = parent.findChildren<QMessageBox *>();
    for (QMessageBox *box : boxes) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

void press(const QMessageBox *box, const QString &text)
{
    const QList<QAbstractButton *> buttons = box->buttons();
    for (QAbstractButton *button : buttons) {
        if (button->text().remove(u'&').startsWith(text)) {
            button->click();
            return;
        }
    }
    QFAIL(qPrintable(text));
}

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    WindowPorts ports() const
    {
        WindowPorts ports;
        ports.profiles = ProfileStore(m_folder.path());
        ports.makeTask = [](const SessionInfo &, const QString &) { return sample::untilStopped(sample::running()); };
        return ports;
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }
    void cleanup() { Theme::install(qApp)->choose(Theme::Choice::Light); }

    void everyRowTellsItsDefaultAndGoesBackToIt()
    {
        Settings settings;
        SettingsDialog dialog(&settings);
        dialog.show();
        for (const Setting &setting : settings.all()) {
            SettingRow *row = dialog.row(setting.key);
            QVERIFY2(row && row->control(), qPrintable(setting.key));
            QVERIFY2(
                row->defaultText().contains(settings.text(setting.key, setting.standard)), qPrintable(setting.key));
            QVERIFY(!row->resetButton()->isEnabled());
            QCOMPARE(row->control()->accessibleName(), setting.name);
            QCOMPARE(row->control()->accessibleDescription(), setting.sentence);
        }
        auto *sleep = control<QCheckBox>(dialog, settingkeys::sleep);
        sleep->click();
        QVERIFY(!settings.flag(settingkeys::sleep));
        auto *theme = control<QComboBox>(dialog, settingkeys::theme);
        theme->setCurrentIndex(2);
        QCOMPARE(settings.word(settingkeys::theme), QStringLiteral("dark"));
        auto *lag = control<QDoubleSpinBox>(dialog, settingkeys::lagLimit);
        lag->setValue(2.5);
        QCOMPARE(settings.number(settingkeys::lagLimit), 2.5);
        auto *logo = control<QLineEdit>(dialog, settingkeys::reportLogo);
        logo->setFocus();
        QTest::keyClicks(logo, QStringLiteral("/a.png"));
        QTest::keyClick(logo, Qt::Key_Return);
        QCOMPARE(settings.word(settingkeys::reportLogo), QStringLiteral("/a.png"));
        QVERIFY(dialog.isVisible()); // Enter belongs to the field
        for (const QString &key :
            {settingkeys::sleep, settingkeys::theme, settingkeys::lagLimit, settingkeys::reportLogo}) {
            QPushButton *reset = dialog.row(key)->resetButton();
            QVERIFY2(reset->isEnabled(), qPrintable(key));
            reset->click();
            QVERIFY2(settings.isDefault(key), qPrintable(key));
            QVERIFY2(!reset->isEnabled(), qPrintable(key));
        }
        QVERIFY(sleep->isChecked());
        QCOMPARE(theme->currentIndex(), 0);
        QCOMPARE(lag->value(), 10.0);
        QVERIFY(logo->text().isEmpty());
    }
    void resetAllAsks()
    {
        Settings settings;
        SettingsDialog dialog(&settings);
        dialog.show();
        QVERIFY(!dialog.resetAllButton()->isEnabled());
        settings.set(settingkeys::sleep, false);
        settings.set(settingkeys::theme, QStringLiteral("dark"));
        QVERIFY(dialog.resetAllButton()->isEnabled());
        dialog.resetAllButton()->click();
        const QMessageBox *box = question(dialog);
        QVERIFY(box);
        QVERIFY2(box->text().contains(QLatin1String("Theme, Hold off sleep")), qPrintable(box->text()));
        press(box, QStringLiteral("Keep"));
        QVERIFY(!settings.flag(settingkeys::sleep));
        dialog.resetAllButton()->click();
        QTRY_VERIFY(question(dialog));
        press(question(dialog), QStringLiteral("Reset"));
        QVERIFY(settings.flag(settingkeys::sleep));
        QCOMPARE(settings.word(settingkeys::theme), QStringLiteral("system"));
        QVERIFY(!dialog.resetAllButton()->isEnabled());
    }
    void theSearchFindsByAnyWord()
    {
        Settings settings;
        SettingsDialog dialog(&settings);
        dialog.show();
        QApplication::setActiveWindow(&dialog);
        QVERIFY(dialog.search()->hasFocus());
        keyboard::type(QStringLiteral("dark"));
        QVERIFY(dialog.row(settingkeys::theme)->isVisible());
        QVERIFY(!dialog.row(settingkeys::sleep)->isVisible());
        // From the search straight to what was found.
        QVERIFY(keyboard::tabTo(dialog.row(settingkeys::theme)->control()));
        dialog.search()->setText(QStringLiteral("zebra"));
        QVERIFY(!dialog.row(settingkeys::theme)->isVisible());
        QPushButton *all = nullptr;
        const QList<QPushButton *> buttons = dialog.findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->isVisible() && button->text() == QLatin1String("Show all settings"))
                all = button;
        }
        QVERIFY(all);
        all->click();
        QVERIFY(dialog.row(settingkeys::sleep)->isVisible());
    }

    void theWindowOpensThemByKeyAndPalette()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        bool offered = false;
        const QList<Command> commands = window.commands();
        for (const Command &command : commands)
            offered = offered || command.title == QStringLiteral("Settings…");
        QVERIFY(offered);
        QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
        auto *dialog = window.findChild<SettingsDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        control<QComboBox>(*dialog, settingkeys::theme)->setCurrentIndex(2);
        QVERIFY(Theme::tokens().isDark);
        dialog->row(settingkeys::theme)->resetButton()->click();
        QCOMPARE(Theme::install(qApp)->choice(), Theme::Choice::System);
    }
    void sleepIsHeldOffOnlyWhileAJobWorks()
    {
        FakeInhibitor inhibitor;
        WindowPorts given = ports();
        given.sleep = &inhibitor;
        {
            MainWindow window(given);
            window.show();
            QVERIFY(!inhibitor.held);
            MigrationPage *page = window.addSession(info(), sample::untilStopped(sample::running()));
            QVERIFY(!inhibitor.held);
            page->start();
            QTRY_VERIFY(inhibitor.held);
            QVERIFY(!inhibitor.reason.isEmpty());
            page->session()->pause();
            QTRY_VERIFY(!inhibitor.held);
            page->session()->resume();
            QTRY_VERIFY(inhibitor.held);
            window.settings()->set(settingkeys::sleep, false);
            QVERIFY(!inhibitor.held);
            window.settings()->reset(settingkeys::sleep);
            QVERIFY(inhibitor.held);
            page->session()->finishAndStop();
            QTRY_COMPARE(page->session()->phase(), JobSession::Phase::Ended);
            QTRY_VERIFY(!inhibitor.held);
        }
        {
            MainWindow window(given);
            window.addSession(info(), sample::untilStopped(sample::running()))->start();
            QTRY_VERIFY(inhibitor.held);
        }
        QVERIFY(!inhibitor.held); // with the window goes the lock
    }
    void whatCantBeDoneHereIsSaidInItsRow()
    {
        FakeInhibitor inhibitor;
        WindowPorts given = ports();
        given.sleep = &inhibitor;
        MainWindow window(given);
        window.show();
        window.showSettings();
        const auto *dialog = window.findChild<SettingsDialog *>();
        SettingRow *row = dialog->row(settingkeys::sleep);
        QVERIFY(row->noteText().isEmpty());
        inhibitor.problem = QStringLiteral("No bus here.");
        Q_EMIT inhibitor.changed();
        QCOMPARE(row->noteText(), inhibitor.problem);
    }
    void closingDoesWhatWasChosen()
    {
        MainWindow window(ports());
        window.show();
        MigrationPage *page = window.addSession(info(), sample::untilStopped(sample::running()));
        page->start();
        QTRY_COMPARE(window.runningSessions(), 1);
        window.close();
        QVERIFY(question(window));
        press(question(window), QStringLiteral("Cancel"));
        QTRY_VERIFY(!question(window));
        window.settings()->set(settingkeys::closing, QStringLiteral("background"));
        window.close();
        QVERIFY(!question(window));
        QCOMPARE(window.runningSessions(), 1);
        window.bringForward();
        window.settings()->set(settingkeys::closing, QStringLiteral("finish"));
        window.close();
        QVERIFY(!question(window));
        QTRY_VERIFY(!window.isVisible());
        QCOMPARE(page->session()->phase(), JobSession::Phase::Ended);
    }
    void newMigrationsBeginWithTheChosenLimits()
    {
        sample::MemoryDesk desk;
        WindowPorts given = ports();
        given.desk = &desk;
        MainWindow window(given);
        window.show();
        QCOMPARE(window.newMigration()->plan().lagLimitSeconds, 10.0);
        window.settings()->set(settingkeys::lagLimit, 3);
        window.settings()->set(settingkeys::patience, 14);
        const Plan plan = window.newMigration()->plan();
        QCOMPARE(plan.lagLimitSeconds, 3.0);
        QCOMPARE(plan.expireDays, 14.0);
    }
    void requestsAreListedOnlyWhenWanted()
    {
        MainWindow window(ports());
        QVERIFY(RequestLog::shared().isRecording());
        window.settings()->set(settingkeys::recordRequests, false);
        QVERIFY(!RequestLog::shared().isRecording());
        window.settings()->reset(settingkeys::recordRequests);
        QVERIFY(RequestLog::shared().isRecording());
    }
    void maskedTextScrolls()
    {
        QPlainTextEdit edit;
        PresentationMode mode(&edit);
        QStringList lines;
        for (int i = 0; i < 200; ++i)
            lines.append(QStringLiteral("line %1").arg(i));
        lines[100] = QStringLiteral("http://es1.acme.example:9200"); // a name, so that all of it is painted anew
        edit.setPlainText(lines.join(u'\n'));
        edit.resize(400, 200);
        edit.show();
        mode.setActive(true);
        const QImage top = edit.viewport()->grab().toImage();
        edit.verticalScrollBar()->setValue(50);
        const QImage below = edit.viewport()->grab().toImage();
        mode.setActive(false);
        QVERIFY(top != below);
    }
    void theTextOfAPresentationFollows()
    {
        const double usual = QApplication::font().pointSizeF();
        MainWindow window(ports());
        window.show();
        window.setPresenting(true);
        const double larger = QApplication::font().pointSizeF();
        QVERIFY(larger > usual);
        window.settings()->set(settingkeys::presentationText, 180);
        QVERIFY(QApplication::font().pointSizeF() > larger);
        window.setPresenting(false);
        QCOMPARE(QApplication::font().pointSizeF(), usual);
    }
    void anUnwantedTrayIconIsNoPlaceToHideIn()
    {
        QWidget window;
        TrayIcon tray(&window);
        tray.setWanted(false);
        QVERIFY(!tray.isUseful());
        tray.setWanted(true);
        QCOMPARE(tray.isUseful(), QSystemTrayIcon::isSystemTrayAvailable());
    }
    void theReportTakesTheLogo()
    {
        Settings settings;
        settings.set(settingkeys::reportLogo, QStringLiteral("/logo.svg"));
        const ReportDialog dialog(reportOf(QStringLiteral("7f3a12bc"), nullptr), &settings);
        QCOMPARE(dialog.logo()->text(), QStringLiteral("/logo.svg"));
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settingsdialog.moc"
