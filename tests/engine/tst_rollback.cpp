// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rollback.h"
#include "stillcluster.h"

#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

class BlockedCluster final : public StillCluster
{
public:
    QStringList lifted;
    bool refuses = false;

    Result<void> liftWriteBlock(const QStringList &names) override
    {
        if (refuses)
            return fail(ErrorKind::Refused, QStringLiteral("no"));
        lifted += names;
        return {};
    }
};

IndexRecord record(const QString &name, const QString &uuid)
{
    IndexRecord index;
    index.source = index.target = name;
    index.sourceUuid = uuid;
    return index;
}

} // namespace

class TestRollBack : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto journal = Journal::open(m_folder->filePath(QStringLiteral("0123abcd")));
        QVERIFY(journal);
        m_journal = std::move(*journal);
        for (const char *name : {"a", "b", "c"}) {
            const QString text = QLatin1String(name);
            m_journal->saveIndex(record(text, QString(text + QStringLiteral("-uuid"))));
            IndexDefinition definition;
            definition.name = text;
            definition.uuid = QString(text + QStringLiteral("-uuid"));
            m_cluster.definition.insert(text, definition);
        }
        m_cluster.lifted.clear();
        m_cluster.refuses = false;
    }
    void withoutABlockOfItsOwnNothingIsLifted()
    {
        const auto outcome = rollBack(*m_journal, m_cluster);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Usage);
        QVERIFY(m_cluster.lifted.isEmpty());
    }
    void onlyWhatTheJobBlockedIsLifted()
    {
        noteBlocksLeftBehind(*m_journal, {QStringLiteral("a"), QStringLiteral("c")});
        const auto outcome = rollBack(*m_journal, m_cluster);
        QVERIFY(outcome);
        QCOMPARE(m_cluster.lifted, QStringList({QStringLiteral("a"), QStringLiteral("c")}));
        QCOMPARE(outcome->lifted, m_cluster.lifted);
        QVERIFY(blocksLeftBehind(*m_journal).isEmpty());
        QVERIFY(!rollBack(*m_journal, m_cluster));
    }
    void anIndexMadeAgainIsLeftAlone()
    {
        noteBlocksLeftBehind(*m_journal, {QStringLiteral("a"), QStringLiteral("b")});
        m_cluster.definition[QStringLiteral("b")].uuid = QStringLiteral("another");
        const auto outcome = rollBack(*m_journal, m_cluster);
        QVERIFY(outcome);
        QCOMPARE(m_cluster.lifted, QStringList({QStringLiteral("a")}));
        QCOMPARE(outcome->skipped, QStringList({QStringLiteral("b")}));
    }
    void aRefusalKeepsTheMemoryOfTheBlock()
    {
        noteBlocksLeftBehind(*m_journal, {QStringLiteral("a")});
        m_cluster.refuses = true;
        QVERIFY(!rollBack(*m_journal, m_cluster));
        QCOMPARE(blocksLeftBehind(*m_journal), QStringList({QStringLiteral("a")}));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    BlockedCluster m_cluster;
};

QTEST_GUILESS_MAIN(TestRollBack)
#include "tst_rollback.moc"
