// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discretion.h"
#include "models/rejectedmodel.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

class TestRejectedModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_path = m_folder.filePath(QStringLiteral("rejected.ndjson"));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 1000; ++i) {
            const QByteArray id = QByteArray::number(i);
            const QByteArray reason
                = i % 4 == 0 ? QByteArray("dynamic introduction is not allowed") : "failed to parse id '" + id + "'";
            file.write("{\"id\":\"" + id + "\",\"index\":\"orders\",\"reason\":\"" + reason
                + "\",\"status\":400,\"target\":\"orders-new\",\"type\":\"mapper_parsing_exception\",\"version\":1"
                + ",\"source\":{\"price\":1.10,\"big\":9007199254740993}}" + "\n");
        }
    }
    void reasonsThatDifferInQuotesOnlyAreOne()
    {
        const auto index = indexRejected(m_path);
        QVERIFY(index);
        QCOMPARE(index->lines.size(), std::size_t(1000));
        QCOMPARE(index->groups.size(), 2);
        QCOMPARE(index->groups.at(0).count, 750);
        QVERIFY(index->groups.at(0).reason.startsWith(QLatin1String("mapper_parsing_exception: failed to parse")));
        QCOMPARE(index->groups.at(1).count, 250);
    }
    void pagesComeWhenTheyAreSeen()
    {
        RejectedModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy loaded(&model, &RejectedModel::loaded);
        model.load(m_path);
        QVERIFY(loaded.wait());
        QCOMPARE(model.rowCount(), 1000);
        const auto cell = [&](int row) { return model.index(row, RejectedModel::IdColumn).data().toString(); };
        QCOMPARE(cell(900), QStringLiteral("–"));
        QTRY_COMPARE(cell(900), QStringLiteral("900"));
        model.setGroup(1);
        QCOMPARE(model.rowCount(), 250);
        cell(7);
        QTRY_COMPARE(cell(7), QStringLiteral("28"));
    }
    void anExportIsMaskedInThePresentationOnly()
    {
        const QString from = m_folder.filePath(QStringLiteral("named.ndjson"));
        const QByteArray line = R"({"id":"1","source":{"host":"http://es1.acme.example:9200","big":9007199254740993}})"
                                "\n";
        QFile named(from);
        QVERIFY(named.open(QIODevice::WriteOnly) && named.write(line) > 0);
        named.close();
        const auto exported = [&] {
            const QString to = m_folder.filePath(QStringLiteral("export.ndjson"));
            const QString problem = exportRejected(from, to);
            QFile file(to);
            return problem.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll() : problem.toUtf8();
        };
        QCOMPARE(exported(), line);
        Discretion::instance().setActive(true);
        const QByteArray masked = exported();
        Discretion::instance().setActive(false);
        QVERIFY2(!masked.contains("acme") && masked.contains("9007199254740993"), masked.constData());
    }
    void theDocumentKeepsItsBytes()
    {
        RejectedModel model;
        QSignalSpy loaded(&model, &RejectedModel::loaded);
        model.load(m_path);
        QVERIFY(loaded.wait());
        RejectedDocument got;
        model.fetch(3, [&](const RejectedDocument &document) { got = document; });
        QTRY_COMPARE(got.id, QStringLiteral("3"));
        QCOMPARE(got.source, QByteArray("{\"price\":1.10,\"big\":9007199254740993}"));
        QCOMPARE(got.target, QStringLiteral("orders-new"));
    }
    void anAnswerToAModelThatIsGoneIsDropped()
    {
        for (int i = 0; i < 20; ++i) {
            RejectedModel model;
            model.load(m_path);
        }
        QTest::qWait(50);
    }
    void aFileThatIsNotThereIsEmpty()
    {
        const auto index = indexRejected(m_folder.filePath(QStringLiteral("nothing")));
        QVERIFY(index);
        QVERIFY(index->lines.empty());
    }
    void indentingChangesNoToken_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("numbers") << QByteArray("{\"a\":1.10,\"b\":[1,2]}")
                                 << QByteArray("{\n  \"a\": 1.10,\n  \"b\": [\n    1,\n    2\n  ]\n}");
        QTest::newRow("empty") << QByteArray("{\"a\":{},\"b\":[]}") << QByteArray("{\n  \"a\": {},\n  \"b\": []\n}");
        QTest::newRow("in text") << QByteArray("{\"a\":\"{\\\"x\\\": [1,2]}\"}")
                                 << QByteArray("{\n  \"a\": \"{\\\"x\\\": [1,2]}\"\n}");
    }
    void indentingChangesNoToken()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, shown);
        QCOMPARE(indented(raw), shown);
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestRejectedModel)
#include "tst_rejectedmodel.moc"
