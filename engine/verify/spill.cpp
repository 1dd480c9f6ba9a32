// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/spill.h"

#include "engine/wholefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

namespace godwit {
namespace {

constexpr qint64 documentsPerFile = 50'000;
constexpr std::size_t bufferedInAll = 8'000'000;

//! A line as it lies on disk; id and routing follow.
struct Head
{
    std::uint64_t key[2];
    unsigned char digest[16];
    std::uint64_t bytesHash;
    std::int64_t seqNo;
    std::uint32_t idBytes;
    std::uint32_t routingBytes;
};

//! A line in memory while a partition is compared.
struct Mark
{
    std::uint64_t key[2];
    std::uint64_t digest[2];
    std::uint64_t bytesHash;
    std::uint64_t offset;

    bool sameKey(const Mark &other) const { return key[0] == other.key[0] && key[1] == other.key[1]; }
    bool operator<(const Mark &other) const
    {
        return std::tie(key[0], key[1], digest[0], digest[1], bytesHash)
            < std::tie(other.key[0], other.key[1], other.digest[0], other.digest[1], other.bytesHash);
    }
    bool same(const Mark &other) const
    {
        return sameKey(other) && digest[0] == other.digest[0] && digest[1] == other.digest[1]
            && bytesHash == other.bytesHash;
    }
};

tl::unexpected<Error> diskError(const std::string &file)
{
    return fail(ErrorKind::Storage,
        QCoreApplication::translate("Verify", "%1 can't be used: %2. Make room or check the rights, then resume.")
            .arg(QFile::decodeName(QByteArray::fromStdString(file)), QString::fromLocal8Bit(std::strerror(errno))));
}

class OpenFile
{
public:
    OpenFile(const std::string &name, int flags) : m_file(::open(name.c_str(), flags | O_CLOEXEC, 0600)) { }
    ~OpenFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    Q_DISABLE_COPY_MOVE(OpenFile)
    int operator*() const { return m_file; }
    bool isOpen() const { return m_file >= 0; }

private:
    int m_file;
};

//! Reads a file from its begin to its end in pieces.
class LineReader
{
public:
    LineReader(int file, qint64 length) : m_file(file), m_length(static_cast<std::uint64_t>(length)) { }
    bool atEnd() const { return m_offset >= m_length; }
    std::uint64_t offset() const { return m_offset; }
    //! False: the file is shorter than it should be.
    bool next(Head *head)
    {
        if (!ensure(sizeof(Head)))
            return false;
        std::memcpy(head, m_buffer.data() + m_at, sizeof(Head));
        const std::size_t whole = sizeof(Head) + head->idBytes + head->routingBytes;
        if (!ensure(whole))
            return false;
        m_at += whole;
        m_offset += whole;
        return true;
    }

private:
    bool ensure(std::size_t bytes)
    {
        if (m_buffer.size() - m_at >= bytes)
            return true;
        const std::size_t kept = m_buffer.size() - m_at;
        const std::size_t wanted = std::min<std::uint64_t>(std::max<std::size_t>(bytes, 256'000), m_length - m_offset);
        if (wanted < bytes)
            return false;
        if (kept > 0) // an empty buffer has no address
            std::memmove(m_buffer.data(), m_buffer.data() + m_at, kept);
        m_buffer.resize(wanted);
        m_at = 0;
        return readFully(m_file, m_buffer.data() + kept, wanted - kept, m_offset + kept);
    }

    int m_file;
    std::uint64_t m_length;
    std::uint64_t m_offset = 0; //!< of the line at m_at
    std::size_t m_at = 0;
    std::vector<char> m_buffer;
};

Result<SpillRecord> lineAt(const std::string &name, int file, std::uint64_t offset)
{
    Head head;
    if (!readFully(file, &head, sizeof head, offset))
        return diskError(name);
    SpillRecord record;
    record.id.resize(head.idBytes);
    record.routing.resize(head.routingBytes);
    record.seqNo = head.seqNo;
    record.bytesHash = head.bytesHash;
    std::memcpy(record.digest.data(), head.digest, sizeof head.digest);
    if (!readFully(file, record.id.data(), record.id.size(), offset + sizeof head)
        || !readFully(file, record.routing.data(), record.routing.size(), offset + sizeof head + record.id.size()))
        return diskError(name);
    return record;
}

//! What stands on one side only, of two sorted lists.
void leaveDifferent(std::vector<Mark> &here, std::vector<Mark> &there)
{
    std::vector<Mark> onlyHere;
    std::vector<Mark> onlyThere;
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < here.size() && b < there.size()) {
        if (here[a].same(there[b])) {
            ++a;
            ++b;
        } else if (here[a] < there[b]) {
            onlyHere.push_back(here[a++]);
        } else {
            onlyThere.push_back(there[b++]);
        }
    }
    onlyHere.insert(onlyHere.end(), here.begin() + static_cast<std::ptrdiff_t>(a), here.end());
    onlyThere.insert(onlyThere.end(), there.begin() + static_cast<std::ptrdiff_t>(b), there.end());
    here = std::move(onlyHere);
    there = std::move(onlyThere);
}

//! Both lists hold what does not match. Lines of one id belong together: first those with the same routing.
Result<void> pairUp(const std::string &sourceFile, const std::string &targetFile, const std::vector<Mark> (&marks)[2],
    const std::function<void(Suspect)> &found)
{
    const OpenFile source(sourceFile, O_RDONLY);
    const OpenFile target(targetFile, O_RDONLY);
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < marks[0].size() || b < marks[1].size()) {
        const bool fromHere = b >= marks[1].size() || (a < marks[0].size() && !(marks[1][b] < marks[0][a]));
        const Mark first = fromHere ? marks[0][a] : marks[1][b];
        std::vector<SpillRecord> here;
        std::vector<SpillRecord> there;
        for (; a < marks[0].size() && marks[0][a].sameKey(first); ++a) {
            auto record = lineAt(sourceFile, *source, marks[0][a].offset);
            if (!record)
                return fail(record.error());
            here.push_back(std::move(*record));
        }
        for (; b < marks[1].size() && marks[1][b].sameKey(first); ++b) {
            auto record = lineAt(targetFile, *target, marks[1][b].offset);
            if (!record)
                return fail(record.error());
            there.push_back(std::move(*record));
        }
        const auto match = [&](bool anyRouting) {
            for (auto it = here.begin(); it != here.end();) {
                const auto other = std::find_if(there.begin(), there.end(),
                    [&](const SpillRecord &record) { return anyRouting || record.routing == it->routing; });
                if (other == there.end()) {
                    ++it;
                    continue;
                }
                const bool means = it->digest == other->digest; // both hold the same half of it
                found({it->id, std::move(*it), std::move(*other), means});
                there.erase(other);
                it = here.erase(it);
            }
        };
        match(false);
        match(true);
        for (SpillRecord &record : here)
            found({record.id, std::move(record), std::nullopt, false});
        for (SpillRecord &record : there)
            found({record.id, std::nullopt, std::move(record), false});
    }
    return {};
}

} // namespace

Spill::Spill(QString folder, int partitions) : m_folder(std::move(folder))
{
    m_bufferBytes = std::clamp<std::size_t>(bufferedInAll / static_cast<std::size_t>(2 * partitions), 2'000, 64'000);
    for (auto &side : m_parts)
        side.resize(static_cast<std::size_t>(partitions));
}

Spill::~Spill() = default;

Result<std::unique_ptr<Spill>> Spill::create(const QString &folder, qint64 documents)
{
    QDir(folder).removeRecursively();
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Storage,
            QCoreApplication::translate("Verify", "The folder %1 can't be made. Check its rights.").arg(folder));
    const auto wanted = static_cast<std::uint64_t>(std::clamp<qint64>(documents / documentsPerFile, 16, 4096));
    return std::unique_ptr<Spill>(new Spill(folder, static_cast<int>(std::bit_ceil(wanted))));
}

