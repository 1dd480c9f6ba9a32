// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QByteArray>
#include <QFile>
#include <QJsonObject>

namespace godwit {

//! Appends a refused document to the rejected file: what is known of it, then its raw bytes, which never go through a
//! JSON value: numbers must stay as they are. Opens the file when it is not open.
Result<void> appendRejected(QFile &file, const QJsonObject &line, const QByteArray &source);

} // namespace godwit
