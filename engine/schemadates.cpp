// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemamappings.h"

#include <QCoreApplication>
#include <QSet>

namespace godwit {

namespace {

struct SchemaDates
{
    Q_DECLARE_TR_FUNCTIONS(SchemaDates)
};

//! Named formats that had a second spelling with capitals until Elasticsearch 8.
const QSet<QString> &camelCaseNames()
{
    static const QSet<QString> names = [] {
        QSet<QString> all;
        const QStringList plain{QStringLiteral("basicDate"), QStringLiteral("basicDateTime"),
            QStringLiteral("basicDateTimeNoMillis"), QStringLiteral("basicOrdinalDate"),
            QStringLiteral("basicOrdinalDateTime"), QStringLiteral("basicOrdinalDateTimeNoMillis"),
            QStringLiteral("basicTime"), QStringLiteral("basicTimeNoMillis"), QStringLiteral("basicTTime"),
            QStringLiteral("basicTTimeNoMillis"), QStringLiteral("basicWeekDate"), QStringLiteral("basicWeekDateTime"),
            QStringLiteral("basicWeekDateTimeNoMillis"), QStringLiteral("dateHour"), QStringLiteral("dateHourMinute"),
            QStringLiteral("dateHourMinuteSecond"), QStringLiteral("dateHourMinuteSecondFraction"),
            QStringLiteral("dateHourMinuteSecondMillis"), QStringLiteral("dateOptionalTime"),
            QStringLiteral("dateTime"), QStringLiteral("dateTimeNoMillis"), QStringLiteral("hourMinute"),
            QStringLiteral("hourMinuteSecond"), QStringLiteral("hourMinuteSecondFraction"),
            QStringLiteral("hourMinuteSecondMillis"), QStringLiteral("ordinalDate"), QStringLiteral("ordinalDateTime"),
            QStringLiteral("ordinalDateTimeNoMillis"), QStringLiteral("timeNoMillis"), QStringLiteral("tTime"),
            QStringLiteral("tTimeNoMillis"), QStringLiteral("weekDate"), QStringLiteral("weekDateTime"),
            QStringLiteral("weekDateTimeNoMillis"), QStringLiteral("weekyearWeek"), QStringLiteral("weekyearWeekDay"),
            QStringLiteral("yearMonth"), QStringLiteral("yearMonthDay")};
        for (const QString &name : plain) {
            all.insert(name);
            all.insert(QLatin1String("strict") + name.at(0).toUpper() + name.mid(1));
        }
        const QStringList strictOnly{QStringLiteral("strictDate"), QStringLiteral("strictHour"),
            QStringLiteral("strictTime"), QStringLiteral("strictWeekyear"), QStringLiteral("strictYear")};
        for (const QString &name : strictOnly)
            all.insert(name);
        return all;
    }();
    return names;
}

QString snakeCase(const QString &name)
{
    QString snake;
    for (const QChar c : name) {
        if (c.isUpper())
            snake += QLatin1Char('_');
        snake += c.toLower();
    }
    return snake;
}

bool isNamedFormat(const QString &format)
{
    static const QSet<QString> others = [] {
        QSet<QString> all{QStringLiteral("date"), QStringLiteral("hour"), QStringLiteral("time"),
            QStringLiteral("year"), QStringLiteral("weekyear"), QStringLiteral("week_year"), QStringLiteral("iso8601"),
            QStringLiteral("epoch_millis"), QStringLiteral("epoch_second"), QStringLiteral("date_optional_time_nanos"),
            QStringLiteral("strict_date_optional_time_nanos")};
        for (const QString &name : camelCaseNames())
            all.insert(snakeCase(name));
        return all;
    }();
    return camelCaseNames().contains(format) || others.contains(format);
}

//! Joda's letters in those of java.time; `zone` is put for a numeric offset.
QString javaPattern(const QString &joda, const QString &zone)
{
    QString java;
    bool quoted = false;
    for (qsizetype i = 0; i < joda.size();) {
        const QChar c = joda.at(i);
        qsizetype end = i;
        while (end < joda.size() && joda.at(end) == c)
            ++end;
        const QString run = joda.mid(i, end - i);
        i = end;
        if (c == QLatin1Char('\''))
            quoted = quoted != (run.size() % 2 != 0);
        if (quoted || c == QLatin1Char('\''))
            java += run;
        else if (c == QLatin1Char('Y')) // year of era; java.time reads Y as the year of the week
            java += QString(run.size(), QLatin1Char('y'));
        else if (c == QLatin1Char('x')) // year of the week
            java += QString(run.size(), QLatin1Char('Y'));
        else if (c == QLatin1Char('Z'))
            java += run.size() > 2 ? QStringLiteral("VV") : zone;
        else
            java += run;
    }
    return java;
}

//! Joda reads every spelling of an offset, java.time only the one that was asked for: so both are offered.
QString javaFormats(const QString &joda)
{
    const bool colon = joda.contains(QLatin1String("ZZ"));
    const QString first = javaPattern(joda, colon ? QStringLiteral("XXX") : QStringLiteral("XX"));
    const QString second = javaPattern(joda, colon ? QStringLiteral("XX") : QStringLiteral("XXX"));
    return first == second ? first : QString(first + QLatin1String("||") + second);
}

} // namespace

QString convertDateFormat(const QString &path, const QString &format, const SchemaPair &pair, SchemaNotes &notes)
{
    // A leading 8 marks the whole format as one of java.time already in 6.8. Later servers skip it.
    const bool joda = pair.jodaDates() && !format.startsWith(QLatin1Char('8'));
    const bool renameNames = pair.toElasticsearch(8) || pair.toOpenSearch(3);
    QStringList parts;
    bool patternChanged = false;
    bool nameChanged = false;
    for (const QString &part : format.split(QLatin1String("||"))) {
        QString converted = part;
        if (isNamedFormat(part)) {
            if (renameNames && camelCaseNames().contains(part))
                converted = snakeCase(part);
            nameChanged |= converted != part;
        } else if (joda) {
            converted = javaFormats(part);
            patternChanged |= converted != part;
        }
        parts.append(converted);
    }
    const QString result = parts.join(QLatin1String("||"));
    if (patternChanged)
        notes.change(path,
            SchemaDates::tr(
                "date format \"%1\" became \"%2\", because 7.0 replaced Joda-Time and these letters have another "
                "meaning in java.time")
                .arg(format, result));
    else if (nameChanged)
        notes.change(path,
            SchemaDates::tr("date format \"%1\" became \"%2\", because %3 no longer knows the spelling with capitals")
                .arg(format, result, pair.target()));
    return result;
}

} // namespace godwit
