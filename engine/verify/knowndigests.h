// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/documenthash.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <vector>

namespace godwit {

//! Digests of documents read lately, by a 128-bit XXH3 of their bytes: what stands on both sides is put into canonical
//! form and hashed once, by whoever reads it first. The XXH3 has a random seed, so that nobody can prepare two
//! documents that share it; by accident it takes some 10^19 documents. Bounded: newer documents push out older ones.
//! Thread-safe.
class KnownDigests
{
public:
    //! Room for about as many documents, 64 bytes each, and never for more than `most`.
    explicit KnownDigests(qint64 documents, qint64 most = 1 << 19);

    QuickHash hashOf(std::string_view id, std::string_view routing, std::string_view source) const;
    //! Before a find(), long enough to have the slot in the cache by then: it lies anywhere in 32 MB.
    void prefetch(const QuickHash &key) const { __builtin_prefetch(&m_slots[placeOf(key)]); }
    bool find(const QuickHash &key, Digest *digest) const;
    void put(const QuickHash &key, const Digest &digest);

private:
    struct alignas(64) Slot //!< one line of the cache
    {
        QuickHash key;
        Digest digest{};
    };
    static constexpr std::size_t locks = 64;
    std::size_t placeOf(const QuickHash &key) const { return static_cast<std::size_t>(key.low) & (m_slots.size() - 1); }

    std::uint64_t m_seed;
    std::vector<Slot> m_slots; //!< a power of two
    mutable std::array<std::mutex, locks> m_locks;
};

} // namespace godwit
