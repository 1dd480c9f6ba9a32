// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reportpictures.h"

#include "models/chartseriesbuffer.h"
#include "models/formats.h"

#include <algorithm>
#include <cmath>

namespace godwit {
namespace {

// A report is paper: the colours of the light theme, whatever the desktop shows.
constexpr auto ink = "#1A1F24";
constexpr auto quiet = "#535D67";
constexpr auto grid = "#D6DADF";
constexpr auto most = "#0072B2";
constexpr auto part = "#DCEDF3";
constexpr auto alarm = "#B3261E";
constexpr int fontSize = 10;
constexpr int gridLines = 3;

QString number(double value)
{
    return QString::number(value, 'f', 1);
}

QString textAt(double x, double y, const QString &text, const char *color, const char *anchor, bool bold = false)
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" fill=\"%3\" text-anchor=\"%4\" font-size=\"%5\" "
                          "font-family=\"sans-serif\"%6>%7</text>\n")
        .arg(number(x), number(y), QLatin1String(color), QLatin1String(anchor))
        .arg(fontSize)
        .arg(bold ? QStringLiteral(" font-weight=\"bold\"") : QString(), text.toHtmlEscaped());
}

QString lineFrom(double x1, double y1, double x2, double y2, const QString &color, double width, const QString &dashes)
{
    return QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"%5\" stroke-width=\"%6\"%7/>\n")
        .arg(number(x1), number(y1), number(x2), number(y2), color, number(width),
            dashes.isEmpty() ? QString() : QStringLiteral(" stroke-dasharray=\"%1\"").arg(dashes));
}

QByteArray picture(const QString &content, int width, int height)
{
    return QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" "
                          "viewBox=\"0 0 %1 %2\">\n%3</svg>\n")
        .arg(width)
        .arg(height)
        .arg(content)
        .toUtf8();
}

struct Plot
{
    double left = 58;
    double top = 22;
    double right = 0;
    double bottom = 0;
    double span = 1;
    double highest = 1;

    double x(double seconds) const { return left + seconds / span * (right - left); }
    double y(double value) const { return bottom - std::min(value / highest, 1.0) * (bottom - top); }
};

QString drawLine(const ReportLine &line, const Plot &plot)
{
    const double hole = holeSeconds(plot.span);
    QString text;
    QString points;
    double before = -1;
    const auto flush = [&] {
        if (!points.isEmpty())
            text += QStringLiteral("<polyline points=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"1.4\" "
                                   "stroke-linejoin=\"round\"%3/>\n")
                        .arg(points.trimmed(), line.color,
                            line.dashes.isEmpty() ? QString()
                                                  : QStringLiteral(" stroke-dasharray=\"%1\"").arg(line.dashes));
        points.clear();
    };
    for (const QPointF &point : line.points) {
        if (before >= 0 && point.x() - before > hole)
            flush();
        before = point.x();
        points += number(plot.x(point.x())) + u',' + number(plot.y(point.y())) + u' ';
    }
    flush();
    return text;
}

} // namespace

QByteArray reportChart(const QList<ReportLine> &lines, const std::function<QString(double)> &label, double limit,
    const QString &limitText, int width, int height)
{
    Plot plot;
    plot.right = width - 12;
    plot.bottom = height - 20;
    double highest = limit > 0 ? limit * 1.2 : 0;
    for (const ReportLine &line : lines) {
        for (const QPointF &point : line.points) {
            plot.span = std::max(plot.span, point.x());
            highest = std::max(highest, point.y());
        }
    }
    plot.highest = niceCeiling(highest);
    QString text;
    for (int i = 0; i <= gridLines; ++i) {
        const double value = plot.highest * i / gridLines;
        text += lineFrom(plot.left, plot.y(value), plot.right, plot.y(value), QLatin1String(grid), 1, {});
        text += textAt(plot.left - 6, plot.y(value) + 3.5, label(value), quiet, "end");
        const double seconds = plot.span * i / gridLines;
        text += textAt(plot.x(seconds), height - 5, formats::seconds(std::floor(seconds)), quiet,
            i == 0               ? "start"
                : i == gridLines ? "end"
                                 : "middle");
    }
    double legend = plot.right;
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        legend -= 7.0 * static_cast<double>(line->name.size()) + 6;
        text += textAt(legend, 11, line->name, ink, "start");
        text += lineFrom(legend - 24, 7.5, legend - 5, 7.5, line->color, 2, line->dashes);
        legend -= 36;
    }
    for (const ReportLine &line : lines)
        text += drawLine(line, plot);
    if (limit > 0) {
        text += lineFrom(
            plot.left, plot.y(limit), plot.right, plot.y(limit), QLatin1String(alarm), 1.4, QStringLiteral("5,3"));
        text += textAt(plot.left + 4, plot.y(limit) - 4, limitText, alarm, "start", true);
    }
    return picture(text, width, height);
}

QByteArray reportBar(const QList<ReportPart> &parts, int width)
{
    constexpr int height = 40;
    double total = 0;
    double longest = 0;
    for (const ReportPart &each : parts) {
        total += each.seconds;
        longest = std::max(longest, each.seconds);
    }
    // To scale above a width that still holds figure and name.
    const double least = std::min(92.0, width / static_cast<double>(std::max<qsizetype>(parts.size(), 1)) - 2);
    const double spare = std::max(0.0, width - (least + 2) * static_cast<double>(parts.size()));
    QString text;
    double x = 0;
    for (const ReportPart &each : parts) {
        const double w = least + (total > 0 ? spare * each.seconds / total : 0);
        const bool longestPart = each.seconds >= longest;
        text += QStringLiteral("<rect x=\"%1\" y=\"0\" width=\"%2\" height=\"22\" fill=\"%3\"/>\n")
                    .arg(number(x), number(w), QLatin1String(longestPart ? most : part));
        text += textAt(x + w / 2, 15, formats::seconds(each.seconds), longestPart ? "#FFFFFF" : ink, "middle", true);
        text += textAt(x + w / 2, 35, each.name, quiet, "middle");
        x += w + 2;
    }
    return picture(text, width, height);
}

} // namespace godwit
