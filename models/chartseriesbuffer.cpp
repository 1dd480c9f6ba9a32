// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chartseriesbuffer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace godwit {
namespace {

constexpr std::array<double, ChartSeriesBuffer::tierCount> spans{300, 900, 3600, 21600, 86400, 604800};

} // namespace

double ChartSeriesBuffer::spanSeconds(int tier)
{
    return spans.at(static_cast<std::size_t>(tier));
}

int ChartSeriesBuffer::tierFor(double elapsed)
{
    const auto found = std::find_if(spans.begin(), spans.end(), [&](double span) { return elapsed <= span; });
    return found == spans.end() ? tierCount - 1 : static_cast<int>(found - spans.begin());
}

ChartSeriesBuffer::ChartSeriesBuffer()
{
    for (const double span : spans) {
        Tier tier;
        tier.step = span / pointsPerTier;
        m_tiers.push_back(std::move(tier));
    }
}

void ChartSeriesBuffer::close(Tier &tier)
{
    if (tier.samples == 0)
        return;
    const Slot closed{
        QPointF((static_cast<double>(tier.slot) + 0.5) * tier.step, tier.sum / tier.samples), tier.begins};
    // One slot is always being averaged, so the ring holds one less than may be drawn.
    constexpr std::size_t capacity = pointsPerTier - 1;
    if (tier.ring.size() < capacity) {
        tier.ring.push_back(closed);
    } else {
        tier.ring[tier.next] = closed;
        tier.next = (tier.next + 1) % capacity;
    }
    tier.sum = 0;
    tier.samples = 0;
}

void ChartSeriesBuffer::add(double seconds, double value)
{
    if (value < 0 || !std::isfinite(value))
        return;
    for (Tier &tier : m_tiers) {
        const auto slot = static_cast<qint64>(std::floor(seconds / tier.step));
        if (slot > tier.slot) {
            close(tier);
            tier.begins = tier.cut && slot > tier.slot + 1;
            tier.slot = slot;
        }
        tier.cut = false;
        tier.sum += value;
        ++tier.samples;
    }
}

void ChartSeriesBuffer::cut()
{
    for (Tier &tier : m_tiers)
        tier.cut = true;
}

void ChartSeriesBuffer::addEarlier(const QList<QPointF> &points)
{
    const double hole = points.isEmpty() ? 0 : holeSeconds(points.last().x());
    double before = 0;
    for (const QPointF &point : points) {
        if (point.x() - before > hole)
            cut();
        add(point.x(), point.y());
        before = point.x();
    }
    cut();
}

template <class Visit>
void ChartSeriesBuffer::visit(int number, double now, Visit visitor) const
{
    const Tier &tier = m_tiers.at(static_cast<std::size_t>(number));
    const double oldest = now - spanSeconds(number);
    for (std::size_t i = 0; i < tier.ring.size(); ++i) {
        const auto &[point, begins] = tier.ring[(tier.next + i) % tier.ring.size()];
        if (point.x() >= oldest)
            visitor(QPointF(std::min(point.x() - now, 0.0), point.y()), begins);
    }
    if (tier.samples == 0 || (static_cast<double>(tier.slot) + 1) * tier.step < oldest)
        return;
    // The newest value is the one of now, unless it is followed by a hole.
    const double middle = (static_cast<double>(tier.slot) + 0.5) * tier.step - now;
    visitor(QPointF(tier.cut ? std::min(middle, 0.0) : 0, tier.sum / tier.samples), tier.begins);
}

QList<QPointF> ChartSeriesBuffer::points(int tier, double now) const
{
    QList<QPointF> points;
    points.reserve(pointsPerTier);
    visit(tier, now, [&](QPointF point, bool) { points.append(point); });
    return points;
}

QList<QList<QPointF>> ChartSeriesBuffer::pieces(int tier, double now) const
{
    QList<QList<QPointF>> pieces;
    visit(tier, now, [&](QPointF point, bool begins) {
        if (begins || pieces.isEmpty())
            pieces.append(QList<QPointF>());
        pieces.last().append(point);
    });
    return pieces;
}

double ChartSeriesBuffer::maximum(int tier, double now) const
{
    double highest = 0;
    visit(tier, now, [&](QPointF point, bool) { highest = std::max(highest, point.y()); });
    return highest;
}

double holeSeconds(double span)
{
    return std::max(60.0, span / 30);
}

double niceCeiling(double value)
{
    if (value <= 0 || !std::isfinite(value))
        return 3;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.2, 1.5, 2.4, 3.0, 4.5, 6.0, 9.0}) {
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    }
    return 12 * power;
}

} // namespace godwit
