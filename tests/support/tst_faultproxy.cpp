// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultproxy.h"
#include "tests/support/httpverify.h"
#include "tests/support/scriptedserver.h"

#include <QElapsedTimer>
#include <thread>
#include <vector>

using namespace godwit;
using namespace godwit::test;
using namespace std::chrono_literals;

//! The tests of faults are only worth as much as the proxy that makes them.
class TestFaultProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everythingPassesByteForByte_data();
    void everythingPassesByteForByte();
    void manyConnectionsPassAtOnce();
    void refusedMeansRefusedAndComesBack();
    void resetsHitTheMiddleOfTheAnswer();
    void truncatedAnswersEndEarly();
    void lostAnswersReachedTheServer();
    void cannedAnswersNeverReachTheServer();
    void rulesHitOnlyWhatTheyMatch();
    void theHookSeesEveryRequest();
    void answersCanBeRewritten();
    void answersCanBeDelayed();
    void bandwidthIsLimited();
    void openConnectionsCanBeReset();
    void theTargetCanMove();
    void aDeadTargetHangsUp();

private:
    Result<HttpResponse> ask(const QByteArray &path, const QByteArray &body = {}, int retries = 0);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<HttpClient> m_client;
};

namespace {

const QRegularExpression everything;

} // namespace

void TestFaultProxy::init()
{
    m_client.reset();
    m_proxy.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_proxy = std::make_unique<FaultProxy>(m_server->port());
    Endpoint endpoint;
    endpoint.url = m_proxy->url();
    m_client = std::make_unique<HttpClient>(endpoint, Secrets{});
}

Result<HttpResponse> TestFaultProxy::ask(const QByteArray &path, const QByteArray &body, int retries)
{
    HttpRequest request;
    request.path = path;
    request.body = body;
    request.method = body.isEmpty() ? Method::Get : Method::Post;
    request.idempotent = true;
    request.retries = retries;
    request.timeout = 10s;
    return m_client->send(request);
}

void TestFaultProxy::everythingPassesByteForByte_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<bool>("closeAfter");
    for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(100'000), qsizetype(8'000'000)}) {
        QTest::addRow("%lld with a length", qlonglong(size)) << size << false << false;
        QTest::addRow("%lld chunked", qlonglong(size)) << size << true << false;
        QTest::addRow("%lld closing", qlonglong(size)) << size << false << true;
    }
}

void TestFaultProxy::everythingPassesByteForByte()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, chunked);
    QFETCH(bool, closeAfter);
    ScriptedReply reply;
    reply.body = pattern(size);
    reply.chunked = chunked;
    reply.closeAfter = closeAfter;
    m_server->script({reply});
    for (int i = 0; i < 3; ++i) {
        const auto answer = ask("/x?y=%2F", reply.body, 1);
        VERIFY_ANSWER(answer);
        QVERIFY(answer->body == reply.body);
        QVERIFY(m_server->requests().last().body == reply.body);
        QCOMPARE(m_server->requests().last().target, QByteArray("/x?y=%2F"));
    }
    QVERIFY(m_proxy->seen() >= 3);
    QCOMPARE(m_proxy->faulted(), 0);
    HttpRequest head;
    head.method = Method::Head;
    head.path = "/h";
    VERIFY_ANSWER(m_client->send(head));
}

void TestFaultProxy::manyConnectionsPassAtOnce()
{
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < 4; ++worker) {
            workers.emplace_back([this, &good] {
                Endpoint endpoint;
                endpoint.url = m_proxy->url();
                HttpClient client(endpoint, Secrets{});
                for (int i = 0; i < 50; ++i) {
                    HttpRequest request;
                    request.path = "/";
                    good += client.send(request).has_value() ? 1 : 0;
                }
            });
        }
    }
    QCOMPARE(good.load(), 200);
    QCOMPARE(m_proxy->seen(), 200);
    QCOMPARE(m_proxy->connections(), 4);
}

void TestFaultProxy::refusedMeansRefusedAndComesBack()
{
    VERIFY_ANSWER(ask("/"));
    m_proxy->refuseConnections(true);
    const auto refused = ask("/");
    VERIFY_KIND(refused, ErrorKind::Connection);
    QVERIFY2(refused.error().summary.contains(QLatin1String("refuses")), qPrintable(refused.error().summary));
    m_proxy->refuseConnections(false);
    VERIFY_ANSWER(ask("/"));
    QCOMPARE(m_server->requests().size(), 2);
}

