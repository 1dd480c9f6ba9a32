// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilesecrets.h"

#include "models/whenready.h"

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
    const auto task = QtConcurrent::run([store = m_store] {
        static_cast<void>(store->read(QStringLiteral("godwit/probe")));
        return placeOf(*store);
    });
    whenReady(task, this, [this](const Place &place) { setPlace(place.name, place.lasting); });
}

void ProfileSecrets::keep(const Profile &profile, const Secrets &secrets)
{
    Secrets typed = secrets;
    fillIn(typed, m_session.value(profile.id));
    typed = neededBy(profile.endpoint, typed);
    m_session.insert(profile.id, typed);
    if (!m_store) {
        tell(profile.id, typed, tr("this session only"));
        return;
    }
    const auto task
        = QtConcurrent::run([store = m_store, key = profile.secretKey(), endpoint = profile.endpoint, typed] {
              Secrets whole = typed; // one of two may be typed alone
              if (!missingSecret(endpoint, whole).isEmpty())
                  fillIn(whole, store->read(key).value_or(Secrets()));
              whole = neededBy(endpoint, whole);
              const bool written = store->write(key, whole).has_value();
              Place place = placeOf(*store);
              place.lasting = place.lasting && written;
              return std::pair(whole, place);
          });
    whenReady(task, this, [this, id = profile.id](const std::pair<Secrets, Place> &kept) {
        const Place &place = kept.second;
        setPlace(place.name, place.lasting);
        if (place.lasting)
            m_session.remove(id);
        else
            m_session.insert(id, kept.first);
        tell(id, kept.first, place.lasting ? tr("in keychain") : tr("this session only"));
    });
}

void ProfileSecrets::tell(const QString &id, const Secrets &kept, const QString &where)
{
    Secrets own = kept;
    own.proxyPassword.clear();
    if (!isEmpty(own))
        Q_EMIT found(id, where);
    if (!kept.proxyPassword.isEmpty())
        Q_EMIT proxyFound(id, where);
}

void ProfileSecrets::look(const Profile &profile)
{
    if (profile.id.isEmpty() || missingSecret(profile.endpoint, {}).isEmpty())
        return;
    if (m_session.contains(profile.id))
        return tell(profile.id, m_session.value(profile.id), m_lasting ? tr("in keychain") : tr("this session only"));
    if (!m_store)
        return;
    const auto task = QtConcurrent::run([store = m_store, key = profile.secretKey()] {
        const Secrets there = store->read(key).value_or(Secrets());
        return std::pair(there, placeOf(*store));
    });
    whenReady(task, this, [this, id = profile.id](const std::pair<Secrets, Place> &seen) {
        setPlace(seen.second.name, seen.second.lasting);
        tell(id, seen.first, seen.second.lasting ? tr("in keychain") : tr("this session only"));
    });
}

std::function<Secrets()> ProfileSecrets::reader(const Profile &profile, const Secrets &typed) const
{
    Secrets known = typed;
    fillIn(known, m_session.value(profile.id));
    const bool ask = !missingSecret(profile.endpoint, known).isEmpty() && !profile.id.isEmpty() && m_store;
    return [known, ask, store = m_store, key = profile.secretKey()]() -> Secrets {
        Secrets whole = known;
        if (ask)
            fillIn(whole, store->read(key).value_or(Secrets()));
        return whole;
    };
}

void ProfileSecrets::fetch(const Profile &profile, QObject *context, std::function<void(const Secrets &)> then) const
{
    whenReady(QtConcurrent::run(reader(profile, {})), context, std::move(then));
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
        whenReady(removed, this, [this, profile](const Secrets &secrets) {
            if (!isEmpty(secrets))
                keep(profile, secrets);
        });
}

} // namespace godwit
