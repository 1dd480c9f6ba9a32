// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Queries compared and documents paged on real servers, Elasticsearch 7.17 against 8.
#include "connectors/elasticsearch/queryconnector.h"
#include "connectors/elasticsearch/searchconnector.h"
#include "engine/documentpager.h"
#include "engine/queryset.h"
#include "models/verifysession.h"
#include "models/verifytablemodel.h"
#include "tests/support/clusterfixture.h"

#include <QSet>
#include <QTest>
#include <QtConcurrent>

using namespace godwit;
using namespace godwit::test;

namespace {

constexpr auto shopMapping
    = R"({"name":{"type":"text"},"text":{"type":"text","analyzer":"%"},"country":{"type":"keyword"},)"
      R"("price":{"type":"double"},"stock":{"type":"long"},"when":{"type":"date"}})";

QByteArray creation(const char *analyzer, int shards)
{
    return R"({"settings":{"number_of_shards":)" + QByteArray::number(shards)
        + R"(,"number_of_replicas":0},"mappings":{"properties":)" + QByteArray(shopMapping).replace("%", analyzer)
        + "}}";
}

QByteArray shopDocuments(int count)
{
    const char *const words[] = {"running", "Running", "runner", "Chair", "chair", "the house", "House", "swimming"};
    const char *const countries[] = {"DE", "FR", "IT"};
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        const QByteArray n = QByteArray::number(i);
        lines += "{\"index\":{\"_id\":\"" + n + "\"}}\n{\"name\":\"item " + n + "\",\"text\":\"" + words[i % 8]
            + " of number " + n + "\",\"country\":\"" + countries[i % 3] + "\",\"price\":" + n
            + ".50,\"stock\":9007199254740993,\"when\":\"2024-05-" + (i % 28 < 9 ? "0" : "")
            + QByteArray::number(i % 28 + 1) + "\"}\n";
    }
    return lines;
}

//! Off the main thread, as every request is.
template <class Work>
auto away(Work work)
{
    return QtConcurrent::run(work).result();
}

Endpoint at(const TestCluster &cluster)
{
    Endpoint endpoint;
    endpoint.url = cluster.url();
    return endpoint;
}

//! The two servers of this test.
class TwoServers final : public VerifyDesk
{
public:
    Result<std::unique_ptr<SearchClusterFactory>> cluster(const ComparedPair &pair, PairSide side) override
    {
        return std::make_unique<SearchConnector>(side == PairSide::Source ? pair.source : pair.target, Secrets());
    }
    Result<std::unique_ptr<DocumentQueryFactory>> documents(const ComparedPair &pair, PairSide side) override
    {
        return std::make_unique<QueryConnector>(side == PairSide::Source ? pair.source : pair.target, Secrets());
    }
    Result<std::unique_ptr<SearchClusterFactory>> writableTarget(const ComparedPair &pair) override
    {
        return std::make_unique<SearchConnector>(pair.target, Secrets());
    }
    Result<void> certify(const VerifyResult &, const QString &, const QString &) override { return {}; }
};

} // namespace

