// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/selectiontreemodel.h"
#include "tests/models/samplecatalogue.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QtTest>

using namespace godwit;

namespace {

using Tree = SelectionTreeModel;

QModelIndex rowOf(const Tree &tree, Tree::Group group, const char *name)
{
    const QModelIndex parent = tree.index(group, 0);
    for (int row = 0; row < tree.rowCount(parent); ++row) {
        const QModelIndex index = tree.index(row, 0, parent);
        if (index.data().toString() == QLatin1String(name))
            return index;
    }
    return {};
}

QStringList shown(const Tree &tree, Tree::Group group = Tree::IndexGroup)
{
    QStringList names;
    const QModelIndex parent = tree.index(group, 0);
    for (int row = 0; row < tree.rowCount(parent); ++row)
        names.append(tree.index(row, 0, parent).data().toString());
    return names;
}

bool tick(Tree &tree, Tree::Group group, const char *name, bool on = true)
{
    return tree.setData(rowOf(tree, group, name), on ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

int stateOf(const Tree &tree, const QModelIndex &index)
{
    return tree.data(index, Qt::CheckStateRole).toInt();
}

QStringList names(const Tree &tree)
{
    QStringList names;
    for (const IndexSummary &index : tree.picked())
        names.append(index.name);
    return names;
}

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestSelectionTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void obeysTheContract();
    void theFilterMeansWhatTheEngineMeans_data();
    void theFilterMeansWhatTheEngineMeans();
    void expressionsBetweenSlashesFindNames_data();
    void expressionsBetweenSlashesFindNames();
    void aBadExpressionIsNamedAndChangesNothing();
    void ticksFromAnExpressionAreKeptAsNames();
    void anExpressionThatTriesForeverMatchesNothing();
    void systemAndHiddenStayOutUnlessNamed();
    void whatCantMoveIsGreyWithItsReason();
    void groupsAreTickedInThree();
    void anAliasTicksItsIndices();
    void ticksAreKeptAsPatternsWhereThatIsExact();
    void everySelectionReadsBackAsTicked();
    void renamingCountsAndFindsCollisions();
    void theSameClusterNeedsOtherNames();
    void existingTargetsFollowThePlan();
    void ticksOutliveAFilterAndAFreshCatalogue();
    void aKeystrokeOverTenThousandRowsIsQuick();
};

void TestSelectionTreeModel::obeysTheContract()
{
    Tree tree;
    const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tree.setCatalogue(sample::source());
    const Catalogue target = sample::target();
    tree.setTarget(&target);
    for (const char *filter : {"orders", "", "-*", "nothing", "cust*, -*add*", ""})
        tree.setFilter(s(filter));
    tree.setShowSystem(true);
    tree.tickMatches();
    tree.setOnlyTicked(true);
    tree.setRename({{s("^orders-(.*)"), s("o-$1")}});
    tree.untickAll();
    tree.setOnlyTicked(false);
    tree.setCatalogue(sample::large(300));
    tree.setTarget(nullptr);
    QCOMPARE(tree.rowCount(), 4);
}

void TestSelectionTreeModel::theFilterMeansWhatTheEngineMeans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("patterns");
    QTest::newRow("wildcards") << s("order*, cust*") << QStringList{s("order*"), s("cust*")};
    QTest::newRow("exclusion") << s("order* -*test*") << QStringList{s("order*"), s("-*test*")};
    QTest::newRow("exclusion first") << s("-*test*, order*") << QStringList{s("-*test*"), s("order*")};
    QTest::newRow("only an exclusion") << s("-*test*") << QStringList{s("*"), s("-*test*")};
    QTest::newRow("one character") << s("orders-202?") << QStringList{s("orders-202?")};
    QTest::newRow("a plain word") << s("ord") << QStringList{s("*ord*")};
    QTest::newRow("a plain exclusion") << s("cust -addr") << QStringList{s("*cust*"), s("-*addr*")};
    QTest::newRow("brackets") << s("[o]rders*") << QStringList{s("[o]rders*")};
}

void TestSelectionTreeModel::theFilterMeansWhatTheEngineMeans()
{
    QFETCH(QString, text);
    QFETCH(QStringList, patterns);
    QCOMPARE(NameFilter(text).patterns(), patterns);
    Tree tree;
    const Catalogue source = sample::source();
    tree.setCatalogue(source);
    tree.setFilter(text);
    Selection engine;
    engine.indices = patterns;
    QStringList wanted;
    for (const IndexSummary &index : source.indices) {
        if (engine.matches(index.name, index.hidden))
            wanted.append(index.name);
    }
    QCOMPARE(shown(tree), wanted);
    QCOMPARE(tree.matches(), int(wanted.size()));
}

void TestSelectionTreeModel::expressionsBetweenSlashesFindNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("sentence");
    const QStringList years{s("orders-2024"), s("orders-2025")};
    QTest::newRow("anywhere") << s("/ers-20/") << years << s("Shows /ers-20/.");
    QTest::newRow("anchors") << s("/^orders-\\d+$/") << years << s("Shows /^orders-\\d+$/.");
    QTest::newRow("before it is closed") << s("/^orders-\\d+$") << years << s("Shows /^orders-\\d+$/.");
    QTest::newRow("comma and space belong to it") << s("/s-20\\d{2,}$/") << years << s("Shows /s-20\\d{2,}$/.");
    QTest::newRow("an escaped slash belongs to it") << s("/orders-202|\\//") << years << s("Shows /orders-202|\\//.");
    QTest::newRow("left out") << s("orders*, -/test|old/") << years << s("Shows orders*. Leaves out /test|old/.");
    QTest::newRow("two of them") << s("/^orders/ -/[a-z]$/") << years << s("Shows /^orders/. Leaves out /[a-z]$/.");
    QTest::newRow("only left out") << s("-/^[^p]/") << QStringList{s("products")}
                                   << s("Shows all names. Leaves out /^[^p]/.");
    QTest::newRow("beside a word") << s("/^prod/, addr") << QStringList{s("customer-addresses"), s("products")}
                                   << s("Shows /^prod/, *addr*.");
}

