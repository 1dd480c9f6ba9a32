// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chartseriesbuffer.h"
#include "widgets/theme.h"

#include <QChartView>

#include <functional>
#include <optional>
#include <vector>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace godwit {

struct ChartLine
{
    QString name;
    QColor Tokens::*color;
    Qt::PenStyle style = Qt::SolidLine;
    bool filled = false;
};

//! The plot of a line chart: series by Qt Charts, grid, labels, limit and marks painted around them.
class LineChartView final : public QChartView
{
    Q_OBJECT
public:
    LineChartView(QList<ChartLine> lines, std::function<QString(double)> label, QWidget *parent = nullptr);

    void setLimit(double value, const QString &text);
    void addMark(double seconds, const QString &word);
    void add(double seconds, const QList<double> &values);
    //! Of the runs before this one, for each line; before anything is added. What lies between is not drawn.
    void addEarlier(const QList<QList<QPointF>> &lines);
    //! The newest so many seconds, of the spans that the buffer keeps; 0 is the whole run.
    void setWindow(double seconds);
    double window() const { return m_window; }
    //! Draws what was added; `seconds` is now.
    void refresh(double seconds);
    double top() const { return m_top; }
    double span() const { return m_span; }
    qsizetype pointCount(int line) const;
    //! Lines of their own that are drawn of a line, since there are holes between them.
    qsizetype pieceCount(int line) const;
    QList<ChartLine> lines() const;
    QString labelOf(double value) const { return m_label(value); }

    struct Reading
    {
        double seconds = 0; //!< on the clock of add()
        QList<double> values; //!< one a line; below 0 is unknown
    };
    //! What is drawn, oldest first.
    QList<Reading> readings() const;

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Piece
    {
        QLineSeries *series = nullptr;
        QLineSeries *floor = nullptr;
        QAreaSeries *area = nullptr;
    };
    struct Line
    {
        ChartLine look;
        ChartSeriesBuffer buffer;
        std::vector<Piece> pieces; //!< at least as many as are drawn; the others are empty
        QList<QPointF> points; //!< that are drawn
    };
    struct Mark
    {
        double seconds;
        QString word;
    };
    void addPiece(Line &line);
    void recolor(const Line &line) const;
    void recolor();
    void placePlot();
    void paintCrossHair(QPainter *painter) const;
    QPointF position(double x, double y) const;
    QRectF freePlace(QRectF room) const;

    std::vector<Line> m_lines;
    std::function<QString(double)> m_label;
    QValueAxis *m_x;
    QValueAxis *m_y;
    QList<Mark> m_marks;
    std::optional<double> m_limit;
    QString m_limitText;
    double m_now = 0;
    double m_top = 3;
    double m_span = 60;
    double m_window = 0;
    bool m_joins = false; //!< there are earlier runs, and nothing of this one yet
    double m_drawn = -1; //!< when the series were replaced last; -1: they must be
    std::optional<qreal> m_hover;
};

} // namespace godwit
