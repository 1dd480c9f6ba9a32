// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discretion.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSysInfo>
#include <QUrl>

#include <algorithm>

namespace godwit {
namespace {

constexpr qsizetype mostCached = 4000;

//! Replaces the first captured group of every match by what `with` makes of it.
template <class With>
QString replaceGroup(const QString &text, const QRegularExpression &pattern, With with)
{
    QString result;
    qsizetype from = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += QStringView(text).mid(from, match.capturedStart(1) - from);
        result += with(match.captured(1));
        from = match.capturedEnd(1);
    }
    return from == 0 ? text : QString(result + QStringView(text).mid(from));
}

//! A shorter name would be found in every sentence.
bool tells(const QString &name)
{
    return name.size() >= 3;
}

} // namespace

Discretion &Discretion::instance()
{
    static Discretion discretion;
    return discretion;
}

void Discretion::setActive(bool active)
{
    if (m_active.exchange(active) == active)
        return;
    learnHost(QSysInfo::machineHostName());
    Q_EMIT changed(active);
}

void Discretion::learn(const Endpoint &endpoint, const QString &role)
{
    const std::scoped_lock lock(m_mutex);
    hostPseudonym(QUrl(endpoint.url).host());
    if (!endpoint.proxy.isEmpty() && endpoint.proxy.contains(QLatin1String("://")))
        hostPseudonym(QUrl(endpoint.proxy).host());
    for (const QString &user : {endpoint.user, endpoint.proxyUser}) {
        if (!user.isEmpty() && !m_pseudonyms.contains(user.toLower()))
            add(user, tr("user-%1").arg(++m_users));
    }
    const QString name = endpoint.profile;
    if (!name.isEmpty() && !m_pseudonyms.contains(name.toLower())) {
        QString pseudonym = role;
        for (int number = 2; !role.isEmpty() && m_given.contains(pseudonym); ++number)
            pseudonym = QString(role + u' ' + QString::number(number));
        add(name, role.isEmpty() ? tr("cluster-%1").arg(++m_clusters) : pseudonym);
    }
    rebuild();
}

void Discretion::learnHost(const QString &host)
{
    const std::scoped_lock lock(m_mutex);
    hostPseudonym(host);
    rebuild();
}

void Discretion::learnNode(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    if (!tells(name) || m_given.contains(name) || m_pseudonyms.contains(name.toLower()))
        return;
    add(name, tr("node-%1").arg(++m_nodes));
    rebuild();
}

void Discretion::learnUser(const QString &user)
{
    const std::scoped_lock lock(m_mutex);
    if (user.isEmpty() || m_pseudonyms.contains(user.toLower()))
        return;
    add(user, tr("user-%1").arg(++m_users));
    rebuild();
}

void Discretion::setMasksIndices(bool masks)
{
    if (m_indicesToo.exchange(masks) == masks)
        return;
    {
        const std::scoped_lock lock(m_mutex);
        rebuild();
    }
    if (isActive())
        Q_EMIT changed(true);
}

void Discretion::learnCluster(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    if (!tells(name) || m_given.contains(name) || m_pseudonyms.contains(name.toLower()))
        return;
    add(name, tr("cluster-%1").arg(++m_clusters));
    rebuild();
}

void Discretion::learnIndices(const QStringList &names)
{
    const std::scoped_lock lock(m_mutex);
    const auto before = m_indices.size();
    for (const QString &name : names) {
        if (!name.isEmpty() && !m_indices.contains(name))
            m_indices.insert(name, tr("index %1").arg(m_indices.size() + 1));
    }
    if (m_indices.size() != before && masksIndices())
        rebuild();
}

void Discretion::learnMigration(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    const QString key = name.trimmed().toLower();
    if (key.isEmpty() || m_migrations.contains(key) || m_given.contains(name.trimmed()))
        return;
    const QString pseudonym = tr("migration %1").arg(m_migrations.size() + 1);
    m_migrations.insert(key, pseudonym);
    m_given.insert(pseudonym);
    if (masksIndices())
        rebuild();
}

