// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"
#include "models/profilestore.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <functional>

namespace godwit {

//! The secrets of the connections, without ever making the window wait: the keychain is asked on worker threads. What
//! it does not take stays here until the program ends.
class ProfileSecrets final : public QObject
{
    Q_OBJECT
public:
    //! `store` outlives the program's worker threads; null: nothing is kept beyond this session.
    explicit ProfileSecrets(SecretStore *store, QObject *parent = nullptr);

    //! Finds out whether there is a keychain at all, then `placeChanged`.
    void probe();
    //! "system keychain", "this session only".
    QString place() const { return m_place; }
    bool lasting() const { return m_lasting; }

    //! What was typed; what is kept beside it and is still of use stays.
    void keep(const Profile &profile, const Secrets &secrets);
    //! Answers with `found`, unless nothing is kept.
    void look(const Profile &profile);
    //! Gives the secrets to `then` on this thread, for a field that shows them on demand.
    void fetch(const Profile &profile, QObject *context, std::function<void(const Secrets &)> then) const;
    //! Forgets them for good as far as the disk goes; `restore` can still bring them back.
    void remove(const Profile &profile);
    void restore(const Profile &profile);
    //! To be called on a worker thread: what was typed, else what is kept.
    std::function<Secrets()> reader(const Profile &profile, const Secrets &typed) const;

Q_SIGNALS:
    //! Where the secrets of this connection are: "in keychain", "this session only".
    void found(const QString &id, const QString &where);
    //! The same of the proxy's password.
    void proxyFound(const QString &id, const QString &where);
    void placeChanged();

private:
    void setPlace(const QString &place, bool lasting);
    void tell(const QString &id, const Secrets &kept, const QString &where);

    SecretStore *m_store;
    QString m_place;
    bool m_lasting = false;
    QHash<QString, Secrets> m_session;
    QHash<QString, QFuture<Secrets>> m_removed;
};

} // namespace godwit
