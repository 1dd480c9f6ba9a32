// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A migration's page under load, without a screen: rows whose every value changes ten times a second. Then keystrokes
// in its filter and in the filter of the wizard's selection. Returns 1 when a limit is missed.
//   godwit_windowload [SECONDS] [ROWS]
#include "samplejob.h"
#include "stallwatchdog.h"

#include "tests/models/samplecatalogue.h"
#include "widgets/indexpanel.h"
#include "widgets/liveview.h"
#include "widgets/migrationpage.h"
#include "widgets/theme.h"
#include "widgets/wizard/migrationwizard.h"
#include "widgets/wizard/selectiontree.h"
#include "widgets/wizard/selectstep.h"

#include "models/indextablemodel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
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

//! Prints figures beside their limits and remembers those that miss them.
class Verdict
{
public:
    void add(const char *name, double value, double limit, const char *unit, const QString &note = {})
    {
        const bool fine = value <= limit;
        if (!fine)
            m_missed.append(QLatin1String(name));
        std::printf("%-38s %7.1f %-3s limit %g%s%s\n", name, value, unit, limit, fine ? "" : "   MISSED",
            qPrintable(note.isEmpty() ? note : QString(QStringLiteral("   ") + note)));
    }
    //! What the program returns.
    int close() const
    {
        std::printf("%s\n",
            m_missed.isEmpty() ? "within the limits"
                               : qPrintable(QString(QStringLiteral("MISSED: ") + m_missed.join(QStringLiteral(", ")))));
        return m_missed.isEmpty() ? 0 : 1;
    }

private:
    QStringList m_missed;
};

//! Types a text into a filter and takes it back; the longest time from a key until its list was painted.
double longestKeystrokeMs(QLineEdit *filter, QAbstractItemView *list, const QString &text)
{
    double longest = 0;
    const auto press = [&](int key, const QString &letter) {
        QElapsedTimer clock;
        clock.start();
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, letter);
        QApplication::sendEvent(filter, &down);
        QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, letter);
        QApplication::sendEvent(filter, &up);
        list->viewport()->repaint();
        longest = std::max(longest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
        spin(60); // a fast typist
    };
    for (const QChar letter : text)
        press(letter.toUpper().unicode(), letter);
    for (qsizetype i = 0; i < text.size(); ++i)
        press(Qt::Key_Backspace, {});
    return longest;
}

//! The selection of a new migration where the source has so many indices, all of them ticked; below 0 when it never
//! came.
double selectionKeystrokeMs(int rows)
{
    const QTemporaryDir folder;
    const Plan plan = sample::shopPlan();
    for (const Endpoint &endpoint : {plan.source, plan.target}) {
        Profile profile;
        profile.endpoint = endpoint;
        if (!ProfileStore(folder.path()).save(&profile))
            return -1;
    }
    sample::MemoryDesk desk;
    desk.answers[0] = sample::large(rows);
    MigrationWizard wizard(ProfileStore(folder.path()), &desk);
    wizard.resize(1108, 720);
    wizard.show();
    wizard.setPlan(plan);
    for (int i = 0; i < 100 && !wizard.obstacle().isEmpty(); ++i)
        spin(100);
    wizard.next();
    if (wizard.step() != 1)
        return -1;
    const auto *select = static_cast<const SelectStep *>(wizard.page(1));
    select->tickButton()->click();
    spin(500);
    return longestKeystrokeMs(select->filter(), select->tree(), QStringLiteral("logs-1*"));
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
    Verdict verdict;
    verdict.add("longest stall of its own", watchdog.longestOwnMs(), 50, "ms",
        QStringLiteral("%1 ms with what other programs took").arg(watchdog.longestMs(), 0, 'f', 1));
    verdict.add("window's thread, of a core", share, 10, "%");
    const double after = residentMegabytes();
    verdict.add("resident memory grew by", after - before, 16, "MB",
        QStringLiteral("from %1 to %2 MB").arg(before, 0, 'f', 1).arg(after, 0, 'f', 1));
    verdict.add("keystroke in the filter under load",
        longestKeystrokeMs(page.live()->indices()->filter(), page.live()->indices()->table(), QStringLiteral("730")),
        50, "ms");
    page.session()->abort(AbortChoice::Keep);
    page.hide();
    spin(300);
    const double selection = selectionKeystrokeMs(rows);
    if (selection < 0) {
        std::printf("The wizard's selection could not be shown.\n");
        return 2;
    }
    verdict.add("keystroke in the wizard's selection", selection, 50, "ms");
    return verdict.close();
}
