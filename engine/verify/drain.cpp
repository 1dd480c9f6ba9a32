// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/drain.h"

#include "engine/bufferpool.h"

#include <QCoreApplication>

#include <xxhash.h>

#include <algorithm>
#include <array>

namespace godwit {
namespace {

constexpr qint64 pageBytes = 4'000'000;
constexpr int pageDocuments = 4'000;
constexpr int fewPages = 4;
constexpr int firstDocuments = 250; //!< of a shard, that tell how long its documents are
constexpr std::size_t announcedAhead = 8; //!< documents whose digests are fetched while one is hashed
constexpr qint64 mostAtOnce = 2'000'000; //!< numbers a scroll spans, so that readers end about together
constexpr qint64 mostNumbers = 1 << 26; //!< in a shard that is scrolled: NumberSet keeps a bit for each
constexpr auto saveEvery = std::chrono::seconds(10);

//! Whether the error concerns this pair only, so that the others can go on.
bool ofThisPair(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Changed || error.kind == ErrorKind::Refused;
}

} // namespace

Error brokenOff(const QString &index)
{
    return {ErrorKind::Changed,
        QCoreApplication::translate("Verify",
            "Reading %1 broke off, and since that index was shrunk its documents can't be told apart by their numbers. "
            "Start the comparison anew.")
            .arg(index),
        {}, 0, false, {}};
}

Drain::Drain(VerifyContext &context, std::size_t row, Spill &spill, std::vector<ShardReading> shards)
    : m_context(context), m_row(row), m_spill(spill), m_shards(std::move(shards))
{
}

int Drain::pageOf(const ShardReading &shard) const
{
    // Under a throttle a page is what a second may bring: a larger one would pass in a lump.
    const ThrottleLimits limits = m_context.setup.control.throttle();
    double bytes = pageBytes;
    double most = pageDocuments;
    if (limits.bytesPerSecond > 0)
        bytes = std::min(bytes, limits.bytesPerSecond);
    if (limits.documentsPerSecond > 0)
        most = std::clamp(limits.documentsPerSecond, 1.0, most);
    return static_cast<int>(std::clamp(bytes / shard.documentBytes, 1.0, most));
}

//! Not for the few pages of a small shard, and a throttle is kept more evenly by windows. Under the lock.
bool Drain::scrollPays(const ShardReading &shard) const
{
    const ThrottleLimits limits = m_context.setup.control.throttle();
    return m_scrolls && !shard.repeats && shard.checkpoint < mostNumbers
        && shard.checkpoint > fewPages * pageOf(shard) && limits.bytesPerSecond <= 0
        && limits.documentsPerSecond <= 0;
}

//! How many numbers the next scroll spans. Under the lock.
qint64 Drain::scrolledAtOnce(const ShardReading &shard) const
{
    const auto ofSide = std::count_if(
        m_shards.begin(), m_shards.end(), [&](const ShardReading &other) { return other.side == shard.side; });
    const qint64 readers = m_context.setup.request.readersPerSide;
    const qint64 parts = std::max<qint64>(1, (readers + ofSide - 1) / ofSide);
    return std::clamp((shard.checkpoint + parts) / parts, qint64(1), mostAtOnce);
}

//! Shards take turns. Under the lock.
bool Drain::take(Side side, Window *window)
{
    for (std::size_t i = 0; i < m_shards.size(); ++i) {
        const std::size_t number = (m_turn + i) % m_shards.size();
        ShardReading &shard = m_shards[number];
        if (shard.side != side)
            continue;
        window->shard = number;
        const bool pays = scrollPays(shard);
        const double wanted = pays && !shard.measured ? std::min(pageOf(shard), firstDocuments) : pageOf(shard);
        const auto width = static_cast<qint64>(std::clamp(wanted / shard.density, 1.0, 1e9));
        if (!shard.returned.empty()) {
            auto &[after, upTo] = shard.returned.front();
            window->after = after;
            window->upTo = std::min(upTo, after + width); // what a scroll gave back is wide
            after = window->upTo;
            if (after == upTo)
                shard.returned.pop_front();
        } else if (shard.handedOut < shard.checkpoint) {
            window->scroll = pays && shard.measured;
            window->after = shard.handedOut;
            window->upTo
                = std::min(shard.checkpoint, shard.handedOut + (window->scroll ? scrolledAtOnce(shard) : width));
            shard.handedOut = window->upTo;
            if (window->scroll)
                shard.scrolling.emplace_back(window->after, window->upTo);
        } else {
            continue;
        }
        m_turn = number + 1;
        ++m_running;
        return true;
    }
    return false;
}

void Drain::work(Side side, SearchCluster &cluster, DocumentHash &hash)
{
    hash.setKnown(m_known.get());
    hash.setSpelling(m_spelling);
    for (;;) {
        m_context.setup.control.waitWhilePaused();
        Window window;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_hold; });
            if (m_context.halting() || m_error || !take(side, &window))
                return;
        }
        if (window.scroll)
            scroll(window, cluster, hash);
        else
            read(window, cluster, hash);
        const std::lock_guard lock(m_mutex);
        --m_running;
        m_changed.notify_all();
    }
}

