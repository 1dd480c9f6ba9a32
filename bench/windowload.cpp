// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A migration's page under load, without a screen: rows whose every value changes ten times a second.
//   godwit_windowload [SECONDS] [ROWS]
#include "samplejob.h"
#include "stallwatchdog.h"

#include "widgets/indexpanel.h"
#include "widgets/liveview.h"
#include "widgets/migrationpage.h"
#include "widgets/theme.h"

#include "models/indextablemodel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>
#include <ctime>

#include <unistd.h>

using namespace godwit;

namespace {

constexpr int differentRounds = 40;

double secondsOf(clockid_t which)
{
    timespec time{};
    clock_gettime(which, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

void spin(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const int seconds = argc > 1 ? QByteArray(argv[1]).toInt() : 60;
    const int rows = argc > 2 ? QByteArray(argv[2]).toInt() : 10'000;
    Theme::install(qApp);
    const QTemporaryDir folder; // what a person chose in the window stays as it is
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    std::vector<JobSnapshot> snapshots;
    for (int round = 0; round < differentRounds; ++round)
        snapshots.push_back(sample::large(rows, round));
    SessionInfo info;
    info.plan = sample::plan();
    MigrationPage page(new JobSession(info, [&snapshots](JobOrders &orders, JobObserver &observer) {
        for (std::size_t round = 0; !orders.control.aborted(); ++round) {
            observer.snapshot(snapshots[round % snapshots.size()]);
            QThread::msleep(100);
        }
        return JobEnd();
    }));
    page.resize(1280, 760);
    page.show();
    page.start();
    page.live()->indices()->table()->sortByColumn(IndexTableModel::RateColumn, Qt::DescendingOrder);
    spin(3000); // the first snapshot builds the rows
    StallWatchdog watchdog;
    const double before = residentMegabytes();
    const double thread = secondsOf(CLOCK_THREAD_CPUTIME_ID);
    QElapsedTimer clock;
    clock.start();
    spin(seconds * 1000);
    const double wall = static_cast<double>(clock.elapsed()) / 1000;
    const double share = (secondsOf(CLOCK_THREAD_CPUTIME_ID) - thread) / wall * 100;
    std::printf("rows %d, %.0f s, %.0f changes of all rows\n", rows, wall, wall * 10);
    std::printf("longest stall of the event loop  %7.1f ms   (of its own %.1f ms; limit 50)\n", watchdog.longestMs(),
        watchdog.longestOwnMs());
    std::printf("window's thread                  %7.1f %%    of a core (limit 10)\n", share);
    std::printf("resident memory                  %7.1f MB   before, %.1f MB after\n", before, residentMegabytes());
    const bool fine = watchdog.longestOwnMs() <= 50 && share <= 10;
    std::printf("%s\n", fine ? "within the limits" : "MISSED");
    page.session()->abort(AbortChoice::Keep);
    spin(300);
    return 0;
}
