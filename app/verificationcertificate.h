// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reportpdf.h"
#include "engine/verify/verifyresult.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace godwit {

//! A signed-off report of a comparison: what was compared, how, hashes, findings, tool version, and how to compute the
//! hashes again. Holds no secret. In presentation mode the names of hosts and indices are masked.
class VerificationCertificate
{
    Q_DECLARE_TR_FUNCTIONS(godwit::VerificationCertificate)

public:
    //! `job`: the id under which the comparison ran; may be empty. `signedBy`: who answers for it; may be empty.
    VerificationCertificate(const VerifyResult &result, const QString &job, const QString &signedBy = {});
    //! What json() gave before.
    explicit VerificationCertificate(const QJsonObject &json) : m_json(json) { }
    //! `verification.json` in the folder of a job.
    static Result<VerificationCertificate> load(const QString &jobFolder);
    Result<void> keep(const QString &jobFolder) const;

    Result<void> setLogo(const QString &path);
    const QJsonObject &json() const { return m_json; }
    //! `picture` gives the address of the logo.
    QString html() const;
    //! By the suffix: .json, .html or .pdf. A PDF needs a QGuiApplication.
    Result<void> write(const QString &path) const;

private:
    QString document(const QString &style, const QString &logo) const;

    QJsonObject m_json;
    ReportLogo m_logo;
};

} // namespace godwit
