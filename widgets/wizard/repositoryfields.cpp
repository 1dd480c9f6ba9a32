// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/repositoryfields.h"

#include "widgets/panels.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLineEdit>

#include <algorithm>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RepositoryFields)
};

const QString typeKey = QStringLiteral("type");
const QString settingsKey = QStringLiteral("settings");
const QString pathKey = QStringLiteral("base_path");
const QString clientKey = QStringLiteral("client");

//! The setting that says where a repository of that type is.
QString placeKey(const QString &type)
{
    if (type == QLatin1String("fs"))
        return QStringLiteral("location");
    if (type == QLatin1String("azure"))
        return QStringLiteral("container");
    return type == QLatin1String("url") ? QStringLiteral("url") : QStringLiteral("bucket");
}

//! An empty value takes the key away.
void put(QJsonObject &object, const QString &key, const QString &text)
{
    if (text.isEmpty())
        object.remove(key);
    else
        object.insert(key, text);
}

void fillIn(QLineEdit *field, const QString &text)
{
    if (field->text() != text)
        field->setText(text);
}

} // namespace

void addFormRow(QFormLayout *form, QWidget *field, const QString &name, const QString &hint)
{
    field->setAccessibleName(name);
    field->setAccessibleDescription(hint);
    field->setToolTip(hint);
    auto *label = new TextLabel(name, FontRole::Body);
    label->setBuddy(field);
    form->addRow(label, field);
}

RepositoryFields::RepositoryFields(bool registered)
    : m_type(new QComboBox), m_place(new QLineEdit), m_path(new QLineEdit), m_client(new QLineEdit)
{
    m_client->setPlaceholderText(QStringLiteral("default"));
    if (registered)
        m_type->addItem(Tr::tr("Is registered already"), QString());
    m_type->addItem(Tr::tr("Shared folder (fs)"), QStringLiteral("fs"));
    m_type->addItem(Tr::tr("Amazon S3"), QStringLiteral("s3"));
    m_type->addItem(Tr::tr("Google Cloud Storage"), QStringLiteral("gcs"));
    m_type->addItem(Tr::tr("Azure"), QStringLiteral("azure"));
    m_type->addItem(Tr::tr("URL, to restore only"), QStringLiteral("url"));
    follow();
}

QString RepositoryFields::typeHint()
{
    return Tr::tr("What the servers keep it in. Secrets belong into their keystores.");
}

QString RepositoryFields::placeHint()
{
    return Tr::tr("Folder, bucket, container or URL; every node must reach it.");
}

QString RepositoryFields::pathHint()
{
    return Tr::tr("base_path in the bucket or container; may be empty.");
}

QString RepositoryFields::clientHint()
{
    return Tr::tr("The servers' name for the keys and the address of the store, as in s3.client.default.access_key of "
                  "their keystores.");
}

QString RepositoryFields::kind() const
{
    return m_type->currentData().toString();
}

bool RepositoryFields::isStore() const
{
    const QString type = kind();
    return type == QLatin1String("s3") || type == QLatin1String("gcs") || type == QLatin1String("azure");
}

void RepositoryFields::follow()
{
    m_place->setPlaceholderText(placeKey(kind()));
}

void RepositoryFields::setRepository(const QJsonObject &repository)
{
    const QJsonObject settings = repository.value(settingsKey).toObject();
    const QString type = repository.value(typeKey).toString();
    m_type->setCurrentIndex(std::max(0, m_type->findData(type)));
    fillIn(m_place, settings.value(placeKey(type)).toString());
    fillIn(m_path, settings.value(pathKey).toString());
    fillIn(m_client, settings.value(clientKey).toString());
    follow();
}

QJsonObject RepositoryFields::put(QJsonObject repository) const
{
    const QString type = kind();
    QJsonObject settings
        = type == repository.value(typeKey).toString() ? repository.value(settingsKey).toObject() : QJsonObject();
    godwit::put(repository, typeKey, type);
    if (type.isEmpty()) {
        repository.remove(settingsKey);
        return repository;
    }
    godwit::put(settings, placeKey(type), m_place->text().trimmed());
    godwit::put(settings, pathKey, isStore() ? m_path->text().trimmed() : QString());
    godwit::put(settings, clientKey, isStore() ? m_client->text().trimmed() : QString());
    repository.insert(settingsKey, settings);
    return repository;
}

QString RepositoryFields::obstacle() const
{
    return !kind().isEmpty() && m_place->text().trimmed().isEmpty() ? Tr::tr("The repository's place is missing")
                                                                    : QString();
}

} // namespace godwit
