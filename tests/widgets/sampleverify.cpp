// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleverify.h"

#include "models/profilestore.h"
#include "tests/engine/stillcluster.h"
#include "tests/support/numbereddocuments.h"

#include <QFile>
#include <QJsonDocument>
#include <QThread>

namespace godwit::sample {
namespace {

constexpr auto sourceDocument
    = R"({"id":"ord-88213907","customer":"cus-2201145","invoice_no":9007199254740993,"total":1.00,"currency":"EUR",)"
      R"("status":"shipped","ship_to":{"name":"A. Nowak","city":"Łódź","zip":"90-001"},"gift_note":"for Ada",)"
      R"("lines":[{"sku":"a-1","amount":2},{"sku":"b-7","amount":1}]})";
constexpr auto targetDocument
    = R"({"id":"ord-88213907","customer":"cus-2201145","invoice_no":9007199254740992,"total":1.0,"currency":"EUR",)"
      R"("status":"shipped","ship_to":{"name":"A. Nowak","city":"?ód?","zip":"90-001"},)"
      R"("lines":[{"sku":"a-1","amount":2},{"sku":"b-7","amount":1}]})";

class Side final : public StillCluster
{
public:
    explicit Side(PairSide side) : m_side(side)
    {
        for (const char *name : {"carts-live", "customers", "orders-2024", "orders-2025"}) {
            IndexSummary index;
            index.name = QLatin1String(name);
            index.documents = 24'118'402;
            indices.append(index);
            IndexDefinition found;
            found.name = index.name;
            const QByteArray analyzer = side == PairSide::Source ? R"(,"analyzer":"phonetic_de")" : "";
            found.mappings = QJsonDocument::fromJson(
                R"({"properties":{"country":{"type":"keyword"},"name":{"type":"text","fields":)"
                R"({"suggest":{"type":"text")"
                + analyzer + "}}}}}")
                                 .object();
            const bool here = side == PairSide::Source;
            found.settings.insert(QStringLiteral("index.uuid"), here ? QStringLiteral("a") : QStringLiteral("b"));
            found.settings.insert(QStringLiteral("index.number_of_replicas"), QStringLiteral("1"));
            found.settings.insert(
                QStringLiteral("index.refresh_interval"), here ? QStringLiteral("30s") : QStringLiteral("1s"));
            if (!here)
                found.settings.insert(QStringLiteral("index.codec"), QStringLiteral("best_compression"));
            definition.insert(index.name, found);
        }
    }
    Result<std::vector<Lookup>> lookUp(const ShardRef &, const std::vector<DocumentKey> &keys, LookAt) override
    {
        Lookup lookup;
        lookup.found = m_side == PairSide::Source || keys.front().id != "ord-88991204";
        lookup.source = m_side == PairSide::Source ? sourceDocument : targetDocument;
        return std::vector<Lookup>{lookup};
    }

private:
    PairSide m_side;
};

class Factory final : public SearchClusterFactory
{
public:
    explicit Factory(PairSide side) : m_side(side) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override { return std::make_unique<Side>(m_side); }
    QString address() const override { return QStringLiteral("https://orders.example:9243"); }

private:
    PairSide m_side;
};

//! The hits of a phonetic search, as the two sides rank them.
QByteArray hitsOf(PairSide side)
{
    const char *const source[] = {
        "4410027", "2201145", "3308120", "1180442", "0917733", "2214090", "0042718", "1930066", "3011582", "4108837"};
    const char *const target[] = {
        "4410027", "3308120", "2201145", "1180442", "5521900", "2214090", "0042718", "1930066", "3011582", "4108837"};
    QByteArray list;
    for (int i = 0; i < 10; ++i) {
        const double score = 12.41 - 0.6 * i - (side == PairSide::Target ? 0.03 : 0);
        list += (i ? "," : "") + (R"({"_id":"cus-)" + QByteArray(side == PairSide::Source ? source[i] : target[i]))
            + R"(","_score":)" + QByteArray::number(score) + R"(,"_source":{"country":"DE","name":"Maier Söhne"}})";
    }
    return list;
}

