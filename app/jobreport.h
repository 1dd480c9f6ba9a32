// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reportpdf.h"
#include "engine/error.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace godwit {

//! Everything that a job's journal can prove, as one document. Holds no secret, since the journal holds none.
class JobReport
{
    Q_DECLARE_TR_FUNCTIONS(godwit::JobReport)

public:
    static Result<JobReport> load(const QString &jobFolder);

    //! A picture for the head of the document: .png, .svg or .jpg. Empty is none.
    Result<void> setLogo(const QString &path);
    const QJsonObject &json() const { return m_json; }
    QString html() const;
    //! By the suffix: .json, .html or .pdf. A PDF needs a QGuiApplication.
    Result<void> write(const QString &path) const;
    //! Remembers a file that was written of a job; write() does so by itself.
    static void note(const QString &jobFolder, const QString &path);
    //! Files that were noted and that are still there, newest first.
    static QStringList written(const QString &jobFolder);

private:
    Result<QByteArray> pdf() const;

    QString m_folder;
    ReportLogo m_logo;
    QJsonObject m_json;
};

} // namespace godwit
