// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpverify.h"

#include <QElapsedTimer>

#include <thread>

using namespace godwit;
using namespace godwit::test;
using namespace std::chrono_literals;

//! Requests, retries, redirects, proxies, time-outs and stopping.
class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathAndQueryArriveUnchanged();
    void aPrefixStandsBeforeEveryPath();
    void everyMethodIsSpokenAndTheConnectionKept();
    void credentialsGoOutInTheirForm_data();
    void credentialsGoOutInTheirForm();
    void busyServersAreAskedAgainAfterRetryAfter();
    void retriesAreBounded();
    void whatMustNotBeRepeatedIsSentOnce_data();
    void whatMustNotBeRepeatedIsSentOnce();
    void aBrokenConnectionIsTriedAgain();
    void aStaleConnectionDoesNotCostARequest();
    void silenceEndsWithATimeout();
    void slowBytesAreNotSilence();
    void stoppingWorksAtAnyMoment_data();
    void stoppingWorksAtAnyMoment();
    void redirectsToAnotherHostAreRefused();
    void redirectsOnTheSameServerAreFollowed();
    void changesAreNeverRedirected();
    void loopbackNeverGoesThroughAProxy();
    void otherHostsGoThroughTheProxy();
    void encryptedConnectionsAreTunnelled();
    void aClientMayMoveToAnotherThread();
};

void TestHttpClient::pathAndQueryArriveUnchanged()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    HttpRequest request = get("/%3Clogs-%7Bnow%2Fd%7D%3E/_doc/a%2Fb%20c%25%2B+%C3%A4,x:y*");
    request.query = "q=a%2Bb%26c&routing=%22%2F&filter_path=hits.hits._id,took";
    VERIFY_ANSWER(client.send(request));
    QCOMPARE(server.requests().first().target, QByteArray(request.path + '?' + request.query));
}

void TestHttpClient::aPrefixStandsBeforeEveryPath()
{
    ScriptedServer server;
    for (const QString &prefix : {QStringLiteral("/search/eu"), QStringLiteral("/search/eu/")}) {
        HttpClient client(endpointOf(server, prefix), {});
        VERIFY_ANSWER(client.send(get("/_cat/indices")));
        QCOMPARE(server.requests().last().target, QByteArray("/search/eu/_cat/indices"));
        QCOMPARE(client.address(), QString(server.url() + QLatin1String("/search/eu")));
    }
}

void TestHttpClient::everyMethodIsSpokenAndTheConnectionKept()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    const QList<QPair<Method, QByteArray>> methods = {{Method::Get, "GET"}, {Method::Head, "HEAD"},
        {Method::Post, "POST"}, {Method::Put, "PUT"}, {Method::Delete, "DELETE"}};
    for (const auto &[method, name] : methods) {
        for (const QByteArray &body : {QByteArray(), QByteArray("{\"a\":1}")}) {
            HttpRequest request = get("/x");
            request.method = method;
            request.body = method == Method::Head ? QByteArray() : body;
            const auto answer = client.send(request);
            VERIFY_ANSWER(answer);
            QCOMPARE(answer->body, method == Method::Head ? QByteArray() : QByteArray("{}"));
            const ScriptedRequest seen = server.requests().last();
            QCOMPARE(seen.method, name);
            QCOMPARE(seen.body, request.body);
            QCOMPARE(
                seen.header("Content-Type"), request.body.isEmpty() ? QByteArray() : QByteArray("application/json"));
            if (method == Method::Post || method == Method::Put)
                QCOMPARE(seen.header("Content-Length"), QByteArray::number(request.body.size()));
        }
    }
    QCOMPARE(server.connections(), 1);
}

void TestHttpClient::credentialsGoOutInTheirForm_data()
{
    QTest::addColumn<AuthKind>("kind");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("none") << AuthKind::None << QStringLiteral("x") << QByteArray();
    QTest::newRow("basic") << AuthKind::Basic << QStringLiteral("pä:ss") << QByteArray("Basic bWU6cMOkOnNz");
    QTest::newRow("id and key") << AuthKind::ApiKey << QStringLiteral("id:key") << QByteArray("ApiKey aWQ6a2V5");
    QTest::newRow("encoded key") << AuthKind::ApiKey << QStringLiteral(" aWQ6a2V5\n") << QByteArray("ApiKey aWQ6a2V5");
    QTest::newRow("bearer") << AuthKind::Bearer << QStringLiteral("root:Milvus") << QByteArray("Bearer root:Milvus");
}