std::string Spill::fileOf(Side side, int partition) const
{
    return QFile::encodeName(QString(m_folder + (side == Side::Source ? QStringLiteral("/s") : QStringLiteral("/t"))
                                 + QString::number(partition)))
        .toStdString();
}

Result<std::unique_ptr<Spill>> Spill::reopen(const QString &folder, const QJsonObject &state)
{
    const QJsonArray sides[]
        = {state.value(QLatin1String("source")).toArray(), state.value(QLatin1String("target")).toArray()};
    const auto partitions = sides[0].size();
    if (partitions < 1 || partitions != sides[1].size() || !std::has_single_bit(static_cast<std::uint64_t>(partitions)))
        return fail(ErrorKind::Storage,
            QCoreApplication::translate("Verify", "The state of this comparison can't be read. Start it anew."));
    std::unique_ptr<Spill> spill(new Spill(folder, static_cast<int>(partitions)));
    for (const Side side : {Side::Source, Side::Target}) {
        for (int i = 0; i < partitions; ++i) {
            const QJsonArray kept = sides[static_cast<int>(side)].at(i).toArray();
            Part &part = spill->part(side, i);
            part.written = kept.at(0).toInteger();
            part.documents = kept.at(1).toInteger();
            part.sum = HashSum::fromHex(kept.at(2).toString());
            part.bytesSum = kept.at(3).toString().toULongLong(nullptr, 16);
            const std::string name = spill->fileOf(side, i);
            const QFileInfo file(QFile::decodeName(QByteArray::fromStdString(name)));
            if (file.size() < part.written)
                return fail(ErrorKind::Storage,
                    QCoreApplication::translate("Verify", "%1 is shorter than it was. Start the comparison anew.")
                        .arg(file.filePath()));
            if (file.exists() && ::truncate(name.c_str(), static_cast<off_t>(part.written)) != 0)
                return diskError(name);
        }
    }
    return spill;
}

