// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/linechart.h"

#include <QAreaSeries>
#include <QChart>
#include <QEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace godwit {
namespace {

constexpr int mostGridLines = 3;
constexpr int leastGridStep = 16; //!< pixels; closer, the labels would run into each other

QString ago(double seconds)
{
    if (seconds <= 0)
        return QCoreApplication::translate("godwit::LineChart", "now");
    if (seconds < 59.5)
        return QCoreApplication::translate("godwit::LineChart", "−%1 s").arg(qRound(seconds));
    if (seconds < 7200)
        return QCoreApplication::translate("godwit::LineChart", "−%1 min").arg(qRound(seconds / 60));
    if (seconds < 2 * 86400)
        return QCoreApplication::translate("godwit::LineChart", "−%1 h").arg(qRound(seconds / 3600));
    return QCoreApplication::translate("godwit::LineChart", "−%1 d").arg(qRound(seconds / 86400));
}

//! A young job is not a line at the right edge.
double shownSpan(double elapsed, double tierSpan)
{
    for (const double span : {60.0, 120.0}) {
        if (elapsed <= span)
            return span;
    }
    return tierSpan;
}

//! Between the labels of the time axis, so that each names a round time.
double labelStep(double span)
{
    return span == 120 ? 60 : span == 300 ? 120 : span == 604800 ? 2 * 86400 : span / 3;
}

} // namespace

LineChartView::LineChartView(QList<ChartLine> lines, std::function<QString(double)> label, QWidget *parent)
    : QChartView(new QChart, parent), m_label(std::move(label)), m_x(new QValueAxis(this)), m_y(new QValueAxis(this))
{
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setBackgroundBrush(Qt::NoBrush);
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->legend()->hide();
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    m_x->setVisible(false);
    m_y->setVisible(false);
    for (const ChartLine &look : lines) {
        Line line;
        line.look = look;
        addPiece(line);
        m_lines.push_back(std::move(line));
    }
    m_x->setRange(-m_span, 0);
    m_y->setRange(0, m_top);
    recolor();
}

void LineChartView::addPiece(Line &line)
{
    Piece piece;
    piece.series = new QLineSeries(this);
    QAbstractSeries *shown = piece.series;
    if (line.look.filled) {
        piece.floor = new QLineSeries(this);
        piece.area = new QAreaSeries(piece.series, piece.floor);
        shown = piece.area;
    }
    chart()->addSeries(shown);
    shown->attachAxis(m_x);
    shown->attachAxis(m_y);
    line.pieces.push_back(piece);
}

void LineChartView::recolor(const Line &line) const
{
    const Tokens &t = Theme::tokens();
    // A cosmetic pen counts the pixels of the screen.
    QPen pen(t.*line.look.color, 1.6 * devicePixelRatioF(), line.look.style);
    pen.setCosmetic(true);
    QColor fill = t.*line.look.color;
    fill.setAlphaF(t.isDark ? 0.17F : 0.12F);
    for (const Piece &piece : line.pieces) {
        piece.series->setPen(pen);
        if (piece.area) {
            piece.area->setBrush(fill);
            piece.area->setPen(pen);
        }
    }
}

void LineChartView::recolor()
{
    for (const Line &line : m_lines)
        recolor(line);
}

void LineChartView::setLimit(double value, const QString &text)
{
    if (m_limit == value && m_limitText == text)
        return;
    m_limit = value;
    m_limitText = text;
    m_top = std::max(m_top, niceCeiling(value * 1.2));
    m_y->setRange(0, m_top);
    viewport()->update();
}

void LineChartView::addMark(double seconds, const QString &word)
{
    m_marks.append({seconds, word});
    m_drawn = -1;
    if (m_marks.size() > 20)
        m_marks.removeFirst();
}

void LineChartView::add(double seconds, const QList<double> &values)
{
    for (std::size_t i = 0; i < m_lines.size() && static_cast<qsizetype>(i) < values.size(); ++i)
        m_lines[i].buffer.add(seconds, values.at(static_cast<qsizetype>(i)));
    if (std::exchange(m_joins, false))
        m_drawn = -1; // a pixel of a long run is many seconds
}

void LineChartView::addEarlier(const QList<QList<QPointF>> &lines)
{
    for (std::size_t i = 0; i < m_lines.size() && static_cast<qsizetype>(i) < lines.size(); ++i)
        m_lines[i].buffer.addEarlier(lines.at(static_cast<qsizetype>(i)));
    m_joins = true;
    m_drawn = -1;
}

void LineChartView::setWindow(double seconds)
{
    m_window = seconds;
    m_drawn = -1;
}