void TestHttpClient::credentialsGoOutInTheirForm()
{
    QFETCH(AuthKind, kind);
    QFETCH(QString, secret);
    ScriptedServer server;
    Endpoint endpoint = endpointOf(server);
    endpoint.auth = kind;
    endpoint.user = QStringLiteral("me");
    HttpClient client(endpoint, {secret, secret, secret});
    VERIFY_ANSWER(client.send(get()));
    QTEST(server.requests().first().header("Authorization"), "header");
}

void TestHttpClient::busyServersAreAskedAgainAfterRetryAfter()
{
    ScriptedServer server;
    server.script({status(429, "{}", {{"Retry-After", "1"}}), status(503), status(200, "[1]")});
    HttpClient client(endpointOf(server), {});
    QElapsedTimer clock;
    clock.start();
    const auto answer = client.send(post("{}\n", true));
    VERIFY_ANSWER(answer);
    QCOMPARE(answer->body, QByteArray("[1]"));
    QCOMPARE(server.requests().size(), 3);
    QVERIFY2(clock.elapsed() >= 1000, "Retry-After was not respected");

    server.script({status(429, "{}", {{"Retry-After", "600"}})});
    const auto later = client.send(get());
    VERIFY_KIND(later, ErrorKind::Busy);
    QCOMPARE(later.error().retryAfter, 600'000ms);
    QCOMPARE(server.requests().size(), 4);
}

void TestHttpClient::retriesAreBounded()
{
    ScriptedServer server;
    server.script({status(503)});
    HttpClient client(endpointOf(server), {});
    HttpRequest request = get();
    request.retries = 2;
    VERIFY_KIND(client.send(request), ErrorKind::Busy);
    QCOMPARE(server.requests().size(), 3);
    request.retries = 0;
    VERIFY_KIND(client.send(request), ErrorKind::Busy);
    QCOMPARE(server.requests().size(), 4);
}

void TestHttpClient::whatMustNotBeRepeatedIsSentOnce_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("post") << Method::Post << QByteArray("{\"a\":1}");
    QTest::newRow("large post") << Method::Post << pattern(3'000'000);
    QTest::newRow("empty post") << Method::Post << QByteArray();
    QTest::newRow("empty put") << Method::Put << QByteArray();
    QTest::newRow("delete") << Method::Delete << QByteArray();
}

void TestHttpClient::whatMustNotBeRepeatedIsSentOnce()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, body);
    ScriptedServer server;
    ScriptedReply dropped;
    dropped.drop = true;
    HttpClient client(endpointOf(server), {});
    HttpRequest request = get("/x");
    request.method = method;
    request.body = body;

    server.script({status(503)});
    VERIFY_KIND(client.send(request), ErrorKind::Busy);
    QCOMPARE(server.requests().size(), 1);

    server.script({dropped}); // on the kept connection
    const auto broken = client.send(request);
    VERIFY_KIND(broken, ErrorKind::Connection);
    QVERIFY2(broken.error().summary.contains(QLatin1String("may have been carried out")), qPrintable(told(broken)));
    QCOMPARE(server.requests().size(), 2);
    VERIFY_KIND(client.send(request), ErrorKind::Connection); // on a new one
    QCOMPARE(server.requests().size(), 3);
}

