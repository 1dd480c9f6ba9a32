// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/livecopy/idindex.h"
#include "engine/searchcluster.h"

#include <mutex>

namespace godwit {

//! What the target was told about one shard: every (seq_no, id, routing) that was or may have been written there, and
//! every delete. Search can't show deletes, but they leave a hole: a number that the register has and the source no
//! longer shows.
//!
//! A line is in the file before the bulk that carries the document is sent, so that a crash can't leave a document on
//! the target that nobody knows of. The file is an append-only log of checksummed blocks; which id is where now is
//! derived from it (IdIndex) when the first change arrives. Sequence numbers may repeat within a shard (after a
//! shrink), hence the id in the key. Thread-safe.
class DocumentRegister
{
public:
    struct Entry
    {
        std::int64_t seqNo = -1;
        std::string_view id;
        std::string_view routing;
    };
    struct Known
    {
        std::int64_t seqNo = -1;
        std::string id;
        std::string routing;
    };

    //! Buckets of live counts are this wide.
    static constexpr std::int64_t bucketWidth = 256;

    //! Opens or makes the file. `expectedBytes` is what a checkpoint remembers: a shorter or damaged file is reported
    //! by damaged().
    static Result<std::unique_ptr<DocumentRegister>> open(const QString &path, std::int64_t expectedBytes);
    ~DocumentRegister();
    DocumentRegister(const DocumentRegister &) = delete;
    DocumentRegister &operator=(const DocumentRegister &) = delete;

    bool damaged() const { return m_damaged; }
    //! Empties the file, to be filled again from the target.
    Result<void> startOver();

    //! Adds documents; costs an append only, until the first question about ids is asked.
    Result<void> record(const std::vector<Entry> &entries);
    //! The delete of an id, last written at `seqNo`, was acknowledged by the target.
    Result<void> recordDeletes(const std::vector<Known> &deleted);
    //! Highest number ever recorded, -1 when empty.
    std::int64_t highest() const;
    //! Length of the file in bytes.
    std::int64_t bytes() const;

    //! Number of the newest write of an id, -1 when unknown. `deleted` tells whether a delete came after it.
    Result<std::int64_t> newest(std::string_view id, bool *deleted = nullptr);
    //! Live documents that these replace under another routing: a shard has an id once, whatever its routing. Asked
    //! before these are recorded.
    Result<std::vector<Known>> replacedBy(const std::vector<Entry> &entries);
    //! Documents that the target should hold.
    Result<std::int64_t> live();
    //! Live documents with numbers in [from, from + width), from being a multiple of bucketWidth and width too.
    Result<std::int64_t> liveIn(std::int64_t from, std::int64_t width);
    //! Live documents inside the ranges.
    Result<std::vector<Known>> liveEntries(const std::vector<SeqRange> &ranges);

private:
    struct Group //!< neighbouring blocks of the file
    {
        std::int64_t offset = 0;
        std::int64_t length = 0;
        std::int64_t minSeq = 0;
        std::int64_t maxSeq = 0;
        std::int64_t entries = 0;
    };

    explicit DocumentRegister(QString path);
    Result<void> scan(std::int64_t expectedBytes);
    Result<void> appendBlock(
        char type, std::size_t count, std::int64_t minSeq, std::int64_t maxSeq, const std::string &payload);
    void addGroup(
        std::int64_t offset, std::int64_t length, std::int64_t minSeq, std::int64_t maxSeq, std::int64_t count);
    Result<void> ensureIndex();
    void count(std::int64_t before, std::int64_t after);
    using Visitor
        = std::function<Result<void>(char type, std::int64_t seqNo, std::string_view id, std::string_view routing)>;
    Result<void> visit(std::int64_t offset, std::int64_t length, const Visitor &visitor) const;

    mutable std::mutex m_mutex;
    QString m_path;
    int m_file = -1;
    std::int64_t m_bytes = 0;
    std::int64_t m_highest = -1;
    bool m_damaged = false;
    std::vector<Group> m_groups;
    std::unique_ptr<IdIndex> m_index;
    std::vector<std::uint16_t> m_buckets;
    std::int64_t m_live = 0;
    bool m_routed = false; //!< an entry has a routing; known as soon as there is an index
};

} // namespace godwit
