// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mappingcompare.h"

#include "engine/mappingdefaults.h"

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

//! A place in both mappings. `dynamic`: of the nearest object around it that names one, on each side.
struct Place
{
    QString path; //!< empty: the root
    QString dynamicWanted = {};
    QString dynamicThere = {};
};

void compareField(const Place &at, const QJsonObject &wanted, const QJsonObject &there, QStringList &differences);

void compareFields(const Place &at, const QJsonObject &wanted, const QJsonObject &there, QStringList &differences)
{
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QString name = at.path.isEmpty() ? it.key() : QString(at.path + QLatin1Char('.') + it.key());
        if (!there.contains(it.key()))
            differences.append(tr("Field %1 is missing.").arg(name));
        else
            compareField({name, at.dynamicWanted, at.dynamicThere}, it.value().toObject(),
                there.value(it.key()).toObject(), differences);
    }
}

MappingField fieldOf(const Place &at, const QJsonObject &field, const QString &dynamic)
{
    MappingField made;
    made.type = at.path.isEmpty() ? QString() : typeOf(field);
    made.analyzer = field.value(QLatin1String("analyzer")).toString();
    made.searchAnalyzer = field.value(QLatin1String("search_analyzer")).toString();
    made.dynamic = dynamic;
    return made;
}

//! Parameters that the first names and the second does not, and that say something.
QStringList onlyNamedByFirst(const MappingField &field, const QJsonObject &first, const QJsonObject &second)
{
    QStringList names;
    for (const QString &name : first.keys())
        if (!isContainer(name) && name != QLatin1String("type") && !second.contains(name)
            && !isDefaultParameter(field, name, spelled(first.value(name))))
            names.append(name);
    return names;
}

void compareField(const Place &at, const QJsonObject &wanted, const QJsonObject &there, QStringList &differences)
{
    const QString &path = at.path;
    const QString type = typeOf(wanted);
    const QString other = typeOf(there);
    if (!path.isEmpty() && type != other) {
        differences.append(tr("Field %1 is %2, it should be %3.").arg(path, other, type));
        return;
    }
    const auto dynamic = [](const QJsonObject &field, const QString &around) {
        const QJsonValue own = field.value(QLatin1String("dynamic"));
        return own.isUndefined() ? around : spelled(own);
    };
    const Place within{path, dynamic(wanted, at.dynamicWanted), dynamic(there, at.dynamicThere)};
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (isContainer(it.key())) {
            compareFields(within, it.value().toObject(), there.value(it.key()).toObject(), differences);
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
    for (const QString &name : onlyNamedByFirst(fieldOf(at, wanted, at.dynamicWanted), wanted, there))
        differences.append(path.isEmpty()
                ? tr("%1 is missing, it should be %2.").arg(name, spelled(wanted.value(name)))
                : tr("Field %1: %2 is missing, it should be %3.").arg(path, name, spelled(wanted.value(name))));
    if (path.isEmpty())
        return;
    const MappingField has = fieldOf(at, there, at.dynamicThere);
    for (const QString &name : onlyNamedByFirst(has, there, wanted))
        if (!isWrittenByServers(has, name))
            differences.append(
                tr("Field %1: %2 is %3, it should not be there.").arg(path, name, spelled(there.value(name))));
}

} // namespace

QStringList mappingDifferences(const QJsonObject &wanted, const QJsonObject &there)
{
    QStringList differences;
    compareField(Place(), wanted, there, differences);
    return differences;
}

} // namespace godwit
