// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include <QJsonDocument>

#include <cstdio>

namespace godwit {

namespace {

void write(std::FILE *to, QByteArray line)
{
    line += '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), to);
    std::fflush(to);
}

} // namespace

void printLine(const QString &text)
{
    write(stdout, text.toUtf8());
}

void printLine(const QJsonObject &object)
{
    write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void printError(const QString &text)
{
    write(stderr, QString(QLatin1String("godwit: ") % text).toUtf8());
}

int exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Usage:
        return 2;
    case ErrorKind::Preflight:
        return 3;
    case ErrorKind::Cancelled:
        return 6;
    default:
        return 5;
    }
}

int giveUp(const Error &error)
{
    printError(error.summary);
    return exitCodeOf(error);
}

} // namespace godwit