void TestFaultProxy::resetsHitTheMiddleOfTheAnswer()
{
    ScriptedReply reply;
    reply.body = pattern(300'000);
    m_server->script({reply});
    m_proxy->resetNext(2);
    VERIFY_KIND(ask("/"), ErrorKind::Connection);
    VERIFY_KIND(ask("/"), ErrorKind::Connection);
    VERIFY_ANSWER(ask("/"));
    QCOMPARE(m_server->requests().size(), 3);
    QCOMPARE(m_proxy->faulted(), 2);
}

void TestFaultProxy::truncatedAnswersEndEarly()
{
    for (const bool chunked : {false, true}) {
        ScriptedReply reply;
        reply.body = pattern(300'000);
        reply.chunked = chunked;
        m_server->script({reply});
        m_proxy->truncateNext(1);
        const auto cut = ask("/");
        VERIFY_KIND(cut, ErrorKind::Connection);
        QVERIFY2(cut.error().summary.contains(QLatin1String("middle")), qPrintable(cut.error().summary));
        VERIFY_ANSWER(ask("/"));
    }
}

void TestFaultProxy::lostAnswersReachedTheServer()
{
    m_proxy->loseAnswerNext(1);
    VERIFY_KIND(ask("/", "{}"), ErrorKind::Connection);
    QCOMPARE(m_server->requests().size(), 1);
    Fault before;
    before.cut = Fault::Cut::BeforeServer;
    m_proxy->faultNext(1, everything, before);
    VERIFY_KIND(ask("/", "{}"), ErrorKind::Connection);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestFaultProxy::cannedAnswersNeverReachTheServer()
{
    m_proxy->answerNext(1, everything, {429, "{}", "application/json", {{"Retry-After", "7"}}});
    m_proxy->answerNext(1, everything, {413, "<html>too large</html>", "text/html", {}});
    const auto busy = ask("/", "{}");
    VERIFY_KIND(busy, ErrorKind::Busy);
    QCOMPARE(busy.error().retryAfter, 7000ms);
    VERIFY_KIND(ask("/", "{}"), ErrorKind::TooLarge);
    QVERIFY(m_server->requests().isEmpty());
    VERIFY_ANSWER(ask("/", "{}"));
    QCOMPARE(m_proxy->connections(), 1);
}

void TestFaultProxy::rulesHitOnlyWhatTheyMatch()
{
    const QRegularExpression bulk(QStringLiteral("^POST /[^?]*_bulk"));
    m_proxy->answerNext(2, bulk, {});
    VERIFY_ANSWER(ask("/_bulk"));
    VERIFY_KIND(ask("/a/_bulk?x=1", "{}"), ErrorKind::Busy);
    VERIFY_ANSWER(ask("/_search", "{}"));
    VERIFY_KIND(ask("/_bulk", "{}"), ErrorKind::Busy);
    VERIFY_ANSWER(ask("/_bulk", "{}"));
    QCOMPARE(m_proxy->seen(bulk), 3);
    QCOMPARE(m_proxy->seen(), 5);
    m_proxy->answerNext(1, everything, {});
    m_proxy->clear();
    VERIFY_ANSWER(ask("/"));
}

void TestFaultProxy::theHookSeesEveryRequest()
{
    m_proxy->setHook([](const ProxiedRequest &request) {
        Fault fault;
        if (request.method == "POST" && request.path == "/_bulk" && request.body.contains("poison"))
            fault.instead = CannedAnswer{400, "{}", "application/json", {}};
        return fault;
    });
    VERIFY_ANSWER(ask("/_bulk", "good"));
    VERIFY_KIND(ask("/_bulk", "some poison"), ErrorKind::Refused);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(m_proxy->faulted(), 1);
}

void TestFaultProxy::answersCanBeRewritten()
{
    Fault wrong;
    wrong.rewrite = [](const QByteArray &body) { return QByteArray(body).replace("right", "wrong!"); };
    for (const bool chunked : {false, true}) {
        ScriptedReply reply;
        reply.body = "{\"it\":\"right\"}";
        reply.chunked = chunked;
        m_server->script({reply});
        m_proxy->faultNext(1, everything, wrong);
        const auto answer = ask("/");
        VERIFY_ANSWER(answer);
        QCOMPARE(answer->body, QByteArray("{\"it\":\"wrong!\"}"));
        QCOMPARE(answer->contentType, QByteArray("application/json"));
        QCOMPARE(ask("/")->body, reply.body);
    }
}

void TestFaultProxy::answersCanBeDelayed()
{
    m_proxy->delayAnswers(300ms);
    QElapsedTimer clock;
    clock.start();
    VERIFY_ANSWER(ask("/"));
    QVERIFY2(clock.elapsed() >= 295, qPrintable(QString::number(clock.elapsed())));
    m_proxy->answerNext(1, everything, {});
    clock.restart();
    VERIFY_KIND(ask("/"), ErrorKind::Busy);
    QVERIFY2(clock.elapsed() >= 295, qPrintable(QString::number(clock.elapsed())));
    m_proxy->delayAnswers(0ms);
    clock.restart();
    VERIFY_ANSWER(ask("/"));
    QVERIFY(clock.elapsed() < 250);
}

void TestFaultProxy::bandwidthIsLimited()
{
    ScriptedReply reply;
    reply.body = pattern(400'000);
    m_server->script({reply});
    m_proxy->limitBandwidth(1'000'000);
    QElapsedTimer clock;
    clock.start();
    const auto answer = ask("/");
    VERIFY_ANSWER(answer);
    QVERIFY(answer->body == reply.body);
    QVERIFY2(clock.elapsed() >= 350, qPrintable(QString::number(clock.elapsed())));
}

void TestFaultProxy::openConnectionsCanBeReset()
{
    ScriptedReply reply;
    reply.silent = true;
    m_server->script({reply});
    std::jthread breaker([this] {
        while (m_proxy->seen() == 0)
            std::this_thread::sleep_for(5ms);
        m_proxy->resetConnections();
    });
    VERIFY_KIND(ask("/"), ErrorKind::Connection);
}

void TestFaultProxy::theTargetCanMove()
{
    VERIFY_ANSWER(ask("/"));
    ScriptedServer other;
    m_proxy->setTargetPort(other.port());
    m_proxy->resetConnections();
    VERIFY_ANSWER(ask("/"));
    QCOMPARE(other.requests().size(), 1);
}

void TestFaultProxy::aDeadTargetHangsUp()
{
    m_server.reset();
    VERIFY_KIND(ask("/"), ErrorKind::Connection);
}

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
