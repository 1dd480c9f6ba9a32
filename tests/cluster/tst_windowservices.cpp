// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does with a job after its run, on real servers: refused documents are sent again, the cutover is
// rolled back, a report is written.
#include "app/windowservices.h"
#include "tests/cluster/godwitrun.h"
#include "tests/support/clusterfixture.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

namespace {

template <class T>
T wait(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

} // namespace

class TestWindowServices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFinishedJobIsReplayedRolledBackAndReported();
};

void TestWindowServices::aFinishedJobIsReplayedRolledBackAndReported()
{
    TestCluster source(QStringLiteral("es7"));
    VERIFY_CLUSTER(source);
    TestCluster target(QStringLiteral("es8"));
    VERIFY_CLUSTER(target);
    const auto ask = [](TestCluster &cluster, const char *method, const char *path, const QByteArray &body) {
        int status = 0;
        cluster.rawRequest(method, path, body, &status);
        return status;
    };
    const auto mapped = [](const char *type) -> QByteArray {
        return QByteArray("{\"settings\":{\"number_of_shards\":1,\"number_of_replicas\":0},"
                          "\"mappings\":{\"properties\":{\"eta\":{\"type\":\"")
            + type + "\"}}}}";
    };
    QCOMPARE(ask(source, "PUT", "/orders", mapped("keyword")), 200);
    QCOMPARE(ask(source, "PUT", "/orders/_doc/1", "{\"eta\":\"2024-01-31\"}"), 201);
    QCOMPARE(ask(source, "PUT", "/orders/_doc/2", "{\"eta\":\"soon\"}"), 201);
    // A target that was there before, and takes dates only.
    QCOMPARE(ask(target, "PUT", "/orders", mapped("date")), 200);

    const QTemporaryDir state;
    GodwitRun run(state.path());
    QJsonObject plan = planFor(source.url(), target.url(), {QStringLiteral("orders")});
    plan.insert(QStringLiteral("existing"), QStringLiteral("append"));
    plan.insert(QStringLiteral("accept_findings"), true);
    QVERIFY(run.start(plan, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QCOMPARE(target.count("orders"), 1);
    const QString job = run.job();

    WindowServices services(state.path());
    QVERIFY(QFileInfo::exists(services.rejectedFile(job)));
    const auto refused = wait(services.replay(job));
    QVERIFY2(refused, qPrintable(refused ? QString() : refused.error().summary));
    QCOMPARE(refused->refused, 1);
    QCOMPARE(ask(target, "DELETE", "/orders", {}), 200);
    QCOMPARE(ask(target, "PUT", "/orders", mapped("keyword")), 200);
    const auto accepted = wait(services.replay(job));
    QVERIFY(accepted);
    QCOMPARE(accepted->accepted, 1);
    QVERIFY(!QFileInfo::exists(services.rejectedFile(job)));
    QVERIFY(target.refresh());
    QCOMPARE(target.count("orders"), 1);

    QCOMPARE(ask(source, "PUT", "/orders/_doc/3", "{\"eta\":\"late\"}"), 403);
    const auto back = wait(services.rollBack(job));
    QVERIFY2(back, qPrintable(back ? QString() : back.error().summary));
    QCOMPARE(back->lifted, QStringList({QStringLiteral("orders")}));
    QCOMPARE(ask(source, "PUT", "/orders/_doc/3", "{\"eta\":\"late\"}"), 201);
    QVERIFY(!wait(services.rollBack(job)));

    const QString report = state.filePath(QStringLiteral("report.pdf"));
    const auto written = wait(services.report(job, report, {}));
    QVERIFY2(written, qPrintable(written ? QString() : written.error().summary));
    QFile file(report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("%PDF"));
}

QTEST_MAIN(TestWindowServices)
#include "tst_windowservices.moc"
