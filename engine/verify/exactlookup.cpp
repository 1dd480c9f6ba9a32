// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/exactlookup.h"

namespace godwit {

Result<std::vector<Lookup>> lookUpExactly(
    SearchCluster &cluster, const QString &index, const std::vector<DocumentKey> &keys, LookAt what)
{
    auto looks = cluster.lookUp({index, -1, {}}, keys, what);
    if (!looks)
        return looks;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        Lookup &look = (*looks)[i];
        if (look.found && look.routing != keys[i].routing) {
            look.found = false;
            look.source.clear();
        }
    }
    return looks;
}

} // namespace godwit
