// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/definitionmodel.h"
#include "models/verifytablemodel.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

VerifyRow row(const QString &index, VerifyState state)
{
    VerifyRow made;
    made.pair = {index, index};
    made.state = state;
    made.source.documents = made.target.documents = 1000;
    made.source.read = made.target.read = 620;
    return made;
}

VerifyFinding finding(const QString &kind, const QString &index, const QString &id)
{
    VerifyFinding made;
    made.kind = kind;
    made.sourceIndex = made.targetIndex = index;
    made.id = id;
    made.detail = QStringLiteral("only on one side");
    return made;
}

} // namespace

class TestVerifyModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateHasItsWord()
    {
        VerifyTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        VerifyRow running = row(QStringLiteral("b"), VerifyState::Running);
        running.doing = QStringLiteral("reading");
        VerifyRow differs = row(QStringLiteral("c"), VerifyState::Differs);
        differs.missing = 1;
        differs.findings = 4;
        VerifyRow meaning = row(QStringLiteral("d"), VerifyState::Equal);
        meaning.equalInMeaning = 3;
        model.setRows({row(QStringLiteral("a"), VerifyState::Pending), running, differs, meaning,
            row(QStringLiteral("e"), VerifyState::Suspended)});
        const auto text = [&](int line, int column) { return model.index(line, column).data().toString(); };
        QCOMPARE(text(0, VerifyTableModel::ResultColumn), QStringLiteral("Pending"));
        QCOMPARE(text(0, VerifyTableModel::MissingColumn), QStringLiteral("–")); // unknown, not 0
        QCOMPARE(text(1, VerifyTableModel::ResultColumn), QStringLiteral("reading, 62 %"));
        QCOMPARE(text(2, VerifyTableModel::MissingColumn), QStringLiteral("1"));
        QVERIFY(model.index(2, VerifyTableModel::MissingColumn).data(VerifyTableModel::WarnRole).toBool());
        QVERIFY(!model.index(2, VerifyTableModel::ExtraColumn).data(VerifyTableModel::WarnRole).toBool());
        QCOMPARE(text(3, VerifyTableModel::ResultColumn), QStringLiteral("Equal in meaning"));
        QCOMPARE(text(4, VerifyTableModel::ResultColumn), QStringLiteral("Suspended"));
    }
    void whatLuceneCountsIsExplained()
    {
        VerifyRow counted = row(QStringLiteral("a"), VerifyState::Equal);
        counted.source.luceneDocuments = 3'000;
        counted.source.deletedDocuments = 12;
        const QString text = VerifyTableModel::countsText(counted);
        QVERIFY2(text.contains(
                     QLatin1String("Source: 1,000 documents, 2,000 nested objects, 12 deleted but not merged away")),
            qPrintable(text));
        // What nobody said is not made up.
        QVERIFY2(
            text.contains(QStringLiteral("Target: 1,000 documents, – nested objects, – deleted but not merged away")),
            qPrintable(text));
        QVERIFY(VerifyTableModel::countsText(VerifyRow()).isEmpty());
    }
    void findingsAreListedByKind()
    {
        FindingModel model;
        FindingFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({finding(QStringLiteral("missing"), QStringLiteral("a"), QStringLiteral("1")),
            finding(QStringLiteral("extra"), QStringLiteral("a"), QStringLiteral("2")),
            finding(QStringLiteral("missing"), QStringLiteral("b"), QStringLiteral("3"))});
        QCOMPARE(filter.rowCount(), 3);
        filter.setKind(QStringLiteral("missing"));
        QCOMPARE(filter.rowCount(), 2);
        filter.setIndexName(QStringLiteral("b"));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, 0).data(FindingModel::IdRole).toString(), QStringLiteral("3"));
    }
    void allFindingsOfAFileAreExportedThroughTheFilter()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("all.ndjson")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 50'000; ++i)
            file.write(QJsonDocument(finding(i % 2 ? QStringLiteral("missing") : QStringLiteral("extra"),
                                         QStringLiteral("a"), QString::number(i))
                                         .toJson())
                           .toJson(QJsonDocument::Compact)
                + '\n');
        file.close();
        FindingFilter filter;
        filter.setKind(QStringLiteral("missing"));
        const QString to = folder.filePath(QStringLiteral("missing.ndjson"));
        QCOMPARE(exportFindings(file.fileName(), to, filter), QString());
        QFile exported(to);
        QVERIFY(exported.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = exported.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 25'000);
        QCOMPARE(QJsonDocument::fromJson(lines.first())[QLatin1String("id")].toString(), QStringLiteral("1"));
        QVERIFY(!exportFindings(file.fileName(), folder.filePath(QStringLiteral("none/x")), filter).isEmpty());
    }
    void aDefinitionsDifferencesAreGoneThroughInARound()
    {
        const auto source = JsonTree::parse(R"({"mappings":{"a":{"type":"text"},"b":1,"c":{"type":"long"}},"z":0})");
        const auto target = JsonTree::parse(R"({"mappings":{"a":{"type":"keyword"},"b":1},"z":1})");
        QVERIFY(source && target);
        DefinitionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.neighbour(-1, true), -1);
        model.setRows(alignedRows(&*source, &*target));
        QCOMPARE(model.differences(), 3);
        QList<int> round;
        for (int row = -1, i = 0; i < 4; ++i)
            round.append(row = model.neighbour(row, true));
        QCOMPARE(round, (QList<int>{2, 5, 9, 2})); // the type, all of c, z
        QCOMPARE(model.neighbour(-1, false), 9);
        QCOMPARE(model.neighbour(2, false), 9);
        QCOMPARE(model.neighbour(9, false), 5);
        QCOMPARE(model.neighbour(6, true), 9); // within a difference of several lines
        QCOMPARE(model.neighbour(6, false), 2);
        QCOMPARE(model.neighbour(4, false), 2); // between two
        QCOMPARE(model.neighbour(4, true), 5);
        QCOMPARE(model.differenceOf(6), 1);
        QCOMPARE(model.differenceOf(4), -1);
    }
    void aDifferenceOfDefinitionsIsSaidInWords()
    {
        const auto source = JsonTree::parse(R"({"mappings":{"a":{"type":"text"},"c":{"type":"long","index":false}}})");
        const auto target = JsonTree::parse(R"({"mappings":{"a":{"type":"keyword"}}})");
        QVERIFY(source && target);
        DefinitionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(alignedRows(&*source, &*target));
        model.setPlaces({{QStringLiteral("mappings.a.type"), QStringLiteral("text"), QStringLiteral("keyword"), true,
                             QStringLiteral("another type")},
            {QStringLiteral("mappings.c.type"), QStringLiteral("long"), {}, false, QStringLiteral("of no use")}});
        QCOMPARE(model.mattering(), 1);
        const auto text = [&](int row, int column, int role) { return model.index(row, column).data(role).toString(); };
        QCOMPARE(text(2, DefinitionModel::MarkColumn, Qt::DisplayRole), QStringLiteral("≠"));
        QCOMPARE(text(2, DefinitionModel::MarkColumn, Qt::AccessibleTextRole), QStringLiteral("different"));
        QCOMPARE(text(2, DefinitionModel::TargetColumn, Qt::AccessibleTextRole),
            QStringLiteral("\"type\": \"keyword\", different"));
        QCOMPARE(text(2, 0, DefinitionModel::ReasonRole), QStringLiteral("another type"));
        QCOMPARE(text(1, DefinitionModel::MarkColumn, Qt::DisplayRole), QString()); // only what is in it differs
        QCOMPARE(
            text(1, DefinitionModel::MarkColumn, Qt::AccessibleTextRole), QStringLiteral("something in it differs"));
        // All lines of a field that one side lacks have what was found of the field.
        for (int row = 4; row < 8; ++row) {
            QCOMPARE(text(row, DefinitionModel::MarkColumn, Qt::DisplayRole), QStringLiteral("−"));
            QVERIFY(model.index(row, DefinitionModel::TargetColumn).data(DefinitionModel::GapRole).toBool());
            QCOMPARE(text(row, DefinitionModel::TargetColumn, Qt::DisplayRole), QString());
            QCOMPARE(text(row, DefinitionModel::TargetColumn, Qt::AccessibleTextRole),
                QStringLiteral("not there, only on the source"));
            QCOMPARE(text(row, 0, DefinitionModel::ReasonRole), QStringLiteral("of no use"));
            QVERIFY(!model.index(row, 0).data(DefinitionModel::MattersRole).toBool());
        }
        DifferingOnly filter;
        filter.setSourceModel(&model);
        filter.setActive(true);
        QCOMPARE(filter.rowCount(), model.rowCount());
        model.setRows(alignedRows(&*source, &*source));
        QCOMPARE(model.differences(), 0);
        QCOMPARE(filter.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestVerifyModels)
#include "tst_verifymodels.moc"
