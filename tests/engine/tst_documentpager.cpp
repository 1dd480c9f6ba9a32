// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/documentpager.h"
#include "tests/support/numbereddocuments.h"

#include <QTest>

using namespace godwit;

class TestDocumentPager : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyRowIsReadAtOnce_data()
    {
        QTest::addColumn<qint64>("documents");
        QTest::addColumn<qint64>("step");
        QTest::newRow("one") << qint64(1) << qint64(1);
        QTest::newRow("few") << qint64(7) << qint64(1);
        QTest::newRow("a million") << qint64(1'000'000) << qint64(1);
        QTest::newRow("half deleted") << qint64(500'000) << qint64(2);
        QTest::newRow("thirty million") << qint64(30'000'000) << qint64(3);
    }
    void anyRowIsReadAtOnce()
    {
        QFETCH(qint64, documents);
        QFETCH(qint64, step);
        NumberedDocuments query(documents, step);
        DocumentPager pager(query, QStringLiteral("orders"));
        QCOMPARE(pager.count().value_or(-1), documents);
        for (const qint64 row : {qint64(0), documents / 3, documents / 2 + 17, documents - 1}) {
            if (row >= documents)
                continue;
            query.requests = 0;
            const auto page = pager.rows(row, 100);
            QVERIFY2(page, qPrintable(page ? QString() : page.error().summary));
            QCOMPARE(page->size(), std::min<qint64>(100, documents - row));
            for (qsizetype i = 0; i < page->size(); ++i)
                QCOMPARE(page->at(i).id, QStringLiteral("doc-%1").arg(row + i));
            QVERIFY(query.requests <= 2); // the page, and once the span that it lies in
        }
    }
    void anEmptyIndexHasNoRows()
    {
        NumberedDocuments query(0);
        DocumentPager pager(query, QStringLiteral("orders"));
        QCOMPARE(pager.count().value_or(-1), 0);
        QVERIFY(pager.rows(0, 100)->isEmpty());
    }
    void aDocumentThatIsGoneLeavesARowOut()
    {
        NumberedDocuments query(1000);
        DocumentPager pager(query, QStringLiteral("orders"));
        QVERIFY(pager.count());
        query.vanished = 30;
        QCOMPARE(pager.rows(900, 100)->size(), 70);
        QCOMPARE(pager.rows(100, 100)->size(), 100);
    }
    void aPartialAnswerIsNotShown()
    {
        NumberedDocuments query(1000);
        DocumentPager pager(query, QStringLiteral("orders"));
        query.partial = true;
        const auto total = pager.count();
        QVERIFY(!total);
        QCOMPARE(total.error().kind, ErrorKind::Incomplete);
    }
};

QTEST_APPLESS_MAIN(TestDocumentPager)
#include "tst_documentpager.moc"
