// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpproxy.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QUrl>

namespace godwit {

bool isLoopback(const QString &host)
{
    QString name = host.toLower();
    if (name.startsWith(QLatin1Char('[')) && name.endsWith(QLatin1Char(']')))
        name = name.mid(1, name.size() - 2);
    if (name == QLatin1String("localhost") || name.endsWith(QLatin1String(".localhost")))
        return true;
    const QHostAddress address(name);
    return !address.isNull() && address.isLoopback();
}

Result<HttpProxy> HttpProxy::parse(const QString &setting, const QString &user, const QString &password)
{
    HttpProxy proxy;
    const QString text = setting.trimmed();
    if (text.isEmpty() || text == QLatin1String("system"))
        return proxy;
    proxy.m_system = false;
    if (text == QLatin1String("none"))
        return proxy;
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme() != QLatin1String("http") || url.host().isEmpty() || !url.userInfo().isEmpty()) {
        return fail(ErrorKind::Usage,
            QCoreApplication::translate("HttpProxy",
                "The proxy setting can't be used. Write system, none, or an address like http://host:3128."));
    }
    const int port = url.port(3128);
    proxy.m_fixed = QNetworkProxy(QNetworkProxy::HttpProxy, url.host(), quint16(port), user, password);
    return proxy;
}

QNetworkProxy HttpProxy::proxyFor(const QUrl &server) const
{
    if (isLoopback(server.host()))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    if (!m_system)
        return m_fixed;
    const QList<QNetworkProxy> found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(server));
    return found.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : found.first();
}

} // namespace godwit
