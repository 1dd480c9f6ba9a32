// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectionpictures.h"
#include "app/console.h"
#include "app/windowmain.h"
#include "app/windowwiring.h"
#include "app/wizardscreenshots.h"
#include "widgets/connectionspage.h"
#include "widgets/cutoverpanel.h"
#include "widgets/migrationpage.h"
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
        page->session()->orderCutover(page->cutover()->order());
        if (!waitFor(ended))
            return explain(page);
        wait(300);
        return grab(QStringLiteral("done")) && session->end().summary.outcome == Outcome::Succeeded;
    }

private:
    bool explain(const MigrationPage *page) const
    {
        printError(page->session()->end().summary.reason);
        return false;
    }
    bool grab(const QString &name) const
    {
        wait(250);
        const QString path = QStringLiteral("%1/%2%3%4.png")
                                 .arg(m_order.outDir, name, m_order.dark ? QStringLiteral("-dark") : QString(),
                                     m_order.scale > 1 ? QStringLiteral("@%1x").arg(m_order.scale) : QString());
        return m_window.grab().save(path);
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
    Theme::install(qApp)->force(order.dark);
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
