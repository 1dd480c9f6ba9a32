// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/commandmodel.h"
#include "models/fuzzymatch.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

QStringList titles(const CommandModel &model)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list.append(model.index(row).data().toString());
    return list;
}

} // namespace

class TestCommandModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lettersMatchInOrder_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *pattern, bool matches) { QTest::newRow(pattern) << s(pattern) << matches; };
        row("finish", true);
        row("FBS", true);
        row("fin stop", true);
        row("stop fin", false);
        row("finishx", false);
        row("", true);
    }
    void lettersMatchInOrder()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, matches);
        QCOMPARE(fuzzyScore(pattern, s("Finish batch and stop")) >= 0, matches);
    }
    void beginningsOfWordsAreMarkedRatherThanEarlyLetters()
    {
        QList<int> marks;
        QVERIFY(fuzzyScore(s("bs"), s("Finish batch and stop"), &marks) > 0);
        QCOMPARE(marks, (QList<int>{7, 17}));
    }
    void theBestComesFirst()
    {
        CommandModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCommands({{s("Check of shards"), s("View"), {}, {}}, {s("Copy from source"), s("Edit"), {}, {}},
            {s("New connection"), s("Connection"), s("Ctrl+Shift+N"), {}}, {s("Quit"), s("File"), {}, {}}});
        QCOMPARE(titles(model).size(), 4);
        model.setPattern(s("cfs"));
        QCOMPARE(titles(model), (QStringList{s("Copy from source"), s("Check of shards")}));
        model.setPattern(s("conn"));
        QCOMPARE(titles(model).first(), s("New connection"));
        model.setPattern(s("file"));
        QCOMPARE(titles(model), QStringList{s("Quit")});
        model.setPattern(s("zzz"));
        QVERIFY(titles(model).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandModel)
#include "tst_commandmodel.moc"
