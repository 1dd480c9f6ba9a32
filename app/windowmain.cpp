// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowmain.h"

#include "app/commandline.h"
#include "app/console.h"
#include "app/singleinstance.h"
#include "app/windowwiring.h"
#include "widgets/migrationpage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QTimer>

namespace godwit {
namespace {

//! Says when the window was painted and takes input: the first moment at which the event loop has nothing to do.
class StartClock final : public QObject
{
public:
    explicit StartClock(const QElapsedTimer &clock) : m_clock(clock) { }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            QTimer::singleShot(0, this, [this] {
                printLine(QStringLiteral("usable after %1 ms").arg(m_clock.elapsed()));
                QApplication::quit();
            });
        }
        return false;
    }

private:
    const QElapsedTimer &m_clock;
};

} // namespace

int runWindow(int argc, char **argv, const CommandLine &line)
{
    QElapsedTimer clock;
    clock.start();
    const QApplication application(argc, argv);
    QTranslator translator;
    dressApplication(*qApp, translator);
    SingleInstance instance(line.stateDir);
    const WindowOrder own{line.planFile, line.start, line.profile};
    switch (instance.begin(own)) {
    case SingleInstance::Role::First:
        break;
    case SingleInstance::Role::Second:
        return 0;
    case SingleInstance::Role::Unreachable:
        printError(QCoreApplication::translate("godwit::SingleInstance",
            "Another window of Godwit runs for this folder of jobs and does not answer. End it, or name another folder "
            "with --state."));
        return 5;
    }
    WindowWiring wiring(line.stateDir);
    MainWindow window(wiring.ports());
    const auto open = [&window](const WindowOrder &order) {
        if (!order.profile.isEmpty())
            window.showConnection(order.profile);
        if (order.plan.isEmpty())
            return;
        if (MigrationPage *page = window.openPlan(order.plan); page && order.start)
            page->start();
    };
    QObject::connect(&instance, &SingleInstance::opened, &window, [&](const WindowOrder &order) {
        window.bringForward();
        open(order);
    });
    if (line.resetLayout)
        window.resetLayout();
    window.show();
    open(own);
    window.lookForCutOffJobs();
    StartClock measured(clock);
    if (line.measureStart)
        window.installEventFilter(&measured);
    return QApplication::exec();
}

} // namespace godwit
