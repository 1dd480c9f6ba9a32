// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifyresult.h"

#include <QCoreApplication>

#include <chrono>
#include <functional>
#include <mutex>

namespace godwit {

//! Prints a comparison on standard output: lines for people, or one JSON object a line; progress at most once a second.
class VerifyPrinter
{
    Q_DECLARE_TR_FUNCTIONS(godwit::VerifyPrinter)

public:
    using Sink = std::function<void(const QString &line)>;

    VerifyPrinter(bool json, Sink out, Sink err) : m_json(json), m_out(std::move(out)), m_err(std::move(err)) { }

    void begin(const QString &job, const QString &name);
    void progress(const VerifyProgress &progress);
    void finding(const VerifyFinding &finding);
    void event(const JobEvent &event);
    void say(const QString &text);
    void end(const JobSummary &summary, const VerifyResult &result, const QJsonObject &more);

    static QString statusLine(const VerifyProgress &progress);
    static QStringList resultLines(const VerifyResult &result);

private:
    const bool m_json;
    const Sink m_out;
    const Sink m_err;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace godwit
