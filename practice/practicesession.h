// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/practice.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <stop_token>

class QThread;

namespace godwit {

//! Practice clusters for the window: starts them on a thread of its own and tells by signal. What it started ends with
//! it; clusters that ran before stay.
class PracticeSession : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PracticeSession)

public:
    explicit PracticeSession(const QString &state = {}, QObject *parent = nullptr);
    ~PracticeSession() override;

    //! Does nothing while a start is under way.
    void start(const PracticeOptions &options = {});
    //! Keeps the writer of `rate` operations a second running until this object ends; after started() only.
    void startWriter(double rate);
    bool isStarting() const;

Q_SIGNALS:
    void progress(const QString &text);
    void started(const QString &source, const QString &target, const QString &planFile);
    void failed(const QString &reason);

private:
    void join();

    QString m_state;
    QString m_source;
    qint64 m_documents = 0;
    std::atomic<bool> m_ours = false;
    std::stop_source m_stop;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QThread> m_writer;
};

} // namespace godwit
