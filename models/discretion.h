// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"

#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QRegularExpression>
#include <QSet>
#include <QString>

#include <atomic>
#include <mutex>

namespace godwit {

//! Presentation mode: while strangers look on, pseudonyms stand for hosts, users and cluster names, and if wanted for
//! indices and migrations. A pseudonym stays
//! the same for as long as the program runs. Hosts in addresses are masked also when nobody named them before.
//! Thread-safe.
class Discretion final : public QObject
{
    Q_OBJECT
public:
    static Discretion &instance();

    bool isActive() const { return m_active.load(std::memory_order_relaxed); }
    void setActive(bool active);
    //! Whether the names of indices, aliases and migrations are masked too.
    bool masksIndices() const { return m_indicesToo.load(std::memory_order_relaxed); }
    void setMasksIndices(bool masks);

    //! Host, user and profile name of a connection; `role` ("source cluster") becomes the profile's pseudonym.
    void learn(const Endpoint &endpoint, const QString &role = {});
    void learnHost(const QString &host);
    //! The name of one of a cluster's nodes: servers name them in what they answer.
    void learnNode(const QString &name);
    void learnUser(const QString &user);
    //! The name that a cluster gives itself.
    void learnCluster(const QString &name);
    //! Indices and aliases. Their names are ordinary words at times, so only a whole word in the same case is masked.
    void learnIndices(const QStringList &names);
    void learnMigration(const QString &name);

    //! The text with pseudonyms, whatever the mode is. What is masked already stays as it is.
    QString masked(const QString &text);

Q_SIGNALS:
    void changed(bool active);

private:
    Discretion() = default;
    void add(const QString &real, const QString &pseudonym);
    QString hostPseudonym(const QString &host);
    QString substitute(const QString &text);
    QString substituteIndices(const QString &text) const;
    void rebuild();

    std::atomic<bool> m_active = false;
    std::atomic<bool> m_indicesToo = false;
    std::mutex m_mutex;
    QHash<QString, QString> m_pseudonyms; //!< real name in lower case → pseudonym
    QSet<QString> m_given; //!< every pseudonym
    QHash<QString, QString> m_indices; //!< looked up word by word: there may be thousands
    QHash<QString, QString> m_migrations; //!< in lower case, as m_pseudonyms
    QRegularExpression m_known; //!< matches any learned name as a whole word
    QHash<QString, QString> m_cache; //!< paint asks for the same texts over and over
    int m_hosts = 0;
    int m_users = 0;
    int m_nodes = 0;
    int m_clusters = 0;
};

//! How a text may be shown, copied and exported now: itself, or masked in presentation mode.
inline QString discreet(const QString &text)
{
    Discretion &discretion = Discretion::instance();
    return discretion.isActive() ? discretion.masked(text) : text;
}

//! The same for every text in a value, for exports; keys stay.
QJsonValue discreet(const QJsonValue &value);

} // namespace godwit
