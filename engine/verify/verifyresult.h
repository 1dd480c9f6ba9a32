// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsummary.h"
#include "engine/verify/verifyprogress.h"

#include <QJsonObject>

namespace godwit {

//! How a comparison ended. Its JSON form is what a certificate is made from.
struct VerifyResult
{
    Outcome outcome = Outcome::Failed; //!< Succeeded: equal; Findings; Failed; Stopped, resumable
    VerifyRequest request;
    QString sourceAddress;
    QString targetAddress;
    QString sourceVersion; //!< "Elasticsearch 7.17.28"
    QString targetVersion;
    QString sourceUuid; //!< of the cluster
    QString targetUuid;
    QDateTime begun; //!< UTC
    QDateTime ended;
    double seconds = 0;
    QList<VerifyRow> rows;
    QList<VerifyFinding> findings; //!< at most 1,000; the observer got all of them
    qint64 findingCount = 0;
    QString reason; //!< one sentence when it failed or stopped
    QString errorKind;

    [[nodiscard]] QJsonObject toJson() const;
};

//! One sentence: which numbers of documents are compared, and why the others may differ without a fault.
QString countsNote();

} // namespace godwit
