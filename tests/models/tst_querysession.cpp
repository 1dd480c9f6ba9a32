// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One document as both sides have it, each under its own routing.
#include "models/querysession.h"
#include "tests/support/memorycluster.h"

#include <QTest>

#include <atomic>

using namespace godwit;

namespace {

const QString orders = QStringLiteral("orders");

//! Finds a document by its id, whatever its routing.
class Finder final : public DocumentQuery
{
public:
    Finder(const MemoryServer *server, std::atomic<int> *asked) : m_server(server), m_asked(asked) { }
    Result<SearchAnswer> search(const SearchRequest &request) override
    {
        ++*m_asked;
        const QJsonArray ids = QJsonDocument::fromJson(request.body)[QLatin1String("query")][QLatin1String("ids")]
                                   [QLatin1String("values")]
                                       .toArray();
        const MemoryServer::Documents documents = m_server->documents(request.index);
        const auto found = documents.find(ids.at(0).toString().toStdString());
        SearchAnswer answer;
        answer.timedOut = false;
        answer.shards = answer.successful = 1;
        answer.failed = 0;
        QByteArray hit;
        if (found != documents.end()) {
            hit = "{\"_id\":\"" + QByteArray::fromStdString(found->first) + '"';
            if (!found->second.routing.empty())
                hit += ",\"_routing\":\"" + QByteArray::fromStdString(found->second.routing) + '"';
            hit += ",\"_score\":1.0}";
        }
        answer.body = "{\"hits\":{\"total\":1,\"hits\":[" + hit + "]}}";
        return answer;
    }

private:
    const MemoryServer *m_server;
    std::atomic<int> *m_asked;
};

class FinderFactory final : public DocumentQueryFactory
{
public:
    FinderFactory(const MemoryServer *server, std::atomic<int> *asked) : m_server(server), m_asked(asked) { }
    std::unique_ptr<DocumentQuery> open(std::stop_token) override
    {
        return std::make_unique<Finder>(m_server, m_asked);
    }

private:
    const MemoryServer *m_server;
    std::atomic<int> *m_asked;
};

class Desk final : public VerifyDesk
{
public:
    MemoryServer source{QStringLiteral("source")};
    MemoryServer target{QStringLiteral("target")};
    std::atomic<int> searches = 0;

    Result<std::unique_ptr<SearchClusterFactory>> cluster(const ComparedPair &, PairSide side) override
    {
        return std::make_unique<MemoryFactory>(side == PairSide::Source ? &source : &target);
    }
    Result<std::unique_ptr<DocumentQueryFactory>> documents(const ComparedPair &, PairSide side) override
    {
        return std::make_unique<FinderFactory>(side == PairSide::Source ? &source : &target, &searches);
    }
    Result<std::unique_ptr<SearchClusterFactory>> writableTarget(const ComparedPair &) override
    {
        return std::make_unique<MemoryFactory>(&target);
    }
    Result<void> certify(const VerifyResult &, const QString &, const QString &) override { return {}; }
};

} // namespace

class TestQuerySession : public QObject
{
    Q_OBJECT

    std::unique_ptr<Desk> m_desk;
    QuerySession::BothSources lookUp(const DocumentOnBoth &document)
    {
        QuerySession session(m_desk.get());
        session.setIndices({{}, orders, orders});
        QuerySession::BothSources read;
        bool done = false;
        connect(&session, &QuerySession::documentRead, this, [&](const QuerySession::BothSources &both) {
            read = both;
            done = true;
        });
        session.lookUp(document);
        if (!QTest::qWaitFor([&] { return done; }))
            read.problem = QStringLiteral("no answer");
        return read;
    }

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<Desk>();
        m_desk->source.shards.insert(orders, 8); // so that a document is only found under its routing
        m_desk->target.shards.insert(orders, 8);
        m_desk->source.put(orders, "63", "{\"n\":63}", "r0");
        m_desk->target.put(orders, "63", "{\"n\":63}"); // its routing is lost
        m_desk->source.put(orders, "1", "{\"n\":1}", "r1");
        m_desk->target.put(orders, "1", "{\"n\":1}", "r1");
    }
    void eachSideIsAskedUnderItsOwnRouting()
    {
        const auto both = lookUp({QStringLiteral("63"), QStringLiteral("r0"), QString()});
        QCOMPARE(both.problem, QString());
        QCOMPARE(both.source, QByteArray("{\"n\":63}"));
        QCOMPARE(both.target, both.source);
        QCOMPARE(both.sourceRouting, QStringLiteral("r0"));
        QCOMPARE(both.targetRouting, QString());
        QCOMPARE(m_desk->searches.load(), 0);
    }
    void aRoutingThatIsNotKnownIsLookedFor()
    {
        const auto fromSource = lookUp({QStringLiteral("63"), QStringLiteral("r0"), {}});
        QCOMPARE(fromSource.target, QByteArray("{\"n\":63}"));
        QVERIFY(fromSource.targetRouting.isEmpty());
        const auto fromTarget = lookUp({QStringLiteral("63"), {}, QString()});
        QCOMPARE(fromTarget.source, QByteArray("{\"n\":63}"));
        QCOMPARE(fromTarget.sourceRouting, QStringLiteral("r0"));
        QCOMPARE(m_desk->searches.load(), 2);
    }
    void theUsualRoutingIsThatOfTheOtherSide()
    {
        const auto both = lookUp({QStringLiteral("1"), {}, QStringLiteral("r1")});
        QCOMPARE(both.source, both.target);
        QCOMPARE(both.sourceRouting, QStringLiteral("r1"));
        QCOMPARE(m_desk->searches.load(), 0);
    }
    void whatIsNowhereIsNotThere()
    {
        m_desk->source.put(orders, "7", "{}", "r7");
        const auto both = lookUp({QStringLiteral("7"), QStringLiteral("r7"), {}});
        QCOMPARE(both.problem, QString());
        QCOMPARE(both.source, QByteArray("{}"));
        QVERIFY(both.target.isNull());
    }
};

QTEST_GUILESS_MAIN(TestQuerySession)
#include "tst_querysession.moc"
