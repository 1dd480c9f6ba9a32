// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/indexfilterproxy.h"
#include "models/indextablemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace godwit;

namespace {

IndexProgress index(const QString &name, IndexState state = IndexState::Copying, qint64 copied = 0, qint64 total = 100)
{
    IndexProgress row;
    row.source = name;
    row.target = name;
    row.state = state;
    row.copied = copied;
    row.total = total;
    return row;
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList names;
    for (int i = 0; i < model.rowCount(); ++i)
        names.append(model.index(i, 0).data().toString());
    return names;
}

} // namespace

class TestIndexTableModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyListTurnsIntoAnyOtherAndPersistentIndicesKeepTheirRow()
    {
        QRandomGenerator random(20261);
        IndexTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        for (int round = 0; round < 300; ++round) {
            QList<IndexProgress> fresh;
            for (int i = 0; i < 25; ++i) {
                if (random.bounded(3) > 0)
                    fresh.append(index(QStringLiteral("i%1").arg(i), IndexState::Copying, random.bounded(5)));
            }
            if (round % 3 == 0)
                std::shuffle(fresh.begin(), fresh.end(), random);
            QHash<QString, QPersistentModelIndex> kept;
            for (int row = 0; row < model.rowCount(); ++row)
                kept.insert(model.row(row).source, model.index(row, 0));
            model.setIndices(fresh);
            QCOMPARE(model.rows(), fresh);
            for (const IndexProgress &row : fresh) {
                if (kept.contains(row.source))
                    QCOMPARE(kept.value(row.source).data().toString(), row.source);
            }
        }
        QCOMPARE(resets.count(), 0);
    }
    void onlyTheChangedRangeIsTold()
    {
        IndexTableModel model;
        QList<IndexProgress> rows;
        for (int i = 0; i < 10; ++i)
            rows.append(index(QString::number(i)));
        model.setIndices(rows);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setIndices(rows);
        QCOMPARE(changes.count(), 0);
        rows[3].copied = rows[4].copied = rows[8].copied = 7;
        model.setIndices(rows);
        QCOMPARE(changes.count(), 2);
        QCOMPARE(changes.at(0).at(0).toModelIndex().row(), 3);
        QCOMPARE(changes.at(0).at(1).toModelIndex().row(), 4);
        QCOMPARE(changes.at(1).at(0).toModelIndex().row(), 8);
    }
    void aNameThatComesTwiceIsShownOnce()
    {
        IndexTableModel model;
        model.setIndices({index(QStringLiteral("a")), index(QStringLiteral("a")), index(QStringLiteral("b"))});
        QCOMPARE(names(model), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    }
    void rolesCarryRawValues()
    {
        IndexTableModel model;
        model.setIndices({index(QStringLiteral("a"), IndexState::Copying, 999'999, 1'000'000)});
        const auto progress = model.index(0, IndexTableModel::ProgressColumn);
        QVERIFY(progress.data(IndexTableModel::FractionRole).toDouble() < 1);
        QCOMPARE(progress.data().toString(), QStringLiteral("99 %"));
        QCOMPARE(
            model.index(0, IndexTableModel::DocumentsColumn).data(IndexTableModel::SortRole).toLongLong(), 1'000'000);
        model.setIndices({index(QStringLiteral("a"), IndexState::Copying, 5, -1)});
        QVERIFY(!progress.data(IndexTableModel::FractionRole).isValid());
        QCOMPARE(progress.data().toString(), QStringLiteral("Counting…"));
        QCOMPARE(model.index(0, IndexTableModel::LagColumn).data().toString(), QStringLiteral("–"));
    }
    void proxySortsNumbersAsNumbers()
    {
        IndexTableModel model;
        model.setIndices({index(QStringLiteral("a"), IndexState::Copying, 1, 9),
            index(QStringLiteral("b"), IndexState::Copying, 1, 1'000'000),
            index(QStringLiteral("c"), IndexState::Copying, 1, 80)});
        IndexFilterProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(IndexTableModel::DocumentsColumn, Qt::DescendingOrder);
        QCOMPARE(names(proxy), QStringList({QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("a")}));
    }
    void rowsKeepTheirPlacesUntilTheyMaySettle()
    {
        IndexTableModel model;
        QList<IndexProgress> rows{index(QStringLiteral("a"), IndexState::Copying, 10, 100),
            index(QStringLiteral("b"), IndexState::Copying, 20, 100)};
        model.setIndices(rows);
        IndexFilterProxy proxy;
        proxy.setSourceModel(&model);
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.sort(IndexTableModel::ProgressColumn, Qt::DescendingOrder);
        const QPersistentModelIndex kept(proxy.index(1, 0));
        QCOMPARE(names(proxy), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
        rows[0].copied = 90;
        model.setIndices(rows);
        QCOMPARE(names(proxy), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
        QSignalSpy moves(&proxy, &QAbstractItemModel::layoutChanged);
        proxy.refresh();
        QCOMPARE(names(proxy), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(kept.row(), 0);
        QCOMPARE(moves.count(), 1);
        proxy.refresh();
        QCOMPARE(moves.count(), 1);
    }
    void aRowThatNoLongerFitsItsChipGoesWhenItMaySettle()
    {
        IndexTableModel model;
        QList<IndexProgress> rows{index(QStringLiteral("a")), index(QStringLiteral("b"))};
        model.setIndices(rows);
        IndexFilterProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(0);
        proxy.setChip(IndexFilterProxy::Chip::Copying);
        QCOMPARE(proxy.rowCount(), 2);
        rows[0].state = IndexState::Following;
        model.setIndices(rows);
        proxy.refresh();
        QCOMPARE(names(proxy), QStringList({QStringLiteral("b")}));
        rows[0].state = IndexState::Copying;
        model.setIndices(rows);
        proxy.refresh();
        QCOMPARE(proxy.rowCount(), 2);
    }
    void filterKnowsWildcardsAndChips()
    {
        IndexTableModel model;
        auto rejecting = index(QStringLiteral("orders-2"), IndexState::Following);
        rejecting.ledger.rejected = 3;
        model.setIndices({index(QStringLiteral("orders-1")), rejecting, index(QStringLiteral("logs-1"))});
        IndexFilterProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(0);
        proxy.setNameFilter(QStringLiteral("ORDERS-*"));
        QCOMPARE(names(proxy), QStringList({QStringLiteral("orders-1"), QStringLiteral("orders-2")}));
        proxy.setNameFilter(QStringLiteral("s-1"));
        QCOMPARE(names(proxy), QStringList({QStringLiteral("logs-1"), QStringLiteral("orders-1")}));
        proxy.setNameFilter({});
        proxy.setChip(IndexFilterProxy::Chip::Rejects);
        QCOMPARE(names(proxy), QStringList({QStringLiteral("orders-2")}));
        QCOMPARE(proxy.countOf(IndexFilterProxy::Chip::Copying), 2);
    }
};

QTEST_GUILESS_MAIN(TestIndexTableModel)
#include "tst_indextablemodel.moc"
