// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowmain.h"

#include "app/windowwiring.h"
#include "widgets/migrationpage.h"

#include <QApplication>

namespace godwit {

int runWindow(int argc, char **argv, const QString &planFile, bool start, const QString &stateDir)
{
    const QApplication application(argc, argv);
    QTranslator translator;
    dressApplication(*qApp, translator);
    WindowWiring wiring(stateDir);
    MainWindow window(wiring.ports());
    window.show();
    if (!planFile.isEmpty()) {
        if (MigrationPage *page = window.openPlan(planFile); page && start)
            page->start();
    }
    return QApplication::exec();
}

} // namespace godwit
