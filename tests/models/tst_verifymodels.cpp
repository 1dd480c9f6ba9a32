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
    void definitionsThatMatterComeFirst()
    {
        DefinitionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlaces({{QStringLiteral("index.refresh_interval"), QStringLiteral("\"1s\""), {}, false, {}},
            {QStringLiteral("properties.name.type"), QStringLiteral("\"text\""), QStringLiteral("\"keyword\""), true,
                QStringLiteral("another type")}});
        QCOMPARE(model.mattering(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("properties.name.type"));
        QCOMPARE(model.index(1, DefinitionModel::TargetColumn).data().toString(), QStringLiteral("not there"));
    }
};

QTEST_GUILESS_MAIN(TestVerifyModels)
#include "tst_verifymodels.moc"
