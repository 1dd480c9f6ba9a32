// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/verify/verifyprogress.h"

#include <QString>

namespace godwit {

//! What VerifyObserver::kept() says, done to a file with one finding a line: of the findings of each row the oldest
//! stay, as many as the row has; findings of other pairs stay. A last line that a crash tore off goes. How many went.
Result<qint64> keepFindings(const QString &fileName, const QList<VerifyRow> &rows);

} // namespace godwit