void LineChartView::refresh(double seconds)
{
    // What moves by less than a pixel need not be drawn again.
    const double pixel = m_span / std::max(chart()->plotArea().width(), 100.0);
    if (m_drawn >= 0 && seconds >= m_drawn && seconds - m_drawn < pixel)
        return;
    m_drawn = seconds;
    m_now = seconds;
    const int tier = ChartSeriesBuffer::tierFor(m_window > 0 ? m_window : seconds);
    double highest = m_limit.value_or(0) * 1.2;
    for (Line &line : m_lines) {
        highest = std::max(highest, line.buffer.maximum(tier, seconds));
        const QList<QList<QPointF>> pieces = line.buffer.pieces(tier, seconds);
        const auto before = line.pieces.size();
        while (line.pieces.size() < static_cast<std::size_t>(pieces.size()))
            addPiece(line);
        if (line.pieces.size() > before)
            recolor(line);
        line.points.clear();
        for (std::size_t i = 0; i < line.pieces.size(); ++i) {
            const QList<QPointF> points = pieces.value(static_cast<qsizetype>(i));
            const Piece &piece = line.pieces[i];
            piece.series->replace(points);
            if (piece.floor)
                piece.floor->replace(points.isEmpty()
                        ? QList<QPointF>()
                        : QList<QPointF>({{points.first().x(), 0}, {points.last().x(), 0}}));
            line.points += points;
        }
    }
    // Grows in steps at once and shrinks only when far too large, so the picture stands still.
    const double top = niceCeiling(highest);
    if (top > m_top || top < m_top / 4)
        m_top = top;
    m_y->setRange(0, m_top);
    const double whole = ChartSeriesBuffer::spanSeconds(tier);
    if (const double span = m_window > 0 ? whole : shownSpan(seconds, whole); span != m_span) {
        m_span = span;
        m_x->setRange(-span, 0);
    }
    viewport()->update();
}

qsizetype LineChartView::pointCount(int line) const
{
    return m_lines.at(static_cast<std::size_t>(line)).points.size();
}

qsizetype LineChartView::pieceCount(int line) const
{
    const auto &pieces = m_lines.at(static_cast<std::size_t>(line)).pieces;
    return std::count_if(pieces.begin(), pieces.end(), [](const Piece &piece) { return piece.series->count() > 0; });
}

QList<ChartLine> LineChartView::lines() const
{
    QList<ChartLine> looks;
    for (const Line &line : m_lines)
        looks.append(line.look);
    return looks;
}

QList<LineChartView::Reading> LineChartView::readings() const
{
    // Lines get their values together, but a value that was unknown leaves a gap in its own only.
    std::map<double, QList<double>> rows;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        for (const QPointF &point : std::as_const(m_lines[i].points)) {
            QList<double> &row = rows[point.x()];
            row.resize(static_cast<qsizetype>(m_lines.size()), -1);
            row[static_cast<qsizetype>(i)] = point.y();
        }
    }
    QList<Reading> readings;
    for (const auto &[x, values] : rows)
        readings.append({m_now + x, values});
    return readings;
}

void LineChartView::placePlot()
{
    const QFontMetrics metrics(fontFor(FontRole::ChartLabel));
    const int left = metrics.horizontalAdvance(QStringLiteral("600 k/s")) + 2;
    chart()->setPlotArea(
        QRectF(left, 6, std::max(10, width() - left - 10), std::max(10, height() - metrics.height() - 14)));
}

void LineChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placePlot();
    m_drawn = -1;
}

void LineChartView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_lines.empty())
        recolor();
}

QPointF LineChartView::position(double x, double y) const
{
    const QRectF plot = chart()->plotArea();
    return {plot.right() + x / m_span * plot.width(), plot.bottom() - std::min(y / m_top, 1.0) * plot.height()};
}

void LineChartView::drawBackground(QPainter *painter, const QRectF &)
{
    const Tokens &t = Theme::tokens();
    const QRectF plot = chart()->plotArea();
    painter->setFont(fontFor(FontRole::ChartLabel));
    const QFontMetrics metrics = painter->fontMetrics();
    const int gridLines = plot.height() < mostGridLines * leastGridStep ? 1 : mostGridLines;
    for (int i = 0; i <= gridLines; ++i) {
        const double value = m_top * i / gridLines;
        const qreal y = std::round(position(0, value).y()) + 0.5;
        painter->setPen(QPen(t.line, 1));
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter->setPen(t.textSecondary);
        painter->drawText(QRectF(0, y - 10, plot.left() - 6, 20), Qt::AlignRight | Qt::AlignVCenter, m_label(value));
    }
    for (double back = 0; back <= m_span; back += labelStep(m_span)) {
        const QString text = ago(back);
        const qreal width = metrics.horizontalAdvance(text) + 2;
        const qreal left = std::max(plot.left(), std::min(position(-back, 0).x() - width / 2, plot.right() - width));
        painter->drawText(QRectF(left, plot.bottom() + 5, width, metrics.height()), Qt::AlignCenter, text);
    }
}

