// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jsoncomparemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace godwit;

namespace {

std::unique_ptr<ComparedValue> compared(const char *source, const char *target)
{
    const auto one = source ? JsonTree::parse(source) : fail({});
    const auto other = target ? JsonTree::parse(target) : fail({});
    return compareValues(one ? &*one : nullptr, other ? &*other : nullptr);
}

} // namespace

class TestJsonCompareModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyValueIsMarked()
    {
        JsonCompareModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setComparison(compared(
            R"({"no":9007199254740993,"total":1.00,"same":"x","ship":{"city":"Łódź","zip":"90-001"},"gift":"Ada","l":[1,2]})",
            R"({"same":"x","no":9007199254740992,"total":1.0,"ship":{"zip":"90-001","city":"?ód?"},"l":[1,2,3],"n":{}})"));
        const auto at = [&](const QString &key, const QModelIndex &above = {}) {
            for (int row = 0; row < model.rowCount(above); ++row) {
                if (model.index(row, 0, above).data() == key)
                    return model.index(row, 0, above);
            }
            return QModelIndex();
        };
        const auto mark = [](const QModelIndex &index) {
            return static_cast<ValueMark>(index.data(JsonCompareModel::MarkRole).toInt());
        };
        QCOMPARE(mark(at(QStringLiteral("no"))), ValueMark::Different);
        QCOMPARE(at(QStringLiteral("no")).siblingAtColumn(1).data().toString(), QStringLiteral("9007199254740993"));
        QCOMPARE(mark(at(QStringLiteral("total"))), ValueMark::Meaning);
        QCOMPARE(mark(at(QStringLiteral("same"))), ValueMark::Equal);
        QCOMPARE(mark(at(QStringLiteral("gift"))), ValueMark::SourceOnly);
        QCOMPARE(at(QStringLiteral("gift")).siblingAtColumn(2).data().toString(), QStringLiteral("not there"));
        QCOMPARE(mark(at(QStringLiteral("n"))), ValueMark::TargetOnly);
        const QModelIndex ship = at(QStringLiteral("ship"));
        QCOMPARE(mark(ship), ValueMark::Different);
        QVERIFY(!ship.data(JsonCompareModel::LeafRole).toBool());
        QCOMPARE(mark(at(QStringLiteral("city"), ship)), ValueMark::Different);
        QCOMPARE(mark(at(QStringLiteral("zip"), ship)), ValueMark::Equal);
        const QModelIndex list = at(QStringLiteral("l"));
        QCOMPARE(mark(list), ValueMark::Different);
        QCOMPARE(mark(at(QStringLiteral("[2]"), list)), ValueMark::TargetOnly);
        QCOMPARE(model.differing(), 5);
        QCOMPARE(model.alike(), 1);
    }
    void aDocumentOfOneSideOnlyIsShownWhole()
    {
        JsonCompareModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setComparison(compared(R"({"a":{"b":1},"c":2})", nullptr));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.differing(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("{…}"));
        model.setComparison(compared(nullptr, nullptr));
        QCOMPARE(model.rowCount(), 0);
    }
    void whatIsEqualCanBeLeftOut()
    {
        JsonCompareModel model;
        DifferingOnly proxy;
        proxy.setSourceModel(&model);
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setComparison(compared(R"({"a":1,"b":{"c":1,"d":2},"e":1.0})", R"({"a":1,"b":{"c":1,"d":3},"e":1})"));
        QCOMPARE(proxy.rowCount(), 3);
        proxy.setActive(true);
        QCOMPARE(proxy.rowCount(), 2);
        QCOMPARE(proxy.rowCount(proxy.index(0, 0)), 1);
    }
};

QTEST_GUILESS_MAIN(TestJsonCompareModel)
#include "tst_jsoncomparemodel.moc"
