// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <deque>
#include <mutex>

namespace godwit {

//! One request as it went out, for the activity list. Never holds a header or a body, so no document and no secret.
struct RequestRecord
{
    qint64 time = 0; //!< when it began, in ms since the epoch
    QString cluster; //!< name of the profile, else host and port
    QString address; //!< scheme://host:port
    QString caFile;
    AuthKind auth = AuthKind::None;
    QByteArray method;
    QByteArray path; //!< with the prefix, percent-encoded
    QByteArray query; //!< without '?'
    bool hasBody = false;
    int status = 0; //!< 0: no answer
    qint64 microseconds = 0;
    qint64 sent = 0;
    qint64 received = 0;
    QString error;
    bool failed() const { return status == 0 || status >= 400; }
};

//! Where every connection of this process leaves its requests, from any thread. Off until somebody wants to look; keeps
//! the newest until they are taken, so memory is bounded also when nobody does.
class RequestLog
{
public:
    static constexpr int capacity = 20'000;

    static RequestLog &shared();

    void setRecording(bool on) { m_recording.store(on, std::memory_order_relaxed); }
    bool isRecording() const { return m_recording.load(std::memory_order_relaxed); }
    void add(RequestRecord record);
    //! What came since the last call, oldest first.
    QList<RequestRecord> take();

private:
    std::atomic<bool> m_recording = false;
    std::mutex m_mutex;
    std::deque<RequestRecord> m_waiting;
};

} // namespace godwit
