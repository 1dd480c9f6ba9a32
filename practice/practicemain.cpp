// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicemain.h"

#include "engine/worker.h"
#include "practice/practice.h"
#include "practice/practicewriter.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QThread>
#include <QTimer>

#include <csignal>
#include <cstdio>

namespace godwit {
namespace {

constexpr int exitDone = 0;
constexpr int exitNotRunning = 1;
constexpr int exitUsage = 2;
constexpr int exitFailed = 5;
constexpr int exitStopped = 6;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(godwit::PracticeMain)
};

volatile std::sig_atomic_t interrupted = 0;

void print(FILE *where, const QString &text)
{
    std::fprintf(where, "%s\n", text.toLocal8Bit().constData());
    std::fflush(where);
}

struct Command
{
    QString name;
    QString state;
    QString program;
    QString url;
    PracticeOptions options;
    double rate = 0;
    double seconds = 0;
    bool json = false;
    bool wipe = false;

    void say(const QString &text) const { print(json ? stderr : stdout, text); }
};

int failed(const Error &error)
{
    print(stderr, error.summary);
    if (!error.detail.isEmpty())
        print(stderr, error.detail.trimmed());
    return error.kind == ErrorKind::Cancelled ? exitStopped : exitFailed;
}

void printStatus(const Command &command, const PracticeStatus &status)
{
    if (command.json)
        return print(stdout, QString::fromUtf8(QJsonDocument(status.toJson()).toJson(QJsonDocument::Compact)));
    const auto state = [](bool runs) { return runs ? Text::tr("runs") : Text::tr("does not run"); };
    if (status.source.isEmpty() && status.target.isEmpty())
        return print(stdout, Text::tr("There are no practice clusters. Start them with: godwit practice start"));
    print(stdout, Text::tr("Source: %1 (Elasticsearch 7.17) %2").arg(status.source, state(status.sourceRuns)));
    print(stdout, Text::tr("Target: %1 (Elasticsearch 8.3) %2").arg(status.target, state(status.targetRuns)));
    if (!status.planFile.isEmpty())
        print(stdout, Text::tr("Plan: %1").arg(status.planFile));
    if (status.writerRuns) {
        const QString reason = status.writer.value(QLatin1String("pause_reason")).toString();
        print(stdout,
            reason.isEmpty() ? Text::tr("Writer: busy, %1 operations a second")
                                   .arg(status.writer.value(QLatin1String("rate")).toDouble())
                             : Text::tr("Writer: waiting. %1").arg(reason));
    }
}

bool startWriter(const Command &command, const Practice &practice)
{
    QProcess writer;
    writer.setProgram(command.program);
    writer.setArguments({QStringLiteral("practice"), QStringLiteral("writer"), QStringLiteral("--state"),
        practice.state(), QStringLiteral("--rate"), QString::number(command.rate), QStringLiteral("--documents"),
        QString::number(command.options.documents)});
    writer.setStandardInputFile(QProcess::nullDevice());
    writer.setStandardOutputFile(QString(practice.state() + QStringLiteral("/writer.log")));
    writer.setStandardErrorFile(QProcess::nullDevice());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen")); // it needs no display
    writer.setProcessEnvironment(environment);
    writer.setWorkingDirectory(practice.state());
    return writer.startDetached();
}

int start(const Command &command, std::stop_token stop)
{
    Practice practice(command.state);
    const auto begun = practice.start(
        command.options, [&command](const QString &text) { command.say(text); }, stop);
    if (!begun)
        return failed(begun.error());
    PracticeStatus status = *begun;
    if (status.alreadyRunning)
        command.say(Text::tr("The practice clusters run already."));
    if (command.rate > 0 && !status.writerRuns) {
        if (!startWriter(command, practice)) {
            print(stderr, Text::tr("The writer could not be started from %1.").arg(command.program));
            return exitFailed;
        }
        for (int i = 0; i < 50 && !status.writerRuns && !stop.stop_requested(); ++i) {
            QThread::msleep(100);
            status = practice.status();
            status.alreadyRunning = begun->alreadyRunning;
        }
    }
    printStatus(command, status);
    return exitDone;
}

int stopAll(const Command &command)
{
    Practice practice(command.state);
    if (const auto stopped = practice.stop(command.wipe); !stopped)
        return failed(stopped.error());
    if (command.json)
        printStatus(command, practice.status());
    else
        print(stdout, Text::tr("The practice clusters are stopped."));
    return exitDone;
}

int status(const Command &command)
{
    const PracticeStatus now = Practice(command.state).status();
    printStatus(command, now);
    return now.runs() ? exitDone : exitNotRunning;
}

int writer(const Command &command, std::stop_token stop)
{
    const Practice practice(command.state);
    WriterOptions options;
    options.url = command.url.isEmpty() ? practice.status().source : command.url;
    if (options.url.isEmpty()) {
        print(stderr, Text::tr("There is no practice source. Start it with: godwit practice start"));
        return exitFailed;
    }
    if (command.rate > 0)
        options.rate = command.rate;
    options.seconds = command.seconds;
    options.documents = command.options.documents;
    if (QDir().mkpath(practice.state()))
        options.statusFile = practice.writerFile();
    PracticeWriter busy(options, [&command](const QString &text) { command.say(text); });
    if (const auto ran = busy.run(stop); !ran)
        return failed(ran.error());
    const WriterCounts &counts = busy.counts();
    if (command.json) {
        print(stdout, QString::fromUtf8(QJsonDocument(busy.toJson()).toJson(QJsonDocument::Compact)));
    } else {
        print(stdout,
            Text::tr("%1 inserted, %2 changed, %3 deleted, %4 deleted and made again, %5 refused, %6 failed")
                .arg(counts.inserted)
                .arg(counts.updated)
                .arg(counts.deleted)
                .arg(counts.recreated)
                .arg(counts.refused)
                .arg(counts.failed));
    }
    return exitDone;
}

int work(const Command &command, std::stop_token stop)
{
    if (command.name == QLatin1String("start"))
        return start(command, stop);
    if (command.name == QLatin1String("stop"))
        return stopAll(command);
    if (command.name == QLatin1String("status"))
        return status(command);
    return writer(command, stop);
}

//! An empty name: the arguments are wrong and the reason is printed.
Command parse(const QStringList &args)
{
    const QCommandLineOption state(
        QStringLiteral("state"), Text::tr("Folder of the practice clusters."), QStringLiteral("DIR"));
    const QCommandLineOption documents(QStringLiteral("documents"), Text::tr("Documents in a new source (60000)."),
        QStringLiteral("N"), QStringLiteral("60000"));
    const QCommandLineOption rate(QStringLiteral("rate"),
        Text::tr("Operations a second of the writer; start: start one."), QStringLiteral("R"), QStringLiteral("0"));
    const QCommandLineOption seconds(
        QStringLiteral("seconds"), Text::tr("writer: end after this time."), QStringLiteral("S"), QStringLiteral("0"));
    const QCommandLineOption url(QStringLiteral("url"), Text::tr("writer: another source."), QStringLiteral("URL"));
    const QCommandLineOption nodes(QStringLiteral("source-nodes"), Text::tr("start: nodes of a new source (1 or 2)."),
        QStringLiteral("N"), QStringLiteral("1"));
    const QCommandLineOption fresh(
        QStringLiteral("fresh"), Text::tr("start: throw away what an earlier practice left."));
    const QCommandLineOption wipe(QStringLiteral("wipe"), Text::tr("stop: remove the data, too."));
    const QCommandLineOption json(QStringLiteral("json"), Text::tr("Print one JSON object."));
    const QCommandLineOption progress(QStringLiteral("progress"), Text::tr("plain or json (like --json)."),
        QStringLiteral("FORM"), QStringLiteral("plain"));
    QCommandLineParser parser;
    parser.addOptions({state, documents, rate, seconds, url, nodes, fresh, wipe, json, progress});
    const bool good = parser.parse(QStringList{QStringLiteral("practice")} + args);

    Command command;
    command.state = parser.value(state);
    command.url = parser.value(url);
    command.json = parser.isSet(json) || parser.value(progress) == QLatin1String("json");
    command.options.fresh = parser.isSet(fresh);
    command.wipe = parser.isSet(wipe);
    bool numbers[4] = {};
    command.options.documents = parser.value(documents).toLongLong(&numbers[0]);
    command.rate = parser.value(rate).toDouble(&numbers[1]);
    command.seconds = parser.value(seconds).toDouble(&numbers[2]);
    command.options.sourceNodes = parser.value(nodes).toInt(&numbers[3]);
    const bool inRange = numbers[0] && numbers[1] && numbers[2] && numbers[3] && command.options.documents >= 0
        && command.rate >= 0 && command.seconds >= 0 && command.options.sourceNodes >= 1
        && command.options.sourceNodes <= 2;

    const QStringList names = parser.positionalArguments();
    static const QStringList known
        = {QStringLiteral("start"), QStringLiteral("stop"), QStringLiteral("status"), QStringLiteral("writer")};
    if (!good)
        print(stderr, parser.errorText());
    else if (!inRange)
        print(stderr, Text::tr("--documents, --rate, --seconds and --source-nodes want numbers of 0 or more."));
    else if (names.size() == 1 && known.contains(names.first()))
        command.name = names.first();
    if (command.name.isEmpty()) {
        print(stderr,
            Text::tr("Usage: godwit practice start|stop|status|writer [--state DIR] [--json]\n"
                     "  start  [--documents N] [--rate R] [--source-nodes 1|2] [--fresh]\n"
                     "  stop   [--wipe]\n"
                     "  writer [--rate R] [--seconds S] [--url URL]"));
    }
    return command;
}

} // namespace

int practiceMain(const QStringList &args, const QString &program)
{
    Command command = parse(args);
    if (command.name.isEmpty())
        return exitUsage;
    command.program = program.isEmpty() ? QCoreApplication::applicationFilePath() : program;

    std::stop_source stop;
    int code = exitFailed;
    interrupted = 0;
    const auto oldInterrupt = std::signal(SIGINT, [](int) { interrupted = 1; });
    const auto oldTerminate = std::signal(SIGTERM, [](int) { interrupted = 1; });
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &watch, [&stop] {
        if (interrupted != 0)
            stop.request_stop();
    });
    watch.start(100);
    runOnWorker([&] { code = work(command, stop.get_token()); });
    std::signal(SIGINT, oldInterrupt);
    std::signal(SIGTERM, oldTerminate);
    return code;
}

} // namespace godwit
