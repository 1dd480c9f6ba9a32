// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/split.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

//! A bound as the server reads it. Bounds of whole numbers are whole, so that a range is the same whatever rounds it.
QJsonValue valueOf(SplitKind kind, double bound)
{
    return kind == SplitKind::Decimal ? QJsonValue(bound) : QJsonValue(static_cast<qint64>(std::floor(bound)));
}

QJsonObject rangeOf(const QString &field, SplitKind kind, const QJsonObject &ends)
{
    QJsonObject range = ends;
    if (kind == SplitKind::Date)
        range.insert(QStringLiteral("format"), QStringLiteral("epoch_millis"));
    return {{QStringLiteral("range"), QJsonObject{{field, range}}}};
}

QString textOf(const QJsonValue &value)
{
    return value.toVariant().toString();
}

} // namespace

std::optional<SplitKind> splitKind(const QString &fieldType)
{
    static const QHash<QString, SplitKind> kinds{{QStringLiteral("date"), SplitKind::Date},
        {QStringLiteral("date_nanos"), SplitKind::Date}, {QStringLiteral("long"), SplitKind::Whole},
        {QStringLiteral("integer"), SplitKind::Whole}, {QStringLiteral("short"), SplitKind::Whole},
        {QStringLiteral("byte"), SplitKind::Whole}, {QStringLiteral("double"), SplitKind::Decimal},
        {QStringLiteral("float"), SplitKind::Decimal}, {QStringLiteral("half_float"), SplitKind::Decimal},
        {QStringLiteral("scaled_float"), SplitKind::Decimal}};
    const auto found = kinds.constFind(fieldType);
    return found == kinds.constEnd() ? std::nullopt : std::optional(*found);
}

QString fieldTypeOf(const QJsonObject &mappings, const QString &field)
{
    if (field == QLatin1String("_seq_no"))
        return QStringLiteral("long");
    QJsonObject level = mappings;
    const QStringList names = field.split(QLatin1Char('.'));
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QJsonObject below = level.value(QLatin1String("properties")).toObject();
        level = below.contains(names.at(i)) ? below.value(names.at(i)).toObject()
                                            : level.value(QLatin1String("fields"))[names.at(i)].toObject();
    }
    return level.value(QLatin1String("type")).toString();
}

QJsonObject bothOf(const QJsonObject &one, const QJsonObject &other)
{
    if (one.isEmpty() || other.isEmpty())
        return one.isEmpty() ? other : one;
    return {{QStringLiteral("bool"), QJsonObject{{QStringLiteral("filter"), QJsonArray{one, other}}}}};
}

QJsonObject withoutIds(const QJsonObject &query, const QStringList &ids)
{
    if (ids.isEmpty())
        return query;
    QJsonObject inner{{QStringLiteral("must_not"),
        QJsonArray{QJsonObject{
            {QStringLiteral("ids"), QJsonObject{{QStringLiteral("values"), QJsonArray::fromStringList(ids)}}}}}}};
    if (!query.isEmpty())
        inner.insert(QStringLiteral("filter"), QJsonArray{query});
    return {{QStringLiteral("bool"), inner}};
}

QJsonObject atLeast(const QString &field, SplitKind kind, double value)
{
    return rangeOf(field, kind, {{QStringLiteral("gte"), valueOf(kind, value)}});
}

std::vector<ReindexPart> splitByRanges(
    const QString &field, SplitKind kind, const std::vector<double> &bounds, const QJsonObject &within)
{
    std::vector<QJsonValue> ends;
    for (const double bound : bounds) {
        const QJsonValue value = valueOf(kind, bound);
        if (ends.empty() || value.toDouble() > ends.back().toDouble())
            ends.push_back(value);
    }
    std::vector<ReindexPart> parts;
    if (ends.empty())
        return {{tr("all"), within, -1, 0}};
    for (std::size_t i = 0; i <= ends.size(); ++i) {
        QJsonObject range;
        QString label = field;
        if (i > 0) {
            range.insert(QStringLiteral("gte"), ends[i - 1]);
            label = QString(textOf(ends[i - 1]) + QStringLiteral(" ≤ ") + label);
        }
        if (i < ends.size()) {
            range.insert(QStringLiteral("lt"), ends[i]);
            label = QString(label + QStringLiteral(" < ") + textOf(ends[i]));
        }
        parts.push_back({label, bothOf(within, rangeOf(field, kind, range)), -1, 0});
    }
    if (field != QLatin1String("_seq_no")) {
        const QJsonObject exists{{QStringLiteral("exists"), QJsonObject{{QStringLiteral("field"), field}}}};
        const QJsonObject missing{
            {QStringLiteral("bool"), QJsonObject{{QStringLiteral("must_not"), QJsonArray{exists}}}}};
        parts.push_back({tr("without %1").arg(field), bothOf(within, missing), -1, 0});
    }
    return parts;
}

std::vector<ReindexPart> splitBySlices(int slices, const QJsonObject &within)
{
    if (slices < 2)
        return {{tr("all"), within, -1, 0}};
    std::vector<ReindexPart> parts;
    for (int i = 0; i < slices; ++i)
        parts.push_back({tr("slice %1 of %2").arg(i + 1).arg(slices), within, i, slices});
    return parts;
}

int batchFor(double averageBytes, int most)
{
    constexpr double buffer = 100.0 * 1024 * 1024; // bytes of one answer that a reindex from remote can hold
    constexpr double share = 0.25; // documents are not of one size
    if (averageBytes < 1)
        return most;
    return static_cast<int>(std::clamp(buffer * share / averageBytes, 1.0, static_cast<double>(std::max(1, most))));
}

} // namespace godwit