void Discretion::add(const QString &real, const QString &pseudonym)
{
    m_pseudonyms.insert(real.toLower(), pseudonym);
    m_given.insert(pseudonym);
}

QString Discretion::hostPseudonym(const QString &host)
{
    if (host.isEmpty() || m_given.contains(host))
        return host;
    if (const auto known = m_pseudonyms.constFind(host.toLower()); known != m_pseudonyms.constEnd())
        return *known;
    const QString pseudonym = tr("host-%1").arg(++m_hosts);
    add(host, pseudonym);
    return pseudonym;
}

void Discretion::rebuild()
{
    // Pseudonyms are among them and stand for themselves: "source cluster" stays whole while a user is called "source".
    QStringList names = QStringList(m_pseudonyms.keys()) + QStringList(m_given.values());
    if (masksIndices())
        names += m_migrations.keys();
    m_cache.clear();
    if (names.isEmpty()) {
        m_known = {};
        return;
    }
    // The longest first, so that a host is not taken for the user whose name it begins with.
    std::sort(names.begin(), names.end(),
        [](const QString &a, const QString &b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    for (QString &name : names)
        name = QRegularExpression::escape(name);
    m_known = QRegularExpression(QStringLiteral("(?<![\\w-])(%1)(?![\\w-])").arg(names.join(u'|')),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    m_known.optimize();
}

QString Discretion::substitute(const QString &text)
{
    static const QRegularExpression userInfo(QStringLiteral("://([^\\s/@'\"<>]+@)"));
    static const QRegularExpression address(QStringLiteral("://(\\[[0-9a-fA-F:.]+\\]|[^\\s/:?#'\"<>,;()`]+)"));
    static const QRegularExpression number(QStringLiteral("(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.]*\\d)"));
    const auto before = m_pseudonyms.size();
    QString result = replaceGroup(text, userInfo, [](const QString &) { return QString(); });
    // Whole hosts first: a part of one may be somebody's user name.
    for (const QRegularExpression *pattern : {&address, &number})
        result = replaceGroup(result, *pattern, [this](const QString &host) { return hostPseudonym(host); });
    if (m_pseudonyms.size() != before)
        rebuild();
    if (!m_known.pattern().isEmpty())
        result = replaceGroup(result, m_known, [this](const QString &name) {
            if (m_given.contains(name))
                return name;
            const QString host = m_pseudonyms.value(name.toLower());
            return host.isEmpty() ? m_migrations.value(name.toLower(), name) : host;
        });
    return masksIndices() ? substituteIndices(result) : result;
}

QString Discretion::substituteIndices(const QString &text) const
{
    static const QRegularExpression word(QStringLiteral("([^\\s\"'`<>|*?,#/\\\\()\\[\\]{}=&;:]+)"));
    if (m_indices.isEmpty())
        return text;
    return replaceGroup(text, word, [this](const QString &found) {
        if (const auto known = m_indices.constFind(found); known != m_indices.constEnd())
            return *known;
        // A name at the end of a sentence.
        const bool stop = found.endsWith(u'.');
        const auto known = stop ? m_indices.constFind(found.chopped(1)) : m_indices.constEnd();
        return known == m_indices.constEnd() ? found : QString(*known + u'.');
    });
}

QString Discretion::masked(const QString &text)
{
    if (text.isEmpty())
        return text;
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_cache.constFind(text); known != m_cache.constEnd())
        return *known;
    const QString result = substitute(text);
    if (m_cache.size() >= mostCached)
        m_cache.clear();
    m_cache.insert(text, result);
    // What was masked once is asked for again, by the style that paints it.
    m_cache.insert(result, result);
    return result;
}

QJsonValue discreet(const QJsonValue &value)
{
    if (!Discretion::instance().isActive())
        return value;
    if (value.isString())
        return discreet(value.toString());
    if (value.isArray()) {
        QJsonArray masked;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            masked.append(discreet(item));
        return masked;
    }
    if (value.isObject()) {
        QJsonObject masked = value.toObject();
        for (auto item = masked.begin(); item != masked.end(); ++item)
            item.value() = discreet(QJsonValue(item.value()));
        return masked;
    }
    return value;
}

} // namespace godwit
