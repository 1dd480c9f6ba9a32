// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discretion.h"
#include "models/requestfilter.h"
#include "models/requestmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace godwit;

namespace {

RequestRecord record(int number, int status = 200)
{
    RequestRecord record;
    record.time = 1'700'000'000'000 + number;
    record.cluster = QStringLiteral("orders-eu");
    record.address = QStringLiteral("https://es.example:9243");
    record.method = "POST";
    record.path = "/orders/_search";
    record.query = "n=" + QByteArray::number(number);
    record.hasBody = true;
    record.status = status;
    record.microseconds = 1500;
    record.sent = 100;
    record.received = 2048;
    if (status >= 400)
        record.error = QStringLiteral("The server refuses, with reasons.");
    return record;
}

QList<RequestRecord> records(int from, int count)
{
    QList<RequestRecord> list;
    for (int i = from; i < from + count; ++i)
        list.append(record(i));
    return list;
}

QString queryOf(const RequestModel &model, int row)
{
    return QString::fromUtf8(model.record(row).query);
}

} // namespace

class TestRequestModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNewestIsFirstAndTheOldestGoes()
    {
        RequestModel model(100);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(records(0, 60));
        model.append(records(60, 60));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(queryOf(model, 0), QStringLiteral("n=119"));
        QCOMPARE(queryOf(model, 99), QStringLiteral("n=20"));
        model.append(records(120, 250));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(queryOf(model, 0), QStringLiteral("n=369"));
        QCOMPARE(queryOf(model, 99), QStringLiteral("n=270"));
    }
    void failuresAreCountedAlsoWhenTheyLeave()
    {
        RequestModel model(10);
        model.append({record(1, 503), record(2, 0), record(3)});
        QCOMPARE(model.failures(), 2);
        model.append(records(4, 9));
        QCOMPARE(model.failures(), 0);
        QCOMPARE(model.clusters(), QStringList{QStringLiteral("orders-eu")});
    }
    void theFilterFindsWordsClustersMethodsAndErrors()
    {
        RequestModel model(100);
        RequestFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RequestRecord other = record(5, 429);
        other.cluster = QStringLiteral("new");
        other.method = "PUT";
        other.path = "/_bulk";
        model.append({record(1), other});
        QVERIFY(!filter.isActive());
        filter.setText(QStringLiteral("ORDERS search"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText({});
        filter.setCluster(QStringLiteral("new"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setMethod(QStringLiteral("GET"));
        QCOMPARE(filter.rowCount(), 0);
        filter.setMethod({});
        filter.setCluster({});
        filter.setErrorsOnly(true);
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, RequestModel::StatusColumn).data().toString(), QStringLiteral("429"));
    }
    void aShellLineHoldsNoSecret()
    {
        RequestRecord signedIn = record(1);
        signedIn.auth = AuthKind::Basic;
        signedIn.path = "/it's";
        const QString line = asCurl(signedIn, QStringLiteral("SOURCE"));
        QCOMPARE(line,
            QStringLiteral("curl -sS -X POST -u \"$GODWIT_SOURCE_USER:$GODWIT_SOURCE_PASSWORD\" "
                           "'https://es.example:9243/it'\\''s?n=1' -H 'Content-Type: application/json' "
                           "--data-binary @body.json"));
        signedIn.auth = AuthKind::ApiKey;
        signedIn.method = "HEAD";
        signedIn.hasBody = false;
        QCOMPARE(asCurl(signedIn, {}),
            QStringLiteral("curl -sS --head -H \"Authorization: ApiKey $GODWIT_API_KEY\" "
                           "'https://es.example:9243/it'\\''s?n=1'"));
    }
    void exportsUsePlainDigitsAndUtc()
    {
        QCOMPARE(asCsv(record(0, 429)),
            QStringLiteral("2023-11-14T22:13:20.000Z,orders-eu,POST,/orders/_search,n=0,429,1.500,100,2048,"
                           "\"The server refuses, with reasons.\""));
        const QJsonObject line = QJsonDocument::fromJson(asNdjson(record(0))).object();
        QCOMPARE(line.value(QLatin1String("received")).toInt(), 2048);
        QCOMPARE(line.value(QLatin1String("ms")).toDouble(), 1.5);
        QVERIFY(!line.contains(QLatin1String("error")));
        RequestRecord formula = record(0);
        formula.cluster = QStringLiteral("=cmd()");
        QVERIFY(asCsv(formula).contains(QStringLiteral(",'=cmd(),")));
    }
    void inThePresentationNothingNamesTheCluster()
    {
        Endpoint endpoint;
        endpoint.profile = QStringLiteral("orders-eu");
        endpoint.url = QStringLiteral("https://es.example:9243");
        Discretion::instance().learn(endpoint);
        Discretion::instance().setActive(true);
        RequestModel model(10);
        RequestRecord failed = record(1, 503);
        failed.error = QStringLiteral("https://es.example:9243 is busy");
        model.append({failed});
        QString all = discreet(asCurl(failed, {})) + asCsv(failed) + QString::fromUtf8(asNdjson(failed));
        for (int column = 0; column < RequestModel::ColumnCount; ++column) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)})
                all += model.index(0, column).data(role).toString();
        }
        QVERIFY2(
            !all.contains(QStringLiteral("es.example")) && !all.contains(QStringLiteral("orders-eu")), qPrintable(all));
        Discretion::instance().setActive(false);
    }
    void theLogIsOffUntilSomebodyLooks()
    {
        RequestLog log;
        log.add(record(1));
        QVERIFY(log.take().isEmpty());
        log.setRecording(true);
        log.add(record(2));
        QCOMPARE(log.take().size(), 1);
        QVERIFY(log.take().isEmpty());
    }
    void theLogIsBoundedAndCheap()
    {
        RequestLog log;
        log.setRecording(true);
        QElapsedTimer clock;
        clock.start();
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t)
                threads.emplace_back([&log] {
                    for (int i = 0; i < 10'000; ++i)
                        log.add(record(i));
                });
        }
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(log.take().size(), RequestLog::capacity);
    }
    void theModelTakesWhatTheLogGot()
    {
        RequestLog log;
        RequestModel model(10);
        model.follow(log);
        log.add(record(1));
        log.add(record(2));
        const QSignalSpy spy(&model, &QAbstractItemModel::rowsInserted);
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRequestModel)
#include "tst_requestmodel.moc"
