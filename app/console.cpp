// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <string>

#include <poll.h>

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

bool hearWord(const QString &word, const std::function<bool()> &stopped)
{
    constexpr int lookEvery = 200; // milliseconds
    for (int ready = 0; ready == 0;) {
        if (stopped && stopped())
            return false;
        pollfd input{0, POLLIN, 0};
        ready = ::poll(&input, 1, lookEvery);
        if (ready < 0 && errno == EINTR)
            ready = 0;
    }
    std::string line;
    return std::getline(std::cin, line) && QString::fromStdString(line).trimmed() == word;
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
