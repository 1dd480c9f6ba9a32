// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/register.h"

#include <QCoreApplication>

#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace godwit {
namespace {

constexpr char entriesType = 'E';
constexpr char deletesType = 'D';
constexpr std::uint32_t blockMagic = 0x31525747; // "GWR1"
constexpr std::int64_t groupEntries = 4'096;

struct BlockHeader
{
    std::uint32_t magic = blockMagic;
    std::uint32_t payloadBytes = 0;
    std::uint32_t count = 0;
    std::uint32_t type = 0;
    std::int64_t minSeq = 0;
    std::int64_t maxSeq = 0;
    std::uint64_t checksum = 0;
};

void putNumber(std::string &out, std::uint64_t value)
{
    while (value >= 0x80) {
        out.push_back(static_cast<char>((value & 0x7f) | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<char>(value));
}

bool takeNumber(std::string_view &in, std::uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(in.front());
        in.remove_prefix(1);
        *value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

bool takeText(std::string_view &in, std::string_view *text)
{
    std::uint64_t length = 0;
    if (!takeNumber(in, &length) || length > in.size())
        return false;
    *text = in.substr(0, static_cast<std::size_t>(length));
    in.remove_prefix(static_cast<std::size_t>(length));
    return true;
}

tl::unexpected<Error> storageError(const QString &path)
{
    return fail(ErrorKind::Storage,
        QCoreApplication::translate(
            "DocumentRegister", "The register %1 can't be written: %2. Make room or check rights.")
            .arg(path, QString::fromLocal8Bit(std::strerror(errno))));
}

std::uint64_t checksumOf(const BlockHeader &header, std::string_view payload)
{
    BlockHeader plain = header;
    plain.checksum = 0;
    const std::uint64_t head = XXH3_64bits(&plain, sizeof plain);
    return XXH3_64bits_withSeed(payload.data(), payload.size(), head);
}

} // namespace

DocumentRegister::DocumentRegister(QString path) : m_path(std::move(path)) { }

DocumentRegister::~DocumentRegister()
{
    if (m_file >= 0)
        ::close(m_file);
}

Result<std::unique_ptr<DocumentRegister>> DocumentRegister::open(const QString &path, std::int64_t expectedBytes)
{
    std::unique_ptr<DocumentRegister> made(new DocumentRegister(path));
    made->m_file = ::open(path.toLocal8Bit().constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made->m_file < 0)
        return storageError(path);
    if (const auto scanned = made->scan(expectedBytes); !scanned)
        return fail(scanned.error());
    return made;
}

Result<void> DocumentRegister::scan(std::int64_t expectedBytes)
{
    struct stat facts
    {
    };
    if (::fstat(m_file, &facts) != 0)
        return storageError(m_path);
    std::string payload;
    std::int64_t at = 0;
    while (at + static_cast<std::int64_t>(sizeof(BlockHeader)) <= facts.st_size) {
        BlockHeader header;
        if (::pread(m_file, &header, sizeof header, at) != static_cast<ssize_t>(sizeof header))
            break;
        const std::int64_t end = at + static_cast<std::int64_t>(sizeof header) + header.payloadBytes;
        if (header.magic != blockMagic || end > facts.st_size)
            break;
        payload.resize(header.payloadBytes);
        if (::pread(m_file, payload.data(), payload.size(), at + static_cast<std::int64_t>(sizeof header))
            != static_cast<ssize_t>(payload.size()))
            break;
        if (checksumOf(header, payload) != header.checksum)
            break;
        addGroup(at, end - at, header.minSeq, header.maxSeq, header.count);
        at = end;
    }
    m_bytes = at;
    // A torn last block was never followed by its bulk. Anything missing below what a checkpoint saw is damage.
    m_damaged = at < expectedBytes;
    if (at < facts.st_size && ::ftruncate(m_file, at) != 0)
        return storageError(m_path);
    return {};
}

Result<void> DocumentRegister::startOver()
{
    const std::lock_guard lock(m_mutex);
    if (::ftruncate(m_file, 0) != 0)
        return storageError(m_path);
    m_bytes = 0;
    m_highest = -1;
    m_groups.clear();
    m_index.reset();
    m_buckets.clear();
    m_live = 0;
    m_damaged = false;
    return {};
}

void DocumentRegister::addGroup(
    std::int64_t offset, std::int64_t length, std::int64_t minSeq, std::int64_t maxSeq, std::int64_t count)
{
    m_highest = std::max(m_highest, maxSeq);
    if (!m_groups.empty()) {
        Group &last = m_groups.back();
        const std::int64_t low = std::min(last.minSeq, minSeq);
        const std::int64_t high = std::max(last.maxSeq, maxSeq);
        // Joined only while the group stays short and narrow, so that a look into a range reads little.
        if (last.entries + count <= groupEntries && high - low <= 8 * groupEntries) {
            last.length += length;
            last.minSeq = low;
            last.maxSeq = high;
            last.entries += count;
            return;
        }
    }
    m_groups.push_back({offset, length, minSeq, maxSeq, count});
}

Result<void> DocumentRegister::appendBlock(
    char type, std::size_t count, std::int64_t minSeq, std::int64_t maxSeq, const std::string &payload)
{
    BlockHeader header;
    header.payloadBytes = static_cast<std::uint32_t>(payload.size());
    header.count = static_cast<std::uint32_t>(count);
    header.type = static_cast<std::uint32_t>(type);
    header.minSeq = minSeq;
    header.maxSeq = maxSeq;
    header.checksum = checksumOf(header, payload);
    std::string block(sizeof header + payload.size(), '\0');
    std::memcpy(block.data(), &header, sizeof header);
    std::memcpy(block.data() + sizeof header, payload.data(), payload.size());
    std::size_t done = 0;
    while (done < block.size()) {
        const ssize_t put
            = ::pwrite(m_file, block.data() + done, block.size() - done, m_bytes + static_cast<std::int64_t>(done));
        if (put <= 0)
            return storageError(m_path);
        done += static_cast<std::size_t>(put);
    }
    addGroup(m_bytes, static_cast<std::int64_t>(block.size()), minSeq, maxSeq, static_cast<std::int64_t>(count));
    m_bytes += static_cast<std::int64_t>(block.size());
    return {};
}

Result<void> DocumentRegister::record(const std::vector<Entry> &entries)
{
    if (entries.empty())
        return {};
    std::int64_t low = entries.front().seqNo;
    std::int64_t high = low;
    std::size_t textBytes = 0;
    for (const Entry &entry : entries) {
        low = std::min(low, entry.seqNo);
        high = std::max(high, entry.seqNo);
        textBytes += entry.id.size() + entry.routing.size();
    }
    std::string payload;
    payload.reserve(textBytes + entries.size() * 8);
    for (const Entry &entry : entries) {
        putNumber(payload, static_cast<std::uint64_t>(entry.seqNo - low));
        putNumber(payload, entry.id.size());
        payload.append(entry.id);
        putNumber(payload, entry.routing.size());
        payload.append(entry.routing);
    }
    const bool routed
        = std::any_of(entries.begin(), entries.end(), [](const Entry &entry) { return !entry.routing.empty(); });
    const std::lock_guard lock(m_mutex);
    m_routed |= routed;
    if (const auto appended = appendBlock(entriesType, entries.size(), low, high, payload); !appended)
        return appended;
    if (!m_index)
        return {};
    for (const Entry &entry : entries) {
        const auto before = m_index->raise(IdHash::of(entry.id), 2 * entry.seqNo);
        if (!before)
            return fail(before.error());
        if (*before < 2 * entry.seqNo)
            count(*before, 2 * entry.seqNo);
    }
    return {};
}

Result<void> DocumentRegister::recordDeletes(const std::vector<Known> &deleted)
{
    if (deleted.empty())
        return {};
    std::int64_t low = deleted.front().seqNo;
    std::int64_t high = low;
    for (const Known &entry : deleted) {
        low = std::min(low, entry.seqNo);
        high = std::max(high, entry.seqNo);
    }
    std::string payload;
    for (const Known &entry : deleted) {
        putNumber(payload, static_cast<std::uint64_t>(entry.seqNo - low));
        putNumber(payload, entry.id.size());
        payload.append(entry.id);
        putNumber(payload, 0);
    }
    const std::lock_guard lock(m_mutex);
    if (const auto built = ensureIndex(); !built)
        return built;
    if (const auto appended = appendBlock(deletesType, deleted.size(), low, high, payload); !appended)
        return appended;
    for (const Known &entry : deleted) {
        const auto before = m_index->raise(IdHash::of(entry.id), 2 * entry.seqNo + 1);
        if (!before)
            return fail(before.error());
        if (*before < 2 * entry.seqNo + 1)
            count(*before, 2 * entry.seqNo + 1);
    }
    return {};
}

void DocumentRegister::count(std::int64_t before, std::int64_t after)
{
    const auto bucketOf = [this](std::int64_t mark) -> std::uint16_t & {
        const auto bucket = static_cast<std::size_t>(mark / 2 / bucketWidth);
        if (bucket >= m_buckets.size())
            m_buckets.resize(std::max(bucket + 1, m_buckets.size() + m_buckets.size() / 4));
        return m_buckets[bucket];
    };
    if (before >= 0 && before % 2 == 0) {
        --bucketOf(before);
        --m_live;
    }
    if (after >= 0 && after % 2 == 0) {
        ++bucketOf(after);
        ++m_live;
    }
}

Result<void> DocumentRegister::ensureIndex()
{
    if (m_index)
        return {};
    auto index = std::make_unique<IdIndex>(QString(m_path + QStringLiteral(".idx")));
    const auto visited
        = visit(0, m_bytes, [&](char type, std::int64_t seqNo, std::string_view id, std::string_view routing) {
              m_routed |= !routing.empty();
              return index->add(IdHash::of(id), 2 * seqNo + (type == deletesType ? 1 : 0));
          });
    if (!visited)
        return visited;
    m_buckets.clear();
    m_live = 0;
    if (const auto merged = index->compact([this](std::int64_t mark) { count(IdIndex::none, mark); }); !merged)
        return merged;
    m_index = std::move(index);
    return {};
}

Result<void> DocumentRegister::visit(std::int64_t offset, std::int64_t length, const Visitor &visitor) const
{
    std::string payload;
    const std::int64_t end = offset + length;
    while (offset < end) {
        BlockHeader header;
        if (::pread(m_file, &header, sizeof header, offset) != static_cast<ssize_t>(sizeof header))
            return storageError(m_path);
        payload.resize(header.payloadBytes);
        if (::pread(m_file, payload.data(), payload.size(), offset + static_cast<std::int64_t>(sizeof header))
            != static_cast<ssize_t>(payload.size()))
            return storageError(m_path);
        offset += static_cast<std::int64_t>(sizeof header) + header.payloadBytes;
        std::string_view rest(payload);
        for (std::uint32_t i = 0; i < header.count; ++i) {
            std::uint64_t delta = 0;
            std::string_view id;
            std::string_view routing;
            if (!takeNumber(rest, &delta) || !takeText(rest, &id) || !takeText(rest, &routing))
                return fail(ErrorKind::Storage,
                    QCoreApplication::translate("DocumentRegister", "The register %1 is damaged.").arg(m_path));
            const auto went = visitor(
                static_cast<char>(header.type), header.minSeq + static_cast<std::int64_t>(delta), id, routing);
            if (!went)
                return went;
        }
    }
    return {};
}

std::int64_t DocumentRegister::highest() const
{
    const std::lock_guard lock(m_mutex);
    return m_highest;
}

std::int64_t DocumentRegister::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

Result<std::int64_t> DocumentRegister::newest(std::string_view id, bool *deleted)
{
    const std::lock_guard lock(m_mutex);
    if (const auto built = ensureIndex(); !built)
        return fail(built.error());
    const auto mark = m_index->find(IdHash::of(id));
    if (!mark)
        return mark;
    if (deleted)
        *deleted = *mark >= 0 && *mark % 2 == 1;
    return *mark < 0 ? -1 : *mark / 2;
}

Result<std::vector<DocumentRegister::Known>> DocumentRegister::replacedBy(const std::vector<Entry> &entries)
{
    std::map<std::string_view, const Entry *> byId;
    std::vector<SeqRange> before;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto built = ensureIndex(); !built)
            return fail(built.error());
        const bool routed = m_routed
            || std::any_of(entries.begin(), entries.end(), [](const Entry &entry) { return !entry.routing.empty(); });
        for (const Entry &entry : entries) {
            if (!routed)
                break;
            const auto mark = m_index->find(IdHash::of(entry.id));
            if (!mark)
                return fail(mark.error());
            if (*mark < 0 || *mark % 2 == 1 || *mark / 2 >= entry.seqNo)
                continue;
            byId.emplace(entry.id, &entry);
            before.push_back({*mark / 2, *mark / 2});
        }
    }
    if (before.empty())
        return std::vector<Known>();
    auto known = liveEntries(before);
    if (known)
        std::erase_if(*known, [&byId](const Known &old) {
            const auto now = byId.find(old.id);
            return now == byId.end() || now->second->routing == old.routing;
        });
    return known;
}

Result<std::int64_t> DocumentRegister::live()
{
    const std::lock_guard lock(m_mutex);
    if (const auto built = ensureIndex(); !built)
        return fail(built.error());
    return m_live;
}

Result<std::int64_t> DocumentRegister::liveIn(std::int64_t from, std::int64_t width)
{
    const std::lock_guard lock(m_mutex);
    if (const auto built = ensureIndex(); !built)
        return fail(built.error());
    const auto first = static_cast<std::size_t>(from / bucketWidth);
    const auto last = std::min(m_buckets.size(), static_cast<std::size_t>((from + width) / bucketWidth));
    std::int64_t sum = 0;
    for (std::size_t i = first; i < last; ++i)
        sum += m_buckets[i];
    return sum;
}

Result<std::vector<DocumentRegister::Known>> DocumentRegister::liveEntries(const std::vector<SeqRange> &ranges)
{
    const std::lock_guard lock(m_mutex);
    if (const auto built = ensureIndex(); !built)
        return fail(built.error());
    std::vector<SeqRange> sorted = ranges;
    std::sort(sorted.begin(), sorted.end(), [](const SeqRange &a, const SeqRange &b) { return a.from < b.from; });
    const auto rangeAtOrAfter = [&sorted](std::int64_t seqNo) {
        return std::lower_bound(
            sorted.begin(), sorted.end(), seqNo, [](const SeqRange &range, std::int64_t s) { return range.to < s; });
    };
    std::vector<Known> found;
    for (const Group &group : m_groups) {
        const auto touched = rangeAtOrAfter(group.minSeq);
        if (touched == sorted.end() || touched->from > group.maxSeq)
            continue;
        const auto visited = visit(group.offset, group.length,
            [&](char type, std::int64_t seqNo, std::string_view id, std::string_view routing) -> Result<void> {
                if (type != entriesType)
                    return {};
                const auto range = rangeAtOrAfter(seqNo);
                if (range == sorted.end() || range->from > seqNo)
                    return {};
                const auto mark = m_index->find(IdHash::of(id));
                if (!mark)
                    return fail(mark.error());
                if (*mark == 2 * seqNo)
                    found.push_back({seqNo, std::string(id), std::string(routing)});
                return {};
            });
        if (!visited)
            return fail(visited.error());
    }
    // A window that was read again after a crash stands there twice.
    std::sort(found.begin(), found.end(),
        [](const Known &a, const Known &b) { return std::tie(a.seqNo, a.id) < std::tie(b.seqNo, b.id); });
    found.erase(std::unique(found.begin(), found.end(),
                    [](const Known &a, const Known &b) { return a.seqNo == b.seqNo && a.id == b.id; }),
        found.end());
    return found;
}

} // namespace godwit
