// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profiletransfer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace godwit {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ProfileTransfer)
};

const QString kindKey = QStringLiteral("godwit_connections");
const QString listKey = QStringLiteral("connections");

//! What the store adds for this computer.
const QStringList ownKeys{QStringLiteral("godwit_profile"), QStringLiteral("last_seen"), QStringLiteral("last_test"),
    QStringLiteral("pinned")};

const QStringList plainKeys{QStringLiteral("name"), QStringLiteral("url"), QStringLiteral("user"),
    QStringLiteral("ca_file"), QStringLiteral("fingerprint"), QStringLiteral("client_certificate"),
    QStringLiteral("client_key"), QStringLiteral("proxy"), QStringLiteral("proxy_user")};

//! Keys whose values are words of a list.
const QHash<QString, QStringList> &choices()
{
    static const QHash<QString, QStringList> known{
        {QStringLiteral("product"),
            {QString(), QStringLiteral("elasticsearch"), QStringLiteral("opensearch"), QStringLiteral("milvus")}},
        {QStringLiteral("auth"),
            {QStringLiteral("none"), QStringLiteral("basic"), QStringLiteral("api-key"), QStringLiteral("bearer")}},
        {QStringLiteral("environment"), environments()},
        {QStringLiteral("safety"), {QStringLiteral("read-only"), QStringLiteral("confirm"), QStringLiteral("free")}}};
    return known;
}

Result<void> refuse(const QString &sentence)
{
    return fail(ErrorKind::Usage, sentence);
}

Result<void> checkKeys(const QJsonObject &object, const QString &where)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool choice = choices().contains(it.key());
        if (!choice && !plainKeys.contains(it.key()))
            return refuse(
                Text::tr("Nothing was imported: %1 has the key \"%2\", which this Godwit does not know. Remove "
                         "it, or use the Godwit that wrote it.")
                    .arg(where, it.key()));
        if (!it->isString())
            return refuse(Text::tr("Nothing was imported: \"%2\" of %1 is not a text.").arg(where, it.key()));
        if (choice && !choices().value(it.key()).contains(it->toString()))
            return refuse(
                Text::tr("Nothing was imported: %1 has \"%2\": \"%3\". Known are: %4.")
                    .arg(where, it.key(), it->toString(), choices().value(it.key()).join(QStringLiteral(", "))));
    }
    for (const char *key : {"url", "proxy"}) {
        if (!QUrl(object.value(QLatin1String(key)).toString()).userInfo().isEmpty())
            return refuse(Text::tr("Nothing was imported: \"%2\" of %1 holds a user or password. Remove them from the "
                                   "address; secrets are entered after the import.")
                              .arg(where, QLatin1String(key)));
    }
    return {};
}

} // namespace

QByteArray exportProfiles(const QList<Profile> &profiles)
{
    QJsonArray list;
    for (const Profile &profile : profiles) {
        QJsonObject object = ProfileStore::toJson(profile);
        for (const QString &key : ownKeys)
            object.remove(key);
        list.append(object);
    }
    return QJsonDocument(QJsonObject{{kindKey, 1}, {listKey, list}}).toJson();
}

Result<QList<Profile>> importProfiles(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject whole = QJsonDocument::fromJson(json, &error).object();
    if (whole.value(kindKey).toInt() != 1)
        return fail(ErrorKind::Usage,
            Text::tr("Nothing was imported: this is not a file of connections. Choose one that Godwit exported."),
            error.error == QJsonParseError::NoError ? QString() : error.errorString());
    for (const QString &key : whole.keys()) {
        if (key != kindKey && key != listKey)
            return fail(refuse(Text::tr("Nothing was imported: the file has the key \"%1\", which this Godwit does not "
                                        "know. Remove it, or use the Godwit that wrote it.")
                                   .arg(key))
                            .error());
    }
    QList<Profile> profiles;
    const QJsonArray list = whole.value(listKey).toArray();
    for (const QJsonValue &value : list) {
        QJsonObject object = value.toObject();
        const QString name = object.value(QLatin1String("name")).toString();
        const QString where = name.isEmpty() ? Text::tr("connection %1").arg(profiles.size() + 1) : name;
        if (const auto known = checkKeys(object, where); !known)
            return fail(known.error());
        object.insert(QStringLiteral("godwit_profile"), 1);
        auto profile = ProfileStore::fromJson(object);
        if (!profile)
            return fail(profile.error());
        profiles.append(*profile);
    }
    if (profiles.isEmpty())
        return fail(ErrorKind::Usage, Text::tr("Nothing was imported: the file holds no connection."));
    return profiles;
}

Result<QList<Profile>> addProfiles(const ProfileStore &store, const QList<Profile> &profiles)
{
    QList<Profile> added;
    for (Profile profile : profiles) {
        profile.id.clear();
        profile.endpoint.profile = store.freeName(profile.name());
        if (const auto saved = store.save(&profile); !saved)
            return fail(saved.error());
        added.append(profile);
    }
    return added;
}

} // namespace godwit
