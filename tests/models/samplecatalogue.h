// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrationdesk.h"

#include <QJsonDocument>
#include <QThread>

#include <atomic>

namespace godwit::sample {

inline IndexSummary index(const QString &name, qint64 documents = 1'000, bool hidden = false, bool open = true)
{
    IndexSummary made;
    made.name = name;
    made.uuid = QString(QStringLiteral("uuid-") + name);
    made.health = open ? QStringLiteral("green") : QString();
    made.open = open;
    made.hidden = hidden;
    made.primaries = 2;
    made.replicas = 1;
    made.documents = open ? documents : -1;
    made.primaryBytes = documents * 800;
    return made;
}

inline void finish(Catalogue &catalogue)
{
    std::sort(catalogue.indices.begin(), catalogue.indices.end(),
        [](const IndexSummary &a, const IndexSummary &b) { return a.name < b.name; });
}

//! A shop's cluster with one of each kind of trouble.
inline Catalogue source()
{
    Catalogue made;
    made.info = {Product::Elasticsearch, {7, 17, 15}, QStringLiteral("eu"), QStringLiteral("uuid-eu"), {}};
    for (const char *name :
        {"customers", "customer-addresses", "orders-2024", "orders-2025", "orders-test", "products"})
        made.indices.append(index(QString::fromLatin1(name)));
    made.indices.append(index(QStringLiteral("orders-old"), 500, false, false));
    made.indices.append(index(QStringLiteral(".kibana_1"), 20));
    made.indices.append(index(QStringLiteral("shy"), 7, true));
    made.indices.append(index(QStringLiteral(".ds-logs-app-000001"), 400, true));
    finish(made);
    made.aliases = {{QStringLiteral("orders"), {QStringLiteral("orders-2024"), QStringLiteral("orders-2025")},
                        QStringLiteral("orders-2025")},
        {QStringLiteral("people"), {QStringLiteral("customers")}, {}}};
    made.streams = {{QStringLiteral("logs-app"), {QStringLiteral(".ds-logs-app-000001")}, false}};
    made.templates = {{QStringLiteral("orders"), {QStringLiteral("orders-*")}, false, false},
        {QStringLiteral(".monitoring"), {QStringLiteral(".m*")}, true, true}};
    made.room = ClusterRoom{1, 50'000'000'000, 100'000'000'000, 0.95, 20, 1000};
    return made;
}

inline Catalogue target()
{
    Catalogue made;
    made.info = {Product::Elasticsearch, {8, 19, 3}, QStringLiteral("new"), QStringLiteral("uuid-new"), {}};
    made.indices = {index(QStringLiteral("products"), 30)};
    made.aliases = {{QStringLiteral("taken"), {QStringLiteral("products")}, {}}};
    made.room = ClusterRoom{2, 400'000'000'000, 500'000'000'000, 0.95, 100, 1000};
    return made;
}

//! `count` indices as a large cluster has them.
inline Catalogue large(int count)
{
    Catalogue made = source();
    for (int i = 0; i < count; ++i)
        made.indices.append(index(QStringLiteral("logs-%1-%2").arg(i % 37).arg(i, 6, 10, QLatin1Char('0')), 1'000 + i));
    finish(made);
    return made;
}

//! Answers from memory, with a pause; what it was asked is counted.
class MemoryDesk final : public MigrationDesk
{
public:
    Result<Catalogue> answers[2] = {source(), target()};
    Result<QList<ReviewedIndex>> reviewed = QList<ReviewedIndex>();
    Result<PreflightReport> report = PreflightReport();
    SourceSample sampled{QStringLiteral("customers"), 2'000, 1'600'000, 0.1};
    Result<QList<PlannedRequest>> planned = QList<PlannedRequest>{
        {false, "PUT", "/o-2024", "timeout=60s", "{}", QStringLiteral("Create target indices"), {}, {}},
        {true, "POST", "/orders-2024/_search", {}, {}, QStringLiteral("Copy documents"),
            QStringLiteral("for each shard, window by window"), {}},
        {false, "POST", "/_bulk", "pipeline=_none", {}, QStringLiteral("Copy documents"),
            QStringLiteral("for each batch of documents"), {}},
        {true, "PUT", "/orders-2024/_block/write", {}, {}, QStringLiteral("Stop writes on the source"), {},
            QStringLiteral("if Godwit sets the write block")}};
    Result<QList<RepositoryInfo>> shelf = QList<RepositoryInfo>();
    QHash<QString, QList<SnapshotInfo>> kept; //!< by repository
    Result<Catalogue> inSnapshot = Catalogue(); //!< of a restore with a source
    Result<RepositoryCheck> registering = RepositoryCheck{2, 2};
    QList<RepositoryInfo> registered;
    QHash<QString, QList<RoundFigures>> measured; //!< by "source target", their UUIDs
    std::atomic<int> pauseMs{0};
    std::atomic<int> asked{0};
    std::atomic<int> checks{0};
    QString lastOnly;

    Result<Catalogue> catalogue(const Plan &plan, PairSide side, std::stop_token stop) override
    {
        ++asked;
        wait(stop);
        if (side == PairSide::Source && !plan.hasSource() && (!inSnapshot || !inSnapshot->indices.isEmpty()))
            return inSnapshot;
        return answers[static_cast<int>(side)];
    }
    Result<QList<ReviewedIndex>> review(const Plan &, std::stop_token stop) override
    {
        wait(stop);
        return reviewed;
    }
    Result<PreflightReport> preflight(const Plan &, const QString &only, std::stop_token stop) override
    {
        ++checks;
        lastOnly = only;
        wait(stop);
        return report;
    }
    Result<QList<PlannedRequest>> requests(const Plan &, std::stop_token stop) override
    {
        wait(stop);
        return planned;
    }
    Result<QList<RepositoryInfo>> repositories(const Plan &, std::stop_token stop) override
    {
        wait(stop);
        return shelf;
    }
    Result<QList<SnapshotInfo>> snapshots(const Plan &, const QString &repository, std::stop_token stop) override
    {
        wait(stop);
        return kept.value(repository);
    }
    Result<RepositoryCheck> registerRepository(
        const Plan &, const RepositoryInfo &repository, std::stop_token stop) override
    {
        wait(stop);
        if (registering) {
            registered.append(repository);
            shelf->append(repository);
        }
        return registering;
    }
    QList<RoundFigures> earlierRounds(const QString &source, const QString &target) override
    {
        return measured.value(QString(source + u' ' + target));
    }
    Result<SourceSample> sample(const Plan &, const QString &, std::stop_token) override { return sampled; }

private:
    void wait(const std::stop_token &stop) const
    {
        for (int waited = 0; waited < pauseMs && !stop.stop_requested(); waited += 5)
            QThread::msleep(5);
    }
};

inline Endpoint endpoint(const QString &name, const QString &environment = {})
{
    Endpoint made;
    made.profile = name;
    made.url = QStringLiteral("http://%1.example:9200").arg(name);
    made.environment = environment;
    return made;
}

//! Two indices of the shop.
inline Plan shopPlan()
{
    Plan plan;
    plan.name = QStringLiteral("Shop");
    plan.method = QStringLiteral("live-copy");
    plan.source = endpoint(QStringLiteral("old"), QStringLiteral("PROD"));
    plan.target = endpoint(QStringLiteral("new"), QStringLiteral("STAGING"));
    plan.select.indices = {QStringLiteral("customers"), QStringLiteral("orders-2024")};
    return plan;
}

//! What the review step shows of shopPlan().
inline QList<ReviewedIndex> reviewedShop()
{
    QList<ReviewedIndex> all;
    const Catalogue from = source();
    const Catalogue to = target();
    for (const char *name : {"customers", "orders-2024"}) {
        ReviewedIndex index;
        index.source.name = QString::fromLatin1(name);
        index.source.settings = {{QStringLiteral("index.number_of_shards"), QStringLiteral("2")},
            {QStringLiteral("index.number_of_replicas"), QStringLiteral("1")},
            {QStringLiteral("index.version.created"), QStringLiteral("7170099")}};
        index.source.mappings
            = QJsonDocument::fromJson(R"({"properties":{"a":{"type":"keyword","boost":2}}})").object();
        index.converted = convertIndex(index.source, index.source.name, from.info, to.info);
        all.append(index);
    }
    return all;
}

} // namespace godwit::sample
