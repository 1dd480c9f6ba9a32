// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkcommand.h"
#include "app/cleanupcommand.h"
#include "app/commandline.h"
#include "app/console.h"
#include "app/headlessrunner.h"
#include "app/jobscommand.h"
#include "app/replaycommand.h"
#include "app/verifycommand.h"

#ifdef GODWIT_WITH_WINDOW
#include "app/windowmain.h"
#endif
#ifdef GODWIT_WITH_PRACTICE
#include "practice/practicemain.h"
#endif

#include <QGuiApplication>
#include <QLoggingCategory>

#include <openssl/crypto.h>

#include <csignal>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace godwit;

namespace {

using Command = CommandLine::Command;

//! Read before any application object exists: which one is needed depends on them.
QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

int runHeadless(const CommandLine &line)
{
    switch (line.command) {
    case Command::Check:
        return runCheck(line);
    case Command::Run:
        return HeadlessRunner(line).run();
    case Command::Resume:
        return HeadlessRunner(line).resume();
    case Command::Replay:
        return runReplay(line);
    case Command::Verify:
        return runVerify(line);
    case Command::Cleanup:
        return runCleanup(line);
    case Command::Jobs:
        return listJobs(line);
    case Command::Report:
        return writeReport(line);
    case Command::Practice:
#ifdef GODWIT_WITH_PRACTICE
        return practiceMain(line.practice, QCoreApplication::applicationFilePath());
#else
        printError(CommandLine::tr("This Godwit was built without practice clusters."));
        return 2;
#endif
    case Command::Help:
        printLine(CommandLine::help().trimmed());
        return 0;
    case Command::Version:
        printLine(QStringLiteral("godwit " GODWIT_VERSION));
        return 0;
    case Command::Screenshots:
    case Command::Window:
        break;
    }
    printError(CommandLine::tr("This Godwit was built without a window; see \"godwit --help\"."));
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    // OpenSSL would tidy up while the process ends, and threads of Qt's pools, which nobody joins, at their own end:
    // both free what a thread kept (OPENSSL_init_crypto(3), OPENSSL_INIT_NO_ATEXIT).
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
#ifdef __GLIBC__
    // Large buffers go back to the system at once: by default glibc keeps freed ones up to 32 MB, in every thread's
    // arena.
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    mallopt(M_ARENA_MAX, 2);
#endif
    QCoreApplication::setApplicationName(QStringLiteral("godwit"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GODWIT_VERSION));
    const auto line = CommandLine::parse(argumentsOf(argc, argv));
    if (!line)
        return giveUp(line.error());
    if (!line->logRules.isEmpty())
        QLoggingCategory::setFilterRules(line->logRules);
#ifdef GODWIT_WITH_WINDOW
    if (line->command == Command::Window)
        return runWindow(argc, argv, *line);
    if (line->command == Command::Screenshots)
        return runScreenshots(argc, argv, {line->outFile, line->planFile, line->stateDir, line->scale, line->dark});
#endif
    if (line->outFile.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
        // Pages are laid out with fonts, which need a platform; this one needs no display.
        qputenv("QT_QPA_PLATFORM", "offscreen");
        const QGuiApplication application(argc, argv);
        return runHeadless(*line);
    }
    const QCoreApplication application(argc, argv);
    return runHeadless(*line);
}