Result<void> Drain::keep(Side side, const HitPage &page, DocumentHash &hash)
{
    std::vector<SpillRecord> records;
    records.reserve(page.hits.size());
    qint64 bytes = 0;
    std::array<QuickHash, announcedAhead> announced;
    const auto announce = [&](std::size_t number) {
        if (number < page.hits.size()) {
            const Hit &hit = page.hits[number];
            announced[number % announcedAhead] = hash.announce(hit.id, hit.routing, hit.source);
        }
    };
    for (std::size_t i = 0; i + 1 < announcedAhead; ++i)
        announce(i);
    for (std::size_t i = 0; i < page.hits.size(); ++i) {
        const Hit &hit = page.hits[i];
        announce(i + announcedAhead - 1);
        SpillRecord record{std::string(hit.id), std::string(hit.routing),
            hash.of(hit.id, hit.routing, hit.source, announced[i % announcedAhead]),
            XXH3_64bits(hit.source.data(), hit.source.size()), hit.seqNo};
        bytes += static_cast<qint64>(hit.source.size());
        records.push_back(std::move(record));
    }
    const auto count = static_cast<qint64>(records.size());
    m_context.documentsRead += count;
    m_context.bytesRead += bytes;
    m_context.change(m_row, [&](VerifyRow &row) {
        VerifySide &read = side == Side::Source ? row.source : row.target;
        read.read += count;
        read.bytes += bytes;
    });
    if (auto added = m_spill.add(side, records); !added)
        return added;
    m_context.throttle.take(count, bytes);
    return {};
}

//! Between two pages of a scroll nothing is under way, so that the state can be saved there. False: no more pages.
bool Drain::betweenPages()
{
    {
        const std::lock_guard lock(m_mutex);
        --m_running;
        m_changed.notify_all();
    }
    m_context.setup.control.waitWhilePaused();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_hold; });
    ++m_running;
    return !m_context.halting() && !m_error;
}

void Drain::noteSeen(std::size_t number, const HitPage &page)
{
    const std::lock_guard lock(m_mutex);
    ShardReading &shard = m_shards[number];
    for (const Hit &hit : page.hits)
        if (!shard.seen.insert(hit.seqNo))
            shard.repeats = true; // a shard that was shrunk
}

//! What a scroll that broke off had brought. False: numbers repeat, so nobody can tell what that was.
bool Drain::leaveOutSeen(std::size_t number, HitPage &page)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_scrolls && m_shards[number].seen.isEmpty()) // no scroll was or will be here
            return true;
    }
    std::vector<qint64> numbers; // a window holds every document of its numbers: what repeats is seen here
    numbers.reserve(page.hits.size());
    for (const Hit &hit : page.hits)
        numbers.push_back(hit.seqNo);
    std::sort(numbers.begin(), numbers.end());
    const bool twice = std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end();
    const std::lock_guard lock(m_mutex);
    ShardReading &shard = m_shards[number];
    shard.repeats = shard.repeats || twice;
    if (shard.repeats && shard.brokeOff)
        return false;
    if (!shard.seen.isEmpty())
        std::erase_if(page.hits, [&](const Hit &hit) { return shard.seen.contains(hit.seqNo); });
    return true;
}

