// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/documentbrowsermodel.h"
#include "tests/support/numbereddocuments.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace godwit;

namespace {

using Model = DocumentBrowserModel;

Model::Opener opener(qint64 documents, qint64 vanished = 0)
{
    return [documents, vanished](const std::stop_token &) -> Result<std::unique_ptr<DocumentQuery>> {
        auto query = std::make_unique<NumberedDocuments>(documents);
        query->vanished = vanished;
        return query;
    };
}

} // namespace

class TestDocumentBrowserModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAreReadWhenTheyAreLookedAt()
    {
        Model model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.open(opener(5000), QStringLiteral("orders"));
        QCOMPARE(model.state(), Model::State::Counting);
        QCOMPARE(model.total(), -1); // never a made-up number
        QTRY_COMPARE(model.state(), Model::State::Ready);
        QCOMPARE(model.rowCount(), 5000);
        const QModelIndex cell = model.index(4321, Model::IdColumn);
        QVERIFY(!cell.data(Model::LoadedRole).toBool());
        QTRY_COMPARE(cell.data().toString(), QStringLiteral("doc-4321"));
        QVERIFY(cell.data(Model::LoadedRole).toBool());
        QCOMPARE(model.document(4321)->seqNo, 4321);
        QCOMPARE(model.index(4321, Model::SourceColumn).data().toString(), QStringLiteral("{\"n\":4321}"));
    }
    void pagesThatWerePassedByAreNotRead()
    {
        Model model;
        QSignalSpy pages(&model, &Model::pageArrived);
        model.open(opener(1'000'000), QStringLiteral("orders"));
        QTRY_COMPARE(model.state(), Model::State::Ready);
        for (int row = 0; row < model.rowCount(); row += 1000)
            (void)model.index(row, Model::IdColumn).data();
        QTRY_COMPARE(model.index(999'000, Model::IdColumn).data().toString(), QStringLiteral("doc-999000"));
        QTest::qWait(50);
        QVERIFY2(pages.size() < 12, qPrintable(QString::number(pages.size())));
    }
    void aLargeIndexIsSeenThroughAWindow()
    {
        Model model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.open(opener(2'500'000), QStringLiteral("orders"));
        QTRY_COMPARE(model.state(), Model::State::Ready);
        QCOMPARE(model.total(), 2'500'000);
        QCOMPARE(model.rowCount(), 1'000'000);
        const int row = model.showDocument(2'400'007);
        QCOMPARE(row, 400'007);
        QCOMPARE(model.windowStart(), 2'000'000);
        QCOMPARE(model.rowCount(), 500'000);
        QTRY_COMPARE(model.index(row, Model::IdColumn).data().toString(), QStringLiteral("doc-2400007"));
        QCOMPARE(model.showDocument(2'500'000), -1);
    }
    void aChangedDocumentIsSaidSo()
    {
        Model model;
        model.open(opener(1000, 5), QStringLiteral("orders"));
        QTRY_COMPARE(model.state(), Model::State::Ready);
        const QModelIndex last = model.index(999, Model::IdColumn);
        (void)last.data();
        QTRY_VERIFY(last.data(Model::LoadedRole).toBool());
        QCOMPARE(last.data().toString(), QStringLiteral("changed since the count"));
        QVERIFY(!model.document(999));
    }
    void anIndexThatCantBeReadSaysWhy()
    {
        Model model;
        model.open(
            [](const std::stop_token &) -> Result<std::unique_ptr<DocumentQuery>> {
                return fail(ErrorKind::Connection, QStringLiteral("nobody there"));
            },
            QStringLiteral("orders"));
        QTRY_COMPARE(model.state(), Model::State::Failed);
        QCOMPARE(model.error().summary, QStringLiteral("nobody there"));
        QCOMPARE(model.rowCount(), 0);
    }
    void anotherIndexDropsTheFirst()
    {
        Model model;
        model.open(opener(1000), QStringLiteral("orders"));
        model.open(opener(20), QStringLiteral("customers"));
        QTRY_COMPARE(model.state(), Model::State::Ready);
        QCOMPARE(model.rowCount(), 20);
        model.close();
        QCOMPARE(model.state(), Model::State::Empty);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDocumentBrowserModel)
#include "tst_documentbrowsermodel.moc"
