// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"

#include <QDir>
#include <QFile>

namespace godwit::sample {
namespace {

Step step(const char *id, const char *title, StepState state, const QString &figure = {}, double seconds = -1)
{
    return {QLatin1String(id), QLatin1String(title), state, figure, {}, seconds};
}

IndexProgress index(const char *name, IndexState state, qint64 copied, qint64 total, double rate, double lag)
{
    IndexProgress row;
    row.source = row.target = QLatin1String(name);
    row.state = state;
    row.copied = copied;
    row.total = total;
    row.documentsPerSecond = rate;
    row.lagSeconds = lag;
    row.bytes = copied * 742;
    row.ledger.read = row.ledger.written = copied;
    return row;
}

} // namespace

Plan plan()
{
    Plan plan;
    plan.name = QStringLiteral("Orders to 8.19");
    plan.method = QStringLiteral("live-copy");
    plan.source.profile = QStringLiteral("orders-eu");
    plan.source.url = QStringLiteral("https://orders-eu.example:9200");
    plan.source.product = Product::Elasticsearch;
    plan.source.environment = QStringLiteral("PROD");
    plan.target.profile = QStringLiteral("orders-new");
    plan.target.url = QStringLiteral("https://orders-new.staging.example:9200");
    plan.target.product = Product::Elasticsearch;
    plan.target.user = QStringLiteral("orders-app");
    plan.target.auth = AuthKind::Basic;
    plan.target.environment = QStringLiteral("STAGING");
    plan.select.indices = {QStringLiteral("order*"), QStringLiteral("customers")};
    return plan;
}

JobSnapshot running()
{
    JobSnapshot s;
    s.job = QStringLiteral("7f3a12bc");
    s.name = QStringLiteral("Orders to 8.19");
    s.state = JobState::Running;
    s.started = QDateTime::currentDateTimeUtc().addSecs(-2392);
    Stage first{StageId::Initialization, StepState::Done, 41,
        {step("check", "Check both clusters", StepState::Done, {}, 19),
            step("targets", "Create target indices", StepState::Done, QStringLiteral("12"), 12),
            step("start-line", "Draw the start line", StepState::Done, QStringLiteral("60 shards"), 3)}};
    Stage second{StageId::Migration, StepState::Running, 2392,
        {step("copy", "Copy documents", StepState::Running, QStringLiteral("9 of 12 indices")),
            step("settings", "Put settings back", StepState::Waiting, {}),
            step("follow", "Follow changes", StepState::Running, QStringLiteral("9 indices, 372 changes/s")),
            step("deletes", "Follow deletes", StepState::Running, QStringLiteral("18,204 applied, 58/s"))}};
    Stage third{StageId::Finalization, StepState::Pending, -1,
        {step("gate", "Gate and the operator's word", StepState::Pending),
            step("block", "Stop writes on the source", StepState::Pending),
            step("drain", "Apply the last changes and deletes", StepState::Pending),
            step("compare", "Compare counts, mappings and versions", StepState::Pending),
            step("switch", "Switch aliases and release the target", StepState::Pending)}};
    s.stages = {first, second, third};
    const auto following = IndexState::Following;
    s.indices = {index("carts-live", following, 642190, 642190, 310, 0.9),
        index("customer-addresses", following, 6203118, 6203118, 4, 1.4),
        index("customers", following, 4812660, 4812660, 22, 1.6),
        index("invoices-2025", following, 9331746, 9331746, 0, 1.1),
        index("order-events-000017", following, 18402551, 18402551, 0, 1.3),
        index("order-events-000018", IndexState::Copying, 5410000, 14230000, 17940, -1),
        index("orders-2024", following, 24118402, 24118402, 0, 1.2),
        index("orders-2025", IndexState::Copying, 23240000, 27660000, 20868, -1),
        index("orders-2026", IndexState::Waiting, 0, 11940000, 0, -1),
        index("product-prices", following, 2944871, 2944871, 31, 1.8),
        index("products", following, 318204, 318204, 5, 1.5),
        index("returns-2025", following, 1874020, 1874020, 0, 1.0)};
    s.indices[6].ledger.rejected = 3;
    s.ledger.read = 97290037;
    s.ledger.written = 97269833;
    s.ledger.already = 20201;
    s.ledger.rejected = 3;
    s.totalDocuments = 122509406;
    s.copiedDocuments = 97297762;
    s.readPerSecond = 39180;
    s.writtenPerSecond = 38940;
    s.readBytesPerSecond = 29.1e6;
    s.writtenBytesPerSecond = 28.9e6;
    s.lagSeconds = 1.8;
    s.bulkMilliseconds = 412;
    s.queueBytes = 61'000'000;
    s.queueLimitBytes = 64'000'000;
    s.sourceBusy = 0.31;
    s.targetBusy = 0.97;
    s.bottleneck = QStringLiteral("target");
    s.gate.reason = QStringLiteral("2 indices are not copied yet.");
    return s;
}

JobSnapshot gateOpen()
{
    JobSnapshot s = running();
    s.state = JobState::WaitingForCutover;
    for (IndexProgress &row : s.indices) {
        row.state = IndexState::Following;
        row.copied = row.total;
        row.lagSeconds = 1.3;
        row.documentsPerSecond = 0;
        row.ledger.rejected = 0;
    }
    s.copiedDocuments = s.totalDocuments;
    s.ledger = {};
    s.ledger.read = s.ledger.written = s.totalDocuments;
    s.stages[1].state = StepState::Done;
    s.stages[1].seconds = 3120;
    s.stages[2].state = StepState::Waiting;
    s.lagSeconds = 1.3;
    s.bottleneck.clear();
    s.gate = {true, {}, 0.32, 0, 12, {}, {}, 3};
    s.stages[2].steps[2].predictedSeconds = 0.32;
    return s;
}

JobSnapshot finished()
{
    JobSnapshot s = gateOpen();
    s.state = JobState::Succeeded;
    s.writePauseSeconds = 0.34;
    for (IndexProgress &row : s.indices) {
        row.state = IndexState::Finished;
        row.verification = Verification::Equal;
    }
    const double seconds[] = {2, 0.06, 0.13, 0.09, 0.06};
    for (int i = 0; i < 5; ++i) {
        s.stages[2].steps[i].state = StepState::Done;
        s.stages[2].steps[i].seconds = seconds[i];
    }
    s.stages[2].state = StepState::Done;
    s.stages[2].seconds = 2.4;
    return s;
}

JobSnapshot rounds()
{
    JobSnapshot s = running();
    s.stages[1].steps = {step("snapshot", "Snapshot on the source", StepState::Done, QStringLiteral("round 6")),
        step("restore", "Restore on the target", StepState::Done),
        step("close", "Close the indices for the next round", StepState::Done)};
    const double seconds[][3]
        = {{812, 640, 2.1}, {96, 61, 2.2}, {41, 28, 2.0}, {22, 14, 2.1}, {17, 12, 2.2}, {16, 11, 2.1}};
    for (int i = 0; i < 6; ++i) {
        RoundFigures figures;
        figures.number = i + 1;
        figures.begun = s.started.addSecs(i * 400);
        figures.snapshotSeconds = seconds[i][0];
        figures.restoreSeconds = seconds[i][1];
        figures.closeSeconds = seconds[i][2];
        figures.changedBytes = i == 0 ? 91'800'000'000 : 4'100'000'000 >> i;
        figures.reusedBytes = i == 0 ? 0 : 89'000'000'000;
        s.rounds.append(figures);
    }
    s.betweenRounds = true;
    s.integrations = {{QStringLiteral("Logstash on app-3"), true}, {QStringLiteral("the shop's search"), false},
        {QStringLiteral("dashboards of the sales team"), false}};
    const char *stages[] = {"DONE", "DONE", "INDEX", "INDEX", "INIT"};
    for (int shard = 0; shard < 5; ++shard) {
        const qint64 total = 4'600'000'000 + shard * 71'000'000;
        const qint64 moved = shard < 2 ? total : shard == 4 ? 0 : total / (shard + 1);
        s.indices[0].shards.append({shard, true, QString::fromLatin1(stages[shard]), moved, total});
    }
    s.gate.predictedPauseSeconds = predictPause(s.rounds);
    s.gate.reason = QStringLiteral("6 of at least 8 rounds are done.");
    return s;
}

JobEnd succeeded()
{
    JobEnd end;
    end.summary.outcome = Outcome::Succeeded;
    end.summary.job = QStringLiteral("7f3a12bc");
    end.summary.ledger = finished().ledger;
    end.summary.writePauseSeconds = 0.34;
    end.summary.seconds = 3163;
    end.aliases = {QStringLiteral("orders"), QStringLiteral("orders-read"), QStringLiteral("customers-read")};
    end.blocksLeft = {QStringLiteral("orders-2024"), QStringLiteral("customers")};
    return end;
}

JobTask untilStopped(const JobSnapshot &snapshot)
{
    return [snapshot](JobOrders &orders, JobObserver &observer) {
        while (!orders.control.aborted() && !orders.control.finishing()) {
            observer.snapshot(snapshot);
            orders.control.sleep(30);
        }
        JobEnd end;
        end.summary.outcome = Outcome::Stopped;
        return end;
    };
}

JobSnapshot large(int count, int round)
{
    JobSnapshot s = running();
    s.indices.clear();
    for (int i = 0; i < count; ++i) {
        IndexProgress row;
        row.source = QStringLiteral("index-%1").arg(i, 5, 10, QLatin1Char('0'));
        row.target = row.source;
        row.state = i % 7 == 0 ? IndexState::Following : IndexState::Copying;
        row.total = 1'000'000;
        row.copied = (round * 1000 + i * 37) % 1'000'000;
        row.documentsPerSecond = (round * 31 + i) % 5000;
        row.lagSeconds = i % 7 == 0 ? 0.1 * (round % 20) : -1;
        s.indices.append(row);
    }
    s.copiedDocuments = round * 1000;
    return s;
}

QList<JobEvent> events()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return {{now.addSecs(-160), EventLevel::Info, QStringLiteral("orders-new"),
                QStringLiteral("Full rate again: no 429 for 60 s.")},
        {now.addSecs(-60), EventLevel::Warning, QStringLiteral("orders-2024"),
            QStringLiteral("3 documents rejected: field `ship.eta` is not a date.")},
        {now, EventLevel::Info, QStringLiteral("returns-2025"),
            QStringLiteral("Copied 1,874,020 documents in 48 s. Following changes.")}};
}

QString rejectedFile(const QString &folder, int lines)
{
    QFile file(QDir(folder).filePath(QStringLiteral("rejected.ndjson")));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    for (int i = 0; i < lines; ++i) {
        const QByteArray id = QByteArray::number(i);
        const QByteArray reason = i % 10 == 0
            ? "failed to parse field [ship.eta] of type [date] in document with id '" + id + "'"
            : i % 3 == 0 ? QByteArray("mapping set to strict, dynamic introduction of [note] is not allowed")
                         : QByteArray("object mapping for [customer] tried to parse field [customer] as object");
        file.write(R"({"id":")" + id + R"(","index":"orders-2024","reason":")" + reason
            + R"(","status":400,"target":"orders-2024","type":"mapper_parsing_exception","version":)" + id
            + R"(,"source":{"total":1.10,"big":9007199254740993,"ship":{"eta":"soon"},"lines":[{"sku":"A-1","n":2}]}})"
            + "\n");
    }
    return file.fileName();
}

} // namespace godwit::sample