void TestHttpClient::aBrokenConnectionIsTriedAgain()
{
    ScriptedServer server;
    ScriptedReply dropped;
    dropped.drop = true;
    server.script({dropped, dropped, status(200, "[2]")});
    HttpClient client(endpointOf(server), {});
    const auto answer = client.send(post(pattern(100'000), true));
    VERIFY_ANSWER(answer);
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.requests().last().body, pattern(100'000));

    server.script({dropped});
    HttpRequest request = get();
    request.retries = 1;
    VERIFY_KIND(client.send(request), ErrorKind::Connection);
}

void TestHttpClient::aStaleConnectionDoesNotCostARequest()
{
    ScriptedServer server;
    ScriptedReply last = status(200);
    last.closeAfter = true;
    server.script({last});
    HttpClient client(endpointOf(server), {});
    for (int i = 0; i < 5; ++i) {
        VERIFY_ANSWER(client.send(post("{}\n", false)));
        std::this_thread::sleep_for(20ms);
    }
    QCOMPARE(server.requests().size(), 5);
    QCOMPARE(server.connections(), 5);
}

void TestHttpClient::silenceEndsWithATimeout()
{
    ScriptedServer server;
    ScriptedReply silent;
    silent.silent = true;
    ScriptedReply stuck = status(200, pattern(1000));
    stuck.bodyDelay = 5s;
    for (const ScriptedReply &reply : {silent, stuck}) {
        server.script({reply});
        HttpClient client(endpointOf(server), {});
        HttpRequest request = once();
        request.timeout = 200ms;
        QElapsedTimer clock;
        clock.start();
        const auto answer = client.send(request);
        VERIFY_KIND(answer, ErrorKind::Timeout);
        QVERIFY(answer.error().retryable);
        QVERIFY(clock.elapsed() >= 190 && clock.elapsed() < 2000);
    }
}

void TestHttpClient::slowBytesAreNotSilence()
{
    ScriptedServer server;
    ScriptedReply slow = status(200, pattern(1000));
    slow.headDelay = 400ms;
    slow.bodyDelay = 400ms;
    server.script({slow});
    HttpClient client(endpointOf(server), {});
    HttpRequest request = once();
    request.timeout = 600ms;
    VERIFY_ANSWER(client.send(request));
}

void TestHttpClient::stoppingWorksAtAnyMoment_data()
{
    QTest::addColumn<int>("moment"); // milliseconds after the start; below 0: before it
    QTest::addColumn<QString>("phase");
    for (const char *phase : {"head", "body", "pause", "upload"}) {
        for (const int moment : {-1, 0, 1, 5, 150})
            QTest::addRow("%s at %d", phase, moment) << moment << QString::fromLatin1(phase);
    }
}

void TestHttpClient::stoppingWorksAtAnyMoment()
{
    QFETCH(int, moment);
    QFETCH(QString, phase);
    ScriptedServer server;
    ScriptedReply reply = status(200, pattern(1000));
    HttpRequest request = get();
    if (phase == QLatin1String("head")) {
        reply.silent = true;
    } else if (phase == QLatin1String("body")) {
        reply.bodyDelay = 20s;
    } else if (phase == QLatin1String("pause")) {
        reply = status(429, "{}", {{"Retry-After", "30"}});
    } else {
        reply.silent = true;
        request = post(QByteArray(50'000'000, 'x'), false);
    }
    server.script({reply});
    HttpClient client(endpointOf(server), {});
    std::stop_source source;
    if (moment < 0)
        source.request_stop();
    std::jthread stopper([&source, moment] {
        std::this_thread::sleep_for(std::chrono::milliseconds(std::max(moment, 0)));
        source.request_stop();
    });
    QElapsedTimer clock;
    clock.start();
    const auto answer = client.send(request, source.get_token());
    VERIFY_KIND(answer, ErrorKind::Cancelled);
    QVERIFY2(clock.elapsed() < moment + 500, qPrintable(QString::number(clock.elapsed())));
    if (moment < 0)
        QVERIFY(server.requests().isEmpty());
    server.script({status(200)});
    VERIFY_ANSWER(client.send(get())); // and the client is still good for the next one
}

void TestHttpClient::redirectsToAnotherHostAreRefused()
{
    ScriptedServer other;
    ScriptedServer server;
    server.script({status(302, "{}", {{"Location", other.url().toLatin1() + "/x?token=1"}})});
    Endpoint endpoint = endpointOf(server);
    endpoint.auth = AuthKind::Basic;
    HttpClient client(endpoint, {QStringLiteral("pw"), {}, {}});
    const auto answer = client.send(get());
    VERIFY_KIND(answer, ErrorKind::Refused);
    QCOMPARE(answer.error().httpStatus, 302);
    QVERIFY2(answer.error().summary.contains(QString::number(other.port())), qPrintable(told(answer)));
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(other.requests().isEmpty());
    QCOMPARE(other.connections(), 0);
}

void TestHttpClient::redirectsOnTheSameServerAreFollowed()
{
    ScriptedServer server;
    server.setHandler([](const ScriptedRequest &request) {
        return request.target == "/b" ? status(200, "[3]") : status(301, "{}", {{"Location", "/b"}});
    });
    HttpClient client(endpointOf(server), {});
    const auto answer = client.send(get("/a"));
    VERIFY_ANSWER(answer);
    QCOMPARE(answer->body, QByteArray("[3]"));

    server.script({status(301, "{}", {{"Location", "/round"}})});
    const qsizetype before = server.requests().size();
    VERIFY_KIND(client.send(get("/round")), ErrorKind::Refused);
    QCOMPARE(server.requests().size(), before + 4);
}

void TestHttpClient::changesAreNeverRedirected()
{
    ScriptedServer server;
    server.script({status(307, "{}", {{"Location", "/b"}})});
    HttpClient client(endpointOf(server), {});
    VERIFY_KIND(client.send(post("{}\n", true)), ErrorKind::Refused);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::loopbackNeverGoesThroughAProxy()
{
    ScriptedServer proxy;
    ScriptedServer server;
    Endpoint endpoint = endpointOf(server);
    endpoint.proxy = proxy.url();
    HttpClient client(endpoint, {});
    VERIFY_ANSWER(client.send(get()));
    QCOMPARE(proxy.connections(), 0);
}

void TestHttpClient::otherHostsGoThroughTheProxy()
{
    ScriptedServer proxy;
    proxy.script({status(200, "[4]")});
    Endpoint endpoint;
    endpoint.url = QStringLiteral("http://search.invalid:9200");
    endpoint.proxy = proxy.url();
    endpoint.proxyUser = QStringLiteral("me");
    Secrets secrets;
    secrets.proxyPassword = QStringLiteral("pw");
    HttpClient client(endpoint, secrets);
    const auto answer = client.send(get("/_cat"));
    VERIFY_ANSWER(answer);
    QCOMPARE(answer->body, QByteArray("[4]"));
    QCOMPARE(proxy.requests().first().target, QByteArray("http://search.invalid:9200/_cat"));
    QCOMPARE(
        proxy.requests().first().header("Proxy-Authorization"), QByteArray("Basic " + QByteArray("me:pw").toBase64()));

    endpoint.proxy = QStringLiteral("none");
    HttpClient direct(endpoint, {});
    const auto unknown = direct.send(once());
    VERIFY_KIND(unknown, ErrorKind::Connection);
    QVERIFY2(unknown.error().summary.contains(QLatin1String("not known")), qPrintable(told(unknown)));

    endpoint.proxy = QStringLiteral("http://127.0.0.1:1");
    HttpClient away(endpoint, {});
    const auto gone = away.send(once());
    VERIFY_KIND(gone, ErrorKind::Connection);
    QVERIFY2(gone.error().summary.contains(QLatin1String("proxy")), qPrintable(told(gone)));
}

void TestHttpClient::encryptedConnectionsAreTunnelled()
{
    ScriptedServer proxy;
    proxy.script({status(403)});
    Endpoint endpoint;
    endpoint.url = QStringLiteral("https://search.invalid:9200");
    endpoint.proxy = proxy.url();
    endpoint.auth = AuthKind::Bearer;
    HttpClient client(endpoint, {{}, {}, QStringLiteral("geheim")});
    const auto answer = client.send(once());
    VERIFY_KIND(answer, ErrorKind::Connection);
    QVERIFY2(answer.error().summary.contains(QLatin1String("proxy")), qPrintable(told(answer)));
    QCOMPARE(proxy.requests().first().method, QByteArray("CONNECT"));
    QCOMPARE(proxy.requests().first().target, QByteArray("search.invalid:9200"));
    QVERIFY(proxy.requests().first().header("Authorization").isEmpty());
}

void TestHttpClient::aClientMayMoveToAnotherThread()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    for (int i = 0; i < 3; ++i) { // destroyed here, used there, and there
        Result<HttpResponse> elsewhere = fail(ErrorKind::Internal, {});
        std::jthread([&] { elsewhere = client.send(get()); }).join();
        VERIFY_ANSWER(elsewhere);
    }
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.connections(), 1);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
