// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/snapshottexts.h"

#include "models/formats.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace godwit {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(godwit::SnapshotTexts)
};

} // namespace

QString listText(const QJsonValue &list, const QString &separator)
{
    QStringList texts;
    for (const QJsonValue &each : list.toArray())
        texts.append(each.toString());
    return texts.join(separator);
}

QStringList listFrom(const QString &text, QChar separator)
{
    QStringList parts;
    for (const QString &part : text.split(separator, Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            parts.append(part.trimmed());
    return parts;
}

QString settingsText(const QJsonObject &settings)
{
    QStringList parts;
    for (auto it = settings.begin(); it != settings.end(); ++it)
        parts.append(QString(it.key() + u'=' + it.value().toVariant().toString()));
    return parts.join(QStringLiteral("; "));
}

std::optional<QJsonObject> settingsFrom(const QString &text)
{
    QJsonObject settings;
    for (const QString &part : listFrom(text, u';')) {
        const qsizetype at = part.indexOf(u'=');
        const QString name = part.left(at).trimmed();
        const QString value = part.mid(at + 1).trimmed();
        if (at < 1 || name.isEmpty() || value.isEmpty())
            return std::nullopt;
        settings.insert(name, value);
    }
    return settings;
}

QStringList snapshotNames(const QList<SnapshotInfo> &snapshots)
{
    QStringList names;
    for (const SnapshotInfo &snapshot : snapshots)
        names.append(snapshot.name);
    return names;
}

QString snapshotText(const SnapshotInfo &snapshot)
{
    const QString when = snapshot.startMs > 0
        ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(snapshot.startMs), QLocale::ShortFormat)
        : formats::unknown();
    const QString whole = snapshot.state == QLatin1String("SUCCESS") && snapshot.failed == 0
        ? Texts::tr("whole")
        : Texts::tr("%1: not to be restored").arg(snapshot.state);
    return Texts::tr("%1, version %2, %n indices, %3", nullptr, static_cast<int>(snapshot.indices.size()))
        .arg(when, snapshot.version, whole);
}

} // namespace godwit
