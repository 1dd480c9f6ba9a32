// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectionpictures.h"
#include "app/console.h"
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
#include "widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFontDatabase>
#include <QTimer>

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
        if (!plan || !grab(QStringLiteral("welcome"))
            || !takeConnectionPictures(
                m_window, m_store, *plan, [this](const QString &name) { return grab(name); }, waitFor))
            return false;
        m_window.openPalette();
        const bool found = grab(QStringLiteral("palette"));
        m_window.showPage(QStringLiteral("connections"));
        if (!found || !grabDialogs())
            return false;
        if (!photographWizard(
                m_window, m_order.planFile, [this](const QString &name) { return grab(name); }, waitFor))
            return false;
        MigrationPage *page = m_window.openPlan(m_order.planFile);
        if (!page)
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
        if (!waitFor(copying) || !grab(QStringLiteral("copying")) || !waitFor(open) || ended())
            return explain(page);
        wait(4000);
        grab(QStringLiteral("following"));
        page->showView(MigrationPage::View::Cutover);
        page->cutover()->blockBox()->setChecked(true);
        wait(1500);
        grab(QStringLiteral("cutover"));
        const QString key = m_window.navigation()->current();
        m_window.showPage(QStringLiteral("activity"));
        grab(QStringLiteral("activity"));
        m_window.setPresenting(true);
        wait(300);
        grab(QStringLiteral("presentation"));
        m_window.setPresenting(false);
        page->session()->orderCutover(page->cutover()->order());
        if (!waitFor(ended))
            return explain(page);
        wait(300);
        m_window.showPage(key);
        if (!grab(QStringLiteral("done")) || session->end().summary.outcome != Outcome::Succeeded)
            return false;
        return photographVerify(
            m_window, *plan, [this](const QString &name) { return grab(name); }, waitFor);
    }

private:
    bool explain(const MigrationPage *page) const
    {
        printError(page->session()->end().summary.reason);
        return false;
    }
    //! Keys, about box, help, and what is asked after a crash; the job in it is made up.
    bool grabDialogs()
    {
        const std::pair<QString, QString> menus[] = {{tr("Keyboard"), QStringLiteral("keyboard")},
            {tr("About Godwit"), QStringLiteral("about")}, {tr("Help of this page"), QStringLiteral("help")}};
        const QList<Command> commands = m_window.commands();
        for (const auto &[title, name] : menus) {
            for (const Command &command : commands) {
                if (command.title == title)
                    command.run();
            }
            wait(250);
            QWidget *dialog = QApplication::activeWindow();
            if (!dialog || dialog == &m_window || !save(*dialog, name))
                return false;
            dialog->close();
            wait(50);
        }
        CutOffJob job;
        job.job = QStringLiteral("7f3a12bc");
        job.plan = *Plan::load(m_order.planFile);
        job.stage = tr("Inside the cutover");
        job.written = 97'290'037;
        job.indices = job.copied = 12;
        job.lastSign = QDateTime::currentDateTime();
        job.targetIndices = job.blockedIndices = {QStringLiteral("orders-2024"), QStringLiteral("orders-2025")};
        RecoveryDialog recovery({job}, {}, &m_window);
        recovery.show();
        DiscardDialog discard(job, {}, &m_window);
        discard.show();
        wait(250);
        return save(recovery, QStringLiteral("recovery")) && save(discard, QStringLiteral("discard"));
    }
    static QString tr(const char *text) { return QCoreApplication::translate("godwit::MainWindow", text); }
    bool grab(const QString &name) const
    {
        wait(250);
        return save(m_window, name);
    }
    bool save(QWidget &widget, const QString &name) const
    {
        const QString path = QStringLiteral("%1/%2%3%4.png")
                                 .arg(m_order.outDir, name, m_order.dark ? QStringLiteral("-dark") : QString(),
                                     m_order.scale > 1 ? QStringLiteral("@%1x").arg(m_order.scale) : QString());
        return widget.grab().save(path);
    }

    MainWindow &m_window;
    const ProfileStore &m_store;
    const ScreenshotOrder &m_order;
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
    return Photographer(window, ports.profiles, order).run() ? 0 : 5;
}

} // namespace godwit