QJsonObject Spill::state() const
{
    QJsonObject state;
    for (const Side side : {Side::Source, Side::Target}) {
        QJsonArray parts;
        for (const Part &part : m_parts[static_cast<int>(side)])
            parts.append(
                QJsonArray{part.written, part.documents, part.sum.toHex(), QString::number(part.bytesSum, 16)});
        state.insert(side == Side::Source ? QStringLiteral("source") : QStringLiteral("target"), parts);
    }
    return state;
}

Result<void> Spill::add(Side side, const std::vector<SpillRecord> &records)
{
    const std::lock_guard lock(m_mutexes[static_cast<int>(side)]);
    const auto mask = static_cast<std::uint64_t>(partitions() - 1);
    for (const SpillRecord &record : records) {
        const XXH128_hash_t key = XXH3_128bits(record.id.data(), record.id.size());
        Head head{{key.high64, key.low64}, {}, record.bytesHash, record.seqNo,
            static_cast<std::uint32_t>(record.id.size()), static_cast<std::uint32_t>(record.routing.size())};
        std::memcpy(head.digest, record.digest.data(), sizeof head.digest);
        const int number = static_cast<int>(key.low64 & mask);
        Part &into = part(side, number);
        into.buffer.append(reinterpret_cast<const char *>(&head), sizeof head);
        into.buffer += record.id;
        into.buffer += record.routing;
        into.sum.add(record.digest);
        into.bytesSum += record.bytesHash;
        ++into.documents;
        if (into.buffer.size() >= m_bufferBytes)
            if (const auto written = write(side, number); !written)
                return written;
    }
    return {};
}

Result<void> Spill::write(Side side, int partition)
{
    Part &from = part(side, partition);
    if (from.buffer.empty())
        return {};
    const std::string name = fileOf(side, partition);
    const OpenFile file(name, O_WRONLY | O_CREAT);
    if (!file.isOpen())
        return diskError(name);
    if (!writeFully(*file, from.buffer.data(), from.buffer.size(), static_cast<std::uint64_t>(from.written)))
        return diskError(name);
    from.written += static_cast<qint64>(from.buffer.size());
    from.buffer.clear();
    return {};
}

Result<void> Spill::flush()
{
    for (const Side side : {Side::Source, Side::Target}) {
        const std::lock_guard lock(m_mutexes[static_cast<int>(side)]);
        for (int i = 0; i < partitions(); ++i)
            if (const auto written = write(side, i); !written)
                return written;
    }
    return {};
}

bool Spill::equal(int partition) const
{
    const Part &here = part(Side::Source, partition);
    const Part &there = part(Side::Target, partition);
    return here.documents == there.documents && here.sum == there.sum && here.bytesSum == there.bytesSum;
}

HashSum Spill::sum(Side side) const
{
    HashSum all;
    for (const Part &part : m_parts[static_cast<int>(side)])
        all.add(part.sum);
    return all;
}

qint64 Spill::documents(Side side) const
{
    qint64 all = 0;
    for (const Part &part : m_parts[static_cast<int>(side)])
        all += part.documents;
    return all;
}

//! A large partition is compared in several turns, each with a share of the keys.
Result<void> Spill::compare(int partition, const std::function<void(Suspect)> &found, qint64 loadedAtOnce) const
{
    const qint64 most = std::max(part(Side::Source, partition).documents, part(Side::Target, partition).documents);
    const auto turns = static_cast<std::uint64_t>(most / loadedAtOnce + 1);
    for (std::uint64_t turn = 0; turn < turns; ++turn) {
        std::vector<Mark> marks[2];
        for (const Side side : {Side::Source, Side::Target}) {
            const Part &from = part(side, partition);
            if (from.written == 0)
                continue;
            const std::string name = fileOf(side, partition);
            const OpenFile file(name, O_RDONLY);
            if (!file.isOpen())
                return diskError(name);
            auto &into = marks[static_cast<int>(side)];
            into.reserve(static_cast<std::size_t>(from.documents / static_cast<qint64>(turns) + 1));
            for (LineReader reader(*file, from.written); !reader.atEnd();) {
                Mark mark{};
                mark.offset = reader.offset();
                Head head;
                if (!reader.next(&head))
                    return diskError(name);
                if (head.key[0] % turns != turn)
                    continue;
                std::memcpy(mark.key, head.key, sizeof mark.key);
                std::memcpy(mark.digest, head.digest, sizeof mark.digest);
                mark.bytesHash = head.bytesHash;
                into.push_back(mark);
            }
            std::sort(into.begin(), into.end());
        }
        leaveDifferent(marks[0], marks[1]);
        if (const auto named = pairUp(fileOf(Side::Source, partition), fileOf(Side::Target, partition), marks, found);
            !named)
            return named;
    }
    return {};
}

void Spill::discard()
{
    QDir(m_folder).removeRecursively();
}

} // namespace godwit
