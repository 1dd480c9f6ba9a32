// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <array>
#include <iterator>

namespace godwit {
namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("godwit::ProfileStore", text);
}

struct Word
{
    int value;
    const char *name;
};

constexpr std::array products{Word{static_cast<int>(Product::Unknown), ""},
    Word{static_cast<int>(Product::Elasticsearch), "elasticsearch"},
    Word{static_cast<int>(Product::OpenSearch), "opensearch"}, Word{static_cast<int>(Product::Milvus), "milvus"}};
constexpr std::array authKinds{Word{static_cast<int>(AuthKind::None), "none"},
    Word{static_cast<int>(AuthKind::Basic), "basic"}, Word{static_cast<int>(AuthKind::ApiKey), "api-key"},
    Word{static_cast<int>(AuthKind::Bearer), "bearer"}};

template <class Words>
QString wordFor(const Words &words, int value)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const Word &word) { return word.value == value; });
    return found == words.end() ? QString() : QString(QLatin1String(found->name));
}

template <class Words>
int valueFor(const Words &words, const QString &name)
{
    const auto found
        = std::find_if(words.begin(), words.end(), [&](const Word &word) { return name == QLatin1String(word.name); });
    return found == words.end() ? 0 : found->value;
}

const QString orderName = QStringLiteral("/order");

struct TextKey
{
    const char *key;
    QString Endpoint::*member;
};

constexpr std::array textKeys{TextKey{"name", &Endpoint::profile}, TextKey{"url", &Endpoint::url},
    TextKey{"user", &Endpoint::user}, TextKey{"ca_file", &Endpoint::caFile},
    TextKey{"fingerprint", &Endpoint::fingerprint}, TextKey{"client_certificate", &Endpoint::clientCertificate},
    TextKey{"client_key", &Endpoint::clientKey}, TextKey{"proxy", &Endpoint::proxy},
    TextKey{"proxy_user", &Endpoint::proxyUser}, TextKey{"environment", &Endpoint::environment},
    TextKey{"safety", &Endpoint::safety}};

QJsonObject healthToJson(const ProfileHealth &health)
{
    QJsonObject object{{QStringLiteral("tested"), health.tested.toString(Qt::ISODate)}};
    if (health.succeeded.isValid())
        object.insert(QStringLiteral("succeeded"), health.succeeded.toString(Qt::ISODate));
    if (!health.problem.isEmpty())
        object.insert(health.failed ? QStringLiteral("failed") : QStringLiteral("warned"), health.problem);
    if (!health.color.isEmpty())
        object.insert(QStringLiteral("health"), health.color);
    if (health.nodes >= 0)
        object.insert(QStringLiteral("nodes"), health.nodes);
    return object;
}

ProfileHealth healthFromJson(const QJsonObject &object)
{
    ProfileHealth health;
    health.tested = QDateTime::fromString(object.value(QLatin1String("tested")).toString(), Qt::ISODate);
    health.succeeded = QDateTime::fromString(object.value(QLatin1String("succeeded")).toString(), Qt::ISODate);
    health.problem = object.value(QLatin1String("failed")).toString();
    health.failed = !health.problem.isEmpty();
    if (!health.failed)
        health.problem = object.value(QLatin1String("warned")).toString();
    health.color = object.value(QLatin1String("health")).toString();
    health.nodes = object.value(QLatin1String("nodes")).toInt(-1);
    return health;
}

QJsonObject certificateToJson(const CertificateFacts &facts)
{
    return {{QStringLiteral("subject"), facts.subject}, {QStringLiteral("issuer"), facts.issuer},
        {QStringLiteral("since"), facts.since.toString(Qt::ISODate)},
        {QStringLiteral("until"), facts.until.toString(Qt::ISODate)},
        {QStringLiteral("fingerprint"), facts.fingerprint}};
}

CertificateFacts certificateFromJson(const QJsonObject &object)
{
    const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
    return {text("subject"), text("issuer"), QDateTime::fromString(text("since"), Qt::ISODate),
        QDateTime::fromString(text("until"), Qt::ISODate), text("fingerprint")};
}

} // namespace

bool Profile::operator==(const Profile &other) const
{
    return id == other.id && ProfileStore::toJson(*this) == ProfileStore::toJson(other);
}

ProfileStore::ProfileStore(const QString &stateDir)
    : m_folder((stateDir.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : stateDir)
        + QStringLiteral("/profiles"))
{
}

QJsonObject ProfileStore::toJson(const Profile &profile)
{
    QJsonObject object{{QStringLiteral("godwit_profile"), 1}};
    for (const TextKey &entry : textKeys) {
        if (const QString &text = profile.endpoint.*entry.member; !text.isEmpty())
            object.insert(QLatin1String(entry.key), text);
    }
    object.insert(QStringLiteral("product"), wordFor(products, static_cast<int>(profile.endpoint.product)));
    object.insert(QStringLiteral("auth"), wordFor(authKinds, static_cast<int>(profile.endpoint.auth)));
    if (!profile.lastSeen.isEmpty())
        object.insert(QStringLiteral("last_seen"), profile.lastSeen);
    if (profile.health.tested.isValid())
        object.insert(QStringLiteral("last_test"), healthToJson(profile.health));
    if (!profile.pinned.isEmpty())
        object.insert(QStringLiteral("pinned"), certificateToJson(profile.pinned));
    return object;
}

