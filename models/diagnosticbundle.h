// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/jobsnapshot.h"
#include "engine/plan.h"
#include "engine/requestlog.h"

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace godwit {

//! What somebody who is to help would like to see, as it is: still with secrets and names.
struct BundleSources
{
    QString versions; //!< of Godwit and its libraries, one a line
    QString system; //!< the machine in one line
    std::optional<Plan> plan;
    QString job;
    QList<JobEvent> events; //!< oldest first
    QList<RequestRecord> requests; //!< oldest first
    QList<std::pair<QString, QString>> settings; //!< name, value
    QStringList secrets; //!< known values that must not leave the machine
    QList<Endpoint> endpoints; //!< whose names are masked when asked for
};

//! One file of the bundle, exactly as it will be written.
struct BundlePiece
{
    QString file;
    QString title;
    QString text;
};

//! The texts of a diagnostic bundle. Never holds a secret; `maskNames` also puts pseudonyms in the place of hosts,
//! users and connections.
class DiagnosticBundle final
{
    Q_DECLARE_TR_FUNCTIONS(godwit::DiagnosticBundle)
public:
    static QList<BundlePiece> pieces(const BundleSources &sources, bool maskNames);
    //! Writes the pieces as one .zip.
    static Result<void> save(const QString &path, const QList<BundlePiece> &pieces);

private:
    static QString planText(const Plan &plan);
    static QString eventsText(const QList<JobEvent> &events);
    static QString requestsText(const QList<RequestRecord> &requests);
    static QString settingsText(const QList<std::pair<QString, QString>> &settings);
};

} // namespace godwit
