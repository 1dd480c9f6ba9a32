// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QString>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace godwit {

//! 128-bit hash of a document id: two ids of one shard collide with a chance below 1e-20 at a billion documents.
struct IdHash
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend auto operator<=>(const IdHash &, const IdHash &) = default;
    static IdHash of(std::string_view id);
};

//! Newest known mark of every id of a shard, on disk with bounded memory. A mark is 2 * seq_no for a document and
//! 2 * seq_no + 1 for its delete; the highest wins, so the order in which marks arrive does not matter. Sorted runs in
//! one scratch file (log-structured merge); hashes are spread evenly, so a look-up interpolates and reads one block a
//! run.
class IdIndex
{
public:
    static constexpr std::int64_t none = -1;

    //! `path` is a scratch file: made anew, removed at the end.
    explicit IdIndex(QString path);
    ~IdIndex();
    IdIndex(const IdIndex &) = delete;
    IdIndex &operator=(const IdIndex &) = delete;

    //! Raises the mark of an id; returns the mark before (none when new).
    Result<std::int64_t> raise(const IdHash &id, std::int64_t mark);
    //! Adds a mark without asking for the one before: for building from a log.
    Result<void> add(const IdHash &id, std::int64_t mark);
    Result<std::int64_t> find(const IdHash &id) const;
    //! Merges everything into one run and calls `each` with every id's newest mark.
    Result<void> compact(const std::function<void(std::int64_t mark)> &each);

private:
    struct Entry
    {
        IdHash id;
        std::int64_t mark;
    };
    struct Run
    {
        std::uint64_t offset = 0; //!< bytes into the file
        std::uint64_t count = 0;
    };
    struct Hasher
    {
        std::size_t operator()(const IdHash &id) const { return static_cast<std::size_t>(id.low); }
    };

    Result<void> spill();
    Result<void> mergeAll(const std::function<void(std::int64_t mark)> &each);
    Result<std::int64_t> findInRun(const Run &run, const IdHash &id) const;
    Result<void> openFile();

    QString m_path;
    int m_file = -1;
    std::uint64_t m_end = 0;
    std::vector<Run> m_runs;
    std::unordered_map<IdHash, std::int64_t, Hasher> m_fresh;
};

} // namespace godwit
