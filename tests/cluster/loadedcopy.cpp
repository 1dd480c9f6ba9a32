// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/loadedcopy.h"

#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/workload.h"
#include "tests/support/faultproxy.h"

#include <QTest>

#include <atomic>

namespace godwit::test {
namespace {

Fault oldWrite()
{
    Fault fault;
    fault.rewrite = [](const QByteArray &) {
        return QByteArray(R"({"nodes":{"n":{"tasks":{"n:1":{"node":"n","id":1,"type":"transport",)"
                          R"("action":"indices:data/write/bulk","start_time_in_millis":1000}}}}})");
    };
    return fault;
}

} // namespace

void copiesUnderLoad(const QString &from, const QString &to)
{
    TestCluster source(from);
    VERIFY_CLUSTER(source);
    TestCluster target(to);
    VERIFY_CLUSTER(target);
    const bool typed = from == QLatin1String("es6");
    const QByteArray mapping
        = R"({"properties":{"n":{"type":"long"},"big":{"type":"long"},"price":{"type":"double"},"text":{"type":"text"},"tags":{"type":"keyword"}}})";
    for (const QByteArray name : {"orders", "customers"}) {
        int status = 0;
        source.rawRequest("PUT", "/" + name,
            R"({"settings":{"number_of_shards":)" + QByteArray(name == "orders" ? "4" : "3")
                + R"(,"number_of_replicas":0},"aliases":{")" + name + R"(-read":{}},"mappings":)"
                + (typed ? R"({"_doc":)" + mapping + "}" : mapping) + "}",
            &status);
        QCOMPARE(status, 200);
    }
    Workload workload(source, {{"orders", "customers"}, "customers", 6'000, 1'000, 5, typed});
    QVERIFY(workload.fill(3'000));
    QTemporaryDir state;
    GodwitRun run(state.path());
    workload.start();
    FaultProxy proxy(source.port());
    std::atomic<int> looks{-1}; // at the numbers, between the last running write and the first refresh after it
    std::atomic<bool> over{false};
    if (typed) {
        // A write that began before the block, as the task list would show it.
        proxy.faultNext(3, QRegularExpression(QStringLiteral("/_tasks")), oldWrite());
        proxy.setHook([&](const ProxiedRequest &request) {
            if (request.path.contains("/_tasks"))
                looks = 0;
            else if (looks >= 0 && request.path.contains("/_refresh"))
                over = true;
            else if (looks >= 0 && !over && request.path.contains("/_stats/"))
                ++looks;
            return Fault();
        });
    }
    QVERIFY(run.start(planFor(proxy.url(), target.url(), {QStringLiteral("orders"), QStringLiteral("customers")}),
        QStringLiteral("ask")));
    QTRY_VERIFY_WITH_TIMEOUT(workload.operations() >= 20'000 || !run.running(), 180'000);
    QVERIFY2(run.running(), qPrintable(run.outputText()));
    run.sayCutover();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    workload.stop();
    endsExactly(run, source, target, {"orders", "customers"});
    QCOMPARE(run.summary().value(QLatin1String("outcome")).toString(), QStringLiteral("succeeded"));
    for (const QByteArray name : {"orders", "customers"}) {
        QVERIFY(source.count(name) > 1'000);
        // Aliases are there, and settings are back.
        int status = 0;
        target.rawRequest("GET", "/" + name + "-read/_count", {}, &status);
        QCOMPARE(status, 200);
        const QByteArray settings = target.rawRequest("GET", "/" + name + "/_settings?flat_settings=true");
        QVERIFY2(!settings.contains("refresh_interval") && !settings.contains("gc_deletes"), settings.constData());
    }
    const QJsonObject ledger = run.ledger();
    QCOMPARE(ledger.value(QLatin1String("read")).toInteger(),
        ledger.value(QLatin1String("written")).toInteger() + ledger.value(QLatin1String("already")).toInteger());
    const qint64 found = ledger.value(QLatin1String("deleted")).toObject().value(QLatin1String("found")).toInteger();
    QVERIFY(found > 500);
    qInfo("%lld operations, %lld deletes, %lld found, write pause %.2f s", workload.operations(), workload.deletes(),
        found, run.summary().value(QLatin1String("write_pause_s")).toDouble());
    const double pause = run.summary().value(QLatin1String("write_pause_s")).toDouble();
    QVERIFY(pause < 10);
    if (typed) { // no _block there: running writes end first, then the numbers stand still for two seconds
        QCOMPARE(proxy.faulted(), 3);
        QVERIFY2(pause >= 2 && looks > 2, qPrintable(QStringLiteral("%1 s, %2 looks").arg(pause).arg(looks)));
    } else {
        QVERIFY(proxy.seen(QRegularExpression(QStringLiteral("^PUT .*/_block/write"))) > 0);
    }
}

} // namespace godwit::test