Result<Profile> ProfileStore::fromJson(const QJsonObject &object)
{
    if (object.value(QLatin1String("godwit_profile")).toInt() != 1)
        return fail(ErrorKind::Usage, translated("This is not a connection file of Godwit."));
    Profile profile;
    for (const TextKey &entry : textKeys)
        profile.endpoint.*entry.member = object.value(QLatin1String(entry.key)).toString();
    profile.endpoint.product
        = static_cast<Product>(valueFor(products, object.value(QLatin1String("product")).toString()));
    profile.endpoint.auth = static_cast<AuthKind>(valueFor(authKinds, object.value(QLatin1String("auth")).toString()));
    profile.lastSeen = object.value(QLatin1String("last_seen")).toString();
    profile.health = healthFromJson(object.value(QLatin1String("last_test")).toObject());
    profile.pinned = certificateFromJson(object.value(QLatin1String("pinned")).toObject());
    if (profile.name().isEmpty())
        return fail(ErrorKind::Usage, translated("The connection file has no name."));
    return profile;
}

QList<Profile> ProfileStore::load() const
{
    QList<Profile> profiles;
    const QStringList files = QDir(m_folder).entryList({QStringLiteral("*.json")}, QDir::Files);
    for (const QString &name : files) {
        QFile file(m_folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (auto profile = fromJson(QJsonDocument::fromJson(file.readAll()).object())) {
            profile->id = name.chopped(5);
            profiles.append(*profile);
        }
    }
    QStringList order;
    if (QFile file(m_folder + orderName); file.open(QIODevice::ReadOnly))
        order = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    const auto place = [&order](const Profile &profile) {
        const qsizetype at = order.indexOf(profile.id);
        return at < 0 ? order.size() : at;
    };
    std::sort(profiles.begin(), profiles.end(), [&place](const Profile &a, const Profile &b) {
        const auto one = place(a);
        const auto other = place(b);
        return one == other ? a.name().compare(b.name(), Qt::CaseInsensitive) < 0 : one < other;
    });
    return profiles;
}

Result<void> ProfileStore::setOrder(const QStringList &ids) const
{
    QDir().mkpath(m_folder);
    QSaveFile file(m_folder + orderName);
    if (!file.open(QIODevice::WriteOnly) || file.write(ids.join(u'\n').toUtf8()) < 0 || !file.commit())
        return fail(
            ErrorKind::Storage, translated("The order can't be saved in %1: %2.").arg(m_folder, file.errorString()));
    return {};
}

QString ProfileStore::freeName(const QString &wanted) const
{
    QStringList taken;
    const QList<Profile> profiles = load();
    for (const Profile &profile : profiles)
        taken.append(profile.name());
    QString name = wanted;
    for (int i = 2; taken.contains(name); ++i)
        name = wanted + u' ' + QString::number(i);
    return name;
}

Result<void> ProfileStore::save(Profile *profile) const
{
    if (profile->name().trimmed().isEmpty())
        return fail(ErrorKind::Usage, translated("The connection needs a name."));
    const QList<Profile> others = load();
    for (const Profile &other : others) {
        if (other.name() == profile->name() && other.id != profile->id)
            return fail(ErrorKind::Usage,
                translated("Another connection is named %1. Choose a different name.").arg(profile->name()));
    }
    if (profile->id.isEmpty())
        profile->id = QUuid::createUuid().toString(QUuid::Id128).left(12);
    QDir().mkpath(m_folder);
    QSaveFile file(m_folder + u'/' + profile->id + QStringLiteral(".json"));
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(toJson(*profile)).toJson()) < 0 || !file.commit())
        return fail(ErrorKind::Storage,
            translated("The connection can't be saved in %1: %2.").arg(m_folder, file.errorString()));
    return {};
}

Result<void> ProfileStore::remove(const QString &id) const
{
    QFile file(m_folder + u'/' + id + QStringLiteral(".json"));
    if (file.exists() && !file.remove())
        return fail(ErrorKind::Storage, translated("The connection can't be removed: %1.").arg(file.errorString()));
    return {};
}

Result<Profile> ProfileStore::byName(const QString &name) const
{
    QStringList names;
    const QList<Profile> profiles = load();
    for (const Profile &profile : profiles) {
        if (profile.name() == name)
            return profile;
        names.append(profile.name());
    }
    return fail(ErrorKind::NotFound,
        names.isEmpty()
            ? translated("No connection is named %1: none is saved yet.").arg(name)
            : translated("No connection is named %1. There are: %2.").arg(name, names.join(QStringLiteral(", "))));
}

Result<Endpoint> ProfileStore::resolve(const Endpoint &endpoint) const
{
    if (!endpoint.url.isEmpty() || endpoint.profile.isEmpty())
        return endpoint;
    const auto profile = byName(endpoint.profile);
    if (!profile)
        return fail(profile.error());
    Endpoint whole = profile->endpoint;
    for (const TextKey &entry : textKeys) {
        if (const QString &text = endpoint.*entry.member; !text.isEmpty())
            whole.*entry.member = text;
    }
    if (endpoint.auth != AuthKind::None)
        whole.auth = endpoint.auth;
    return whole;
}

} // namespace godwit
