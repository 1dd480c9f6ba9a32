// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QString>

#include <functional>

namespace godwit {

struct ReportLine
{
    QString name;
    QString color;
    QString dashes; //!< of SVG; empty is solid
    QList<QPointF> points; //!< seconds since the job's begin, value
};

struct ReportPart
{
    QString name;
    double seconds = 0;
};

//! Lines over the life of a job as SVG, `width` by `height` points; with a limit drawn across where it is above 0.
QByteArray reportChart(const QList<ReportLine> &lines, const std::function<QString(double)> &label, double limit,
    const QString &limitText, int width, int height);
//! The parts of a write pause, to scale.
QByteArray reportBar(const QList<ReportPart> &parts, int width);

} // namespace godwit
