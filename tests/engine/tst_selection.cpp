// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/selection.h"

#include <QtTest>

using namespace godwit;

class TestSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreMatched_data();
    void namesAreMatched();
    void serversAreAskedForAllThatMatches();
    void namesAreRenamed_data();
    void namesAreRenamed();
};

void TestSelection::namesAreMatched_data()
{
    QTest::addColumn<QString>("patterns");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("hidden");
    QTest::addColumn<bool>("selected");
    const auto row = [](const char *patterns, const char *name, bool hidden, bool selected) {
        QTest::addRow("%s on %s%s", patterns, name, hidden ? " (hidden)" : "")
            << QString::fromUtf8(patterns) << QString::fromUtf8(name) << hidden << selected;
    };
    row("orders", "orders", false, true);
    row("orders", "orders-1", false, false);
    row("logs-*", "logs-2024", false, true);
    row("logs-*", "logs-", false, true);
    row("logs-*", "alogs-1", false, false);
    row("log?-1", "logs-1", false, true);
    row("log?-1", "log-1", false, false);
    row("*a*b*", "xxaxxbxx", false, true);
    row("*a*b", "xxaxxbxx", false, false);
    row("a.b", "axb", false, false);
    row("[ab]", "a", false, false);
    row("*", "orders", false, true);
    row("_all", "orders", false, true);
    row("*", ".kibana", false, false);
    row("_all", ".kibana", false, false);
    row("*", "shy", true, false);
    row("s*", "shy", true, false);
    row("shy", "shy", true, true);
    row(".k*", ".kibana", false, true);
    row(".*", ".kibana", true, true);
    row("*,-tmp*", "tmp1", false, false);
    row("*,-tmp*", "orders", false, true);
    row("-tmp*,*", "tmp1", false, false);
    row("tmp1,-tmp*", "tmp1", false, false);
    row("-a", "b", false, false);
    row("a,b", "b", false, true);
}

void TestSelection::namesAreMatched()
{
    QFETCH(QString, patterns);
    QFETCH(QString, name);
    QFETCH(bool, hidden);
    QFETCH(bool, selected);
    Selection selection;
    selection.indices = patterns.split(QLatin1Char(','));
    QCOMPARE(selection.matches(name, hidden), selected);
}

//! Servers take `?` for itself.
void TestSelection::serversAreAskedForAllThatMatches()
{
    Selection selection;
    selection.indices = QStringLiteral("-x,a,logs-??,logs-*,_all,b?*c").split(QLatin1Char(','));
    QCOMPARE(listPatterns(selection), QStringLiteral("a,logs-*,*,b*c").split(QLatin1Char(',')));
}

void TestSelection::namesAreRenamed_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("target");
    const auto row = [](const char *from, const char *to, const char *name, const char *target) {
        QTest::addRow("%s to %s on %s", from, to, name)
            << QString::fromUtf8(from) << QString::fromUtf8(to) << QString::fromUtf8(name) << QString::fromUtf8(target);
    };
    row("^logs-(.*)", "old-$1", "logs-2024", "old-2024");
    row("^logs-(.*)", "old-$1", "orders", "orders");
    row("(.*)", "old-$1", "orders", "old-orders");
    row("-", "_", "a-b-c", "a_b-c");
    row("(\\d+)-(\\d+)", "$2-$1", "x-12-34", "x-34-12");
    row("(a)|(b)", "<$1$2>", "b", "<b>");
    row("a", "$", "a", "$");
    row("a", "$0", "a", "$0");
}

void TestSelection::namesAreRenamed()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, name);
    QFETCH(QString, target);
    Selection selection;
    selection.rename = {{from, to}, {QStringLiteral(".*"), QStringLiteral("second rule")}};
    const bool first = QRegularExpression(from).match(name).hasMatch();
    QCOMPARE(selection.targetName(name), first ? target : QStringLiteral("second rule"));
    selection.rename.removeLast();
    QCOMPARE(selection.targetName(name), target);
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
