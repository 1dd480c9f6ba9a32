// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stopsignals.h"

#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace godwit {

namespace {

std::atomic<int> pipeForSignals{-1};

//! Only what is allowed inside a signal handler.
void handle(int)
{
    const int saved = errno;
    const char byte = 's';
    if (::write(pipeForSignals.load(), &byte, 1) < 0) {
        // A full pipe holds signals enough.
    }
    errno = saved;
}

void install(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(std::function<void(int)> received) : m_received(std::move(received))
{
    if (::pipe2(m_pipe.data(), O_CLOEXEC) != 0)
        return; // then the signals keep their usual meaning
    pipeForSignals = m_pipe[1];
    install(handle);
    m_thread = std::thread([this] { listen(); });
}

StopSignals::~StopSignals()
{
    if (!m_thread.joinable())
        return;
    install(SIG_DFL);
    const char end = 'e';
    while (::write(m_pipe[1], &end, 1) < 0 && errno == EINTR) { }
    m_thread.join();
    pipeForSignals = -1;
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void StopSignals::listen()
{
    int count = 0;
    char byte = 0;
    while (true) {
        const ssize_t got = ::read(m_pipe[0], &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got != 1 || byte == 'e')
            return;
        m_received(++count);
    }
}

} // namespace godwit
