// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilesecrets.h"

#include <QtConcurrent>

namespace godwit {
namespace {

struct Place
{
    QString name;
    bool lasting = false;
};

Place placeOf(const SecretStore &store)
{
    return {store.place(), store.keeps()};
}

bool isEmpty(const Secrets &secrets)
{
    return secrets.password.isEmpty() && secrets.apiKey.isEmpty() && secrets.bearer.isEmpty();
}

} // namespace

ProfileSecrets::ProfileSecrets(SecretStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_place(store ? store->place() : tr("this session only"))
    , m_lasting(store && store->keeps())
{
}

void ProfileSecrets::setPlace(const QString &place, bool lasting)
{
    if (m_place == place && m_lasting == lasting)
        return;
    m_place = place;
    m_lasting = lasting;
    Q_EMIT placeChanged();
}

void ProfileSecrets::probe()
{
    if (!m_store)
        return;
    QtConcurrent::run([store = m_store] {
        static_cast<void>(store->read(QStringLiteral("godwit/probe")));
        return placeOf(*store);
    }).then(this, [this](const Place &place) { setPlace(place.name, place.lasting); });
}

void ProfileSecrets::keep(const Profile &profile, const Secrets &secrets)
{
    m_session.insert(profile.id, secrets);
    if (!m_store) {
        Q_EMIT found(profile.id, tr("this session only"));
        return;
    }
    QtConcurrent::run([store = m_store, key = profile.secretKey(), secrets] {
        const bool written = store->write(key, secrets).has_value();
        Place place = placeOf(*store);
        place.lasting = place.lasting && written;
        return place;
    }).then(this, [this, id = profile.id](const Place &place) {
        setPlace(place.name, place.lasting);
        if (place.lasting)
            m_session.remove(id);
        Q_EMIT found(id, place.lasting ? tr("in keychain") : tr("this session only"));
    });
}

void ProfileSecrets::look(const Profile &profile)
{
    if (profile.id.isEmpty() || profile.endpoint.auth == AuthKind::None)
        return;
    if (m_session.contains(profile.id)) {
        Q_EMIT found(profile.id, m_lasting ? tr("in keychain") : tr("this session only"));
        return;
    }
    if (!m_store)
        return;
    QtConcurrent::run([store = m_store, key = profile.secretKey()] {
        const bool there = store->read(key).has_value();
        return std::pair(there, placeOf(*store));
    }).then(this, [this, id = profile.id](const std::pair<bool, Place> &seen) {
        setPlace(seen.second.name, seen.second.lasting);
        if (seen.first)
            Q_EMIT found(id, seen.second.lasting ? tr("in keychain") : tr("this session only"));
    });
}

std::function<Secrets()> ProfileSecrets::reader(const Profile &profile, const Secrets &typed) const
{
    const Secrets known = isEmpty(typed) ? m_session.value(profile.id) : typed;
    const bool ask = isEmpty(known) && profile.endpoint.auth != AuthKind::None && !profile.id.isEmpty() && m_store;
    return [known, ask, store = m_store, key = profile.secretKey()]() -> Secrets {
        return ask ? store->read(key).value_or(Secrets()) : known;
    };
}

void ProfileSecrets::fetch(const Profile &profile, QObject *context, std::function<void(const Secrets &)> then) const
{
    QtConcurrent::run(reader(profile, {})).then(context, std::move(then));
}

void ProfileSecrets::remove(const Profile &profile)
{
    const auto read = reader(profile, {});
    m_session.remove(profile.id);
    m_removed.insert(profile.id, QtConcurrent::run([store = m_store, read, key = profile.secretKey()] {
        const Secrets secrets = read();
        if (store)
            static_cast<void>(store->remove(key));
        return secrets;
    }));
}

void ProfileSecrets::restore(const Profile &profile)
{
    QFuture<Secrets> removed = m_removed.take(profile.id);
    if (removed.isValid())
        removed.then(this, [this, profile](const Secrets &secrets) {
            if (!isEmpty(secrets))
                keep(profile, secrets);
        });
}

} // namespace godwit
