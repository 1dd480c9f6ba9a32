// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/error.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <stop_token>

namespace godwit {

//! An unpacked search server that can be started: "es6" 6.8, "es7" 7.17, "es8" 8.3, "os2" OpenSearch 2.19, "es7m" and
//! "os2m" the same with reindex (os2m also scripts and pipelines), and the large ones "es8x" 8.19, "es9" 9.4, "os3"
//! OpenSearch 3.6, "os3s" the same with repositories of type s3.
struct ServerKit
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ServerKit)
public:
    QString kind;
    QString folder;
    QString javaHome;
    Product product = Product::Elasticsearch;

    //! Takes the kit from the cache, or downloads it with the Maven client first (minutes). Blocks.
    static Result<ServerKit> get(const QString &kind, std::stop_token stop = {});
    //! The script that keeps kits: beside the program, in its share folder, or in the source tree.
    static QString script();

    bool hasModule(const QString &name) const;
    int major() const;
    QString program() const; //!< bin/elasticsearch or bin/opensearch
    QString settingsFile() const; //!< "elasticsearch.yml" or "opensearch.yml"
};

} // namespace godwit
