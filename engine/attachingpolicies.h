// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/preflight.h"
#include "engine/searchcluster.h"

namespace godwit {

//! An index that OpenSearch is to get, as far as Index State Management looks at it.
struct NewIndex
{
    QString name;
    QJsonObject settings; //!< flat; those that it has from its first moment
    qint64 born = -1; //!< milliseconds since the epoch, kept by a restore; -1 now, or unknown
};

//! Whether a setting is the one that lets policies attach themselves, or keeps them away.
bool letsPoliciesAttach(const QString &setting);
//! Those that would attach themselves to the index; the first of them is the one that does.
QList<AttachingPolicy> policiesThatAttach(
    const QList<AttachingPolicy> &policies, const NewIndex &index, const Version &target);
//! What a preflight says of them; the caller adds where the setting stands that keeps them away.
PreflightItem policyWarning(const QList<AttachingPolicy> &policies, const QString &target, const QString &where);

} // namespace godwit