//! Page after page while all goes well. Whatever stops it, windows read the rest, and they know what to do then.
void Drain::scroll(const Window &window, SearchCluster &cluster, DocumentHash &hash)
{
    WindowRead ask;
    ask.after = window.after;
    ask.upTo = window.upTo;
    ask.source = m_context.setup.request.level == VerifyLevel::Content;
    ask.includeVectors = m_context.vectors;
    ask.maxBytes = pageBytes * 2;
    Side side = Side::Source;
    {
        const std::lock_guard lock(m_mutex);
        const ShardReading &shard = m_shards[window.shard];
        side = shard.side;
        ask.shard = shard.shard;
        ask.size = std::max(1, pageOf(shard) / 2); // documents may become longer on the way
    }
    QByteArray name;
    bool whole = false;
    do {
        auto page = cluster.readScroll(ask, name);
        if (!page)
            break;
        name = page->scroll;
        whole = static_cast<int>(page->hits.size()) < ask.size;
        noteSeen(window.shard, *page);
        if (const auto kept = keep(side, *page, hash); !kept) {
            stop(kept.error()); // as in read()
            return;
        }
        BufferPool::shared().give(std::move(page->body));
    } while (!whole && betweenPages());
    if (!name.isEmpty())
        cluster.endScroll(name);
    bool lost = false;
    {
        const std::lock_guard lock(m_mutex);
        ShardReading &shard = m_shards[window.shard];
        std::erase(shard.scrolling, std::pair(window.after, window.upTo));
        if (!whole) {
            shard.returned.emplace_back(window.after, window.upTo);
            shard.brokeOff = true;
            lost = shard.repeats;
        } else if (!shard.brokeOff && shard.scrolling.empty()) {
            shard.seen = {};
        }
    }
    if (lost)
        stop(brokenOff(ask.shard.index));
}

//! Narrows the window by itself when there is more in it than fits.
void Drain::read(const Window &window, SearchCluster &cluster, DocumentHash &hash)
{
    const bool sources = m_context.setup.request.level == VerifyLevel::Content;
    VerifyContext::Patience patience(m_context, m_row);
    std::unique_lock big(m_context.bigDocument, std::defer_lock);
    WindowRead ask;
    ask.after = window.after;
    ask.upTo = window.upTo;
    ask.source = sources;
    ask.includeVectors = m_context.vectors;
    ask.maxBytes = pageBytes * 3 / 2;
    Side side = Side::Source;
    {
        const std::lock_guard lock(m_mutex);
        const ShardReading &shard = m_shards[window.shard];
        side = shard.side;
        ask.shard = shard.shard;
        ask.size = pageOf(shard) * 5 / 4 + 16;
    }
    while (ask.after < window.upTo) {
        auto page = cluster.readWindow(ask);
        const qint64 span = ask.upTo - ask.after;
        if (!page && page.error().kind == ErrorKind::TooLarge && ask.maxBytes > 0) {
            if (span > 1) {
                ask.upTo = ask.after + std::max<qint64>(1, span / 4);
            } else {
                big.lock();
                ask.maxBytes = 0;
            }
            continue;
        }
        if (!page) {
            if (page.error().kind == ErrorKind::Cancelled || ofThisPair(page.error())
                || !patience.again(page.error())) {
                stop(page.error());
                break;
            }
            if (!findPrimary(window.shard, cluster))
                break;
            const std::lock_guard lock(m_mutex);
            ask.shard = m_shards[window.shard].shard;
            continue;
        }
        const auto hits = static_cast<qint64>(page->hits.size());
        if (hits >= ask.size) { // there may be more than was returned
            if (span > 1)
                ask.upTo = ask.after + span / 2;
            else
                ask.size *= 2; // numbers repeat within a shard that was shrunk
            continue;
        }
        if (!leaveOutSeen(window.shard, *page)) {
            stop(brokenOff(ask.shard.index));
            break;
        }
        if (const auto kept = keep(side, *page, hash); !kept) {
            stop(kept.error());
            return; // nobody knows what of it is on disk: the state saved before this window counts
        }
        const qint64 bytes = page->bytes;
        BufferPool::shared().give(std::move(page->body));
        page = HitPage();
        if (big.owns_lock())
            big.unlock();
        ask.after = ask.upTo;
        ask.maxBytes = pageBytes * 3 / 2;
        const std::lock_guard lock(m_mutex);
        ShardReading &shard = m_shards[window.shard];
        const double density = std::clamp(static_cast<double>(hits) / static_cast<double>(span), 1e-6, 1.0);
        shard.density = std::max(density, (shard.density + density) / 2); // widen slowly, narrow at once
        shard.measured = shard.measured || hits > 0;
        if (hits > 0)
            shard.documentBytes = (shard.documentBytes + static_cast<double>(bytes) / static_cast<double>(hits)) / 2;
        ask.size = pageOf(shard) * 5 / 4 + 16;
        const bool narrowed = hits > 0 && span < window.upTo - window.after; // go on at the width that worked
        ask.upTo = narrowed ? std::min(window.upTo, ask.after + 2 * span) : window.upTo;
    }
    if (ask.after < window.upTo) {
        const std::lock_guard lock(m_mutex);
        m_shards[window.shard].returned.emplace_back(ask.after, window.upTo);
    }
}

