// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/roundchart.h"

#include "models/formats.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>
#include <functional>

namespace godwit {
namespace {

constexpr qsizetype most = 16; //!< bars beside each other
constexpr int gap = 4;

struct Part
{
    QString name;
    QColor color;
    Qt::BrushStyle style;
};

QList<Part> parts()
{
    const Tokens &t = Theme::tokens();
    return {{RoundChart::tr("snapshot"), t.chart1, Qt::SolidPattern},
        {RoundChart::tr("restore"), t.chart2, Qt::BDiagPattern},
        {RoundChart::tr("closing"), t.chart3, Qt::Dense4Pattern},
        {RoundChart::tr("changed"), t.chart1, Qt::SolidPattern},
        {RoundChart::tr("reused"), t.chart4, Qt::FDiagPattern}};
}

void fill(QPainter *painter, const QRectF &bar, const Part &part)
{
    if (bar.height() <= 0)
        return;
    painter->fillRect(bar, QBrush(part.color, part.style));
    painter->setPen(QPen(part.color, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
}

double logOf(qint64 bytes)
{
    return std::log10(1 + double(std::max<qint64>(0, bytes)));
}

} // namespace

//! One of the two plots; the bars of a round share a slot.
struct RoundChart::Strip
{
    QRect plot;
    int labels = 0; //!< height above the plot
    double top = 1; //!< the value at its upper edge
    qsizetype slots_ = 1;

    [[nodiscard]] QRectF slot(qsizetype number) const
    {
        const double width = double(plot.width()) / double(slots_);
        return {plot.left() + double(number) * width + 2, double(plot.top()), std::max(2.0, width - 4),
            double(plot.height())};
    }
    [[nodiscard]] double y(double value) const
    {
        return plot.bottom() + 1 - std::min(value, top) / top * plot.height();
    }
};

RoundChart::RoundChart(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Chart of the rounds"));
}

void RoundChart::setRounds(const QList<RoundFigures> &rounds, double limitSeconds)
{
    const QList<RoundFigures> newest = rounds.last(std::min(most, rounds.size()));
    if (newest == m_rounds && limitSeconds == m_limit)
        return;
    m_rounds = newest;
    m_limit = limitSeconds;
    m_pauses.clear();
    for (qsizetype i = rounds.size() - newest.size(); i < rounds.size(); ++i)
        m_pauses.append(predictPause(rounds.first(i + 1)));
    if (!newest.isEmpty())
        setAccessibleDescription(
            tr("Round %1 took %2 and moved %3; the predicted write pause is %4.")
                .arg(newest.last().number)
                .arg(formats::seconds(newest.last().seconds()), formats::bytes(newest.last().changedBytes),
                    formats::seconds(m_pauses.last())));
    update();
}

QSize RoundChart::sizeHint() const
{
    return {240, QFontMetrics(fontFor(FontRole::ChartLabel)).height() * 6 + 150};
}

QRectF RoundChart::placed(const QRectF &part) const
{
    if (layoutDirection() == Qt::LeftToRight)
        return part;
    return {width() - part.right(), part.top(), part.width(), part.height()};
}

//! What the patterns mean; returns the height that it took.
int RoundChart::paintKey(QPainter *painter, const QRect &room) const
{
    const QFontMetrics metrics = painter->fontMetrics();
    const int line = metrics.height() + 2;
    int x = room.left();
    int y = room.top();
    const auto entry = [&](const QString &name, const std::function<void(const QRectF &)> &swatch) {
        const int wanted = 14 + metrics.horizontalAdvance(name) + 10;
        if (x + wanted > room.right() && x > room.left()) {
            x = room.left();
            y += line;
        }
        swatch(placed(QRectF(x, y + (line - 9) / 2.0, 10, 9)));
        painter->setPen(Theme::tokens().textSecondary);
        painter->drawText(placed(QRectF(x + 14, y, wanted, line)),
            Qt::AlignVCenter | (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft), name);
        x += wanted;
    };
    for (const Part &part : parts())
        entry(part.name, [&](const QRectF &place) { fill(painter, place, part); });
    entry(tr("predicted write pause"), [&](const QRectF &place) {
        painter->setPen(QPen(Theme::tokens().chartLag, 2, Qt::DashDotLine));
        painter->drawLine(QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y()));
    });
    return y + line - room.top();
}

void RoundChart::paintFrame(QPainter *painter, const Strip &strip, const QString &title, const QString &top) const
{
    const Tokens &t = Theme::tokens();
    painter->setPen(QPen(t.line, 1));
    for (const int y : {strip.plot.top(), strip.plot.center().y(), strip.plot.bottom() + 1})
        painter->drawLine(strip.plot.left(), y, strip.plot.right(), y);
    painter->setPen(t.textSecondary);
    const QRect above(strip.plot.left(), strip.plot.top() - strip.labels, strip.plot.width(), strip.labels);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    painter->drawText(above, Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft), title);
    painter->drawText(above, Qt::AlignVCenter | (mirrored ? Qt::AlignLeft : Qt::AlignRight), top);
}

void RoundChart::paintTimes(QPainter *painter, const Strip &strip) const
{
    const QList<Part> look = parts();
    for (qsizetype i = 0; i < m_rounds.size(); ++i) {
        const QRectF slot = strip.slot(i);
        double below = 0;
        const double seconds[]
            = {m_rounds.at(i).snapshotSeconds, m_rounds.at(i).restoreSeconds, m_rounds.at(i).closeSeconds};
        for (int part = 0; part < 3; ++part) {
            const QRectF bar(
                QPointF(slot.left(), strip.y(below + seconds[part])), QPointF(slot.right(), strip.y(below)));
            fill(painter, placed(bar), look.at(part));
            below += seconds[part];
        }
    }
    painter->setPen(QPen(Theme::tokens().chartLag, 2, Qt::DashDotLine));
    QPolygonF line;
    for (qsizetype i = 0; i < m_pauses.size(); ++i)
        line.append(
            placed(QRectF(strip.slot(i).center().x(), strip.y(std::min(strip.top, m_pauses.at(i))), 0, 0)).topLeft());
    painter->drawPolyline(line);
    if (m_limit < 0 || m_limit > strip.top)
        return;
    painter->setPen(QPen(Theme::tokens().chartLimit, 1, Qt::DashLine));
    painter->drawLine(QPointF(strip.plot.left(), strip.y(m_limit)), QPointF(strip.plot.right(), strip.y(m_limit)));
}

void RoundChart::paintBytes(QPainter *painter, const Strip &strip) const
{
    const QList<Part> look = parts();
    for (qsizetype i = 0; i < m_rounds.size(); ++i) {
        const QRectF slot = strip.slot(i);
        const double half = slot.width() / 2;
        const qint64 bytes[] = {m_rounds.at(i).changedBytes, m_rounds.at(i).reusedBytes};
        for (int part = 0; part < 2; ++part) {
            const QRectF bar(QPointF(slot.left() + part * half, strip.y(logOf(bytes[part]))),
                QPointF(slot.left() + (part + 1) * half - 1, strip.y(0)));
            fill(painter, placed(bar), look.at(3 + part));
        }
        painter->setPen(Theme::tokens().textSecondary);
        painter->drawText(placed(QRectF(slot.left() - 4, strip.plot.bottom() + 2, slot.width() + 8, strip.labels)),
            Qt::AlignCenter, QString::number(m_rounds.at(i).number));
    }
}

void RoundChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(fontFor(FontRole::ChartLabel));
    const int line = painter.fontMetrics().height() + 2;
    const int key = paintKey(&painter, rect());
    const int room = height() - key - 3 * line - 2 * gap;
    if (room < 20)
        return;
    Strip times;
    times.labels = line;
    times.slots_ = std::max<qsizetype>(6, m_rounds.size());
    times.plot = QRect(0, key + line + gap, width(), room * 3 / 5);
    // The full round can take a hundred times as long as the others, whose differences would be gone.
    double longest = 0;
    for (const RoundFigures &round : std::as_const(m_rounds)) {
        if (round.number > 1 || m_rounds.size() == 1)
            longest = std::max(longest, round.seconds());
    }
    times.top = std::max(longest * 1.05, 0.1);
    const bool cut = !m_rounds.isEmpty() && m_rounds.first().seconds() > times.top;
    QString limit;
    if (m_limit >= 0)
        limit = tr("limit %1").arg(formats::seconds(m_limit));
    paintFrame(&painter, times,
        cut ? tr("Time, top %1, round 1 is cut").arg(formats::seconds(times.top))
            : tr("Time, top %1").arg(formats::seconds(times.top)),
        m_rounds.isEmpty() ? QString() : limit);
    Strip bytes = times;
    bytes.plot = QRect(0, times.plot.bottom() + 1 + line + gap, width(), room - times.plot.height());
    qint64 largest = 1;
    for (const RoundFigures &round : std::as_const(m_rounds))
        largest = std::max({largest, round.changedBytes, round.reusedBytes});
    bytes.top = logOf(largest) * 1.02;
    paintFrame(&painter, bytes, tr("Moved, top %1").arg(formats::bytes(largest)), tr("logarithmic"));
    paintTimes(&painter, times);
    paintBytes(&painter, bytes);
}

} // namespace godwit
