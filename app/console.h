// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QJsonObject>
#include <QString>

#include <functional>

namespace godwit {

//! Standard output and standard error. A reader that went away is no error: a job goes on without its audience.
void printLine(const QString &text);
void printLine(const QJsonObject &object);
void printError(const QString &text);

//! Waits for a line on standard input, and says whether it is `word`. Its end and `stopped` mean no.
bool hearWord(const QString &word, const std::function<bool()> &stopped = {});

//! 2 usage, 3 preflight, 6 cancelled, 5 everything else.
int exitCodeOf(const Error &error);
//! Says the error in one sentence and returns its exit code.
int giveUp(const Error &error);

} // namespace godwit
