// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshotservice.h"

#include <QDir>
#include <QRegularExpression>

namespace godwit {

bool RepositoryInfo::readOnly() const
{
    const QJsonValue value = settings.value(
        settings.contains(QLatin1String("readonly")) ? QLatin1String("readonly") : QLatin1String("read_only"));
    if (type == QLatin1String("url"))
        return true;
    // A copy in another region takes no writes, so that Azure's repositories there read without being told.
    if (value.isUndefined() && type == QLatin1String("azure"))
        return settings.value(QLatin1String("location_mode")).toString().toLower() == QLatin1String("secondary_only");
    return value.toVariant().toString() == QLatin1String("true");
}

QString RepositoryInfo::place() const
{
    static const QRegularExpression credentials(QStringLiteral("(?<=://)[^/?#\\s]*@"));
    const auto text = [this](const char *key) { return settings.value(QLatin1String(key)).toVariant().toString(); };
    const auto path = [](const QString &raw) {
        QString clean = QDir::cleanPath(raw);
        while (clean.startsWith(u'/') && clean.size() > 1 && clean.at(1) == u'/')
            clean.remove(0, 1);
        return clean;
    };
    if (type == QLatin1String("fs"))
        return QString(QStringLiteral("fs:") + path(text("location")));
    if (type == QLatin1String("url"))
        return QString(QStringLiteral("url:") + text("url").remove(credentials)); // it is shown, and logged
    const QString holder = type == QLatin1String("azure") ? text("container") : text("bucket");
    const QString inside = path(text("base_path"));
    return QString(type + u':' + holder + u'/' + (inside == QLatin1String("/") ? QString() : inside));
}

} // namespace godwit
