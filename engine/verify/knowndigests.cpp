// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/knowndigests.h"

#include <QRandomGenerator>

#include <xxhash.h>

#include <algorithm>
#include <bit>

namespace godwit {

KnownDigests::KnownDigests(qint64 documents, qint64 most)
    : m_seed(QRandomGenerator::system()->generate64())
    , m_slots(std::bit_ceil(static_cast<std::size_t>(std::clamp<qint64>(documents, 64, most))))
{
}

//! Each part for itself, so that no byte of one counts as one of the next. Hashing them piece by piece takes five times
//! as long.
QuickHash KnownDigests::hashOf(std::string_view id, std::string_view routing, std::string_view source) const
{
    std::array<XXH128_hash_t, 3> parts;
    auto into = parts.begin();
    for (const std::string_view part : {id, routing, source})
        *into++ = XXH3_128bits_withSeed(part.data(), part.size(), m_seed);
    const XXH128_hash_t all = XXH3_128bits_withSeed(parts.data(), sizeof parts, m_seed);
    return {all.low64, all.high64};
}

bool KnownDigests::find(const QuickHash &key, Digest *digest) const
{
    const std::size_t place = placeOf(key);
    const std::lock_guard lock(m_locks[place % locks]);
    const Slot &slot = m_slots[place];
    if (slot.key != key)
        return false;
    *digest = slot.digest;
    return true;
}

void KnownDigests::put(const QuickHash &key, const Digest &digest)
{
    const std::size_t place = placeOf(key);
    const std::lock_guard lock(m_locks[place % locks]);
    m_slots[place] = {key, digest};
}

} // namespace godwit
