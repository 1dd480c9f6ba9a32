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

//! Presentation mode: while strangers look on, pseudonyms stand for hosts, users and cluster names. A pseudonym stays
//! the same for as long as the program runs. Hosts in addresses are masked also when nobody named them before.
//! Thread-safe.
class Discretion final : public QObject
{
    Q_OBJECT
public:
    static Discretion &instance();

    bool isActive() const { return m_active.load(std::memory_order_relaxed); }
    void setActive(bool active);

    //! Host, user and profile name of a connection; `role` ("source cluster") becomes the profile's pseudonym.
    void learn(const Endpoint &endpoint, const QString &role = {});
    void learnHost(const QString &host);
    void learnUser(const QString &user);

    //! The text with pseudonyms, whatever the mode is. What is masked already stays as it is.
    QString masked(const QString &text);

Q_SIGNALS:
    void changed(bool active);

private:
    Discretion() = default;
    void add(const QString &real, const QString &pseudonym);
    QString hostPseudonym(const QString &host);
    QString substitute(const QString &text);
    void rebuild();

    std::atomic<bool> m_active = false;
    std::mutex m_mutex;
    QHash<QString, QString> m_pseudonyms; //!< real name in lower case → pseudonym
    QSet<QString> m_given; //!< every pseudonym
    QRegularExpression m_known; //!< matches any learned name as a whole word
    QHash<QString, QString> m_cache; //!< paint asks for the same texts over and over
    int m_hosts = 0;
    int m_users = 0;
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
