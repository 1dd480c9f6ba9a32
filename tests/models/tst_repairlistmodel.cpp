// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/repairlistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

//! What a repair would write, line by line.
class TestRepairListModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString write(const QByteArray &lines) const
    {
        QFile file(m_folder->filePath(QStringLiteral("lines.ndjson")));
        if (file.open(QIODevice::WriteOnly))
            file.write(lines);
        return file.fileName();
    }
    static QByteArray finding(const char *kind, int id)
    {
        return QByteArray("{\"kind\":\"") + kind + "\",\"index\":\"a\",\"target_index\":\"b\",\"id\":\""
            + QByteArray::number(id) + "\"}\n";
    }
    static QString line(const RepairListModel &model, int row) { return model.index(row, 0).data().toString(); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyDocumentIsListedWhatIsDeletedFirst()
    {
        QByteArray lines;
        for (int i = 0; i < 500; ++i)
            lines += finding(i % 5 == 0   ? "extra"
                             : i % 5 == 1 ? "missing"
                                          : "different",
                         i)
                + "{\"kind\":\"count\",\"index\":\"a\",\"target_index\":\"b\"}\n";
        const auto plan = planRepair(write(lines));
        QVERIFY(plan);
        RepairListModel model(*plan);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 500);
        QCOMPARE(line(model, 99), QStringLiteral("reading")); // not made up
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        QTRY_COMPARE(line(model, 99), QStringLiteral("Delete b/495"));
        QCOMPARE(changes.first().at(0).toModelIndex().row(), 0);
        QCOMPARE(changes.first().at(1).toModelIndex().row(), 99);
        QTRY_COMPARE(line(model, 100), QStringLiteral("Copy b/1 (missing)"));
        QTRY_COMPARE(line(model, 499), QStringLiteral("Copy b/499 (different)"));
        QSet<QString> all;
        for (int row = 0; row < 500; ++row) {
            QTRY_VERIFY(line(model, row) != QLatin1String("reading"));
            all.insert(line(model, row));
        }
        QCOMPARE(all.size(), 500);
    }

    void aSavedFileIsListed()
    {
        const auto plan = planUndo(write("{\"index\":\"b\",\"id\":\"1\",\"found\":true,\"source\":{\"n\":1}}\n"
                                         "{\"index\":\"b\",\"id\":\"2\",\"found\":false}\n"
                                         "{\"index\":\"b\",\"id\":\"3\",\"found\":false,\"written_routing\":\"\"}\n"));
        QVERIFY(plan);
        RepairListModel model(*plan);
        QCOMPARE(model.rowCount(), 2); // the second was not touched
        QTRY_COMPARE(line(model, 0), QStringLiteral("Delete b/3"));
        QCOMPARE(line(model, 1), QStringLiteral("Put back b/1"));
    }

    void aFileThatCantBeReadIsSaid()
    {
        const auto plan = planRepair(write(finding("extra", 1)));
        QVERIFY(plan);
        RepairListModel model(*plan);
        write("something else\n");
        QTRY_VERIFY2(line(model, 0).contains(QLatin1String("has changed")), qPrintable(line(model, 0)));
    }

    void moreThanAMillionAreShownAMillionAtATime()
    {
        auto plan = planRepair(write(finding("extra", 1) + finding("extra", 2)));
        QVERIFY(plan);
        auto lines = std::make_shared<std::vector<qint64>>(2'300'000, plan->lines->front());
        lines->back() = plan->lines->back();
        plan->deletions = static_cast<qint64>(lines->size());
        plan->lines = lines;
        RepairListModel model(*plan);
        QCOMPARE(model.rowCount(), 1'000'000);
        QTRY_COMPARE(line(model, 999'999), QStringLiteral("Delete b/1"));
        model.moveWindow(-1);
        QCOMPARE(model.windowStart(), 0);
        model.moveWindow(1);
        model.moveWindow(1);
        model.moveWindow(1);
        QCOMPARE(model.windowStart(), 2'000'000);
        QCOMPARE(model.rowCount(), 300'000);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        QTRY_COMPARE(line(model, 299'999), QStringLiteral("Delete b/2"));
        QCOMPARE(changes.first().at(0).toModelIndex().row(), 299'900);
        QVERIFY(model.match(model.index(0, 0), Qt::DisplayRole, QStringLiteral("D"), 1, Qt::MatchStartsWith).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRepairListModel)
#include "tst_repairlistmodel.moc"
