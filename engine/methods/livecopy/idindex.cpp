// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/idindex.h"

#include "engine/wholefile.h"

#include <QCoreApplication>

#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <queue>
#include <unistd.h>

namespace godwit {
namespace {

constexpr std::size_t freshLimit = 32'768; // about 2 MB while full
constexpr std::size_t maxRuns = 8;
constexpr std::size_t bufferEntries = 4'096;

tl::unexpected<Error> diskError(const QString &path)
{
    const QString system = QString::fromLocal8Bit(std::strerror(errno));
    return fail(ErrorKind::Storage,
        QCoreApplication::translate(
            "IdIndex", "The register %1 can't be used: %2. Check space and rights of the folder.")
            .arg(path, system));
}

} // namespace

IdHash IdHash::of(std::string_view id)
{
    const XXH128_hash_t hash = XXH3_128bits(id.data(), id.size());
    return {hash.high64, hash.low64};
}

IdIndex::IdIndex(QString path) : m_path(std::move(path)) { }

IdIndex::~IdIndex()
{
    if (m_file >= 0) {
        ::close(m_file);
        ::unlink(m_path.toLocal8Bit().constData());
    }
}

Result<void> IdIndex::openFile()
{
    if (m_file >= 0)
        return {};
    m_file = ::open(m_path.toLocal8Bit().constData(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (m_file < 0)
        return diskError(m_path);
    return {};
}

Result<std::int64_t> IdIndex::find(const IdHash &id) const
{
    std::int64_t mark = none;
    if (const auto it = m_fresh.find(id); it != m_fresh.end())
        mark = it->second;
    for (const Run &run : m_runs) {
        const auto inRun = findInRun(run, id);
        if (!inRun)
            return inRun;
        mark = std::max(mark, *inRun);
    }
    return mark;
}

Result<std::int64_t> IdIndex::raise(const IdHash &id, std::int64_t mark)
{
    const auto before = find(id);
    if (!before || *before >= mark)
        return before;
    if (const auto added = add(id, mark); !added)
        return fail(added.error());
    return before;
}

Result<void> IdIndex::add(const IdHash &id, std::int64_t mark)
{
    auto &slot = m_fresh.try_emplace(id, none).first->second;
    slot = std::max(slot, mark);
    if (m_fresh.size() < freshLimit)
        return {};
    return spill();
}

Result<void> IdIndex::spill()
{
    if (m_fresh.empty())
        return {};
    if (const auto opened = openFile(); !opened)
        return opened;
    std::vector<Entry> sorted;
    sorted.reserve(m_fresh.size());
    for (const auto &[id, mark] : m_fresh)
        sorted.push_back({id, mark});
    std::sort(sorted.begin(), sorted.end(), [](const Entry &a, const Entry &b) { return a.id < b.id; });
    const std::size_t bytes = sorted.size() * sizeof(Entry);
    if (!writeFully(m_file, sorted.data(), bytes, m_end))
        return diskError(m_path);
    m_runs.push_back({m_end, sorted.size()});
    m_end += bytes;
    m_fresh.clear();
    return m_runs.size() > maxRuns ? mergeAll({}) : Result<void>{};
}

Result<void> IdIndex::compact(const std::function<void(std::int64_t)> &each)
{
    if (m_runs.empty()) { // small: everything is in memory
        if (each)
            for (const auto &[id, mark] : m_fresh)
                each(mark);
        return {};
    }
    if (const auto spilt = spill(); !spilt)
        return spilt;
    return mergeAll(each);
}

Result<void> IdIndex::mergeAll(const std::function<void(std::int64_t)> &each)
{
    struct Cursor
    {
        std::uint64_t at;
        std::uint64_t end;
        std::vector<Entry> buffer;
        std::size_t next = 0;
    };
    const auto refill = [this](Cursor &c) {
        const std::uint64_t left = (c.end - c.at) / sizeof(Entry);
        c.buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, bufferEntries)));
        c.next = 0;
        const std::size_t bytes = c.buffer.size() * sizeof(Entry);
        if (bytes > 0 && !readFully(m_file, c.buffer.data(), bytes, c.at))
            return false;
        c.at += bytes;
        return true;
    };
    // Geometric policy: merge only the smaller runs into one, unless asked for a single one, so that writing stays O(n
    // log n).
    std::vector<Run> keep;
    std::vector<Run> merge;
    std::sort(m_runs.begin(), m_runs.end(), [](const Run &a, const Run &b) { return a.count > b.count; });
    std::uint64_t smaller = 0;
    for (const Run &run : m_runs)
        smaller += run.count;
    for (const Run &run : m_runs) {
        smaller -= run.count;
        if (!each && merge.empty() && run.count > smaller)
            keep.push_back(run);
        else
            merge.push_back(run);
    }
    if (merge.size() < 2 && !each) {
        merge.insert(merge.end(), keep.begin(), keep.end());
        keep.clear();
    }
    std::vector<Cursor> cursors;
    for (const Run &run : merge)
        cursors.push_back({run.offset, run.offset + run.count * sizeof(Entry), {}, 0});
    const auto later = [&cursors](std::size_t a, std::size_t b) {
        return cursors[a].buffer[cursors[a].next].id > cursors[b].buffer[cursors[b].next].id;
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> heads(later);
    for (std::size_t i = 0; i < cursors.size(); ++i) {
        if (!refill(cursors[i]))
            return diskError(m_path);
        if (!cursors[i].buffer.empty())
            heads.push(i);
    }
    const std::uint64_t start = m_end;
    std::vector<Entry> out;
    out.reserve(bufferEntries);
    Run merged{start, 0};
    const auto flushOut = [&](std::size_t keepLast) {
        const std::size_t count = out.size() - keepLast;
        if (each)
            for (std::size_t i = 0; i < count; ++i)
                each(out[i].mark);
        if (!writeFully(m_file, out.data(), count * sizeof(Entry), m_end))
            return false;
        m_end += count * sizeof(Entry);
        merged.count += count;
        out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count));
        return true;
    };
    while (!heads.empty()) {
        const std::size_t i = heads.top();
        heads.pop();
        const Entry entry = cursors[i].buffer[cursors[i].next];
        if (!out.empty() && out.back().id == entry.id) {
            out.back().mark = std::max(out.back().mark, entry.mark);
        } else {
            if (out.size() >= bufferEntries && !flushOut(1))
                return diskError(m_path);
            out.push_back(entry);
        }
        if (++cursors[i].next == cursors[i].buffer.size() && !refill(cursors[i]))
            return diskError(m_path);
        if (cursors[i].next < cursors[i].buffer.size())
            heads.push(i);
    }
    if (!flushOut(0))
        return diskError(m_path);
    m_runs = keep;
    m_runs.push_back(merged);
    if (keep.empty()) { // everything before the merged run is garbage: give the blocks back to the file system
        ::fallocate(m_file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(start));
    } else {
        for (const Run &run : merge)
            ::fallocate(m_file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(run.offset),
                static_cast<off_t>(run.count * sizeof(Entry)));
    }
    return {};
}

