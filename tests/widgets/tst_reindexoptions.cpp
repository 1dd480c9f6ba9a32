// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/dataoptionsmodel.h"
#include "models/selectiontreemodel.h"
#include "tests/models/samplecatalogue.h"
#include "widgets/migrationoptionsdialog.h"
#include "widgets/theme.h"
#include "widgets/wizard/optionsstep.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace godwit;

namespace {

Deployment elasticsearch(Version version, Hosting hosting = Hosting::SelfManaged)
{
    Deployment made;
    made.hosting = hosting;
    made.info.product = Product::Elasticsearch;
    made.info.version = version;
    return made;
}

MigrationOption optionOf(const QList<DataKindOptions> &all, DataKind kind, const QString &way)
{
    for (const DataKindOptions &each : all) {
        for (const MigrationOption &option : each.options)
            if (each.kind == kind && option.way == way)
                return option;
    }
    return {};
}

template <class T>
T *named(QWidget &parent, const QString &name)
{
    for (T *widget : parent.findChildren<T *>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

} // namespace

class TestReindexOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFormIsThatOfTheMethod();
    void whatIsTypedIsInThePlan();
    void aQueryThatIsNoJsonHoldsTheStep();
    void everyKindOfDataIsAnsweredForThePair();
    void snapshotsGoWhereTheirVersionsAllowIt_data();
    void snapshotsGoWhereTheirVersionsAllowIt();
    void whatTheProgramDoesNotHaveIsOutsideIt();
    void theDialogAnswersAnewForAnotherHosting();

private:
    sample::MemoryDesk m_desk;
};

void TestReindexOptions::theFormIsThatOfTheMethod()
{
    MigrationDraft draft(&m_desk);
    OptionsStep step(&draft);
    step.show();
    step.enter();
    QVERIFY(named<QWidget>(step, QStringLiteral("Readers"))->isVisible());
    QVERIFY(!named<QWidget>(step, QStringLiteral("Split by"))->isVisible());
    draft.change([](Plan &plan) { plan.method = QStringLiteral("remote-reindex"); });
    step.enter();
    QVERIFY(!named<QWidget>(step, QStringLiteral("Readers"))->isVisible());
    QVERIFY(named<QWidget>(step, QStringLiteral("Split by"))->isVisible());
    QVERIFY(named<QWidget>(step, QStringLiteral("Address seen from the target"))->isVisible());
    QVERIFY(!named<QWidget>(step, QStringLiteral("Shards"))->isVisible());
    draft.change([](Plan &plan) { plan.method = QStringLiteral("local-reindex"); });
    step.enter();
    QVERIFY(named<QWidget>(step, QStringLiteral("Shards"))->isVisible());
}

void TestReindexOptions::whatIsTypedIsInThePlan()
{
    MigrationDraft draft(&m_desk);
    draft.change([](Plan &plan) { plan.method = QStringLiteral("remote-reindex"); });
    OptionsStep step(&draft);
    step.show();
    step.enter();
    QTest::keyClicks(named<QLineEdit>(step, QStringLiteral("Split by")), QStringLiteral("created"));
    QTest::keyClicks(named<QLineEdit>(step, QStringLiteral("Only these fields")), QStringLiteral("a, b"));
    QTest::keyClicks(named<QLineEdit>(step, QStringLiteral("Catch up by")), QStringLiteral("updated"));
    named<QDoubleSpinBox>(step, QStringLiteral("Tasks at a time"))->setValue(6);
    const QJsonObject wanted{{QStringLiteral("split_field"), QStringLiteral("created")},
        {QStringLiteral("fields"), QJsonArray{QStringLiteral("a"), QStringLiteral("b")}},
        {QStringLiteral("catch_up"), QJsonObject{{QStringLiteral("field"), QStringLiteral("updated")}}},
        {QStringLiteral("slices"), 6}};
    QCOMPARE(draft.plan().options, wanted);
    named<QLineEdit>(step, QStringLiteral("Split by"))->clear();
    QTest::keyClicks(named<QLineEdit>(step, QStringLiteral("Split by")), QStringLiteral(" "));
    QVERIFY(!draft.plan().options.contains(QStringLiteral("split_field")));
}

void TestReindexOptions::aQueryThatIsNoJsonHoldsTheStep()
{
    MigrationDraft draft(&m_desk);
    draft.change([](Plan &plan) { plan.method = QStringLiteral("remote-reindex"); });
    OptionsStep step(&draft);
    step.enter();
    auto *query = named<QLineEdit>(step, QStringLiteral("Only documents that match"));
    QTest::keyClicks(query, QStringLiteral(R"({"term":{"a":1})"));
    QCOMPARE(step.obstacle(), QStringLiteral("The query is no JSON object"));
    QTest::keyClicks(query, QStringLiteral("}"));
    QVERIFY(step.obstacle().isEmpty());
    QVERIFY(draft.plan().options.value(QLatin1String("query")).isObject());
}

void TestReindexOptions::everyKindOfDataIsAnsweredForThePair()
{
    const QStringList methods{QStringLiteral("live-copy"), QStringLiteral("remote-reindex")};
    const auto toEight = migrationOptions(elasticsearch({7, 17, 0}), elasticsearch({8, 19, 0}), methods);
    QCOMPARE(toEight.size(), 4);
    QCOMPARE(optionOf(toEight, DataKind::User, QStringLiteral("Live copy")).state, CheckState::Pass);
    QCOMPARE(optionOf(toEight, DataKind::System, QStringLiteral("Reindex from remote")).state, CheckState::Blocker);
    QCOMPARE(optionOf(toEight, DataKind::System, QStringLiteral("Snapshot and restore")).state, CheckState::Warning);
    const auto serverless
        = migrationOptions(elasticsearch({8, 19, 0}), elasticsearch({9, 0, 0}, Hosting::Serverless), methods);
    QCOMPARE(optionOf(serverless, DataKind::User, QStringLiteral("Live copy")).state, CheckState::Blocker);
    QCOMPARE(optionOf(serverless, DataKind::User, QStringLiteral("Snapshot and restore")).state, CheckState::Blocker);
    QCOMPARE(optionOf(serverless, DataKind::User, QStringLiteral("Logstash")).state, CheckState::Warning);
    Deployment open = elasticsearch({2, 19, 0});
    open.info.product = Product::OpenSearch;
    const auto other = migrationOptions(elasticsearch({7, 17, 0}), open, methods);
    QCOMPARE(optionOf(other, DataKind::User, QStringLiteral("Snapshot and restore")).state, CheckState::Blocker);
    QCOMPARE(optionOf(other, DataKind::SavedObjects, QStringLiteral("Export and import of saved objects")).state,
        CheckState::Blocker);
}

void TestReindexOptions::snapshotsGoWhereTheirVersionsAllowIt_data()
{
    QTest::addColumn<Version>("from");
    QTest::addColumn<Product>("product");
    QTest::addColumn<Version>("to");
    QTest::addColumn<bool>("possible");
    QTest::addColumn<bool>("leavesOldOnes"); //!< indices of the major version before the source's
    const auto row = [](const char *name, Version from, Product product, Version to, bool possible, bool old) {
        QTest::newRow(name) << from << product << to << possible << old;
    };
    row("next major", {7, 17, 0}, Product::Elasticsearch, {8, 19, 0}, true, true);
    row("same major", {7, 10, 2}, Product::Elasticsearch, {7, 17, 0}, true, false);
    row("two majors", {7, 17, 0}, Product::Elasticsearch, {9, 0, 0}, false, false);
    row("7.10 to OpenSearch 1", {7, 10, 2}, Product::OpenSearch, {1, 3, 0}, true, false);
    row("7.10 to OpenSearch 2", {7, 10, 2}, Product::OpenSearch, {2, 19, 0}, true, true);
    row("7.10 to OpenSearch 3", {7, 10, 2}, Product::OpenSearch, {3, 0, 0}, false, false);
    row("6.8 to OpenSearch 1", {6, 8, 23}, Product::OpenSearch, {1, 3, 0}, true, true);
    row("6.8 to OpenSearch 2", {6, 8, 23}, Product::OpenSearch, {2, 19, 0}, false, false);
}

void TestReindexOptions::snapshotsGoWhereTheirVersionsAllowIt()
{
    QFETCH(Version, from);
    QFETCH(Product, product);
    QFETCH(Version, to);
    QFETCH(bool, possible);
    QFETCH(bool, leavesOldOnes);
    Deployment target = elasticsearch(to);
    target.info.product = product;
    const MigrationOption way = optionOf(migrationOptions(elasticsearch(from), target, {QStringLiteral("restore")}),
        DataKind::User, QStringLiteral("Snapshot and restore"));
    QVERIFY2((way.state != CheckState::Blocker) == possible, qPrintable(way.why));
    QVERIFY2(way.why.contains(QStringLiteral("Indices made by the major version before")) == leavesOldOnes,
        qPrintable(way.why));
}

void TestReindexOptions::whatTheProgramDoesNotHaveIsOutsideIt()
{
    const auto all = migrationOptions({}, {}, {QStringLiteral("live-copy")});
    QCOMPARE(optionOf(all, DataKind::User, QStringLiteral("Live copy")).method, QStringLiteral("live-copy"));
    QVERIFY(optionOf(all, DataKind::User, QStringLiteral("Reindex from remote")).method.isEmpty());
    for (const DataKindOptions &kind : all)
        for (const MigrationOption &option : kind.options)
            QVERIFY2(!option.why.isEmpty(), qPrintable(option.way));
}

void TestReindexOptions::theDialogAnswersAnewForAnotherHosting()
{
    MigrationOptionsDialog dialog(elasticsearch({8, 19, 0}), elasticsearch({9, 0, 0}));
    dialog.show();
    auto *model = static_cast<DataOptionsModel *>(dialog.table()->model());
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto stateOf
        = [model](const QString &way) { return model->index(0, model->columnOf(way)).data().toString(); };
    QCOMPARE(model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Data"));
    QCOMPARE(model->rowCount(), 4);
    dialog.table()->setCurrentIndex(model->index(1, model->columnOf(QStringLiteral("Snapshot and restore"))));
    QVERIFY2(dialog.why().contains(QLatin1String("feature states")), qPrintable(dialog.why()));
    QCOMPARE(model->index(1, model->columnOf(QStringLiteral("Logstash"))).data().toString(), QStringLiteral("–"));
    QCOMPARE(stateOf(QStringLiteral("Live copy")), QStringLiteral("possible"));
    dialog.toBox()->setCurrentIndex(dialog.toBox()->findData(static_cast<int>(Hosting::Serverless)));
    QTRY_COMPARE(stateOf(QStringLiteral("Live copy")), QStringLiteral("not possible"));
    QVERIFY2(dialog.why().contains(QLatin1String("Serverless")), qPrintable(dialog.why()));
}

QTEST_MAIN(TestReindexOptions)
#include "tst_reindexoptions.moc"
