// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/exactlookup.h"
#include "engine/verify/sourcecompare.h"
#include "engine/verify/spill.h"
#include "engine/verify/verifycontext.h"

#include <limits>
#include <optional>

namespace godwit {

//! Looks at suspects again, in real time on both sides, and tells what is a difference from what changed meanwhile.
//! Where nothing is written the first look settles it. Where a side changes, a difference must stand still to count.
class Settler
{
public:
    struct How
    {
        bool moving = false; //!< a side was written to since the checkpoint
        bool moment = false; //!< what a side did after its checkpoint is no finding
        Spelling spelling = {};
    };
    Settler(VerifyContext &context, std::size_t row, SearchCluster &source, SearchCluster &target, How how);

    //! Reports findings and counts to the row, all of them or, with an error of the servers or Cancelled at a halt,
    //! none.
    Result<void> settle(std::vector<Suspect> suspects);

    //! How many documents of the moment may have been deleted before they were read; nothing: not known.
    using Deletions = std::optional<qint64>;
    //! Whether, at a moment, documents wait for conclude(): a side does not have them, and nobody saw when they went.
    [[nodiscard]] bool undecided() const { return m_gone[0].count + m_gone[1].count > 0; }
    //! The end of a comparison of a moment. As many documents as were deleted since may be gone; where more are, or
    //! nobody knows how many were deleted, each is a finding that says so. `vanished`: documents that the target had
    //! at the moment and that were not read as they were then.
    void conclude(const Deletions &ofSource, const Deletions &ofTarget, const Deletions &vanished);

private:
    struct Open
    {
        Suspect suspect;
        std::vector<qint64> numbers = {}; //!< of both sides at the last look; -1: not there; empty: not looked yet
        std::chrono::steady_clock::time_point since = {}; //!< both stand still since
        std::chrono::steady_clock::time_point lastLook = {};
        double watched = 0; //!< seconds; of a long time between two looks only a part counts
    };
    struct Counts
    {
        qint64 lookedAgain = 0;
        qint64 equalInMeaning = 0;
        qint64 changedMeanwhile = 0;
    };
    struct Gone
    {
        qint64 count = 0;
        std::vector<VerifyFinding> first; //!< as they are if nobody deleted them
    };
    //! Where the sides have different routings, these are two documents, and each side may have both by now.
    struct Look
    {
        std::string routing;
        Lookup source;
        Lookup target;
    };
    using Looks = std::vector<Look>;
    //! The sequence numbers that the shards of a side had reached at the moment. As it begins: nobody knows.
    struct Reached
    {
        qint64 least = -1;
        qint64 most = std::numeric_limits<qint64>::max();
    };
    Result<std::vector<Looks>> look(const std::vector<Open *> &open, bool withSource);
    //! True when nothing more is to be said about it.
    bool judge(Open &open, const Looks &looks);
    //! What becomes of a document that is not the same on both sides.
    enum class Rest { Still, Changing, Unknown };
    Rest restOf(Open &open, const Looks &looks) const;
    bool writtenSince(const Lookup &now, Side side) const;
    bool changedSince(const Suspect &suspect, const Looks &looks) const;
    bool onlyGone(const Suspect &suspect, const Looks &looks) const;
    void concludeSide(Gone gone, const Deletions &deletions);
    QList<VerifyFinding> compare(const Suspect &suspect, const Looks &looks, bool *meaning) const;
    //! Both are there. Nothing when they are equal.
    std::optional<VerifyFinding> compareBoth(const VerifyFinding &begun, const Look &look, bool *meaning) const;
    std::size_t batch() const;
    void report();

    VerifyContext &m_context;
    const std::size_t m_row;
    SearchCluster &m_source;
    SearchCluster &m_target;
    const How m_how;
    const IndexPair m_pair;
    std::vector<VerifyFinding> m_found;
    Counts m_counts;
    Reached m_reached[2]; //!< by side
    Gone m_gone[2]; //!< by the side that lacks them
    qint64 m_writtenOnTarget = 0; //!< documents that the target had not when it was read, and has now
};

} // namespace godwit
