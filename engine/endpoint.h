// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace godwit {

enum class Product { Unknown, Elasticsearch, OpenSearch, Milvus };

enum class AuthKind { None, Basic, ApiKey, Bearer };

//! How a server is reached; part of a plan or a profile. Never holds a secret: those come from a SecretStore or the
//! environment at the moment a connection is opened.
struct Endpoint
{
    QString profile; //!< name of the profile it came from, or empty
    Product product = Product::Unknown; //!< Unknown: recognise it
    QString url; //!< http(s)://host:port[/prefix], without user-info
    AuthKind auth = AuthKind::None;
    QString user;
    QString caFile; //!< PEM; replaces the system's trust
    QString fingerprint; //!< SHA-256 of the server certificate, hex with or without colons
    QString clientCertificate; //!< PEM
    QString clientKey; //!< PEM
    QString proxy; //!< "system" (default when empty), "none", or http://host:port
    QString proxyUser; //!< for a proxy of its own that asks who comes; its password is a secret
    QString environment; //!< "DEV", "TEST", "STAGING", "PROD" or empty
    QString safety; //!< "read-only", "confirm" or "free"; empty: free
};

QString productName(Product product);

//! What a connection may do. Read-only is enforced by the connector; Confirm is the window's: it asks before a write.
enum class Safety { Free, Confirm, ReadOnly };
Safety safetyOf(const Endpoint &endpoint);
//! How a migration opens its source, whatever the profile says: for reading, and for the write block of the cutover.
Endpoint openedAsSource(Endpoint endpoint);

//! "DEV", "TEST", "STAGING", "PROD": from the freest to the strictest.
const QStringList &environments();
//! Of two environments the one to be more careful in.
QString stricterEnvironment(const QString &one, const QString &other);
//! The strictest environment of those endpoints that can be written at all; empty when none has a tag.
QString strictestWritable(const QList<Endpoint> &endpoints);

} // namespace godwit
