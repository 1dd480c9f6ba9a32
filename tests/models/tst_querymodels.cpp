// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/queryhistorymodel.h"
#include "models/queryresultmodels.h"
#include "models/querysetmodel.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

SavedQuery named(const QString &name, const QString &text = QStringLiteral("{}"))
{
    return {name, false, text};
}

QueryResult hits(const QStringList &ids)
{
    QueryResult result;
    int score = 90;
    for (const QString &id : ids) {
        const QByteArray text = QByteArray::number(--score) + ".5";
        result.hits.push_back({id, text, text});
    }
    result.total = ids.size();
    result.tookMs = 12;
    result.aggregations.kind = JsonTree::Kind::Object;
    return result;
}

} // namespace

class TestQueryModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aQueryRunAgainMovesToTheTopOfTheHistory()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history.json"));
        {
            QueryHistoryModel model(path);
            const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            model.add({{}, true, QStringLiteral("name:Maier")});
            model.add(named({}, QStringLiteral("{\"size\": 1}")));
            model.add({{}, true, QStringLiteral("name:Maier")});
            QCOMPARE(model.rowCount(), 2);
            QVERIFY(model.query(0).lucene);
            for (int i = 0; i < 150; ++i)
                model.add(named({}, QString::number(i)));
            QCOMPARE(model.rowCount(), QueryHistoryModel::capacity);
        }
        const QueryHistoryModel again(path);
        QCOMPARE(again.rowCount(), QueryHistoryModel::capacity);
        QCOMPARE(again.query(0).text, QStringLiteral("149"));
        QVERIFY(!again.query(0).lucene);
    }
    void aSetKeepsTheResultOfEachQuery()
    {
        QuerySetModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSet({QStringLiteral("shop"), {named(QStringLiteral("one")), named(QStringLiteral("two"))}});
        const int third = model.add(named(QStringLiteral("three")));
        QCOMPARE(third, 2);
        QVERIFY(!model.totals());
        QCOMPARE(model.index(0, QuerySetModel::VerdictColumn).data().toString(), QStringLiteral("not run"));
        model.setRunning(0);
        QCOMPARE(model.index(0, QuerySetModel::VerdictColumn).data().toString(), QStringLiteral("running"));
        model.setRunning(-1);
        const QStringList ids{QStringLiteral("a"), QStringLiteral("b")};
        model.setResult(0, compareResults(hits(ids), hits(ids)));
        model.setResult(1, compareResults(hits(ids), hits({QStringLiteral("b"), QStringLiteral("a")})));
        QCOMPARE(model.index(0, QuerySetModel::OverlapColumn).data().toString(), QStringLiteral("1.00"));
        QCOMPARE(model.index(1, QuerySetModel::VerdictColumn).data().toString(), QStringLiteral("order differs"));
        QCOMPARE(model.totals()->queries, 2);
        QCOMPARE(model.totals()->same, 1);
        model.replace(1, named(QStringLiteral("renamed")));
        QVERIFY(model.result(1)); // the request is the same
        model.replace(1, named(QStringLiteral("renamed"), QStringLiteral("{\"size\":1}")));
        QVERIFY(!model.result(1));
        model.remove(0);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.result(0));
    }
    void rankChangesAreSpelledOut()
    {
        RankModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString a = QStringLiteral("a");
        const QString b = QStringLiteral("b");
        const QString c = QStringLiteral("c");
        model.setRows(compareResults(hits({a, b, c}), hits({b, a, QStringLiteral("x"), QStringLiteral("y")})).rows);
        QCOMPARE(model.rowCount(), 4);
        const auto rank = [&](int row) { return model.index(row, RankModel::RankColumn).data().toString(); };
        QCOMPARE(rank(0), QStringLiteral("≠ +1"));
        QCOMPARE(rank(1), QStringLiteral("≠ −1"));
        QCOMPARE(rank(2), QStringLiteral("≠ gone"));
        QCOMPARE(rank(3), QStringLiteral("≠ new"));
        QVERIFY(model.index(0, 0).data(RankModel::ChangedRole).toBool());
        QCOMPARE(model.index(0, RankModel::SourceScoreColumn).data().toString(), QStringLiteral("89.50"));
        QCOMPARE(model.index(3, RankModel::SourceColumn).data().toString(), QStringLiteral("–"));
    }
    void aHitIsChosenWithTheRoutingOfEachSide()
    {
        RankModel model;
        QueryResult source = hits({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        QueryResult target = hits({QStringLiteral("b"), QStringLiteral("a")});
        source.hits[0].routing = QStringLiteral("r0");
        source.hits[2].routing = QStringLiteral("r2");
        model.setRows(compareResults(source, target).rows);
        const auto chosen = [&](int row, int column) { return model.document(model.index(row, column)); };
        QCOMPARE(chosen(0, RankModel::SourceColumn).id, QStringLiteral("a"));
        QCOMPARE(chosen(0, RankModel::RankColumn).sourceRouting, std::optional(QStringLiteral("r0")));
        QCOMPARE(chosen(0, RankModel::SourceColumn).targetRouting, std::optional(QString()));
        QCOMPARE(chosen(1, RankModel::TargetScoreColumn).id, QStringLiteral("a"));
        QCOMPARE(chosen(1, RankModel::TargetColumn).sourceRouting, std::optional(QStringLiteral("r0")));
        QCOMPARE(chosen(2, RankModel::SourceColumn).sourceRouting, std::optional(QStringLiteral("r2")));
        QVERIFY(!chosen(2, RankModel::SourceColumn).targetRouting); // not among the target's hits
        QVERIFY(chosen(2, RankModel::TargetColumn).id.isEmpty());
    }
    void aggregationValuesThatDifferAreListed()
    {
        AggregationModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({{QStringLiteral("t / DE"), QStringLiteral("4"), {}}});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, AggregationModel::TargetColumn).data().toString(), QStringLiteral("not there"));
    }
};

QTEST_GUILESS_MAIN(TestQueryModels)
#include "tst_querymodels.moc"
