// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace godwit {

//! A saved connection. The endpoint's `profile` is its name. Holds no secret: `secretKey` is where one is kept.
struct Profile
{
    QString id; //!< file name without suffix; stable over renames
    Endpoint endpoint;
    QString lastSeen; //!< "Elasticsearch 7.17.15" after the last good test

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

    QList<Profile> load() const; //!< by name
    //! Gives the profile an id when it has none. Refuses an empty name and one that is taken.
    Result<void> save(Profile *profile) const;
    Result<void> remove(const QString &id) const;
    //! NotFound, naming the profiles there are.
    Result<Profile> byName(const QString &name) const;
    //! The endpoint itself, or the profile that it names with what the plan adds to it.
    Result<Endpoint> resolve(const Endpoint &endpoint) const;
    QString folder() const { return m_folder; }

    static QJsonObject toJson(const Profile &profile);
    static Result<Profile> fromJson(const QJsonObject &object);

private:
    QString m_folder;
};

} // namespace godwit
