// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QList>
#include <QString>

#include <vector>

namespace godwit {

//! One refused document as the rejected file has it.
struct RejectedDocument
{
    QString index;
    QString target;
    QString id;
    int status = 0;
    QString reason; //!< with the server's error type before it
    QByteArray source; //!< raw; empty for a refused delete
};

//! Refusals with the same reason; what stands in quotes differs from document to document.
struct RejectedGroup
{
    QString reason;
    qint64 count = 0;
};

//! Where each line of a rejected file begins and to which group it belongs: 16 bytes a document, whatever its size.
struct RejectedIndex
{
    struct Line
    {
        qint64 offset = 0;
        int length = 0;
        int group = 0;
    };
    std::vector<Line> lines;
    QList<RejectedGroup> groups; //!< most frequent first
};

//! Reads the whole file once; on a worker thread. A file that is not there has no lines.
Result<RejectedIndex> indexRejected(const QString &path);
//! Reads the documents at some lines; on a worker thread.
std::vector<RejectedDocument> readRejected(
    const QString &path, const std::vector<RejectedIndex::Line> &lines, bool withSource);
//! Line breaks and indents between the tokens of a JSON text. Not one byte of a token changes.
QByteArray indented(const QByteArray &json);

} // namespace godwit
