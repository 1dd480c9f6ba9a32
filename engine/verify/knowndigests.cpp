// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/knowndigests.h"

#include <QRandomGenerator>

#include <algorithm>
#include <bit>

namespace godwit {

KnownDigests::KnownDigests(qint64 documents, qint64 most)
    : m_seed(QRandomGenerator::system()->generate64())
    , m_slots(std::bit_ceil(static_cast<std::size_t>(std::clamp<qint64>(documents, 64, most))))
{
}

bool KnownDigests::find(const Key &key, Digest *digest) const
{
    const std::size_t place = placeOf(key);
    const std::lock_guard lock(m_locks[place % locks]);
    const Slot &slot = m_slots[place];
    if (slot.key != key)
        return false;
    *digest = slot.digest;
    return true;
}

void KnownDigests::put(const Key &key, const Digest &digest)
{
    const std::size_t place = placeOf(key);
    const std::lock_guard lock(m_locks[place % locks]);
    m_slots[place] = {key, digest};
}

} // namespace godwit
