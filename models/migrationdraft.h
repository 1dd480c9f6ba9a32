// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methodadvice.h"
#include "engine/targetfit.h"
#include "models/asked.h"
#include "models/latestrequest.h"
#include "models/migrationdesk.h"

#include <QObject>

#include <array>

namespace godwit {

class SelectionTreeModel;
class SnapshotShelf;

//! A migration that is being put together: the plan so far, and everything that the two clusters said about it. Pages
//! show it and change it; going back and forth loses nothing.
class MigrationDraft final : public QObject
{
    Q_OBJECT
public:
    //! The desk outlives the draft.
    explicit MigrationDraft(MigrationDesk *desk, QObject *parent = nullptr);
    ~MigrationDraft() override;

    //! Takes a plan of the past: opened, dropped or cloned.
    void setPlan(const Plan &plan);
    //! The plan with what is ticked now.
    Plan plan() const;
    //! Everything but pair and selection, which have calls of their own.
    void change(const std::function<void(Plan &plan)> &edit);
    //! Options belong to one method; those of the one before are kept for when it is chosen again.
    void setMethod(const QString &method);
    void setEndpoint(PairSide side, const Endpoint &endpoint);
    const Endpoint &endpoint(PairSide side) const;
    void swapSides();
    //! A snapshot in a repository of the target is the source: its cluster may be down, or gone.
    void setWithoutSource(bool without);
    bool withoutSource() const { return m_withoutSource; }
    //! Both sides are chosen and are not the same address.
    bool hasPair() const;
    bool sameCluster() const;

    SelectionTreeModel *tree() const { return m_tree; }
    //! Repositories and snapshots to choose from; asked by whoever shows them.
    SnapshotShelf *shelf() const { return m_shelf; }
    //! The clusters carry settings and mappings as they are, so there is nothing to convert.
    bool movesBySnapshot() const;

    //! Asks for what a cluster holds, unless that is known; `again` asks in any case.
    void load(PairSide side, bool again = false);
    const Asked<Catalogue> &catalogue(PairSide side) const { return m_catalogues[std::size_t(side)]; }
    //! What there is to tick: what the snapshot of a restore holds, else what the source has. With a source, a restore
    //! has nothing here until its snapshot is chosen.
    const Asked<Catalogue> &selectable() const { return m_catalogues[shownSlot()]; }
    //! A restore with a source: its snapshot is chosen where indices are ticked.
    bool choosesSnapshotToTick() const { return shownSlot() == SnapshotSlot; }

    //! Asks for definitions and conversions of what is ticked, unless they are known.
    void review(bool again = false);
    const Asked<QList<ReviewedIndex>> &reviewed() const { return m_review; }
    void setOverride(const QString &index, const IndexOverride &override);

    //! Runs the checks, unless they ran for exactly this plan.
    void check(bool again = false);
    void checkOne(const QString &id);
    const Asked<PreflightReport> &checked() const { return m_check; }
    QString checkingOne() const { return m_checkingOne; }
    //! The checks ran for the plan as it is now.
    bool checkIsCurrent() const;

    //! Times the reading of the largest ticked index, once for each selection.
    void sample();
    const Asked<SourceSample> &sampled() const { return m_sample; }

    //! Puts the job's requests together, unless that was done for exactly this plan.
    void rehearse();
    const Asked<QList<PlannedRequest>> &rehearsed() const { return m_rehearsal; }

    QList<MethodAdvice> advice() const;
    //! Nothing when the target's room is not known.
    std::optional<TargetFit> fit() const;

Q_SIGNALS:
    void planChanged();
    void catalogueChanged(godwit::PairSide side);
    void reviewChanged();
    void checkChanged();
    void sampleChanged();
    void rehearsalChanged();

private:
    void takeTick();
    void giveTreeTheTarget();
    enum Slot : std::size_t { SourceSlot, TargetSlot, SnapshotSlot, SlotCount };
    std::size_t shownSlot() const;
    Plan askedPlan(std::size_t slot) const;
    QByteArray addressOfSlot(std::size_t slot) const;
    void loadSlot(std::size_t slot, bool again);
    void fillTree();
    void followSnapshot();
    void forgetSnapshot();
    void recallRounds();
    QByteArray fingerprint() const; //!< of all that the checks depend on

    MigrationDesk *m_desk;
    QThreadPool m_pool;
    Plan m_plan;
    QHash<QString, QJsonObject> m_optionsOf; //!< methods that are not chosen now
    SelectionTreeModel *m_tree;
    SnapshotShelf *m_shelf;
    bool m_withoutSource = false;
    bool m_selectionPending = false; //!< a plan's selection waits for the catalogue
    std::array<Asked<Catalogue>, SlotCount> m_catalogues;
    std::array<QByteArray, SlotCount> m_loaded; //!< which address each catalogue belongs to
    QByteArray m_shownSnapshot; //!< that the tree belongs to; empty: it shows the source
    Asked<QList<ReviewedIndex>> m_review;
    QByteArray m_reviewedFor;
    Asked<PreflightReport> m_check;
    QByteArray m_checkedFor;
    QString m_checkingOne;
    QList<RoundFigures> m_earlierRounds; //!< of the pair below
    std::pair<QString, QString> m_measuredPair; //!< UUIDs
    Asked<SourceSample> m_sample;
    QString m_sampledFor;
    Asked<QList<PlannedRequest>> m_rehearsal;
    QByteArray m_rehearsedFor;
    std::array<LatestRequest<Result<Catalogue>>, SlotCount> m_askCatalogue;
    LatestRequest<Result<QList<ReviewedIndex>>> m_askReview;
    LatestRequest<Result<PreflightReport>> m_askCheck;
    LatestRequest<QList<RoundFigures>> m_askRounds;
    LatestRequest<Result<SourceSample>> m_askSample;
    LatestRequest<Result<QList<PlannedRequest>>> m_askRehearsal;
};

} // namespace godwit
