// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifycontext.h"

#include <QCoreApplication>

#include <utility>

namespace godwit {
namespace {

constexpr qsizetype keptFindings = 1'000;

} // namespace

VerifyContext::VerifyContext(VerifySetup given)
    : setup(std::move(given))
    , throttle(setup.control, setup.clock, ThrottleSchedule({}, {}))
    , m_onAbort(setup.control.stopToken(), [this] { m_stop.request_stop(); })
{
    if (setup.request.limits.documentsPerSecond > 0 || setup.request.limits.bytesPerSecond > 0)
        setup.control.setThrottle(setup.request.limits);
}

void VerifyContext::failWith(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (m_failed)
        return;
    m_error = error;
    m_failed = true;
}

Error VerifyContext::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

void VerifyContext::event(EventLevel level, const QString &index, const QString &text)
{
    setup.observer.event({QDateTime::currentDateTimeUtc(), level, index, text});
}

void VerifyContext::finding(std::size_t row, const VerifyFinding &finding)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_findingCount;
        ++m_rows[static_cast<qsizetype>(row)].findings;
        if (m_findings.size() < keptFindings)
            m_findings.append(finding);
    }
    setup.observer.finding(finding);
}

QList<VerifyFinding> VerifyContext::firstFindings() const
{
    const std::lock_guard lock(m_mutex);
    return m_findings;
}

qint64 VerifyContext::findingCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_findingCount;
}

void VerifyContext::keepFindings(QList<VerifyFinding> first, qint64 count)
{
    const std::lock_guard lock(m_mutex);
    m_findings = std::move(first);
    m_findingCount = count;
}

void VerifyContext::forgetFindings(std::size_t row)
{
    const std::lock_guard lock(m_mutex);
    VerifyRow &one = m_rows[static_cast<qsizetype>(row)];
    m_findings.removeIf([&](const VerifyFinding &finding) {
        return finding.sourceIndex == one.pair.source && finding.targetIndex == one.pair.target;
    });
    m_findingCount -= std::exchange(one.findings, 0);
}

void VerifyContext::setRows(QList<VerifyRow> rows)
{
    const std::lock_guard lock(m_mutex);
    m_rows = std::move(rows);
}

QList<VerifyRow> VerifyContext::rows() const
{
    const std::lock_guard lock(m_mutex);
    return m_rows;
}

VerifyRow VerifyContext::row(std::size_t number) const
{
    const std::lock_guard lock(m_mutex);
    return m_rows.at(static_cast<qsizetype>(number));
}

void VerifyContext::change(std::size_t row, const std::function<void(VerifyRow &)> &how)
{
    const std::lock_guard lock(m_mutex);
    how(m_rows[static_cast<qsizetype>(row)]);
}

VerifyContext::Patience::~Patience()
{
    if (m_pace.tries() > 0)
        m_context.change(m_row, [](VerifyRow &row) { row.reason.clear(); });
}

bool VerifyContext::Patience::again(const Error &error)
{
    if (m_context.halting())
        return false;
    const auto pause = m_pace.next(error);
    if (!pause)
        return false;
    if (m_pace.worthSaying())
        m_context.event(EventLevel::Warning, m_context.row(m_row).pair.source,
            QCoreApplication::translate("Verify", "Waiting and trying again: %1").arg(error.summary));
    m_context.change(m_row, [&](VerifyRow &row) { row.reason = error.summary; });
    m_context.setup.control.sleep(*pause);
    return !m_context.halting();
}

} // namespace godwit
