// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An id with another routing is another document, though a server finds both by the id where they share a shard.
#include "engine/verify/repairrun.h"
#include "engine/verify/verifier.h"
#include "tests/support/memorycluster.h"

#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

class Kept final : public VerifyObserver
{
public:
    void progress(const VerifyProgress &) override { }
    void event(const JobEvent &) override { }
    void finding(const VerifyFinding &finding) override { all.append(finding); }
    QList<VerifyFinding> all;
};

const QString orders = QStringLiteral("orders");

} // namespace

//! With two shards the routings "a" and "b" lead to different ones.
class TestVerifyRouting : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    std::unique_ptr<QTemporaryDir> m_folder;
    QList<VerifyFinding> m_findings; //!< of documents

    void begin(int sourceShards, int targetShards)
    {
        m_source->shards.insert(orders, sourceShards);
        m_target->shards.insert(orders, targetShards);
        for (MemoryServer *server : {m_source.get(), m_target.get()})
            for (const char *id : {"1", "2"})
                server->put(orders, id, R"({"n":1})");
    }
    QStringList compare(VerifyLevel level = VerifyLevel::Content)
    {
        VerifyRequest request;
        request.pairs = {{orders, orders}};
        request.level = level;
        request.settleSeconds = 0;
        MemoryFactory from(m_source.get());
        MemoryFactory to(m_target.get());
        JobControl control;
        Kept kept;
        const QTemporaryDir place;
        const VerifyResult result = Verifier({request, from, to, control, kept, place.path()}).run();
        m_findings.clear();
        QStringList named;
        for (const VerifyFinding &finding : kept.all) {
            if (!isRepairable(finding))
                continue;
            m_findings.append(finding);
            named.append(QString(finding.kind + u'/' + finding.id + u'/' + finding.sourceRouting + u'/'
                + finding.targetRouting));
        }
        named.sort();
        if (result.outcome != Outcome::Succeeded && result.outcome != Outcome::Findings)
            named.append(result.reason);
        return named;
    }
    RepairOutcome repair(const QList<VerifyFinding> &findings)
    {
        MemoryCluster from(m_source.get());
        MemoryCluster to(m_target.get());
        Repair repairing(from, to, repairUndoFile(m_folder->path()));
        const auto done = repairing.repair(findings);
        return done ? repairing.outcome() : RepairOutcome{-1, -1, -1, {}, -1};
    }
    Result<RepairOutcome> undo()
    {
        MemoryCluster target(m_target.get());
        return undoRepair(repairUndoFile(m_folder->path()), target);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_unique<MemoryServer>(QStringLiteral("source"));
        m_target = std::make_unique<MemoryServer>(QStringLiteral("target"));
    }

    void anotherCopyOnTheTargetIsNamedAndTakenAway_data()
    {
        QTest::addColumn<VerifyLevel>("level");
        QTest::newRow("ids") << VerifyLevel::Ids;
        QTest::newRow("content") << VerifyLevel::Content;
    }
    void anotherCopyOnTheTargetIsNamedAndTakenAway()
    {
        QFETCH(VerifyLevel, level);
        begin(1, 2);
        m_source->put(orders, "5", R"({"n":5})", "a");
        m_target->put(orders, "5", R"({"n":5})", "a");
        const auto right = m_target->sources(orders);
        m_target->put(orders, "5", R"({"n":5})", "b");
        const auto before = m_target->sources(orders);
        QCOMPARE(compare(level), (QStringList{QStringLiteral("extra/5//b")}));
        QVERIFY2(m_findings.first().detail.contains(QLatin1String("the source has it with the routing \"a\"")),
            qPrintable(m_findings.first().detail));
        QCOMPARE(repair(m_findings).deleted, 1);
        QVERIFY(m_target->sources(orders) == right);
        QVERIFY(undo());
        QVERIFY(m_target->sources(orders) == before);
    }

    //! One shard can't hold an id twice: what is there with the right routing stays.
    void whatHasItsPlaceTakenIsNamedAndNothingIsOverwritten()
    {
        begin(2, 1);
        m_source->put(orders, "5", R"({"who":"a"})", "a");
        m_source->put(orders, "5", R"({"who":"b"})", "b");
        m_target->put(orders, "5", R"({"who":"b"})", "b");
        const auto before = m_target->sources(orders);
        QCOMPARE(compare(), (QStringList{QStringLiteral("missing/5/a/")}));
        QVERIFY2(m_findings.first().detail.contains(QLatin1String("with the routing \"b\"")),
            qPrintable(m_findings.first().detail));
        const RepairOutcome outcome = repair(m_findings);
        QCOMPARE(outcome.leftAlone, 1);
        QCOMPARE(outcome.copied, 0);
        QVERIFY2(outcome.refused.value(0).detail.contains(QLatin1String("another routing")),
            qPrintable(outcome.refused.value(0).detail));
        QVERIFY(m_target->sources(orders) == before);
    }

    //! A finding that names the wrong routing, with the number of the document that is there.
    void whatIsThereWithAnotherRoutingIsNotOverwritten_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("different") << QStringLiteral("different");
        QTest::newRow("routing") << QStringLiteral("routing");
        QTest::newRow("extra") << QStringLiteral("extra");
    }
    void whatIsThereWithAnotherRoutingIsNotOverwritten()
    {
        QFETCH(QString, kind);
        begin(2, 1);
        m_source->put(orders, "5", R"({"who":"a"})", "a");
        m_target->put(orders, "5", R"({"who":"b"})", "b");
        const auto before = m_target->sources(orders);
        VerifyFinding finding;
        finding.kind = kind;
        finding.sourceIndex = finding.targetIndex = orders;
        finding.id = QStringLiteral("5");
        finding.sourceRouting = kind == QLatin1String("extra") ? QString() : QStringLiteral("a");
        finding.targetRouting = kind == QLatin1String("different") ? QStringLiteral("a") : QStringLiteral("c");
        finding.source = kind == QLatin1String("extra")
            ? SeenDocument{-1, -1}
            : SeenDocument{m_source->find(orders, {"5", "a"})->seqNo, 1};
        finding.target = {m_target->find(orders, {"5", "b"})->seqNo, 1};
        const RepairOutcome outcome = repair({finding});
        QCOMPARE(outcome.leftAlone, kind == QLatin1String("extra") ? 0 : 1);
        QCOMPARE(outcome.copied + outcome.deleted, 0);
        QVERIFY(m_target->sources(orders) == before);
    }

    void aRoutingThatAClientChangesMeanwhileIsNoFinding_data()
    {
        QTest::addColumn<int>("shards");
        QTest::newRow("one shard") << 1;
        QTest::newRow("two shards") << 2;
    }
    void aRoutingThatAClientChangesMeanwhileIsNoFinding()
    {
        QFETCH(int, shards);
        begin(shards, shards);
        m_source->put(orders, "5", R"({"n":5})", "a");
        m_target->put(orders, "5", R"({"n":5})", "b"); // the copy was faster than the reader of the source
        m_source->beforeLook = [this] {
            m_source->remove(orders, "5", "a");
            m_source->put(orders, "5", R"({"n":5})", "b");
        };
        QCOMPARE(compare(), QStringList());
    }

    void aWrongRoutingIsPutRightAndCanBeTakenBack_data()
    {
        QTest::addColumn<int>("shards");
        QTest::newRow("one shard") << 1;
        QTest::newRow("two shards") << 2;
    }
    void aWrongRoutingIsPutRightAndCanBeTakenBack()
    {
        QFETCH(int, shards);
        begin(2, shards);
        m_source->put(orders, "5", R"({"n":5})", "a");
        m_target->put(orders, "5", R"({"n":5})", "b");
        const auto before = m_target->sources(orders);
        QCOMPARE(compare(), (QStringList{QStringLiteral("routing/5/a/b")}));
        QCOMPARE(repair(m_findings).copied, 1);
        QVERIFY(m_target->sources(orders) == m_source->sources(orders));
        QCOMPARE(compare(), QStringList());
        QVERIFY(undo());
        QVERIFY(m_target->sources(orders) == before);
    }

    //! The numbers of two shards say nothing of each other.
    void whatSomebodyWroteUnderTheRightRoutingIsLeftAlone()
    {
        begin(2, 2);
        m_source->put(orders, "5", R"({"n":5})", "a");
        m_target->put(orders, "5", R"({"n":5})", "b");
        QCOMPARE(compare(), (QStringList{QStringLiteral("routing/5/a/b")}));
        m_target->put(orders, "5", R"({"n":"client"})", "a");
        QCOMPARE(m_target->find(orders, {"5", "a"})->seqNo, m_target->find(orders, {"5", "b"})->seqNo);
        const RepairOutcome outcome = repair(m_findings);
        QCOMPARE(outcome.leftAlone, 1);
        QCOMPARE(m_target->find(orders, {"5", "a"})->source, std::string(R"({"n":"client"})"));
        QVERIFY(m_target->find(orders, {"5", "b"}));
    }

    void eachOfTwoDocumentsIsJudgedByItself()
    {
        begin(2, 2);
        m_source->put(orders, "5", R"({"who":"a"})", "a");
        m_target->put(orders, "5", R"({"who":"wrong"})", "b");
        m_source->beforeLook = [this, looks = 0]() mutable {
            if (++looks == 1)
                m_source->put(orders, "5", R"({"who":"b"})", "b");
        };
        QCOMPARE(compare(), (QStringList{QStringLiteral("different/5/b/b"), QStringLiteral("missing/5/a/")}));
        QCOMPARE(repair(m_findings).copied, 2);
        QVERIFY(m_target->sources(orders) == m_source->sources(orders));
    }
};

QTEST_GUILESS_MAIN(TestVerifyRouting)
#include "tst_verifyrouting.moc"
