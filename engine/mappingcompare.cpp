// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mappingcompare.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MappingCompare", text);
}

//! Servers write `true` and `"true"`, `1` and `"1"` for the same.
QString spelled(const QJsonValue &value)
{
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

QString typeOf(const QJsonObject &field)
{
    return field.value(QLatin1String("type")).toString(QStringLiteral("object"));
}

bool isContainer(const QString &key)
{
    return key == QLatin1String("properties") || key == QLatin1String("fields");
}

void compareField(const QString &path, const QJsonObject &wanted, const QJsonObject &there, QStringList &differences);

void compareFields(const QString &path, const QJsonObject &wanted, const QJsonObject &there, QStringList &differences)
{
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QString name = path.isEmpty() ? it.key() : QString(path + QLatin1Char('.') + it.key());
        if (!there.contains(it.key()))
            differences.append(tr("Field %1 is missing.").arg(name));
        else
            compareField(name, it.value().toObject(), there.value(it.key()).toObject(), differences);
    }
}

void compareField(const QString &path, const QJsonObject &wanted, const QJsonObject &there, QStringList &differences)
{
    const QString type = typeOf(wanted);
    const QString other = typeOf(there);
    if (!path.isEmpty() && type != other) {
        differences.append(tr("Field %1 is %2, it should be %3.").arg(path, other, type));
        return;
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (isContainer(it.key())) {
            compareFields(path, it.value().toObject(), there.value(it.key()).toObject(), differences);
            continue;
        }
        if (it.key() == QLatin1String("type") || !there.contains(it.key()))
            continue;
        const QString here = spelled(it.value());
        const QString has = spelled(there.value(it.key()));
        if (here != has)
            differences.append(path.isEmpty()
                    ? tr("%1 is %2, it should be %3.").arg(it.key(), has, here)
                    : tr("Field %1: %2 is %3, it should be %4.").arg(path, it.key(), has, here));
    }
}

} // namespace

QStringList mappingDifferences(const QJsonObject &wanted, const QJsonObject &there)
{
    QStringList differences;
    compareField({}, wanted, there, differences);
    return differences;
}

} // namespace godwit
