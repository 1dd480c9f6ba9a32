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
    if (!endpoint.user.isEmpty() && !m_pseudonyms.contains(endpoint.user.toLower()))
        add(endpoint.user, tr("user-%1").arg(++m_users));
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

void Discretion::learnUser(const QString &user)
{
    const std::scoped_lock lock(m_mutex);
    if (user.isEmpty() || m_pseudonyms.contains(user.toLower()))
        return;
    add(user, tr("user-%1").arg(++m_users));
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
    // The longest first, so that a host is not taken for the user whose name it begins with.
    std::sort(names.begin(), names.end(),
        [](const QString &a, const QString &b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    for (QString &name : names)
        name = QRegularExpression::escape(name);
    m_known = QRegularExpression(QStringLiteral("(?<![\\w-])(%1)(?![\\w-])").arg(names.join(u'|')),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    m_known.optimize();
    m_cache.clear();
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
    if (m_pseudonyms.isEmpty())
        return result;
    return replaceGroup(result, m_known,
        [this](const QString &name) { return m_given.contains(name) ? name : m_pseudonyms.value(name.toLower()); });
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
