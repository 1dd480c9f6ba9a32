// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowpractice.h"

#include <QFileInfo>

namespace godwit {
namespace {

constexpr double writesPerSecond = 150;

} // namespace

WindowPractice::WindowPractice(const QString &stateDir, PracticeOptions options)
    : m_state(stateDir.isEmpty() ? QString() : QString(stateDir + QStringLiteral("/practice")))
    , m_options(options)
    , m_session(m_state)
{
    connect(&m_session, &PracticeSession::progress, this, [this](const QString &text) {
        if (m_starting) // the writer talks on, which is for nobody here
            Q_EMIT progress(text);
    });
    connect(&m_session, &PracticeSession::failed, this, [this](const QString &reason) {
        m_starting = false;
        Q_EMIT failed(reason);
    });
    connect(
        &m_session, &PracticeSession::started, this, [this](const QString &, const QString &, const QString &planFile) {
            m_starting = false;
            m_session.startWriter(writesPerSecond);
            Q_EMIT started(planFile);
        });
}

WindowPractice::~WindowPractice() = default;

void WindowPractice::start()
{
    if (m_starting)
        return;
    m_starting = true;
    // The look asks both servers, which may take a while.
    m_look = std::jthread([this] {
        const bool running = Practice(m_state).status().runs();
        QMetaObject::invokeMethod(
            this, [this, running] { begin(running); }, Qt::QueuedConnection);
    });
}

void WindowPractice::begin(bool running)
{
    // What an earlier practice left has been migrated already; a migration starts from a new source and an empty
    // target. Clusters that somebody else runs are used as they are.
    PracticeOptions options = m_options;
    options.fresh = !running || m_ours;
    m_ours = options.fresh;
    m_session.start(options);
}

} // namespace godwit
