// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/queryset.h"
#include "models/alignedrows.h"
#include "models/documentonboth.h"
#include "models/latestrequest.h"
#include "models/verifydesk.h"

#include <QObject>
#include <QThreadPool>

namespace godwit {

//! The two indices that are held against each other.
struct ComparedIndices
{
    ComparedPair pair;
    QString source; //!< index or alias
    QString target;
    [[nodiscard]] bool isWhole() const { return !source.isEmpty() && !target.isEmpty(); }
};

//! Asks both sides on threads of its own, and hands over here what they say. The newest wish wins.
class QuerySession final : public QObject
{
    Q_OBJECT
public:
    //! The desk outlives it.
    explicit QuerySession(VerifyDesk *desk, QObject *parent = nullptr);
    ~QuerySession() override;

    void setIndices(const ComparedIndices &indices); //!< stops what runs
    const ComparedIndices &indices() const { return m_indices; }

    void run(const SavedQuery &query);
    //! One after the other; replayed() for each, then replayEnded().
    void replay(const QList<SavedQuery> &queries);
    void drawSamples();
    //! Looks a document up on both sides, as it is now.
    void lookUp(const DocumentOnBoth &document);
    void stop();
    bool isRunning() const { return m_run.running() || m_place >= 0; }

    struct Definitions
    {
        QList<AnalyzerDifference> analyzers; //!< that differ between the two indices
        bool known = false; //!< both sides have the index, and analyzers are compared
        QList<AlignedRow> rows; //!< aliases, mappings and settings beside each other
        QString problem; //!< why they can't be shown; empty: all is well
        QList<SideBySide> places; //!< where they differ; whether that matters nobody has judged
        //! Whether what a comparison found is what these are, or what is being read now.
        [[nodiscard]] bool agreeWith(const VerifyRow &compared) const;
    };
    //! Of the two indices; asked for once with each pair.
    const Definitions &definitions() const { return m_definitions; }
    //! Asks for them again; definitionsRead() says when they are there.
    void readDefinitions();

    struct BothSources
    {
        QString id;
        QByteArray source; //!< null: not there
        QByteArray target;
        QString sourceRouting = {}; //!< under which it was asked for
        QString targetRouting = {};
        QString problem = {}; //!< why they can't be shown; empty: all is well
    };

Q_SIGNALS:
    void finished(const godwit::QueryComparison &comparison);
    void replaying(int place);
    void replayed(int place, const godwit::QueryComparison &comparison);
    void replayEnded();
    void samplesDrawn(const QList<godwit::SavedQuery> &queries);
    void failed(const QString &reason); //!< of drawing samples
    void documentRead(const godwit::QuerySession::BothSources &document);
    void definitionsRead();

private:
    void replayNext();

    VerifyDesk *m_desk;
    ComparedIndices m_indices;
    Definitions m_definitions;
    QThreadPool m_pool;
    LatestRequest<QueryComparison> m_run;
    LatestRequest<Result<QList<SavedQuery>>> m_samples;
    LatestRequest<BothSources> m_document;
    LatestRequest<Definitions> m_asked;
    QList<SavedQuery> m_queue;
    int m_place = -1; //!< of the query in the queue that runs; -1: no replay
};

} // namespace godwit
