// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/reindexservice.h"

namespace godwit {

//! Where a cluster runs, as far as its address tells.
enum class Hosting { SelfManaged, Hosted, Ece, Serverless };
Hosting hostingOf(const QString &url);

//! `host:port` as an allow-list compares it: no scheme, and the port that the scheme stands for where none is named.
QString remoteName(const QString &url);
//! Whether a list lets a `host:port` through; `*` stands for any run of characters.
bool isAllowed(const QString &name, const QStringList &list);
//! Lists of hosted deployments that were never set: "*.io:*" and "*.com:*".
QStringList hostedDefaults();

//! What stands between a target and its source in a reindex from remote.
struct RemoteAccess
{
    QString name; //!< host:port of the source
    QStringList refusing; //!< nodes that don't let it through, in the order of a rolling restart
    QStringList lines; //!< for the configuration of each of them
    QString fix; //!< what to do, with the restart order
};

//! `url` is the source as the target sees it.
RemoteAccess remoteAccess(const QString &url, Product target, Hosting hosting, const QList<ReindexNode> &nodes);
//! The last step: what to take out of the list again. Empty where nothing but defaults lets the source through.
QString allowListReminder(const QString &name, Product target, Hosting hosting, const QList<ReindexNode> &nodes);
//! What to do so that the target trusts a source with a private certificate; empty where the system's authorities do.
QString ownAuthority(const Endpoint &source, Hosting hosting);

} // namespace godwit