void TestSelectionTreeModel::expressionsBetweenSlashesFindNames()
{
    QFETCH(QString, text);
    Tree tree;
    tree.setCatalogue(sample::source());
    tree.setFilter(text);
    QTEST(shown(tree), "names");
    QTEST(tree.filterSentence(), "sentence");
    QVERIFY(tree.filterFault().isEmpty());
    QVERIFY(tree.filtered());
}

void TestSelectionTreeModel::aBadExpressionIsNamedAndChangesNothing()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    tree.setFilter(s("/^orders-20/"));
    const QStringList before = shown(tree);
    QSignalSpy said(&tree, &Tree::shownChanged);
    tree.setFilter(s("/^orders-(20/"));
    QCOMPARE(said.count(), 1);
    QCOMPARE(shown(tree), before);
    QVERIFY2(
        tree.filterFault().startsWith(s("/^orders-(20/ is no regular expression: ")), qPrintable(tree.filterFault()));
    QVERIFY2(tree.filterFault().contains(s("at character ")), qPrintable(tree.filterFault()));
    tree.setFilter(s("/^orders-(20)/"));
    QVERIFY(tree.filterFault().isEmpty());
    tree.setFilter({});
    QVERIFY(!tree.filtered());
    QVERIFY(tree.filterSentence().isEmpty());
}

void TestSelectionTreeModel::ticksFromAnExpressionAreKeptAsNames()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    tree.setFilter(s("/^orders-\\d/"));
    tree.tickMatches();
    QCOMPARE(tree.selection().indices, (QStringList{s("orders-2024"), s("orders-2025")}));
    tree.setFilter(s("prod*"));
    tree.tickMatches();
    QCOMPARE(names(tree), (QStringList{s("orders-2024"), s("orders-2025"), s("products")}));
}

