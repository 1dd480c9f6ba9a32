// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/allowlist.h"

#include "engine/plan.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

//! Data nodes first, then those that can become master, the elected one last: so there is only one election.
int restartRank(const ReindexNode &node)
{
    return node.master ? 2 : node.masterEligible ? 1 : 0;
}

QString quoted(const QStringList &entries)
{
    QStringList all;
    for (const QString &entry : entries)
        all.append(QString(u'"' + entry + u'"'));
    return QString(u'[' + all.join(QStringLiteral(", ")) + u']');
}

QString settingName(Product target)
{
    return target == Product::OpenSearch ? QStringLiteral("reindex.remote.allowlist")
                                         : QStringLiteral("reindex.remote.whitelist");
}

} // namespace

Hosting hostingOf(const QString &url)
{
    const QString host = QUrl(url).host().toLower();
    const auto below = [&host](const char *domain) { return host.endsWith(QLatin1String(domain)); };
    if (below(".elastic.cloud"))
        return Hosting::Serverless;
    if (below(".cloud.es.io") || below(".elastic-cloud.com") || below(".found.io") || below(".foundit.no"))
        return Hosting::Hosted;
    return below(".ip.es.io") ? Hosting::Ece : Hosting::SelfManaged;
}

QString remoteName(const QString &url)
{
    const QUrl parsed(url);
    const int port = parsed.port(parsed.scheme() == QLatin1String("https") ? 443 : 80);
    const QString host = parsed.host().contains(u':') ? QString(u'[' + parsed.host() + u']') : parsed.host();
    return QString(host + u':' + QString::number(port));
}

bool isAllowed(const QString &name, const QStringList &list)
{
    return std::any_of(list.begin(), list.end(),
        [&name](const QString &entry) { return matchesWildcard(entry.toLower(), name.toLower()); });
}

QStringList hostedDefaults()
{
    return {QStringLiteral("*.io:*"), QStringLiteral("*.com:*")};
}

RemoteAccess remoteAccess(const QString &url, Product target, Hosting hosting, const QList<ReindexNode> &nodes)
{
    RemoteAccess access;
    access.name = remoteName(url);
    const bool hosted = hosting == Hosting::Hosted || hosting == Hosting::Ece;
    QList<ReindexNode> order = nodes;
    std::stable_sort(order.begin(), order.end(),
        [](const ReindexNode &a, const ReindexNode &b) { return restartRank(a) < restartRank(b); });
    QStringList wanted; // what is allowed already stays allowed: a new value replaces the whole list
    for (const ReindexNode &node : std::as_const(order)) {
        const QStringList list = node.listKnown || !hosted ? node.allowed : hostedDefaults();
        for (const QString &entry : list)
            if (!wanted.contains(entry))
                wanted.append(entry);
        if (!isAllowed(access.name, list))
            access.refusing.append(node.name);
    }
    if (access.refusing.isEmpty())
        return access;
    wanted.append(access.name);
    access.lines = {QString(settingName(target) + QStringLiteral(": ") + quoted(wanted))};
    const QString file
        = target == Product::OpenSearch ? QStringLiteral("opensearch.yml") : QStringLiteral("elasticsearch.yml");
    const QString line = access.lines.first();
    if (hosted)
        access.fix
            = tr("Open the deployment's Edit page, choose \"Manage user settings and extensions\", add this line "
                 "and save: %1. It replaces the defaults \"*.io:*\" and \"*.com:*\", so those you need stand in "
                 "it. Write no https:// in it.")
                  .arg(line);
    else
        access.fix
            = tr("Put this line into %1 of these nodes and restart them one at a time, in this order, each after the "
                 "cluster is green again: %2. The line: %3. It replaces what stood there, and holds no http:// or "
                 "https://. Live copy needs neither the line nor a restart.")
                  .arg(file, access.refusing.join(QStringLiteral(", ")), line);
    return access;
}

QString allowListReminder(const QString &name, Product target, Hosting hosting, const QList<ReindexNode> &nodes)
{
    QStringList entries;
    for (const ReindexNode &node : nodes)
        for (const QString &entry : node.allowed)
            if (isAllowed(name, {entry}) && !entries.contains(entry) && !hostedDefaults().contains(entry))
                entries.append(entry);
    if (entries.isEmpty())
        return {};
    if (hosting == Hosting::Hosted || hosting == Hosting::Ece)
        return tr(
            "Yours to do: take %1 out of %2 in the deployment's user settings. The target may reach the source for "
            "as long as it stands there.")
            .arg(entries.join(QStringLiteral(", ")), settingName(target));
    return tr("Yours to do: take %1 out of %2 on every node and restart them one at a time. The target may reach the "
              "source for as long as it stands there.")
        .arg(entries.join(QStringLiteral(", ")), settingName(target));
}

QString ownAuthority(const Endpoint &source, Hosting hosting)
{
    if (!source.url.startsWith(QLatin1String("https")))
        return {};
    if (source.caFile.isEmpty() && source.fingerprint.isEmpty() && source.clientCertificate.isEmpty())
        return {};
    QString text;
    if (hosting == Hosting::Hosted || hosting == Hosting::Ece)
        text = tr("The target has to trust the source's certificate itself: upload the authority as a ZIP under "
                  "Extensions, choose it for the deployment, and add reindex.ssl.certificate_authorities: "
                  "[\"/app/config/FOLDER/ca.crt\"] to the user settings.");
    else
        text = tr("The target has to trust the source's certificate itself: copy the authority's PEM into the "
                  "configuration folder of every node, add reindex.ssl.certificate_authorities: [\"ca.crt\"], and "
                  "restart the nodes as for the allow-list.");
    if (!source.fingerprint.isEmpty() && source.caFile.isEmpty())
        text += u' ' + tr("A pinned fingerprint is known to Godwit only; the servers need the authority.");
    if (!source.clientCertificate.isEmpty())
        text += u' '
            + tr("The source wants a client certificate: set reindex.ssl.certificate and reindex.ssl.key as well.");
    return text;
}

} // namespace godwit
