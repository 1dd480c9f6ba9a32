// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operatorword.h"

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace godwit {

OperatorWord::OperatorWord(std::function<void(Said)> said, int descriptor)
    : m_said(std::move(said)), m_descriptor(descriptor)
{
    if (::pipe2(m_wake.data(), O_CLOEXEC) == 0)
        m_thread = std::thread([this] { listen(); });
}

OperatorWord::~OperatorWord()
{
    if (!m_thread.joinable())
        return;
    ::close(m_wake[1]); // wakes the poll
    m_thread.join();
    ::close(m_wake[0]);
}

void OperatorWord::listen()
{
    while (true) {
        std::array<pollfd, 2> watched{pollfd{m_descriptor, POLLIN, 0}, pollfd{m_wake[0], POLLIN, 0}};
        if (::poll(watched.data(), watched.size(), -1) < 0) {
            if (errno == EINTR)
                continue;
            return;
        }
        if (watched[1].revents != 0)
            return;
        // To read a terminal that belongs to another job of the shell would suspend the whole migration.
        if (::isatty(m_descriptor) && ::tcgetpgrp(m_descriptor) != ::getpgrp()) {
            if (::poll(&watched[1], 1, 1000) > 0)
                return;
            continue;
        }
        std::array<char, 4096> buffer{};
        const ssize_t got = ::read(m_descriptor, buffer.data(), buffer.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0) {
            take("\n"); // a last line without its end
            return;
        }
        take(QByteArray(buffer.data(), static_cast<qsizetype>(got)));
    }
}

void OperatorWord::take(const QByteArray &bytes)
{
    m_line += bytes;
    qsizetype end = 0;
    while ((end = m_line.indexOf('\n')) >= 0) {
        const QByteArray said = m_line.left(end).simplified();
        if (said == "cutover")
            m_said(Said::Cutover);
        else if (said == "cutover writes-stopped")
            m_said(Said::CutoverWritesStopped);
        else if (said == "round")
            m_said(Said::Round);
        m_line.remove(0, end + 1);
    }
    // Whoever pipes something else into this must not fill the memory with it.
    if (m_line.size() > 4096)
        m_line = "?";
}

} // namespace godwit