void TestSelectionTreeModel::anExpressionThatTriesForeverMatchesNothing()
{
    Catalogue catalogue = sample::source();
    for (int i = 0; i < 1'000; ++i)
        catalogue.indices.append(sample::index(QString(QString(60, u'a') + QString::number(i) + u'b')));
    sample::finish(catalogue);
    Tree tree;
    tree.setCatalogue(catalogue);
    QElapsedTimer clock;
    clock.start();
    tree.setFilter(s("/^(a+)+$/"));
    QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(tree.matches(), 0);
}

void TestSelectionTreeModel::systemAndHiddenStayOutUnlessNamed()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    QVERIFY(!shown(tree).contains(s(".kibana_1")));
    QVERIFY(!shown(tree).contains(s("shy")));
    tree.tickMatches();
    QVERIFY(!names(tree).contains(s("shy")));
    tree.setShowSystem(true);
    QVERIFY(shown(tree).contains(s(".kibana_1")));
    QVERIFY(tick(tree, Tree::IndexGroup, ".kibana_1"));
    QVERIFY(tree.selection().indices.contains(s(".kibana_1")));
    tree.setShowSystem(false);
    QVERIFY(shown(tree).contains(s(".kibana_1"))); // what is ticked can be seen
}

void TestSelectionTreeModel::whatCantMoveIsGreyWithItsReason()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    for (const auto &[group, name] : {std::pair{Tree::IndexGroup, "orders-old"},
             std::pair{Tree::StreamGroup, "logs-app"}, std::pair{Tree::TemplateGroup, "orders"}}) {
        const QModelIndex index = rowOf(tree, group, name);
        QVERIFY2(index.isValid(), name);
        QVERIFY(!(tree.flags(index) & Qt::ItemIsUserCheckable));
        QVERIFY(!tree.data(index, Qt::CheckStateRole).isValid());
        QVERIFY(!tree.data(index, Qt::ToolTipRole).toString().isEmpty());
        QCOMPARE(tree.data(index, Tree::ToneRole).value<Tree::Tone>(), Tree::Tone::Quiet);
        QVERIFY(!tick(tree, group, name));
    }
    QCOMPARE(rowOf(tree, Tree::IndexGroup, "orders-old").data(Tree::NoteRole).toString(), s("closed"));
    QCOMPARE(tree.totals().indices, 0);
}

