// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectionpictures.h"
#include "app/console.h"
#include "app/smallpicture.h"
#include "app/verifyscreenshots.h"
#include "app/windowmain.h"
#include "app/windowwiring.h"
#include "app/wizardscreenshots.h"
#include "widgets/connectionspage.h"
#include "widgets/cutoverpanel.h"
#include "widgets/discarddialog.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/recoverydialog.h"
#include "widgets/resultpanel.h"
#include "widgets/rollbackcard.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFontDatabase>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace godwit {
namespace {

constexpr int mostSeconds = 300;

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

bool waitFor(const std::function<bool()> &reached)
{
    QElapsedTimer clock;
    clock.start();
    while (!reached()) {
        if (clock.elapsed() > mostSeconds * 1000)
            return false;
        wait(20);
    }
    return true;
}

QDialog *openDialog()
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *widget : all) {
        if (auto *dialog = qobject_cast<QDialog *>(widget); dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

//! Takes the pictures in the order in which a job passes the pages.
class Photographer
{
public:
    Photographer(MainWindow &window, const ProfileStore &store, const ScreenshotOrder &order)
        : m_window(window), m_store(store), m_order(order)
    {
    }

    bool run()
    {
        const auto plan = Plan::load(m_order.planFile);
        const auto take = [this](const QString &name) { return grab(name); };
        if (!plan || !grab(QStringLiteral("welcome"))
            || !takeConnectionPictures(m_window, m_store, *plan, take, waitFor))
            return false;
        m_window.openPalette();
        const bool found = grab(QStringLiteral("palette"));
        m_window.showPage(QStringLiteral("connections"));
        return found && grabDialogs() && photographWizard(m_window, m_order.planFile, take, waitFor) && photographJob();
    }

    //! The last picture that was taken. What comes after it did not come up.
    const QString &last() const { return m_last; }

private:
    bool photographJob()
    {
        MigrationPage *page = m_window.openPlan(m_order.planFile);
        if (!page || !grab(QStringLiteral("plan")))
            return false;
        page->start();
        const JobSession *session = page->session();
        const auto ended = [session] { return session->phase() == JobSession::Phase::Ended; };
        const auto copying = [&] {
            const JobSnapshot &s = session->snapshot();
            return ended()
                || (s.copiedDocuments > 0 && s.totalDocuments > 0 && s.copiedDocuments * 4 > s.totalDocuments);
        };
        const auto open = [&] { return ended() || session->snapshot().gate.open; };
        if (!waitFor(copying) || !grab(QStringLiteral("copying"))
            || !grabDialog(QStringLiteral("abort"), [page] { page->askAbort(); }) || !waitFor(open) || ended())
            return explain(page);
        wait(12'000); // charts and predictions have something to show
        grab(QStringLiteral("following"));
        page->showView(MigrationPage::View::Cutover);
        page->cutover()->blockBox()->setChecked(true);
        wait(1500);
        grab(QStringLiteral("cutover"));
        const QString key = m_window.navigation()->current();
        m_window.showPage(QStringLiteral("activity"));
        grab(QStringLiteral("activity"));
        m_window.showPage(key);
        page->showView(MigrationPage::View::Live);
        m_window.setPresenting(true);
        wait(600);
        grab(QStringLiteral("presentation"));
        m_window.setPresenting(false);
        page->session()->orderCutover(page->cutover()->order());
        if (!waitFor(ended))
            return explain(page);
        wait(600);
        return session->end().summary.outcome == Outcome::Succeeded && photographEnd(page);
    }
    bool photographEnd(MigrationPage *page)
    {
        QPushButton *back = page->result()->rollBack()->button();
        if (!grab(QStringLiteral("done")) || !grabDialog(QStringLiteral("report"), [page] { page->exportReport(); }))
            return false;
        wait(1'000); // it is asked what can be rolled back: nothing where the blocks stood before
        if (back->isEnabled() && !grabDialog(QStringLiteral("roll-back"), [back] { back->click(); }))
            return false;
        m_window.showPage(QStringLiteral("migrations"));
        const auto plan = Plan::load(m_order.planFile);
        if (!grab(QStringLiteral("migrations")) || !plan)
            return false;
        // Where clients go on writing to the source, a comparison waits for what never arrives.
        return plan->sourceAfter == SourceAfter::Writable
            || photographVerify(
                m_window, *plan, [this](const QString &name) { return grab(name); }, waitFor);
    }
    bool explain(const MigrationPage *page) const
    {
        printError(page->session()->end().summary.reason);
        return false;
    }
    //! What the menus open, and what is asked after a crash; the job in that is made up.
    bool grabDialogs()
    {
        const std::pair<QString, QString> menus[]
            = {{tr("Keyboard"), QStringLiteral("keyboard")}, {tr("About Godwit"), QStringLiteral("about")},
                {tr("Settings…"), QStringLiteral("settings")}, {tr("Diagnostic bundle…"), QStringLiteral("bundle")}};
        const QList<Command> commands = m_window.commands();
        for (const auto &[title, name] : menus) {
            const auto command = std::find_if(commands.begin(), commands.end(),
                [title = title](const Command &known) { return known.title == title; });
            if (command == commands.end() || !grabDialog(name, command->run))
                return false;
        }
        m_window.openHelp();
        wait(250);
        QWidget *help = QApplication::activeWindow();
        if (!help || help == &m_window || !save(*help, QStringLiteral("help")))
            return false;
        help->close();
        CutOffJob job;
        job.job = QStringLiteral("7f3a12bc");
        job.plan = *Plan::load(m_order.planFile);
        job.stage = tr("Inside the cutover");
        job.written = 97'290'037;
        job.indices = job.copied = 12;
        job.lastSign = QDateTime::currentDateTime();
        job.targetIndices = job.blockedIndices = {QStringLiteral("orders-2024"), QStringLiteral("orders-2025")};
        RecoveryDialog recovery({job}, {}, &m_window);
        DiscardDialog discard(job, {}, &m_window);
        return grabDialog(QStringLiteral("recovery"), [&recovery] { recovery.show(); })
            && grabDialog(QStringLiteral("discard"), [&discard] { discard.show(); });
    }
    bool grabDialog(const QString &name, const std::function<void()> &open)
    {
        open();
        if (!waitFor([] { return openDialog() != nullptr; }))
            return false;
        wait(400);
        QDialog *dialog = openDialog();
        const bool saved = dialog && save(*dialog, name);
        if (dialog)
            dialog->reject();
        wait(100);
        return saved;
    }
    static QString tr(const char *text) { return QCoreApplication::translate("godwit::MainWindow", text); }
    bool grab(const QString &name)
    {
        wait(250);
        return save(m_window, name);
    }
    bool save(QWidget &widget, const QString &name)
    {
        m_last = name;
        const QString path = QStringLiteral("%1/%2%3%4.png")
                                 .arg(m_order.outDir, name, m_order.dark ? QStringLiteral("-dark") : QString(),
                                     m_order.scale > 1 ? QStringLiteral("@%1x").arg(m_order.scale) : QString());
        return saveSmall(widget.grab().toImage(), path);
    }

    MainWindow &m_window;
    const ProfileStore &m_store;
    const ScreenshotOrder &m_order;
    QString m_last;
};

} // namespace

int runScreenshots(int argc, char **argv, const ScreenshotOrder &order)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", QByteArray::number(order.scale));
    const QApplication application(argc, argv);
    // A platform without a desktop has no font of its own that is fit to be shown.
    if (QFontDatabase::families().contains(QStringLiteral("Inter"))) {
        QFont font(QStringLiteral("Inter"));
        font.setPointSizeF(9.75);
        QApplication::setFont(font);
    }
    QTranslator translator;
    dressApplication(*qApp, translator);
    Theme::install(qApp)->choose(order.dark ? Theme::Choice::Dark : Theme::Choice::Light);
    if (!QDir().mkpath(order.outDir))
        return 5;
    WindowWiring wiring(order.stateDir);
    const WindowPorts ports = wiring.ports();
    MainWindow window(ports);
    window.resize(1280, 800);
    window.show();
    Photographer photographer(window, ports.profiles, order);
    if (photographer.run())
        return 0;
    printError(QCoreApplication::translate("godwit::MainWindow",
        "What is photographed after \"%1\" did not come up within %2 s, or its picture could not be saved.")
                   .arg(photographer.last())
                   .arg(mostSeconds));
    return 5;
}

} // namespace godwit
