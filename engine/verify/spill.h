// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/verify/documenthash.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace godwit {

enum class Side { Source, Target };

//! What is kept of one document.
struct SpillRecord
{
    std::string id;
    std::string routing;
    Digest digest{}; //!< of what it means
    std::uint64_t bytesHash = 0; //!< of the source as it is stored
    qint64 seqNo = -1;
};

//! A document that is not the same on both sides; one of them may lack it.
struct Suspect
{
    std::string id;
    std::optional<SpillRecord> source;
    std::optional<SpillRecord> target;
    bool equalInMeaning = false; //!< both are there and mean the same, with other bytes
};

//! What was read of two indices, on disk: a line for each document, spread over files by the hash of its id, with sums
//! for each file. Where the sums of both sides agree nothing is read back. add() is thread-safe, the rest is not.
class Spill
{
public:
    //! `documents`: about how many a side has; decides the number of files. The folder is emptied.
    static Result<std::unique_ptr<Spill>> create(const QString &folder, qint64 documents);
    //! As state() said; what was written after it is cut off.
    static Result<std::unique_ptr<Spill>> reopen(const QString &folder, const QJsonObject &state);
    ~Spill();
    Q_DISABLE_COPY_MOVE(Spill)

    Result<void> add(Side side, const std::vector<SpillRecord> &records);
    //! Writes what is still in memory.
    Result<void> flush();
    //! After a flush: what reopen() needs.
    QJsonObject state() const;

    int partitions() const { return static_cast<int>(m_parts[0].size()); }
    bool equal(int partition) const;
    HashSum sum(Side side) const;
    qint64 documents(Side side) const;
    //! Documents of a partition that do not match byte for byte, found on disk. Calls back for each. After a flush.
    Result<void> compare(
        int partition, const std::function<void(Suspect)> &found, qint64 loadedAtOnce = defaultLoadedAtOnce) const;
    //! Removes the files.
    void discard();

    static constexpr qint64 defaultLoadedAtOnce = 400'000; //!< records of one side: 48 bytes each

private:
    struct Part
    {
        std::string buffer;
        qint64 written = 0; //!< bytes in the file
        qint64 documents = 0;
        HashSum sum;
        std::uint64_t bytesSum = 0;
    };
    Spill(QString folder, int partitions);
    std::string fileOf(Side side, int partition) const;
    Result<void> write(Side side, int partition);
    Part &part(Side side, int partition)
    {
        return m_parts[static_cast<int>(side)][static_cast<std::size_t>(partition)];
    }
    const Part &part(Side side, int partition) const
    {
        return m_parts[static_cast<int>(side)][static_cast<std::size_t>(partition)];
    }

    QString m_folder;
    std::size_t m_bufferBytes = 0;
    std::mutex m_mutexes[2];
    std::vector<Part> m_parts[2];
};

} // namespace godwit
