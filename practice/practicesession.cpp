// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicesession.h"

#include "practice/practicewriter.h"

#include <QThread>

namespace godwit {

PracticeSession::PracticeSession(const QString &state, QObject *parent)
    : QObject(parent), m_state(Practice(state).state())
{
}

PracticeSession::~PracticeSession()
{
    join();
    if (m_ours)
        Practice(m_state).stop();
}

void PracticeSession::join()
{
    m_stop.request_stop();
    for (const auto &thread : {m_thread.get(), m_writer.get()}) {
        if (thread != nullptr)
            thread->wait();
    }
}

bool PracticeSession::isStarting() const
{
    return m_thread && m_thread->isRunning();
}

void PracticeSession::start(const PracticeOptions &options)
{
    if (isStarting())
        return;
    join();
    m_writer.reset();
    m_stop = {};
    m_documents = options.documents;
    m_thread.reset(QThread::create([this, options, token = m_stop.get_token()] {
        const auto begun = Practice(m_state).start(
            options, [this](const QString &text) { Q_EMIT progress(text); }, token);
        // A start that is given up half-way may leave servers, too.
        m_ours = begun ? m_ours || !begun->alreadyRunning : begun.error().kind != ErrorKind::Busy;
        // Into this object's own thread, where nothing arrives any more once it is gone.
        QMetaObject::invokeMethod(
            this,
            [this, begun] {
                if (!begun)
                    return Q_EMIT failed(begun.error().summary);
                m_source = begun->source;
                Q_EMIT started(begun->source, begun->target, begun->planFile);
            },
            Qt::QueuedConnection);
    }));
    m_thread->start();
}

void PracticeSession::startWriter(double rate)
{
    if (m_source.isEmpty() || (m_writer && m_writer->isRunning()))
        return;
    WriterOptions options;
    options.url = m_source;
    options.rate = rate;
    options.documents = m_documents;
    options.statusFile = Practice(m_state).writerFile();
    m_writer.reset(QThread::create([this, options, token = m_stop.get_token()] {
        PracticeWriter writer(options, [this](const QString &text) { Q_EMIT progress(text); });
        const auto ran = writer.run(token);
        if (!ran)
            QMetaObject::invokeMethod(
                this, [this, ran] { Q_EMIT failed(ran.error().summary); }, Qt::QueuedConnection);
    }));
    m_writer->start();
}

} // namespace godwit
