// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "engine/verify/verifyfinding.h"
#include "engine/verify/verifyrequest.h"

#include <QDateTime>

namespace godwit {

enum class VerifyState {
    Pending,
    Running,
    Equal,
    Differs,
    Suspended, //!< stopped before its end; resumable. `reason` says why
};

//! One side of a pair in figures.
struct VerifySide
{
    qint64 documents = -1; //!< root documents by `_count`; -1 unknown
    qint64 luceneDocuments = -1; //!< nested ones included; -1 unknown
    qint64 deletedDocuments = -1; //!< deleted and not merged away; -1 unknown
    qint64 read = 0; //!< documents read by this comparison
    qint64 bytes = 0; //!< of their sources
    QString hash; //!< 64 hex digits: order-independent sum over what was read; empty until drained

    //! Nested objects, each a Lucene document of its own. -1 unknown: not counted, or counted while documents came in.
    qint64 nestedDocuments() const
    {
        return documents >= 0 && luceneDocuments >= documents ? luceneDocuments - documents : -1;
    }
    bool operator==(const VerifySide &) const = default;
};

//! One pair of indices.
struct VerifyRow
{
    VerifyRow() = default;
    explicit VerifyRow(IndexPair ofPair) : pair(std::move(ofPair)) { }

    IndexPair pair;
    VerifyState state = VerifyState::Pending;
    VerifyLevel at = VerifyLevel::Existence; //!< level under way, or the last one
    QString doing; //!< what goes on, ready to show: "reading", "looking again at 12 documents"
    QString reason; //!< why it is suspended or waits
    VerifySide source;
    VerifySide target;
    QList<SideBySide> definitions; //!< mappings, settings and aliases that differ, those that do not matter included
    qint64 missing = 0;
    qint64 extra = 0;
    qint64 different = 0;
    qint64 routing = 0;
    qint64 equalInMeaning = 0; //!< not the same bytes, the same meaning
    QStringList meaningExamples; //!< ids of the first twenty of them
    qint64 changedMeanwhile = 0; //!< of the documents looked at again: equal by then, or they would not stand still
    qint64 lookedAgain = 0; //!< documents read a second time to name what differs
    qint64 findings = 0;
    double seconds = 0;
    bool moving = false; //!< a side was written to during the comparison
    //! Documents were compared by the values that a side rebuilds them from, or vectors by what a side keeps of them:
    //! the hash of each side then depends on the mappings of both.
    bool bySynthetic = false;
    bool byVectors = false;
    QStringList asWritten; //!< the first twenty fields that a side gives back in a form that Godwit can't read

    [[nodiscard]] QJsonObject toJson() const;
    static VerifyRow fromJson(const QJsonObject &json);
    bool operator==(const VerifyRow &) const = default;
};

//! Everything that is shown of a comparison, as one value; sent at most ten times a second.
struct VerifyProgress
{
    QList<VerifyRow> rows;
    JobState state = JobState::Preparing; //!< Preparing, Running, Paused, Succeeded (equal), Findings, Failed, Stopped
    QString reason;
    double documentsPerSecond = 0; //!< both sides
    double bytesPerSecond = 0;
    double seconds = 0;
    double secondsLeft = -1; //!< -1 unknown
    qint64 findings = 0;
    ThrottleState throttle;
};

//! Receives what a comparison reports, on threads of the comparison.
class VerifyObserver
{
public:
    virtual ~VerifyObserver() = default;
    virtual void progress(const VerifyProgress &progress) = 0;
    virtual void finding(const VerifyFinding &finding) = 0;
    //! Of each row that is named, so many of the findings reported so far count, the oldest. Those after them were
    //! reported before a crash or by an attempt that was given up, and are found again. Whoever keeps findings drops
    //! them.
    virtual void kept(const QList<VerifyRow> &) { }
    virtual void event(const JobEvent &event) = 0;
};

} // namespace godwit
