// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a comparison finds, what a repair makes of it, and the way back.
#include "engine/verify/repairrun.h"
#include "engine/verify/verifier.h"
#include "tests/support/memorycluster.h"

#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

//! Keeps the findings as a job does.
class Kept final : public VerifyObserver
{
public:
    explicit Kept(const QString &file) : m_file(file) { (void)m_file.open(QIODevice::WriteOnly); }
    void progress(const VerifyProgress &) override { }
    void event(const JobEvent &) override { }
    void finding(const VerifyFinding &finding) override
    {
        named.append(QString(finding.kind + u'/' + finding.id));
        m_file.write(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + '\n');
        m_file.flush();
    }
    QStringList named;

private:
    QFile m_file;
};

const QString orders = QStringLiteral("orders");
const QString shops = QStringLiteral("shops");

} // namespace

class TestVerifyRepair : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_found;

    QString findings() const { return m_folder->filePath(QStringLiteral("findings.ndjson")); }
    QString undoFile() const { return repairUndoFile(m_folder->path()); }
    VerifyResult compare(const QList<IndexPair> &pairs = {{orders, orders}, {shops, shops}})
    {
        VerifyRequest request;
        request.pairs = pairs;
        request.settleSeconds = 0;
        MemoryFactory from(m_source.get());
        MemoryFactory to(m_target.get());
        JobControl control;
        Kept kept(findings());
        const QTemporaryDir place;
        const VerifyResult result = Verifier({request, from, to, control, kept, place.path()}).run();
        m_found = kept.named;
        m_found.sort();
        return result;
    }
    Result<RepairOutcome> repair(const std::function<bool(qint64)> &goOn = {})
    {
        MemoryCluster from(m_source.get());
        MemoryCluster to(m_target.get());
        Repair repairing(from, to, undoFile());
        const auto done = repairAll(findings(), repairing, goOn);
        return done ? Result<RepairOutcome>(repairing.outcome()) : fail(done.error());
    }
    //! Lost, extra, one digit beyond 2^53, routing lost; another key order is none.
    void plant()
    {
        m_target->remove(orders, "2");
        m_target->put(orders, "more", R"({"n":1})");
        m_target->put(orders, "3", R"({"n":9007199254740993})");
        m_target->put(orders, "5", R"({"b":2.0,"n":5})");
        m_target->put(orders, "7", R"({"n":7})");
    }

    Result<RepairOutcome> undo()
    {
        MemoryCluster target(m_target.get());
        return undoRepair(undoFile(), target);
    }
    QByteArray saved() const
    {
        QFile file(undoFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void save(const QByteArray &text)
    {
        QFile file(undoFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    QByteArray withoutWhatBecame() const
    {
        QByteArray kept;
        for (const QByteArray &line : saved().split('\n'))
            if (!line.isEmpty() && !line.contains("\"at\":"))
                kept += line + '\n';
        return kept;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_unique<MemoryServer>(QStringLiteral("source"));
        m_target = std::make_unique<MemoryServer>(QStringLiteral("target"));
        for (MemoryServer *server : {m_source.get(), m_target.get()}) {
            for (const char *id : {"1", "2", "4", "6"})
                server->put(orders, id, std::string(R"({"n":)") + id + "}");
            server->put(orders, "3", R"({"n":9007199254740992})");
            server->put(orders, "5", R"({"n":5,"b":2})");
            server->put(orders, "7", R"({"n":7})", "eu");
            server->put(shops, "1", R"({"n":1})");
        }
    }

    void whatIsPlantedIsFoundAndNothingElse()
    {
        QCOMPARE(compare().outcome, Outcome::Succeeded);
        QCOMPARE(m_found, QStringList());
        plant();
        const VerifyResult result = compare();
        QVERIFY2(result.outcome == Outcome::Findings, qPrintable(result.reason));
        QCOMPARE(m_found,
            (QStringList{QStringLiteral("different/3"), QStringLiteral("extra/more"), QStringLiteral("missing/2"),
                QStringLiteral("routing/7")}));
        QCOMPARE(result.rows.first().equalInMeaning, 1);
        QCOMPARE(result.rows.first().source.documents, 7);
        QCOMPARE(result.rows.first().source.luceneDocuments, 7);
        QCOMPARE(result.rows.first().source.deletedDocuments, 0);
    }

    void aSyntheticIndexIsReadOnce()
    {
        const QString events = QStringLiteral("events");
        m_target->mappings.insert(
            events, {{QStringLiteral("_source"), QJsonObject{{QStringLiteral("mode"), QStringLiteral("synthetic")}}}});
        for (int i = 0; i < 50; ++i) {
            const std::string id = std::to_string(i);
            m_source->put(events, id, R"({"tags":["b","a","a"],"host.name":"x","gone":null,"n":)" + id + "}");
            m_target->put(events, id, R"({"host":{"name":"x"},"n":)" + id + R"(,"tags":["a","b"]})");
        }
        m_target->put(events, "7", R"({"host":{"name":"y"},"n":7,"tags":["a","b"]})");
        const VerifyResult result = compare({{events, events}});
        QCOMPARE(m_found, (QStringList{QStringLiteral("different/7"), QStringLiteral("mapping/")}));
        QCOMPARE(result.rows.first().equalInMeaning, 49);
        QCOMPARE(result.rows.first().lookedAgain, 1);
        m_target->put(events, "7", R"({"n":7.0,"host":{"name":"x"},"tags":["a","b"]})");
        const VerifyResult again = compare({{events, events}});
        QCOMPARE(m_found, QStringList{QStringLiteral("mapping/")}); // it keeps no source
        QCOMPARE(again.rows.first().lookedAgain, 0);
        QCOMPARE(again.rows.first().source.hash, again.rows.first().target.hash);
    }

    void aClosedIndexIsNotCalledEqual_data()
    {
        QTest::addColumn<bool>("ofSource");
        QTest::newRow("source") << true;
        QTest::newRow("target") << false;
    }
    void aClosedIndexIsNotCalledEqual()
    {
        QFETCH(bool, ofSource);
        (ofSource ? m_source : m_target)->closed = QStringList{shops};
        const VerifyResult result = compare();
        QVERIFY(result.outcome == Outcome::Failed);
        QVERIFY2(result.reason.contains(QLatin1String("closed")), qPrintable(result.reason));
        QVERIFY(result.rows.first().state == VerifyState::Equal);
        QVERIFY(result.rows.last().state == VerifyState::Suspended);
        QVERIFY(result.rows.last().reason.contains(QLatin1String("not compared")));
    }

    void aPlanNamesEachDocument()
    {
        plant();
        compare();
        const auto plan = planRepair(findings());
        QVERIFY(plan);
        QCOMPARE(plan->copies, 3);
        QCOMPARE(plan->deletions, 1);
        QCOMPARE(plan->documents(), 4);
        QCOMPARE(plan->touched, (QList<IndexPair>{{orders, orders}}));
        const auto all = readPlanned(*plan, 0, 100);
        QVERIFY(all);
        QStringList named;
        for (const VerifyFinding &finding : *all)
            named.append(QString(finding.kind + u'/' + finding.id));
        QCOMPARE(named.value(0), QStringLiteral("extra/more")); // what is deleted comes first
        named.sort();
        QCOMPARE(named, m_found);
        const auto last = readPlanned(*plan, 3, 100);
        QVERIFY(last);
        QCOMPARE(last->size(), 1);
        QCOMPARE(last->first().id, all->last().id);
        const auto nothing = planRepair(m_folder->filePath(QStringLiteral("none")));
        QVERIFY(nothing);
        QCOMPARE(nothing->documents(), 0);
        QVERIFY(QFile::remove(findings()));
        QVERIFY(!readPlanned(*plan, 0, 1));
    }

    void largeDocumentsOfASavedFileAreNamed()
    {
        const std::string large = "{\"n\":\"" + std::string(100'000, 'x') + "\"}";
        m_target->put(orders, "2", large);
        m_target->put(orders, "more", large, std::string(400, 'r'));
        compare();
        QVERIFY(repair());
        const auto plan = planUndo(undoFile());
        QVERIFY(plan);
        const auto all = readPlanned(*plan, 0, 10);
        QVERIFY2(all, all ? "" : qPrintable(all.error().summary));
        QCOMPARE(all->size(), 2);
        for (const VerifyFinding &finding : *all) {
            QCOMPARE(finding.kind, QStringLiteral("different"));
            QVERIFY(finding.id == QLatin1String("2") || finding.id == QLatin1String("more"));
        }
        MemoryCluster target(m_target.get());
        QVERIFY(undoRepair(undoFile(), target));
        QCOMPARE(m_target->documents(orders)["2"].source, large);
    }

    void aRepairMakesThemEqualAndAnUndoPutsThemBack()
    {
        plant();
        const auto before = m_target->sources(orders);
        compare();
        const auto outcome = repair();
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().summary));
        QCOMPARE(outcome->copied, 3);
        QCOMPARE(outcome->deleted, 1);
        QVERIFY(outcome->refused.isEmpty());
        QCOMPARE(compare().outcome, Outcome::Succeeded);
        const auto plan = planUndo(undoFile());
        QVERIFY(plan);
        QCOMPARE(plan->copies, 3); // two as they were, and the extra one
        QCOMPARE(plan->deletions, 1); // the one that was missing
        MemoryCluster target(m_target.get());
        const auto undone = undoRepair(undoFile(), target);
        QVERIFY(undone);
        QCOMPARE(undone->copied, 3);
        QCOMPARE(undone->deleted, 1);
        QVERIFY(m_target->sources(orders) == before);
    }

    void anUndoLeavesAloneWhatWasChangedSince()
    {
        plant();
        compare();
        QVERIFY(repair());
        m_target->put(orders, "3", R"({"n":"client"})"); // was written
        m_target->put(orders, "2", R"({"n":2})"); // was created; the same bytes, but by a client
        m_target->put(orders, "more", R"({"n":"client"})"); // was deleted
        const auto outcome = undo();
        QVERIFY(outcome);
        QCOMPARE(outcome->leftAlone, 3);
        QCOMPARE(outcome->refused.size(), 3);
        QVERIFY(outcome->refused.first().detail.contains(QLatin1String("since the repair")));
        QCOMPARE(outcome->copied, 1); // 7 without its routing
        QCOMPARE(outcome->deleted, 0);
        const auto after = m_target->sources(orders);
        QCOMPARE(after.at("3/"), std::string(R"({"n":"client"})"));
        QCOMPARE(after.at("more/"), std::string(R"({"n":"client"})"));
        QVERIFY(after.contains("2/") && after.contains("7/"));
        QCOMPARE(undo()->copied, 0);
        QCOMPARE(undo()->already, 1);
    }

    void aTornLineIsCutAndTheRestIsUndone()
    {
        plant();
        const auto before = m_target->sources(orders);
        compare();
        QVERIFY(repair());
        const QByteArray whole = saved();
        save(
            whole + R"({"cluster":"target","found":true,"id":"4","index":"orders","routing":"","source":{"n":{"a":1})");
        QVERIFY(planUndo(undoFile()));
        const auto outcome = undo();
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().summary));
        QVERIFY(m_target->sources(orders) == before);
        // The next repair writes after what is whole.
        compare();
        QVERIFY(repair());
        QVERIFY(saved().startsWith(whole));
        QVERIFY(!saved().contains(R"({"n":{"a":1})"));
        QVERIFY(undo());
        QVERIFY(m_target->sources(orders) == before);
    }

    void twoRepairsAreUndoneToTheFirstState()
    {
        plant();
        const auto before = m_target->sources(orders);
        compare();
        QVERIFY(repair());
        m_source->put(orders, "3", R"({"n":"later"})");
        compare();
        QCOMPARE(m_found, (QStringList{QStringLiteral("different/3")}));
        QCOMPARE(repair()->copied, 1);
        const auto plan = planUndo(undoFile());
        QVERIFY(plan);
        QCOMPARE(plan->copies, 3);
        QCOMPARE(plan->deletions, 1);
        const auto outcome = undo();
        QVERIFY(outcome);
        QCOMPARE(outcome->copied, 3);
        QVERIFY(outcome->refused.isEmpty());
        QVERIFY(m_target->sources(orders) == before);
    }

    void whatAClientWroteBetweenTwoRepairsComesBack()
    {
        plant();
        compare();
        QVERIFY(repair());
        m_target->put(orders, "3", R"({"n":"client"})");
        compare();
        QCOMPARE(repair()->copied, 1);
        const auto outcome = undo();
        QVERIFY(outcome);
        QCOMPARE(m_target->sources(orders).at("3/"), std::string(R"({"n":"client"})"));
        QCOMPARE(outcome->leftAlone, 1); // what the first repair had found
    }

    //! Killed after the write, before it was noted what became of it.
    void whatWasNotNotedIsKnownByItsBytes()
    {
        plant();
        const auto before = m_target->sources(orders);
        compare();
        QVERIFY(repair());
        save(withoutWhatBecame());
        m_target->put(orders, "2", R"({"n":"client"})");
        const auto outcome = undo();
        QVERIFY(outcome);
        QCOMPARE(outcome->leftAlone, 1);
        QCOMPARE(outcome->copied, 3);
        auto after = m_target->sources(orders);
        QCOMPARE(after.at("2/"), std::string(R"({"n":"client"})"));
        after.erase("2/");
        QVERIFY(after == before);
    }

    void whatIsUndoneOrWasNeverWrittenIsNotUndone()
    {
        plant();
        const auto before = m_target->sources(orders);
        compare();
        QVERIFY(repair());
        QVERIFY(undo());
        QVERIFY(m_target->sources(orders) == before);
        const auto again = undo();
        QVERIFY(again);
        QCOMPARE(again->already, 4);
        QCOMPARE(again->copied + again->deleted + again->leftAlone, 0);
        save(withoutWhatBecame()); // killed before the write
        QCOMPARE(undo()->already, 4);
        QVERIFY(m_target->sources(orders) == before);
    }

    //! Killed between the deletion under the old routing and the creation under the new one.
    void whatIsGoneHalfWayComesBack()
    {
        plant();
        compare();
        QVERIFY(repair());
        save(withoutWhatBecame());
        m_target->remove(orders, "7");
        QVERIFY(undo());
        QCOMPARE(m_target->sources(orders).at("7/"), std::string(R"({"n":7})"));
    }

    void whatIsRefusedUnderItsNewRoutingIsPutBack()
    {
        plant();
        compare();
        m_target->refused = "7/eu";
        const auto outcome = repair();
        QVERIFY(outcome);
        QCOMPARE(outcome->refused.size(), 1);
        QCOMPARE(outcome->leftAlone, 0);
        QCOMPARE(outcome->copied, 2);
        QCOMPARE(m_target->sources(orders).at("7/"), std::string(R"({"n":7})"));
        QCOMPARE(undo()->copied, 2); // 3 and more; 7 is as it was
    }

    void whatSomebodyChangesMeanwhileIsLeftAlone()
    {
        plant();
        compare();
        bool changed = false;
        m_target->beforeBulk = [this, &changed] {
            for (int i = 0; !changed && i < 9; ++i) // above the number that a copy would give it
                m_target->put(orders, "3", R"({"n":"by hand"})");
            changed = true;
        };
        const auto outcome = repair();
        QVERIFY(outcome);
        QCOMPARE(outcome->refused.size(), 1);
        QCOMPARE(outcome->refused.first().id, QStringLiteral("3"));
        QVERIFY(outcome->refused.first().detail.contains(QLatin1String("left alone")));
        QCOMPARE(m_target->documents(orders).at("3").source, std::string(R"({"n":"by hand"})"));
    }

    void whatClientsDidAfterTheComparisonIsLeftAlone()
    {
        plant();
        for (int i = 0; i < 20; ++i) // the source's numbers are far above the target's
            m_source->put(shops, "1", R"({"n":1})");
        m_source->put(orders, "3", R"({"n":9007199254740992})");
        for (const char *id : {"made", "gone", "edited"}) {
            m_source->put(orders, id, R"({"n":"source"})");
            if (id != std::string("made"))
                m_target->put(orders, id, R"({"n":"wrong"})");
        }
        m_target->put(orders, "unwanted", "{}");
        compare();
        m_target->put(orders, "made", R"({"n":"client"})");
        m_target->remove(orders, "gone");
        m_target->put(orders, "edited", R"({"n":"client"})");
        m_target->put(orders, "unwanted", R"({"n":"client"})");
        m_target->remove(orders, "7"); // its routing was lost; now it is where it belongs
        m_target->put(orders, "7", R"({"n":"client"})", "eu");
        const auto outcome = repair();
        QVERIFY(outcome);
        QStringList left;
        for (const VerifyFinding &one : outcome->refused) {
            left.append(one.id);
            QVERIFY2(one.detail.contains(QLatin1String("left alone")), qPrintable(one.detail));
        }
        left.sort();
        QCOMPARE(left,
            (QStringList{QStringLiteral("7"), QStringLiteral("edited"), QStringLiteral("gone"), QStringLiteral("made"),
                QStringLiteral("unwanted")}));
        QCOMPARE(outcome->leftAlone, 5);
        QCOMPARE(outcome->copied, 2); // 2 and 3
        QCOMPARE(outcome->deleted, 1); // more
        const auto after = m_target->sources(orders);
        QCOMPARE(after.at("made/"), std::string(R"({"n":"client"})"));
        QCOMPARE(after.at("edited/"), std::string(R"({"n":"client"})"));
        QCOMPARE(after.at("unwanted/"), std::string(R"({"n":"client"})"));
        QCOMPARE(after.at("7/eu"), std::string(R"({"n":"client"})"));
        QVERIFY(!after.contains("gone/"));
    }

    void whatTheSourceChangedSinceIsComparedFirst()
    {
        plant();
        compare();
        m_source->remove(orders, "3"); // listed as a copy, it would be a deletion
        m_source->put(orders, "2", R"({"n":"newer"})");
        m_source->put(orders, "more", R"({"n":"newer"})");
        const auto before = m_target->sources(orders);
        const auto outcome = repair();
        QVERIFY(outcome);
        QCOMPARE(outcome->leftAlone, 3);
        QCOMPARE(outcome->deleted, 0);
        QCOMPARE(outcome->copied, 1); // the routing of 7
        QCOMPARE(m_target->sources(orders).at("3/"), before.at("3/"));
    }

    void whatIsWrittenBetweenTheLookAndTheWriteIsLeftAlone()
    {
        plant();
        for (int i = 0; i < 20; ++i)
            m_source->put(orders, "3", R"({"n":9007199254740992})");
        compare();
        bool changed = false;
        m_target->beforeBulk = [this, &changed] {
            if (!std::exchange(changed, true)) {
                m_target->put(orders, "3", R"({"n":"client"})");
                m_target->put(orders, "2", R"({"n":"client"})");
                m_target->put(orders, "more", R"({"n":"client"})");
                m_target->put(orders, "7", R"({"n":"client"})");
            }
        };
        const auto outcome = repair();
        QVERIFY(outcome);
        QCOMPARE(outcome->leftAlone, 4);
        QCOMPARE(outcome->copied + outcome->deleted, 0);
        for (const char *id : {"2", "3", "more", "7"})
            QCOMPARE(m_target->documents(orders).at(id).source, std::string(R"({"n":"client"})"));
    }

    void aFindingWithoutItsStateIsLeftAlone()
    {
        plant();
        compare();
        QFile file(findings());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray kept;
        while (!file.atEnd()) {
            QJsonObject finding = QJsonDocument::fromJson(file.readLine()).object();
            QVERIFY(finding.contains(QLatin1String("target")));
            finding.remove(QLatin1String("target"));
            kept += QJsonDocument(finding).toJson(QJsonDocument::Compact) + '\n';
        }
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kept);
        file.close();
        const auto outcome = repair();
        QVERIFY(outcome);
        QCOMPARE(outcome->leftAlone, 4);
        QVERIFY(!QFile::exists(undoFile()));
    }

    void whatIsEqualByNowIsNotWritten()
    {
        plant();
        compare();
        m_target->put(orders, "2", R"({"n":2})");
        const auto outcome = repair();
        QVERIFY(outcome);
        QCOMPARE(outcome->already, 1);
        QCOMPARE(outcome->copied, 2);
    }

    void aStopWritesNothingMore()
    {
        plant();
        const auto before = m_target->sources(orders);
        compare();
        const auto outcome = repair([](qint64) { return false; });
        QVERIFY(!outcome);
        QVERIFY(outcome.error().kind == ErrorKind::Cancelled);
        QVERIFY(m_target->sources(orders) == before);
        QVERIFY(!QFile::exists(undoFile()));
    }

    void aFileOfAnotherClusterIsRefused()
    {
        plant();
        compare();
        QVERIFY(repair());
        MemoryServer other(QStringLiteral("other"));
        other.put(orders, "2", "{}");
        MemoryCluster target(&other);
        const auto undone = undoRepair(undoFile(), target);
        QVERIFY(!undone);
        QVERIFY2(undone.error().summary.contains(QLatin1String("another cluster")), qPrintable(undone.error().summary));
        QVERIFY(other.documents(orders).contains("2"));
        QFile strange(m_folder->filePath(QStringLiteral("strange")));
        QVERIFY(strange.open(QIODevice::WriteOnly));
        strange.write("{\"index\":\"orders\"}\n");
        strange.close();
        QVERIFY(!planUndo(strange.fileName()));
    }

    void whatWasNotTouchedStaysInTheResult()
    {
        plant();
        m_target->remove(shops, "1");
        const VerifyResult before = compare();
        QCOMPARE(before.findingCount, 6); // one is the count of the shops
        m_target->put(orders, "2", R"({"n":2})");
        const VerifyResult merged = resultAfterRepair(before, compare({{orders, orders}}));
        QCOMPARE(merged.rows.size(), 2);
        QCOMPARE(merged.rows.first().missing, 0);
        QCOMPARE(merged.rows.last().missing, 1);
        QCOMPARE(merged.request.pairs.size(), 2);
        qint64 ofRows = 0;
        for (const VerifyRow &row : merged.rows)
            ofRows += row.findings;
        QCOMPARE(merged.findingCount, ofRows);
        QCOMPARE(merged.findings.size(), ofRows);
        QVERIFY(merged.outcome == Outcome::Findings);
        // Equal again where it was looked, but not everywhere.
        m_target->remove(orders, "more");
        for (const char *id : {"3", "5", "7"})
            m_target->put(orders, id, m_source->documents(orders).at(id).source, id[0] == '7' ? "eu" : "");
        QVERIFY(resultAfterRepair(before, compare({{orders, orders}})).outcome == Outcome::Findings);
    }
};

QTEST_GUILESS_MAIN(TestVerifyRepair)
#include "tst_verifyrepair.moc"