void TestSelectionTreeModel::groupsAreTickedInThree()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    const QModelIndex group = tree.index(Tree::IndexGroup, 0);
    QCOMPARE(stateOf(tree, group), int(Qt::Unchecked));
    QVERIFY(tick(tree, Tree::IndexGroup, "customers"));
    QCOMPARE(stateOf(tree, group), int(Qt::PartiallyChecked));
    QVERIFY(tree.setData(group, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(stateOf(tree, group), int(Qt::Checked));
    QCOMPARE(tree.totals().indices, 6);
    QVERIFY(tree.setData(group, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(tree.totals().indices, 0);
    tree.setFilter(s("cust"));
    QVERIFY(tree.setData(group, Qt::Checked, Qt::CheckStateRole)); // ticks what is shown
    QCOMPARE(names(tree), QStringList({s("customer-addresses"), s("customers")}));
}

void TestSelectionTreeModel::anAliasTicksItsIndices()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    QVERIFY(tick(tree, Tree::AliasGroup, "orders"));
    QCOMPARE(names(tree), QStringList({s("orders-2024"), s("orders-2025")}));
    QVERIFY(tick(tree, Tree::IndexGroup, "orders-2024", false));
    QCOMPARE(stateOf(tree, rowOf(tree, Tree::AliasGroup, "orders")), int(Qt::PartiallyChecked));
    QCOMPARE(tree.totals().aliases, 1);
    QVERIFY(tree.setData(tree.index(Tree::AliasGroup, 0), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!tree.aliasesWanted());
    QCOMPARE(tree.totals().aliases, 0);
    QCOMPARE(names(tree), QStringList{s("orders-2025")});
}

void TestSelectionTreeModel::ticksAreKeptAsPatternsWhereThatIsExact()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    tree.tickMatches();
    QCOMPARE(tree.selection().indices, QStringList({s("*"), s("-logs-app")})); // a stream would stop the start
    tree.untickAll();
    tree.setFilter(s("order*, -*test*"));
    tree.tickMatches();
    QCOMPARE(tree.selection().indices, QStringList({s("order*"), s("-*test*")}));
    tree.setFilter({});
    QVERIFY(tick(tree, Tree::IndexGroup, "customers"));
    QVERIFY(tick(tree, Tree::IndexGroup, "orders-2024", false));
    QCOMPARE(tree.selection().indices, QStringList({s("order*"), s("-*test*"), s("customers"), s("-orders-2024")}));
    QVERIFY(tick(tree, Tree::IndexGroup, "orders-test"));
    // An exclusion wins wherever it stands, so patterns can't say this.
    QCOMPARE(tree.selection().indices, QStringList({s("customers"), s("orders-2025"), s("orders-test")}));
    tree.untickAll();
    QVERIFY(tree.selection().indices.isEmpty());
}

void TestSelectionTreeModel::everySelectionReadsBackAsTicked()
{
    QRandomGenerator random(7);
    Tree tree;
    const Catalogue source = sample::large(60);
    tree.setCatalogue(source);
    const QStringList filters{s("logs-1*"), s("*-00001*, -*5"), s("orders"), s("-logs*"), {}, s("customers")};
    for (int round = 0; round < 200; ++round) {
        tree.setFilter(filters.at(random.bounded(int(filters.size()))));
        const int what = random.bounded(4);
        if (what == 0)
            tree.tickMatches();
        else if (what == 1 && round % 9 == 0)
            tree.untickAll();
        const QModelIndex parent = tree.index(Tree::IndexGroup, 0);
        for (int flips = 0; flips < 3 && tree.rowCount(parent) > 0; ++flips)
            tree.setData(tree.index(random.bounded(tree.rowCount(parent)), 0, parent),
                random.bounded(2) ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
        const Selection selection = tree.selection();
        QStringList selected;
        for (const IndexSummary &index : source.indices) {
            if (index.open && selection.matches(index.name, index.hidden))
                selected.append(index.name);
        }
        QCOMPARE(selected, names(tree));
        QVERIFY(!selection.matches(s("logs-app"), false)); // a stream would stop the start
        Tree other;
        other.setCatalogue(source);
        other.setSelection(selection);
        QCOMPARE(names(other), names(tree));
    }
}

void TestSelectionTreeModel::renamingCountsAndFindsCollisions()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    const Catalogue target = sample::target();
    tree.setTarget(&target);
    tree.setFilter(s("orders, customers"));
    tree.tickMatches();
    tree.setRename({{s("^orders-(.*)"), s("o-$1")}});
    QCOMPARE(tree.renameOutcome().changed, 3);
    QVERIFY(tree.renameOutcome().collisions.isEmpty());
    const QModelIndex row = rowOf(tree, Tree::IndexGroup, "orders-2024");
    QCOMPARE(row.siblingAtColumn(Tree::NewNameColumn).data().toString(), s("o-2024"));
    tree.setRename({{s("^orders-.*"), s("all")}});
    QCOMPARE(tree.renameOutcome().collisions.size(), 2);
    QVERIFY2(tree.renameOutcome().collisions.first().contains(s("orders-2024 and orders-2025 would both become all")),
        qPrintable(tree.renameOutcome().collisions.first()));
    tree.setRename({{s("^orders-2024"), s("customers")}}); // against one that keeps its name
    QCOMPARE(tree.renameOutcome().collisions.size(), 1);
    tree.setRename({{s("^orders-2024"), s("taken")}}); // an alias of the target
    QCOMPARE(tree.renameOutcome().collisions.size(), 1);
    tree.setRename({{s("^orders-2024"), s("Upper")}});
    QCOMPARE(tree.renameOutcome().collisions.size(), 1);
    tree.setRename({{s("("), s("x")}}); // half typed: names stay
    QCOMPARE(tree.renameOutcome().changed, 0);
    tree.setRename({{s("^orders-2024"), s("products")}});
    QVERIFY(tree.renameOutcome().collisions.isEmpty());
    QCOMPARE(tree.renameOutcome().existing, 1);
    QCOMPARE(tree.takenTargets(), QStringList{s("products")});
}

void TestSelectionTreeModel::theSameClusterNeedsOtherNames()
{
    Tree tree;
    const Catalogue source = sample::source();
    tree.setCatalogue(source);
    tree.setTarget(&source);
    QVERIFY(tick(tree, Tree::IndexGroup, "customers"));
    QCOMPARE(tree.renameOutcome().collisions.size(), 1);
    tree.setRename({{s("(.*)"), s("copy-$1")}});
    QVERIFY(tree.renameOutcome().collisions.isEmpty());
}

void TestSelectionTreeModel::existingTargetsFollowThePlan()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    const Catalogue target = sample::target();
    tree.setTarget(&target);
    QVERIFY(tick(tree, Tree::IndexGroup, "products"));
    QVERIFY(tick(tree, Tree::IndexGroup, "customers"));
    const QModelIndex cell = rowOf(tree, Tree::IndexGroup, "products").siblingAtColumn(Tree::ExistingColumn);
    const auto tone = [&] { return cell.data(Tree::ToneRole).value<Tree::Tone>(); };
    QCOMPARE(tone(), Tree::Tone::Error);
    tree.setExisting(ExistingTarget::Replace);
    QCOMPARE(cell.data().toString(), s("Replace"));
    QCOMPARE(tone(), Tree::Tone::Warning);
    const QModelIndex free = rowOf(tree, Tree::IndexGroup, "customers").siblingAtColumn(Tree::ExistingColumn);
    QCOMPARE(free.data().toString(), s("new"));
    tree.setTarget(nullptr);
    QCOMPARE(free.data().toString(), QStringLiteral("–")); // nothing is made up
}

void TestSelectionTreeModel::ticksOutliveAFilterAndAFreshCatalogue()
{
    Tree tree;
    tree.setCatalogue(sample::source());
    QVERIFY(tick(tree, Tree::IndexGroup, "customers"));
    tree.setFilter(s("orders*"));
    QCOMPARE(tree.totals().indices, 1);
    QCOMPARE(tree.totals().hiddenByFilter, 1);
    tree.setOnlyTicked(true);
    QCOMPARE(shown(tree), QStringList{s("customers")});
    tree.setOnlyTicked(false);
    Catalogue fresh = sample::source();
    fresh.indices.append(sample::index(s("zebra")));
    tree.setCatalogue(fresh);
    QCOMPARE(names(tree), QStringList{s("customers")});
}

void TestSelectionTreeModel::aKeystrokeOverTenThousandRowsIsQuick()
{
    Tree tree;
    tree.setCatalogue(sample::large(10'000));
    tree.tickMatches();
    const Catalogue target = sample::target();
    tree.setTarget(&target);
    tree.setRename({{s("^logs-(\\d+)-(.*)"), s("old-$1-$2")}});
    double longest = 0;
    for (const char *text : {"l", "lo", "log", "logs-1", "logs-1*", "*7, -*77", ""}) {
        QElapsedTimer timer;
        timer.start();
        tree.setFilter(s(text));
        const TickedTotals totals = tree.totals();
        QVERIFY(totals.indices > 10'000);
        longest = std::max(longest, double(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("filter over 10,000 rows: %.1f ms at most", longest);
    QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
}

QTEST_GUILESS_MAIN(TestSelectionTreeModel)
#include "tst_selectiontreemodel.moc"
