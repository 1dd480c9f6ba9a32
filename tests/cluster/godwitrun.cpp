// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/godwitrun.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

#include <csignal>

namespace godwit::test {

GodwitRun::GodwitRun(const QString &state) : m_state(state), m_environment(QProcessEnvironment::systemEnvironment()) { }

GodwitRun::~GodwitRun()
{
    if (running())
        kill();
}

void GodwitRun::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

bool GodwitRun::start(const QJsonObject &plan, const QString &cutover)
{
    const QString path = QDir(m_state).filePath(QStringLiteral("plan.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(plan).toJson()) < 0)
        return false;
    file.close();
    return startCommand({QStringLiteral("run"), path, QStringLiteral("--cutover"), cutover,
        QStringLiteral("--progress"), QStringLiteral("json"), QStringLiteral("--state"), m_state});
}

bool GodwitRun::resume(const QString &job, const QString &cutover)
{
    return startCommand({QStringLiteral("resume"), job, QStringLiteral("--cutover"), cutover,
        QStringLiteral("--progress"), QStringLiteral("json"), QStringLiteral("--state"), m_state});
}

bool GodwitRun::startCommand(const QStringList &arguments)
{
    m_lines.clear();
    m_rest.clear();
    m_output.clear();
    m_errors.clear();
    m_process.setProcessEnvironment(m_environment);
    m_process.start(qEnvironmentVariable("GODWIT_BINARY"), arguments);
    return m_process.waitForStarted(10'000);
}

void GodwitRun::kill()
{
    if (running()) { // else it has no number
        ::kill(static_cast<pid_t>(m_process.processId()), SIGKILL);
        m_process.waitForFinished(10'000);
    }
    collect(0);
}

void GodwitRun::interrupt()
{
    if (running())
        ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
}

void GodwitRun::sayCutover()
{
    m_process.write("cutover\n");
    m_process.waitForBytesWritten(1'000);
}

void GodwitRun::insistOnCutover()
{
    for (int words = 0; words < 6 && running(); ++words) {
        const auto calledOff = errorText().count("called off");
        sayCutover();
        waitUntil([&] { return m_errors.count("called off") > calledOff; }, 60'000);
    }
}

void GodwitRun::sayWritesAreStopped()
{
    m_process.write("cutover writes-stopped\n");
    m_process.waitForBytesWritten(1'000);
}

void GodwitRun::sayRound()
{
    m_process.write("round\n");
    m_process.waitForBytesWritten(1'000);
}

void GodwitRun::say(const QByteArray &line)
{
    m_process.write(line + '\n');
    m_process.waitForBytesWritten(1'000);
}

bool GodwitRun::running() const
{
    return m_process.state() != QProcess::NotRunning;
}

bool GodwitRun::waitFinished(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (running() && timer.elapsed() < milliseconds)
        collect(50);
    const bool done = !running();
    collect(0);
    return done;
}

int GodwitRun::exitCode() const
{
    return m_process.exitCode();
}

bool GodwitRun::hadFinished()
{
    return errorText().contains("there is nothing to resume");
}

void GodwitRun::collect(int milliseconds)
{
    if (milliseconds > 0 && running())
        m_process.waitForReadyRead(milliseconds);
    const QByteArray text = m_process.readAllStandardOutput();
    m_rest += text;
    m_output += text;
    m_errors += m_process.readAllStandardError();
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
        const QJsonObject line = QJsonDocument::fromJson(m_rest.left(end)).object();
        if (!line.isEmpty())
            m_lines.append(line);
        m_rest.remove(0, end + 1);
    }
}

bool GodwitRun::waitFor(const std::function<bool(const QJsonObject &)> &condition, int milliseconds)
{
    qsizetype seen = 0;
    return waitUntil(
        [&] {
            while (seen < m_lines.size())
                if (condition(m_lines.at(seen++)))
                    return true;
            return false;
        },
        milliseconds);
}

bool GodwitRun::waitUntil(const std::function<bool()> &reached, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const bool over = !running() || timer.elapsed() > milliseconds;
        collect(0); // its last words as well
        if (reached())
            return true;
        if (over)
            return false;
        collect(20);
    }
}

bool GodwitRun::waitForStage(const QString &stage, int milliseconds)
{
    return waitFor([&stage](const QJsonObject &line) { return line.value(QLatin1String("stage")).toString() == stage; },
        milliseconds);
}

bool GodwitRun::waitForError(const QByteArray &words, int milliseconds)
{
    return waitUntil([&] { return m_errors.contains(words); }, milliseconds);
}

bool GodwitRun::waitForFinding(const QByteArray &kind, int milliseconds)
{
    QFile file(QDir(m_state).filePath(QString(job() + QStringLiteral("/findings.ndjson"))));
    const QByteArray words = "\"kind\":\"" + kind + '"';
    const auto noted = [&] {
        const bool there = file.open(QIODevice::ReadOnly) && file.readAll().contains(words);
        file.close();
        return there;
    };
    return waitUntil(noted, milliseconds);
}

QJsonObject GodwitRun::summary()
{
    collect(0);
    return m_lines.isEmpty() ? QJsonObject() : m_lines.last();
}

QJsonObject GodwitRun::ledger()
{
    return summary().value(QLatin1String("ledger")).toObject();
}

QString GodwitRun::job()
{
    for (const QJsonObject &line : std::as_const(m_lines))
        if (line.contains(QLatin1String("job")))
            return line.value(QLatin1String("job")).toString();
    return {};
}

QByteArray GodwitRun::errorText()
{
    collect(0);
    return m_errors;
}

QString GodwitRun::outputText()
{
    QByteArray text = m_errors;
    for (qsizetype i = std::max<qsizetype>(0, m_lines.size() - 5); i < m_lines.size(); ++i)
        text += QJsonDocument(m_lines.at(i)).toJson(QJsonDocument::Compact) + '\n';
    return QString::fromUtf8(text);
}

QString GodwitRun::plainText()
{
    collect(0);
    return QString::fromUtf8(m_output);
}

bool GodwitRun::waitForText(const char *text, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!m_output.contains(text) && running() && timer.elapsed() < milliseconds)
        collect(20);
    return m_output.contains(text);
}

qint64 GodwitRun::read()
{
    collect(0);
    for (auto it = m_lines.crbegin(); it != m_lines.crend(); ++it) {
        if (it->contains(QLatin1String("read")))
            return it->value(QLatin1String("read")).toInteger();
        if (it->contains(QLatin1String("ledger")))
            return it->value(QLatin1String("ledger")).toObject().value(QLatin1String("read")).toInteger();
    }
    return 0;
}

bool following(const QJsonObject &line)
{
    return line.value(QLatin1String("lag_s")).toDouble(-1) >= 0;
}

QJsonObject planFor(const QString &sourceUrl, const QString &targetUrl, const QStringList &indices)
{
    return {{QStringLiteral("godwit"), 1}, {QStringLiteral("name"), QStringLiteral("test")},
        {QStringLiteral("method"), QStringLiteral("live-copy")},
        {QStringLiteral("source"), QJsonObject{{QStringLiteral("url"), sourceUrl}}},
        {QStringLiteral("target"), QJsonObject{{QStringLiteral("url"), targetUrl}}},
        {QStringLiteral("select"), QJsonObject{{QStringLiteral("indices"), QJsonArray::fromStringList(indices)}}}};
}

} // namespace godwit::test