//! Moved up or down to where the fewest points of the lines, and not the limit, are behind it.
QRectF LineChartView::freePlace(QRectF room) const
{
    const QRectF plot = chart()->plotArea();
    const qreal height = room.height();
    QRectF best = room;
    qsizetype fewest = std::numeric_limits<qsizetype>::max();
    for (const qreal y : {plot.top() + 1, plot.bottom() - height - 1, plot.center().y() - height / 2}) {
        room.moveTop(y);
        qsizetype covered = 0;
        for (const Line &line : m_lines) {
            covered += std::count_if(line.points.begin(), line.points.end(),
                [&](const QPointF &point) { return room.contains(position(point.x(), point.y())); });
        }
        if (m_limit && room.top() <= position(0, *m_limit).y() && position(0, *m_limit).y() <= room.bottom())
            covered += 1'000;
        if (covered < fewest) {
            fewest = covered;
            best = room;
        }
    }
    return best;
}

void LineChartView::drawForeground(QPainter *painter, const QRectF &)
{
    const Tokens &t = Theme::tokens();
    const QRectF plot = chart()->plotArea();
    painter->setFont(fontFor(FontRole::ChartLabel));
    for (const Mark &mark : std::as_const(m_marks)) {
        const qreal x = std::round(position(mark.seconds - m_now, 0).x()) + 0.5;
        if (x < plot.left())
            continue;
        painter->setPen(QPen(t.textSecondary, 1, Qt::DotLine));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter->setPen(t.textSecondary);
        const int width = painter->fontMetrics().horizontalAdvance(mark.word);
        const bool fits = x + 4 + width < plot.right();
        const QRectF room = freePlace(
            {fits ? x + 4 : x - 4 - width, plot.top() + 1, qreal(width + 1), qreal(painter->fontMetrics().height())});
        painter->fillRect(room.adjusted(-2, 0, 2, 0), t.base); // a line behind the word makes it hard to read
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, mark.word);
    }
    if (m_limit) {
        const qreal y = std::round(position(0, *m_limit).y()) + 0.5;
        painter->setPen(QPen(t.chartLimit, 1.4, Qt::DashLine));
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        QFont font = painter->font();
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        // At the left, where the newest values do not run through it.
        const qreal above = y - 3 - painter->fontMetrics().height();
        const QRectF place(plot.left() + 2, above < 0 ? y + 3 : above,
            painter->fontMetrics().horizontalAdvance(m_limitText) + 4, painter->fontMetrics().height());
        painter->fillRect(place, t.base);
        painter->drawText(place, Qt::AlignCenter, m_limitText);
    }
    paintCrossHair(painter);
}

void LineChartView::paintCrossHair(QPainter *painter) const
{
    const QRectF plot = chart()->plotArea();
    if (!m_hover || *m_hover < plot.left() || *m_hover > plot.right())
        return;
    const Tokens &t = Theme::tokens();
    const double x = (*m_hover - plot.right()) / plot.width() * m_span;
    QStringList texts{ago(-x)};
    for (const Line &line : m_lines) {
        const auto nearest = std::min_element(line.points.begin(), line.points.end(),
            [x](const QPointF &a, const QPointF &b) { return std::abs(a.x() - x) < std::abs(b.x() - x); });
        if (nearest != line.points.end())
            texts.append(QString(line.look.name + u' ' + m_label(nearest->y())));
    }
    painter->setPen(QPen(t.textSecondary, 1));
    painter->drawLine(QPointF(*m_hover, plot.top()), QPointF(*m_hover, plot.bottom()));
    painter->setFont(fontFor(FontRole::ChartLabel));
    const QString text = texts.join(QStringLiteral(" · "));
    QRectF box(0, plot.top(), painter->fontMetrics().horizontalAdvance(text) + 10, painter->fontMetrics().height() + 4);
    box.moveLeft(
        std::clamp(*m_hover - box.width() / 2, plot.left(), std::max(plot.left(), plot.right() - box.width())));
    painter->fillRect(box, t.base);
    painter->drawRect(box);
    painter->setPen(t.text);
    painter->drawText(box, Qt::AlignCenter, text);
}

void LineChartView::mouseMoveEvent(QMouseEvent *event)
{
    m_hover = event->position().x();
    viewport()->update();
    QChartView::mouseMoveEvent(event);
}

void LineChartView::leaveEvent(QEvent *event)
{
    m_hover.reset();
    viewport()->update();
    QChartView::leaveEvent(event);
}

} // namespace godwit
