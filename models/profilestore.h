// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/certificatefacts.h"
#include "engine/endpoint.h"
#include "engine/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace godwit {

//! What the last connection test of a profile found.
struct ProfileHealth
{
    QDateTime tested; //!< null: never
    QDateTime succeeded; //!< the last time that no step failed; null: never
    QString problem; //!< id of the first step that failed or warned; empty: none
    bool failed = false; //!< whether that step failed
    QString color; //!< "green", "yellow" or "red"
    int nodes = -1;
    bool operator==(const ProfileHealth &) const = default;
};

//! A saved connection. The endpoint's `profile` is its name. Holds no secret: `secretKey` is where one is kept.
struct Profile
{
    QString id; //!< file name without suffix; stable over renames
    Endpoint endpoint;
    QString lastSeen; //!< "Elasticsearch 7.17.15" after the last good test
    ProfileHealth health;
    CertificateFacts pinned; //!< what the pinned certificate said of itself, to tell later what changed

    QString name() const { return endpoint.profile; }
    QString secretKey() const { return QString(QStringLiteral("godwit/") + id); }
    bool operator==(const Profile &other) const;
};

//! One JSON file a profile. A broken file never hides the others.
class ProfileStore
{
public:
    //! Empty: the per-user data folder.
    explicit ProfileStore(const QString &stateDir = {});

    QList<Profile> load() const; //!< in the order that was set, new ones behind it by name
    //! Gives the profile an id when it has none. Refuses an empty name and one that is taken.
    Result<void> save(Profile *profile) const;
    Result<void> remove(const QString &id) const;
    //! NotFound, naming the profiles there are.
    Result<Profile> byName(const QString &name) const;
    //! The endpoint itself, or the profile that it names with what the plan adds to it.
    Result<Endpoint> resolve(const Endpoint &endpoint) const;
    //! Ids from top to bottom.
    Result<void> setOrder(const QStringList &ids) const;
    //! The name itself, or the first of "name 2", "name 3" that is free.
    QString freeName(const QString &wanted) const;
    QString folder() const { return m_folder; }

    static QJsonObject toJson(const Profile &profile);
    static Result<Profile> fromJson(const QJsonObject &object);

private:
    QString m_folder;
};

} // namespace godwit