class Documents final : public DocumentQuery
{
public:
    Documents(PairSide side, const VerifyClusters *desk) : m_side(side), m_desk(desk), m_numbered(desk->documentCount)
    {
    }
    Result<SearchAnswer> search(const SearchRequest &request) override
    {
        if (request.body.contains("_seq_no")) {
            if (m_desk->delayMs > 0)
                QThread::msleep(static_cast<unsigned long>(m_desk->delayMs));
            return m_numbered.search(request);
        }
        SearchAnswer answer;
        answer.timedOut = false;
        answer.shards = answer.successful = 3;
        answer.failed = 0;
        answer.tookMs = m_side == PairSide::Source ? 14 : 9;
        answer.elapsed = std::chrono::milliseconds(answer.tookMs + 2);
        const bool same = request.body.contains("match_all") || request.body.contains("exists");
        const QByteArray hits = hitsOf(same ? PairSide::Source : m_side);
        const QByteArray bucket = m_side == PairSide::Source ? "40" : "41";
        answer.body = R"({"hits":{"total":{"value":312,"relation":"eq"},"hits":[)"
            + (request.body.contains("aggs") ? QByteArray() : hits) + "]}"
            + (request.body.contains("aggs")
                    ? R"(,"aggregations":{"values":{"buckets":[{"key":"DE","doc_count":)" + bucket + "}]}}"
                    : QByteArray())
            + "}";
        return answer;
    }

private:
    PairSide m_side;
    const VerifyClusters *m_desk;
    NumberedDocuments m_numbered;
};

class DocumentsFactory final : public DocumentQueryFactory
{
public:
    DocumentsFactory(PairSide side, const VerifyClusters *desk) : m_side(side), m_desk(desk) { }
    std::unique_ptr<DocumentQuery> open(std::stop_token) override
    {
        return std::make_unique<Documents>(m_side, m_desk);
    }

private:
    PairSide m_side;
    const VerifyClusters *m_desk;
};

} // namespace

Result<std::unique_ptr<SearchClusterFactory>> VerifyClusters::cluster(const ComparedPair &, PairSide side)
{
    if (refuses)
        return fail(ErrorKind::Authentication, QStringLiteral("The password is wrong."));
    return std::make_unique<Factory>(side);
}

Result<std::unique_ptr<DocumentQueryFactory>> VerifyClusters::documents(const ComparedPair &, PairSide side)
{
    return std::make_unique<DocumentsFactory>(side, this);
}

Result<std::unique_ptr<SearchClusterFactory>> VerifyClusters::writableTarget(const ComparedPair &pair)
{
    return cluster(pair, PairSide::Target);
}

Result<void> VerifyClusters::certify(const VerifyResult &result, const QString &path, const QString &logo)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Storage, file.errorString());
    file.write(logo.toUtf8() + '\n' + QJsonDocument(result.toJson()).toJson());
    return {};
}

RepairableClusters::RepairableClusters()
{
    for (MemoryServer *server : {&source, &target}) {
        for (const char *index : {"customers", "orders-2024"})
            for (int i = 0; i < 20; ++i)
                server->put(QLatin1String(index), std::to_string(i), R"({"n":)" + std::to_string(i) + "}");
    }
    target.remove(QStringLiteral("customers"), "3");
    target.put(QStringLiteral("customers"), "more", R"({"n":1})");
    target.put(QStringLiteral("customers"), "5", R"({"n":6})");
    target.remove(QStringLiteral("orders-2024"), "9");
}

Result<std::unique_ptr<SearchClusterFactory>> RepairableClusters::cluster(const ComparedPair &, PairSide side)
{
    return std::make_unique<MemoryFactory>(side == PairSide::Source ? &source : &target);
}

Result<std::unique_ptr<SearchClusterFactory>> RepairableClusters::writableTarget(const ComparedPair &)
{
    return std::make_unique<MemoryFactory>(&target);
}

void saveVerifyProfiles(const QString &folder)
{
    const ProfileStore store(folder);
    const std::pair<const char *, const char *> names[] = {{"orders-eu", "PROD"}, {"orders-new", "STAGING"}};
    for (const auto &[name, environment] : names) {
        Profile profile;
        profile.endpoint.profile = QLatin1String(name);
        profile.endpoint.product = Product::Elasticsearch;
        profile.endpoint.url = QStringLiteral("https://%1.example:9243").arg(QLatin1String(name));
        profile.endpoint.environment = QLatin1String(environment);
        (void)store.save(&profile);
    }
}

} // namespace godwit::sample
