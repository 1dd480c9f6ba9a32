// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/formats.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace godwit::formats {
namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("godwit::formats", text);
}

struct Unit
{
    double size;
    const char *name;
};

Unit unitFor(double value)
{
    if (value >= 1e9)
        return {1e9, "G"};
    if (value >= 1e6)
        return {1e6, "M"};
    if (value >= 1e5)
        return {1e3, "k"};
    return {1, ""};
}

QString inUnit(double value, const Unit &unit, int decimals)
{
    if (unit.size <= 1)
        return QLocale().toString(std::floor(value), 'f', 0);
    // Cut, not rounded: 99.96 of 100 is not all.
    const double scale = std::pow(10.0, decimals);
    return QLocale().toString(std::floor(value / unit.size * scale) / scale, 'f', decimals);
}

} // namespace

QString unknown()
{
    return QStringLiteral("–");
}

QString count(qint64 value)
{
    return value < 0 ? unknown() : QLocale().toString(value);
}

QString shortCount(qint64 value)
{
    if (value < 0)
        return unknown();
    const Unit unit = unitFor(static_cast<double>(value));
    const QString number = inUnit(static_cast<double>(value), unit, 1);
    return unit.size <= 1 ? number : QString(number + u' ' + QLatin1String(unit.name));
}

QString countOf(qint64 part, qint64 whole)
{
    if (whole < 0)
        return count(part);
    const Unit unit = unitFor(static_cast<double>(whole));
    const int decimals = part == 0 ? 0 : 2;
    const QString text
        = translated("%1 of %2")
              .arg(inUnit(static_cast<double>(part), unit, decimals), inUnit(static_cast<double>(whole), unit, 2));
    return unit.size <= 1 ? text : QString(text + u' ' + QLatin1String(unit.name));
}

QString bytes(qint64 value)
{
    return value < 0 ? unknown() : QLocale().formattedDataSize(value, 1, QLocale::DataSizeSIFormat);
}

QString fixed(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString rate(double perSecond)
{
    if (perSecond < 0)
        return unknown();
    const bool fine = perSecond > 0 && perSecond < 10;
    return QLocale().toString(perSecond, 'f', fine ? 1 : 0);
}

QString megabytes(double bytes)
{
    if (bytes < 0)
        return unknown();
    const double value = bytes / 1e6;
    return QLocale().toString(value, 'f', value > 0 && value < 100 ? 1 : 0);
}

QString seconds(double value)
{
    if (value < 0 || !std::isfinite(value))
        return unknown();
    const QLocale locale;
    if (value == 0)
        return translated("0 s");
    if (value < 1)
        return translated("%1 s").arg(locale.toString(value, 'f', 2));
    if (value < 10)
        return translated("%1 s").arg(locale.toString(value, 'f', 1));
    const auto whole = static_cast<qint64>(value);
    if (whole < 60)
        return translated("%1 s").arg(whole);
    if (whole < 3600 && whole % 60 == 0)
        return translated("%1 min").arg(whole / 60);
    if (whole < 3600)
        return translated("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    if (whole < 86400)
        return translated("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    if (whole % 86400 < 3600)
        return translated("%1 days").arg(whole / 86400);
    return translated("%1 days %2 h").arg(whole / 86400).arg(whole % 86400 / 3600);
}

QString percent(double fraction)
{
    if (fraction < 0)
        return unknown();
    return translated("%1 %").arg(static_cast<int>(std::floor(std::min(fraction, 1.0) * 100 + 1e-9)));
}

QString ago(const QDateTime &when)
{
    const qint64 seconds = std::max<qint64>(0, when.secsTo(QDateTime::currentDateTime()));
    const auto plural = [](const char *text, qint64 n) {
        return QCoreApplication::translate("godwit::formats", text, nullptr, static_cast<int>(n));
    };
    if (seconds < 60)
        return translated(QT_TRANSLATE_NOOP("godwit::formats", "just now"));
    if (seconds < 3600)
        return plural(QT_TRANSLATE_N_NOOP("godwit::formats", "%n minute(s) ago"), seconds / 60);
    if (seconds < 86'400)
        return plural(QT_TRANSLATE_N_NOOP("godwit::formats", "%n hour(s) ago"), seconds / 3600);
    return plural(QT_TRANSLATE_N_NOOP("godwit::formats", "%n day(s) ago"), seconds / 86'400);
}

} // namespace godwit::formats
