// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

namespace godwit {

//! One document of the target: as it was seen there, and as it is to be.
struct GuardedChange
{
    enum class End {
        Open, //!< not sent, or nobody knows what became of it
        Done,
        LeftAlone, //!< somebody else changed it after it was seen
        Refused, //!< the target would not take it; `reason` is the server's
    };
    QString index;
    QString id;
    bool has = false; //!< the target has it
    QString routing; //!< that it has there
    Lookup seen; //!< if it has it: by this it is guarded; the source goes back where the change fails half way
    bool wanted = false; //!< false: it is deleted
    QString wantedRouting;
    std::string source;

    End end = End::Open;
    QString reason = {};

    [[nodiscard]] bool moves() const { return has && wanted && routing != wantedRouting; }
};

//! Makes the changes, each only if the document is on the target as it was seen: by its sequence number and primary
//! term (`if_seq_no`, of 6.7 and later), and by "create" where there was none. A document whose routing changes is
//! deleted under the old one before it is created under the new one. No document, by id and routing, is there twice.
//! After an error the changes say how far it came.
Result<void> writeGuarded(SearchCluster &target, std::vector<GuardedChange> &changes);

} // namespace godwit
