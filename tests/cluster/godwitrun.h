// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <functional>

namespace godwit::test {

//! The program itself, headless, as an operator or a script runs it: a plan file, JSON lines, an exit code.
class GodwitRun
{
public:
    //! `state` outlives several runs of one job (kill and resume).
    explicit GodwitRun(const QString &state);
    ~GodwitRun();

    void setEnvironment(const QString &name, const QString &value);
    bool start(const QJsonObject &plan, const QString &cutover);
    bool resume(const QString &job, const QString &cutover);
    bool startCommand(const QStringList &arguments);

    //! kill -9.
    void kill();
    void interrupt();
    void sayCutover();
    //! Gives the word, and gives it again where what a test did before still calls the cutover off.
    void insistOnCutover();
    //! The operator says that writes are stopped, and wants no write block.
    void sayWritesAreStopped();
    //! The next round of snapshots, now.
    void sayRound();
    //! One line of what an operator types.
    void say(const QByteArray &line);
    bool running() const;
    bool waitFinished(int milliseconds);
    int exitCode() const;
    //! Whether it was to resume a job that had come to its end before it was killed.
    bool hadFinished();

    //! Waits for a progress line that satisfies the condition.
    bool waitFor(const std::function<bool(const QJsonObject &line)> &condition, int milliseconds);
    bool waitForStage(const QString &stage, int milliseconds);
    //! Waits for words in what it says to people, for example why a cutover was called off.
    bool waitForError(const QByteArray &words, int milliseconds);
    //! Waits until the job has noted a finding of that kind.
    bool waitForFinding(const QByteArray &kind, int milliseconds);
    QJsonObject summary();
    QJsonObject ledger();
    QString job();
    QByteArray errorText();
    QString outputText();
    //! Everything on standard output, for a run without --progress json.
    QString plainText();
    bool waitForText(const char *text, int milliseconds);
    //! Documents read as the last line says.
    qint64 read();

private:
    void collect(int milliseconds);
    bool waitUntil(const std::function<bool()> &reached, int milliseconds);

    QString m_state;
    QProcess m_process;
    QProcessEnvironment m_environment;
    QByteArray m_rest;
    QByteArray m_output;
    QByteArray m_errors;
    QList<QJsonObject> m_lines;
};

//! A progress line that says that everything is copied and changes are followed.
bool following(const QJsonObject &line);

QJsonObject planFor(const QString &sourceUrl, const QString &targetUrl, const QStringList &indices);

} // namespace godwit::test