class TestQueryCompare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_source = std::make_unique<TestCluster>(QStringLiteral("es7"));
        VERIFY_CLUSTER(*m_source);
        m_target = std::make_unique<TestCluster>(QStringLiteral("es8"));
        VERIFY_CLUSTER(*m_target);
        for (TestCluster *cluster : {m_source.get(), m_target.get()}) {
            const bool old = cluster == m_source.get();
            make(*cluster, "shop", "simple", 3);
            make(*cluster, "stemmed", old ? "simple" : "whitespace", 1);
            QVERIFY(cluster->bulk(shopDocuments(300), "shop"));
            QVERIFY(cluster->bulk(shopDocuments(300), "stemmed"));
            QVERIFY(cluster->refresh());
        }
    }

    void equalIndicesShowNoDifference_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("lucene");
        QTest::newRow("all") << QStringLiteral("{}") << false;
        QTest::newRow("match") << QStringLiteral(R"({"query":{"match":{"text":"running"}},"size":20})") << false;
        QTest::newRow("sort") << QStringLiteral(R"({"sort":[{"price":"desc"}],"size":20})") << false;
        QTest::newRow("aggregation") << QStringLiteral(
            R"({"size":0,"aggs":{"c":{"terms":{"field":"country"},"aggs":{"p":{"avg":{"field":"price"}}}}}})")
                                     << false;
        QTest::newRow("lucene") << QStringLiteral("text:chair AND price:[10 TO 200]") << true;
    }
    void equalIndicesShowNoDifference()
    {
        QFETCH(QString, text);
        QFETCH(bool, lucene);
        const QueryComparison c = compare({{}, lucene, text}, QStringLiteral("shop"));
        QVERIFY2(c.source.problem.isEmpty(), qPrintable(c.source.problem));
        QVERIFY2(c.target.problem.isEmpty(), qPrintable(c.target.problem));
        QCOMPARE(c.verdict, QueryVerdict::Same);
        QVERIFY(c.source.total > 0);
        QVERIFY(c.source.tookMs >= 0 && c.target.tookMs >= 0);
        QCOMPARE(c.overlap, 1.0);
    }

    void anAnalyzerThatDiffersShows()
    {
        const SavedQuery query{{}, false, QStringLiteral(R"({"query":{"match":{"text":"running"}},"size":100})")};
        const QueryComparison c = compare(query, QStringLiteral("stemmed"));
        QCOMPARE(c.verdict, QueryVerdict::HitsDiffer);
        QVERIFY(c.source.total > c.target.total); // only one side takes "Running" for the same word
        QVERIFY(c.overlap < 1 && c.rankOverlap < 1);
        const auto causes = likelyCauses(query,
            analyzerDifferences(
                definition(*m_source, QStringLiteral("stemmed")), definition(*m_target, QStringLiteral("stemmed"))));
        QCOMPARE(causes.size(), 1);
        QCOMPARE(causes.first().field, QStringLiteral("text"));
        QCOMPARE(causes.first().source, QStringLiteral("simple"));
        QCOMPARE(causes.first().target, QStringLiteral("whitespace"));
        QVERIFY(analyzerDifferences(
            definition(*m_source, QStringLiteral("shop")), definition(*m_target, QStringLiteral("shop")))
                    .isEmpty());
    }

    void samplesRunOnBothSides()
    {
        const auto samples = away([this] {
            const auto source = QueryConnector(at(*m_source), {}).open({});
            return drawSamples(definitionHere(*m_source, QStringLiteral("shop")), *source);
        });
        QVERIFY2(samples, qPrintable(samples ? QString() : samples.error().summary));
        QVERIFY(samples->size() >= 8);
        for (const SavedQuery &query : *samples) {
            const QueryComparison c = compare(query, QStringLiteral("shop"));
            QVERIFY2(c.verdict == QueryVerdict::Same,
                qPrintable(query.text + c.source.problem + c.target.problem + QString::number(int(c.verdict))));
        }
    }

    void aRefusedQueryNamesTheServersReason()
    {
        const QueryComparison c
            = compare({{}, false, QStringLiteral(R"({"query":{"nonsense":{}}})")}, QStringLiteral("shop"));
        QCOMPARE(c.verdict, QueryVerdict::Unknown);
        QVERIFY2(c.source.problem.contains(QLatin1String("nonsense")), qPrintable(c.source.problem));
    }

    void anyDocumentOfAnIndexIsPagedTo()
    {
        constexpr int documents = 12'000;
        make(*m_source, "pages", "standard", 2);
        QVERIFY(m_source->bulk(shopDocuments(documents), "pages"));
        // Updates and deletes leave holes in the numbers.
        QByteArray changes;
        for (int i = 0; i < documents; i += 5)
            changes += "{\"delete\":{\"_id\":\"" + QByteArray::number(i) + "\"}}\n";
        QVERIFY(m_source->bulk(changes, "pages"));
        QVERIFY(m_source->bulk(shopDocuments(40), "pages"));
        QVERIFY(m_source->refresh());
        const qint64 there = m_source->count("pages");
        QSet<QString> seen;
        qint64 counted = -1;
        QString problem;
        qint64 narrowed = -1;
        away([&] {
            const auto query = QueryConnector(at(*m_source), {}).open({});
            DocumentPager pager(*query, QStringLiteral("pages"));
            counted = pager.count().value_or(-1);
            // From the end to the beginning, as a scroll could not.
            for (qint64 row = (counted - 1) / 100 * 100; row >= 0; row -= 100) {
                const auto page = pager.rows(row, 100);
                if (!page)
                    problem = page.error().summary + page.error().detail;
                for (const DocumentRow &document : page.value_or(QList<DocumentRow>()))
                    seen.insert(document.id);
            }
            narrowed
                = DocumentPager(*query, QStringLiteral("pages"), QStringLiteral("country:DE")).count().value_or(-1);
            return true;
        });
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QCOMPARE(counted, there);
        QCOMPARE(seen.size(), there);
        const QJsonDocument german = m_source->request("GET", "/pages/_count?q=country:DE");
        QCOMPARE(narrowed, german[QLatin1String("count")].toInteger());
    }

    void aComparisonReportsToTheWindow()
    {
        for (TestCluster *cluster : {m_source.get(), m_target.get()}) {
            make(*cluster, "held", "simple", 1);
            QVERIFY(cluster->bulk(shopDocuments(200), "held"));
        }
        int status = 0;
        m_target->rawRequest("DELETE", "/held/_doc/7", {}, &status);
        QCOMPARE(status, 200);
        m_target->rawRequest("PUT", "/held/_doc/extra", R"({"name":"more"})", &status);
        QCOMPARE(status, 201);
        m_target->rawRequest("PUT", "/held/_doc/9", R"({"name":"other"})", &status);
        QCOMPARE(status, 200);
        for (TestCluster *cluster : {m_source.get(), m_target.get()})
            QVERIFY(cluster->refresh());
        TwoServers desk;
        const QTemporaryDir folder;
        VerifyRequest request;
        request.pairs
            = {{QStringLiteral("held"), QStringLiteral("held")}, {QStringLiteral("shop"), QStringLiteral("shop")}};
        VerifySession session(&desk, {at(*m_source), at(*m_target)}, request, folder.filePath(QStringLiteral("one")));
        QCOMPARE(session.progress().rows.size(), 2); // shown before anything is known
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), VerifySession::Phase::Ended, 90'000);
        QVERIFY2(session.result().outcome == Outcome::Findings, qPrintable(session.result().reason));
        QStringList found;
        for (const VerifyFinding &finding : session.findings()) {
            if (!finding.id.isEmpty())
                found.append(QString(finding.kind + u' ' + finding.id));
        }
        found.sort();
        QCOMPARE(found,
            (QStringList{QStringLiteral("different 9"), QStringLiteral("extra extra"), QStringLiteral("missing 7")}));
        QCOMPARE(session.progress().rows.at(1).state, VerifyState::Equal);
        FindingFilter filter;
        filter.setKind(QStringLiteral("missing"));
        const QString exported = folder.filePath(QStringLiteral("missing.ndjson"));
        QCOMPARE(exportFindings(session.findingsFile(), exported, filter), QString());
        QFile file(exported);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 1);
    }

private:
    static void make(TestCluster &cluster, const char *index, const char *analyzer, int shards)
    {
        int status = 0;
        cluster.rawRequest("PUT", QByteArray("/") + index, creation(analyzer, shards), &status);
        QCOMPARE(status, 200);
    }
    QueryComparison compare(const SavedQuery &query, const QString &index)
    {
        return away([&] {
            const auto source = QueryConnector(at(*m_source), {}).open({});
            const auto target = QueryConnector(at(*m_target), {}).open({});
            return runOnBoth(query, *source, index, *target, index);
        });
    }
    static IndexDefinition definitionHere(const TestCluster &cluster, const QString &index)
    {
        const auto found = SearchConnector(at(cluster), {}).open({})->definitions({index});
        return found ? found->value(index) : IndexDefinition();
    }
    static IndexDefinition definition(const TestCluster &cluster, const QString &index)
    {
        return away([&] { return definitionHere(cluster, index); });
    }

    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
};

QTEST_GUILESS_MAIN(TestQueryCompare)
#include "tst_querycompare.moc"
