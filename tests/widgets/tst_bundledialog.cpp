// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! The diagnostic bundle as a person makes it: what is shown is what is saved.
#include "samplejob.h"

#include "engine/requestlog.h"
#include "models/settings.h"
#include "widgets/bundledialog.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/panels.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

const QString secret = s("hunter2hunter2");

BundleSources sources(const BundleJob &job)
{
    BundleSources made;
    made.versions = s("Godwit 0.1.0\n");
    made.system = s("Debian, ") + secret;
    made.settings = {{s("theme"), s("dark")}};
    made.secrets = {secret};
    made.plan = job.plan;
    made.job = job.job;
    made.endpoints = {sample::plan().source};
    if (!job.job.isEmpty())
        made.events = sample::events();
    return made;
}

QList<BundleJob> jobs()
{
    return {{s("Orders"), s("7f3a12bc"), sample::plan()}};
}

QByteArray unzipped(const QString &path)
{
    QProcess unzip;
    unzip.start(s("unzip"), {s("-p"), path});
    return unzip.waitForFinished() ? unzip.readAllStandardOutput() : QByteArray();
}

//! Everything that can be read in the preview, piece after piece.
QString shown(const BundleDialog &dialog)
{
    QString all;
    for (int row = 0; row < dialog.list()->count(); ++row) {
        dialog.list()->setCurrentRow(row);
        if (dialog.list()->item(row)->checkState() == Qt::Checked)
            all += dialog.preview()->toPlainText();
    }
    return all;
}

} // namespace

class TestBundleDialog : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }

    void whatIsShownIsWhatIsSaved()
    {
        BundleDialog dialog(jobs(), sources);
        dialog.show();
        QTRY_COMPARE(dialog.list()->count(), 6);
        QVERIFY(dialog.maskNames()->isChecked());
        const QString all = shown(dialog);
        QVERIFY(!all.contains(secret));
        QVERIFY(!all.contains(sample::plan().source.profile));
        const QString path = m_folder.filePath(s("a.zip"));
        dialog.save(path);
        QTRY_VERIFY(dialog.note()->isVisible());
        QCOMPARE(dialog.note()->title(), s("Bundle saved"));
        QCOMPARE(QString::fromUtf8(unzipped(path)), all);
    }
    void namesAreShownWhenTheyMayBe()
    {
        BundleDialog dialog(jobs(), sources);
        dialog.show();
        QTRY_COMPARE(dialog.list()->count(), 6);
        dialog.maskNames()->click();
        QTRY_VERIFY(shown(dialog).contains(sample::plan().source.profile));
        QVERIFY(!shown(dialog).contains(secret));
    }
    void aPieceThatIsUntickedStaysOut()
    {
        BundleDialog dialog(jobs(), sources);
        dialog.show();
        QTRY_COMPARE(dialog.list()->count(), 6);
        dialog.list()->item(0)->setCheckState(Qt::Unchecked);
        dialog.maskNames()->click(); // a new list keeps the ticks
        QTRY_VERIFY(dialog.saveButton()->isEnabled());
        QCOMPARE(dialog.chosen().size(), 5);
        const QString path = m_folder.filePath(s("b.zip"));
        dialog.save(path);
        QTRY_VERIFY(dialog.note()->isVisible());
        QVERIFY(!unzipped(path).contains("Godwit 0.1.0"));
        for (int row = 0; row < dialog.list()->count(); ++row)
            dialog.list()->item(row)->setCheckState(Qt::Unchecked);
        QVERIFY(!dialog.saveButton()->isEnabled());
    }
    void withoutAMigrationThereIsNoPlan()
    {
        BundleDialog dialog(jobs(), sources);
        dialog.show();
        QTRY_COMPARE(dialog.list()->count(), 6);
        dialog.migration()->setCurrentIndex(1);
        QTRY_COMPARE(dialog.list()->count(), 4);
    }
    void aFailureIsExplained()
    {
        BundleDialog dialog(jobs(), sources);
        dialog.show();
        QTRY_COMPARE(dialog.list()->count(), 6);
        dialog.save(s("/nonexistent/a.zip"));
        QTRY_VERIFY(dialog.note()->isVisible());
        QCOMPARE(dialog.note()->title(), s("No bundle was saved"));
    }

    void theWindowPutsEverythingInAndNoSecret()
    {
        WindowPorts ports;
        ports.profiles = ProfileStore(m_folder.path());
        ports.makeTask = [](const SessionInfo &, const QString &) { return JobTask(); };
        ports.knownJobs = [] {
            return QList<KnownJob>{
                {s("7f3a12bc"), s("Logs of June"), s("a → b"), s("stopped"), {}, QDateTime::currentDateTimeUtc()}};
        };
        ports.planOfJob = [](const QString &) -> Result<Plan> { return sample::plan(); };
        ports.jobEvents = [](const QString &) {
            return QList<JobEvent>{{QDateTime::currentDateTimeUtc(), EventLevel::Error, {}, s("refused ") + secret}};
        };
        ports.knownSecrets = [](const Plan *plan) { return plan ? QStringList{secret} : QStringList(); };
        ports.libraries = [] { return QList<Library>{{s("simdjson"), s("3.1.1"), {}, {}}}; };
        MainWindow window(ports);
        window.show();
        RequestRecord record;
        record.method = "GET";
        record.path = "/_cluster/health";
        record.query = QString(s("token=") + secret).toUtf8();
        RequestLog::shared().add(record);
        QTest::qWait(300); // the window takes requests ten times a second
        window.settings()->set(settingkeys::lagLimit, 4);
        bool offered = false;
        const QList<Command> commands = window.commands();
        for (const Command &command : commands) {
            if (command.title == s("Diagnostic bundle…")) {
                offered = true;
                command.run();
            }
        }
        QVERIFY(offered);
        const auto *dialog = window.findChild<BundleDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QTRY_COMPARE(dialog->list()->count(), 6);
        const QString all = shown(*dialog);
        for (const char *wanted : {"simdjson 3.1.1", "/_cluster/health", "new_migration/lag_limit_s: 4", "refused ***",
                 "\"method\": \"live-copy\"", "Qt 6"})
            QVERIFY2(all.contains(s(wanted)), wanted);
        QVERIFY(!all.contains(secret));
    }
};

QTEST_MAIN(TestBundleDialog)
#include "tst_bundledialog.moc"
