// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/searchcluster.h"

namespace godwit {

QString Version::toString() const
{
    return QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch);
}

bool isSystemStream(const QString &name)
{
    return name.startsWith(QLatin1Char('.')) || name.startsWith(QLatin1String("ilm-history-"));
}

} // namespace godwit
