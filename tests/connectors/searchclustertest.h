// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/connectors/searchclusterdata.h"

#include <QObject>

namespace godwit::test {

//! Every call of the connector against one real server.
class TestSearchCluster : public QObject
{
    Q_OBJECT

public:
    explicit TestSearchCluster(QString kind) : m_kind(std::move(kind)) { }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void theServerIsRecognised();
    void documentsRoundTripByteForByte();
    void windowsBeginAfterAndEndAt();
    void aScrollBringsEachDocumentOnceInPages();
    void windowsBringOnlyWhatIsAsked();
    void anAnswerAboveTheLimitIsTooLarge();
    void deletesLeaveAHoleThatCountsAndHistogramsShow();
    void documentsWithARoutingValueAreCounted();
    void aCountThatSpansAChangeIsTakenAgain();
    void manySequenceNumbersAreAllFound();
    void aLookTellsDeletedFromLive();
    void aLookNamesTheRoutingThatIsStored();
    void bulkTellsWhatFailed();
    void aGuardedWriteLeavesAloneWhatChanged();
    void pipelinesOfTheIndexAreNotRun();
    void theWriteBlockHoldsUntilLifted();
    void aBlockThatWasCutOffIsLifted();
    void definitionsComeWithoutTypes();
    void listsHoldClosedAndHiddenIndices();
    void indicesAreMadeChangedAndDeleted();
    void aliasesMoveTogether();
    void aMissingPrimaryIsNeverTrusted();
    void halfAnIndexIsNeverTrusted();
    void missingReplicasDoNotStopARefresh();
    void aPrimaryThatMovedIsIncomplete();
    void unknownAnalyzersAreNamed();
    void templatesAreFoundByPattern();
    void theClusterTellsItsRoomAndTime();
    void securityThatIsOffIsUnknown();
    void missingPrivilegesAreNamed();
    void aStopEndsTheCall();

private:
    bool six() const { return m_kind == QLatin1String("es6"); }
    bool openSearch() const { return m_kind.startsWith(QLatin1String("os")); }
    bool make(const QString &index,
        const QByteArray &body = R"({"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}})");
    bool fill(const QString &index, int from, int to);
    ShardRef shardOf(const QString &index, int shard = 0, ShardState *state = nullptr);

    QString m_kind;
    std::unique_ptr<TestCluster> m_server;
    std::unique_ptr<SearchConnector> m_connector;
    std::unique_ptr<SearchCluster> m_cluster;
};

} // namespace godwit::test