Result<std::int64_t> IdIndex::findInRun(const Run &run, const IdHash &id) const
{
    constexpr std::uint64_t block = 128; // entries; 3 kB
    std::array<Entry, block> entries;
    std::uint64_t low = 0;
    std::uint64_t high = run.count;
    bool interpolate = true;
    while (low < high) {
        std::uint64_t middle = (low + high) / 2;
        if (interpolate) { // hashes are uniform: the first guess is nearly always within a block or two
            const double fraction = static_cast<double>(id.high) / std::pow(2.0, 64);
            middle = std::clamp(static_cast<std::uint64_t>(fraction * static_cast<double>(run.count)), low, high - 1);
            interpolate = false;
        }
        const std::uint64_t from = middle > low + block / 2 ? middle - block / 2 : low;
        const std::uint64_t to = std::min(high, from + block);
        const std::size_t bytes = static_cast<std::size_t>(to - from) * sizeof(Entry);
        if (!readFully(m_file, entries.data(), bytes, run.offset + from * sizeof(Entry)))
            return diskError(m_path);
        const Entry *begin = entries.data();
        const Entry *end = begin + (to - from);
        if (id < entries.front().id) {
            high = from;
        } else if ((end - 1)->id < id) {
            low = to;
        } else {
            const auto *found
                = std::lower_bound(begin, end, id, [](const Entry &e, const IdHash &key) { return e.id < key; });
            return found != end && found->id == id ? found->mark : none;
        }
    }
    return none;
}

} // namespace godwit
