// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QByteArray>
#include <QHash>
#include <QImage>
#include <QString>

namespace godwit {

//! A picture for the head of a document.
struct ReportLogo
{
    QByteArray bytes;
    QString type; //!< "png", "svg+xml" or "jpeg"

    bool isEmpty() const { return bytes.isEmpty(); }
    //! .png, .svg or .jpg; an empty path is no logo.
    static Result<ReportLogo> load(const QString &path);
    QImage image() const;
    //! "data:image/png;base64,…"
    QString address() const;
};

//! SVG as pixels that are sharp in print.
QImage renderedSvg(const QByteArray &svg);

//! Prints an HTML document on A4. Pictures are named `picture:NAME` in it. `pageWidth` in the units of its pictures.
//! Needs a QGuiApplication.
Result<QByteArray> printedPdf(
    const QString &title, const QString &html, const QHash<QString, QImage> &pictures, int pageWidth);

//! Writes a temporary file and renames it.
Result<void> writeReportFile(const QString &path, const QByteArray &bytes);

} // namespace godwit
