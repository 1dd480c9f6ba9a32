// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/etaestimator.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace godwit {
namespace {

constexpr double window = 60;
constexpr double stableAfter = 30;
constexpr double mostSpread = 0.4; //!< of the mean rate; above it no promise is made

} // namespace

void EtaEstimator::add(double seconds, qint64 done, qint64 total)
{
    if (!m_samples.empty() && (done < m_samples.back().done || seconds < m_samples.back().seconds))
        m_samples.clear();
    m_total = total;
    if (m_samples.empty() || seconds - m_samples.back().seconds >= 1)
        m_samples.push_back({seconds, done});
    while (m_samples.size() > 1 && seconds - m_samples.front().seconds > window)
        m_samples.pop_front();
}

QString EtaEstimator::text() const
{
    if (m_total <= 0 || m_samples.size() < 4)
        return {};
    const Sample &first = m_samples.front();
    const Sample &last = m_samples.back();
    const double span = last.seconds - first.seconds;
    const qint64 left = m_total - last.done;
    if (span < stableAfter || left <= 0 || last.done <= first.done)
        return {};
    // The rates of the thirds of the window say how much the future may differ.
    double slowest = 1e300;
    double fastest = 0;
    for (int part = 0; part < 3; ++part) {
        const auto at
            = [&](int third) { return m_samples[(m_samples.size() - 1) * static_cast<std::size_t>(third) / 3]; };
        const Sample a = at(part);
        const Sample b = at(part + 1);
        const double rate = static_cast<double>(b.done - a.done) / std::max(b.seconds - a.seconds, 0.1);
        slowest = std::min(slowest, rate);
        fastest = std::max(fastest, rate);
    }
    const double mean = static_cast<double>(last.done - first.done) / span;
    if (slowest <= 0 || (fastest - slowest) / mean > mostSpread)
        return {};
    const double soonest = static_cast<double>(left) / fastest;
    const double latest = static_cast<double>(left) / slowest;
    const auto tr = [](const char *text) { return QCoreApplication::translate("godwit::EtaEstimator", text); };
    if (latest < 60)
        return tr("less than a minute");
    const bool hours = soonest >= 2 * 3600;
    const double unit = hours ? 3600 : 60;
    const auto low = static_cast<int>(std::max(1.0, std::floor(soonest / unit)));
    const auto high = static_cast<int>(std::ceil(latest / unit));
    if (low == high)
        return (hours ? tr("about %1 h") : tr("about %1 min")).arg(low);
    return (hours ? tr("about %1 to %2 h") : tr("about %1 to %2 min")).arg(low).arg(high);
}

} // namespace godwit