//! After a failure: the primary may live on another node now. False when the shard is no longer what it was.
bool Drain::findPrimary(std::size_t number, SearchCluster &cluster)
{
    ShardReading wanted;
    {
        const std::lock_guard lock(m_mutex);
        wanted = m_shards[number];
    }
    const auto states = cluster.shardStates({wanted.shard.index});
    if (!states)
        return true;
    for (const ShardState &state : *states) {
        if (state.shard != wanted.shard.shard)
            continue;
        if (!wanted.isOf(state)) {
            stop({ErrorKind::Changed, madeAgain(wanted.shard.index), {}, 0, false, {}});
            return false;
        }
        const std::lock_guard lock(m_mutex);
        m_shards[number].shard.nodeId = state.nodeId;
    }
    return true;
}

QString Drain::madeAgain(const QString &index)
{
    return QCoreApplication::translate("Verify", "%1 was made again or restored meanwhile. Start the comparison anew.")
        .arg(index);
}

void Drain::stop(const Error &error)
{
    const bool halting = m_context.halting();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error && (!halting || error.kind == ErrorKind::Storage)) // then nothing more may be saved
            m_error = error;
        m_changed.notify_all();
    }
    if (!halting && !ofThisPair(error) && error.kind != ErrorKind::Cancelled)
        m_context.failWith(error);
}

//! Under the lock.
bool Drain::ended() const
{
    if (m_running > 0)
        return false;
    return m_error || m_context.halting()
        || std::all_of(m_shards.begin(), m_shards.end(),
            [](const ShardReading &shard) {
                return shard.handedOut >= shard.checkpoint && shard.returned.empty() && shard.scrolling.empty();
            });
}

Result<void> Drain::wait(const std::function<Result<void>()> &save)
{
    auto next = std::chrono::steady_clock::now() + saveEvery;
    std::unique_lock lock(m_mutex);
    while (!ended()) {
        // A halt comes without a notification of this condition, hence the short wait.
        m_changed.wait_for(lock, std::chrono::milliseconds(20));
        if (std::chrono::steady_clock::now() < next || ended())
            continue;
        m_hold = true;
        m_changed.wait(lock, [this] { return m_running == 0; });
        const bool goesOn = !m_error;
        lock.unlock();
        const auto saved = goesOn ? save() : Result<void>();
        lock.lock();
        if (!saved && !m_error)
            m_error = saved.error(); // what readers write to is gone soon
        m_hold = false;
        m_changed.notify_all();
        if (!saved)
            return saved;
        next = std::chrono::steady_clock::now() + saveEvery;
    }
    if (m_error)
        return fail(*m_error);
    lock.unlock();
    return save();
}

std::vector<ShardReading> Drain::shards() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<ShardReading> shards = m_shards;
    for (ShardReading &shard : shards) { // a scroll does not outlive this process; what it brought is in `seen`
        std::move(shard.scrolling.begin(), shard.scrolling.end(), std::back_inserter(shard.returned));
        shard.scrolling.clear();
    }
    return shards;
}

ReaderPool::ReaderPool(VerifyContext &context, int perSide) : m_context(context)
{
    for (const Side side : {Side::Source, Side::Target})
        for (int i = 0; i < perSide; ++i)
            m_threads.emplace_back([this, side](const std::stop_token &stop) { work(side, stop); });
}

ReaderPool::~ReaderPool()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_changed.notify_all();
}

void ReaderPool::begin(const std::shared_ptr<Drain> &drain)
{
    const std::lock_guard lock(m_mutex);
    m_drain = drain;
    ++m_number;
    m_changed.notify_all();
}

void ReaderPool::work(Side side, const std::stop_token &stop)
{
    const auto cluster
        = (side == Side::Source ? m_context.setup.source : m_context.setup.target).open(m_context.stopToken());
    DocumentHash hash;
    std::uint64_t seen = 0;
    while (!stop.stop_requested()) {
        std::shared_ptr<Drain> drain;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [&] { return m_number != seen; }))
                return;
            seen = m_number;
            drain = m_drain;
        }
        drain->work(side, *cluster, hash);
    }
}

} // namespace godwit
