// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shards of an index that goes through a snapshot, below the table of indices.
#include "models/indextablemodel.h"
#include "models/shardmodel.h"
#include "tests/widgets/samplejob.h"
#include "widgets/indexpanel.h"
#include "widgets/shardpanel.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLocale>
#include <QTest>

using namespace godwit;

namespace {

ShardProgress shard(int number, const char *stage, qint64 bytes, qint64 total, bool restoring = false)
{
    return {number, restoring, QString::fromLatin1(stage), bytes, total};
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestShardPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::install(qApp);
    }

    void everyShardSaysWhereItIs()
    {
        ShardModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setShards({shard(0, "DONE", 0, 0), shard(1, "STARTED", 30'000'000, 40'000'000), shard(2, "INIT", 0, 0),
            shard(3, "FAILURE", 1, 2), shard(4, "RESTING", 2'000, 2'000)});
        QCOMPARE(cell(model, 0, ShardModel::StageColumn), QStringLiteral("Done"));
        QCOMPARE(cell(model, 0, ShardModel::BytesColumn), QStringLiteral("nothing new"));
        QCOMPARE(cell(model, 0, ShardModel::ProgressColumn), QStringLiteral("100 %"));
        QCOMPARE(cell(model, 1, ShardModel::StageColumn), QStringLiteral("Copying"));
        QVERIFY(cell(model, 1, ShardModel::BytesColumn).startsWith(QStringLiteral("30")));
        QCOMPARE(cell(model, 1, ShardModel::ProgressColumn), QStringLiteral("75 %"));
        QCOMPARE(cell(model, 2, ShardModel::StageColumn), QStringLiteral("Waiting"));
        QCOMPARE(cell(model, 2, ShardModel::ProgressColumn), QStringLiteral("–"));
        QVERIFY(!model.index(2, ShardModel::ProgressColumn).data(IndexTableModel::FractionRole).isValid());
        QCOMPARE(model.index(3, 0).data(IndexTableModel::StateRole).toInt(), int(IndexState::Failed));
        QCOMPARE(cell(model, 4, ShardModel::StageColumn), QStringLiteral("RESTING")); // a word of a newer server
        QCOMPARE(cell(model, 4, ShardModel::ProgressColumn), QStringLiteral("99 %")); // not done before it says so
        model.setShards({shard(1, "DONE", 40'000'000, 40'000'000)});
        QCOMPARE(model.rowCount(), 1);
    }

    void theIndexUnderWayIsShownUnlessAnotherIsChosen()
    {
        IndexTableModel indices;
        IndexPanel panel(&indices);
        panel.resize(800, 500);
        panel.show();
        JobSnapshot shot = sample::rounds();
        shot.indices[0].shards.clear();
        panel.setSnapshot(shot);
        QVERIFY(panel.shards()->isHidden());
        const QString first = shot.indices.at(0).source;
        const QString second = shot.indices.at(1).source;
        shot.indices[0].shards = {shard(0, "DONE", 5, 5)};
        shot.indices[1].shards = {shard(0, "DONE", 5, 5), shard(1, "STARTED", 2, 5)};
        panel.setSnapshot(shot);
        QVERIFY(panel.shards()->isVisible());
        QCOMPARE(panel.shards()->title(), QString(second + QStringLiteral(" into the snapshot: 1 of 2 shards done")));
        QCOMPARE(panel.shards()->table()->model()->rowCount(), 2);
        QVERIFY(!panel.shards()->table()->accessibleName().isEmpty());
        for (int row = 0; row < panel.proxy()->rowCount(); ++row)
            if (panel.proxy()->index(row, IndexTableModel::NameColumn).data().toString() == first)
                panel.table()->setCurrentIndex(panel.proxy()->index(row, IndexTableModel::NameColumn));
        QCOMPARE(panel.shards()->title(), QString(first + QStringLiteral(" into the snapshot: 1 of 1 shards done")));
        panel.table()->setCurrentIndex({});
        shot.indices[1].shards = {shard(0, "INDEX", 1, 5, true), shard(1, "INIT", 0, 0, true)};
        panel.setSnapshot(shot);
        QCOMPARE(
            panel.shards()->title(), QString(second + QStringLiteral(" out of the snapshot: 0 of 2 shards done")));
        // What is done stays until something else begins: a round of a second would flicker.
        shot.indices[1].shards = {shard(0, "DONE", 5, 5, true), shard(1, "DONE", 5, 5, true)};
        panel.setSnapshot(shot);
        QVERIFY(panel.shards()->isVisible());
        QVERIFY(panel.shards()->title().endsWith(QStringLiteral("2 of 2 shards done")));
    }
};

QTEST_MAIN(TestShardPanel)
#include "tst_shardpanel.moc"
