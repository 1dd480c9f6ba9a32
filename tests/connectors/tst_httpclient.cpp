// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpbody.h"
#include "tests/support/httpverify.h"
#include "tests/support/scriptedserver.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <thread>

using namespace godwit;
using namespace godwit::test;
using namespace std::chrono_literals;

namespace {

Endpoint endpointOf(const ScriptedServer &server, const QString &prefix = {})
{
    Endpoint endpoint;
    endpoint.url = server.url() + prefix;
    return endpoint;
}

HttpRequest get(const QByteArray &path = "/")
{
    HttpRequest request;
    request.path = path;
    return request;
}

HttpRequest once(const QByteArray &path = "/")
{
    HttpRequest request = get(path);
    request.retries = 0;
    return request;
}

HttpRequest post(const QByteArray &body, bool idempotent)
{
    HttpRequest request;
    request.method = Method::Post;
    request.path = "/_bulk";
    request.body = body;
    request.contentType = "application/x-ndjson";
    request.idempotent = idempotent;
    return request;
}

ScriptedReply status(int code, const QByteArray &body = "{}", const HttpHeaders &headers = {})
{
    ScriptedReply reply;
    reply.status = code;
    reply.body = body;
    reply.headers = headers;
    return reply;
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersArriveByteForByte_data();
    void answersArriveByteForByte();
    void pathAndQueryArriveUnchanged();
    void aPrefixStandsBeforeEveryPath();
    void everyMethodIsSpokenAndTheConnectionKept();
    void theBodyHasReadableBytesBehindItsEnd();
    void credentialsGoOutInTheirForm_data();
    void credentialsGoOutInTheirForm();
    void aKeyWithALineBreakIsNotSent();
    void statusesBecomeErrors_data();
    void statusesBecomeErrors();
    void theServersReasonIsFound_data();
    void theServersReasonIsFound();
    void secretsAreTakenOutOfTheServersWords();
    void busyServersAreAskedAgainAfterRetryAfter();
    void retriesAreBounded();
    void whatMustNotBeRepeatedIsSentOnce_data();
    void whatMustNotBeRepeatedIsSentOnce();
    void aBrokenConnectionIsTriedAgain();
    void aStaleConnectionDoesNotCostARequest();
    void refusedConnectionsSayWhatToDo();
    void truncatedAnswersAreErrors_data();
    void truncatedAnswersAreErrors();
    void silenceEndsWithATimeout();
    void slowBytesAreNotSilence();
    void stoppingWorksAtAnyMoment_data();
    void stoppingWorksAtAnyMoment();
    void redirectsToAnotherHostAreRefused();
    void redirectsOnTheSameServerAreFollowed();
    void changesAreNeverRedirected();
    void packedAnswersAreInflated_data();
    void packedAnswersAreInflated();
    void damagedPackedAnswersAreErrors();
    void requestBodiesArePacked();
    void loopbackIsNotPackedByItself();
    void tooLargeAnswersAreGivenUp_data();
    void tooLargeAnswersAreGivenUp();
    void loopbackNeverGoesThroughAProxy();
    void otherHostsGoThroughTheProxy();
    void encryptedConnectionsAreTunnelled();
    void aClientMayMoveToAnotherThread();
    void unusableAddressesAreUsageErrors_data();
    void unusableAddressesAreUsageErrors();
    void everyAttemptIsObserved();
    void answersThatAreNotHttpAreErrors();
};

void TestHttpClient::answersArriveByteForByte_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("chunked");
    for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(65'537), qsizetype(20'000'003)}) {
        QTest::addRow("%lld with a length", qlonglong(size)) << size << false;
        QTest::addRow("%lld chunked", qlonglong(size)) << size << true;
    }
}

void TestHttpClient::answersArriveByteForByte()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, chunked);
    ScriptedServer server;
    ScriptedReply reply = status(200, pattern(size));
    reply.chunked = chunked;
    server.script({reply});
    HttpClient client(endpointOf(server), {});
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.send(get());
        VERIFY_ANSWER(answer);
        QVERIFY(answer->body == reply.body);
        QCOMPARE(answer->contentType, QByteArray("application/json"));
    }
    QCOMPARE(server.connections(), 1);
}

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

void TestHttpClient::theBodyHasReadableBytesBehindItsEnd()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    for (const qsizetype size : {qsizetype(0), qsizetype(4096), qsizetype(1'000'000)}) {
        server.script({status(200, pattern(size))});
        const auto answer = client.send(get());
        VERIFY_ANSWER(answer);
        QVERIFY(answer->body.capacity() >= size + HttpResponse::padding);
    }
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

void TestHttpClient::aKeyWithALineBreakIsNotSent()
{
    ScriptedServer server;
    Endpoint endpoint = endpointOf(server);
    endpoint.auth = AuthKind::Bearer;
    HttpClient client(endpoint, {{}, {}, QStringLiteral("abc\r\nX-Evil: 1")});
    VERIFY_KIND(client.send(get()), ErrorKind::Usage);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpClient::statusesBecomeErrors_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("retryable");
    const QByteArray block = R"({"error":{"type":"cluster_block_exception","reason":"index [a] blocked by: [)";
    QTest::newRow("400") << 400 << QByteArray("{}") << ErrorKind::Refused << false;
    QTest::newRow("401") << 401 << QByteArray("{}") << ErrorKind::Authentication << false;
    QTest::newRow("403") << 403 << QByteArray("{}") << ErrorKind::Forbidden << false;
    QTest::newRow("write block") << 403 << QByteArray(block + "FORBIDDEN/8/index write (api)];\"}}")
                                 << ErrorKind::Blocked << false;
    QTest::newRow("old flood stage") << 403
                                     << QByteArray(block + "FORBIDDEN/12/index read-only / allow delete (api)];\"}}")
                                     << ErrorKind::Busy << true;
    QTest::newRow("flood stage") << 429 << QByteArray(block + "TOO_MANY_REQUESTS/12/disk usage exceeded];\"}}")
                                 << ErrorKind::Busy << true;
    QTest::newRow("404") << 404 << QByteArray("{}") << ErrorKind::NotFound << false;
    QTest::newRow("409") << 409 << QByteArray("{}") << ErrorKind::Conflict << false;
    QTest::newRow("413") << 413 << QByteArray("{}") << ErrorKind::TooLarge << false;
    QTest::newRow("429") << 429 << QByteArray("{}") << ErrorKind::Busy << true;
    QTest::newRow("500") << 500 << QByteArray("{}") << ErrorKind::Server << false;
    QTest::newRow("502") << 502 << QByteArray("{}") << ErrorKind::Busy << true;
    QTest::newRow("503") << 503 << QByteArray("{}") << ErrorKind::Busy << true;
    QTest::newRow("504") << 504 << QByteArray("{}") << ErrorKind::Busy << true;
    QTest::newRow("507") << 507 << QByteArray("{}") << ErrorKind::Server << false;
}

void TestHttpClient::statusesBecomeErrors()
{
    QFETCH(int, code);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    ScriptedServer server;
    server.script({status(code, body, {{"WWW-Authenticate", "Basic realm=\"security\""}})});
    HttpClient client(endpointOf(server), {});
    for (const HttpRequest &request : {once(), post("{}\n", false)}) {
        const auto answer = client.send(request);
        VERIFY_KIND(answer, kind);
        QCOMPARE(answer.error().httpStatus, code);
        QTEST(answer.error().retryable, "retryable");
        QVERIFY2(answer.error().summary.contains(server.url()), qPrintable(answer.error().summary));
        QVERIFY2(!answer.error().summary.contains(QLatin1Char('%')), qPrintable(answer.error().summary));
    }
    QCOMPARE(server.requests().size(), 2);
}

void TestHttpClient::theServersReasonIsFound_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    const QByteArray json = "application/json";
    QTest::newRow("root cause") << 400 << json
                                << QByteArray(
                                       R"({"error":{"root_cause":[{"type":"parsing_exception","reason":"no [x]"}],)"
                                       R"("type":"parsing_exception","reason":"no [x]"},"status":400})")
                                << QStringLiteral("parsing_exception: no [x]");
    QTest::newRow("caused by") << 400 << json
                               << QByteArray(
                                      R"({"error":{"type":"a","reason":"b","caused_by":{"type":"c","reason":"d"}}})")
                               << QStringLiteral("a: b; c: d");
    QTest::newRow("text") << 406 << json << QByteArray(R"({"error":"Content-Type header is missing","status":406})")
                          << QStringLiteral("Content-Type header is missing");
    QTest::newRow("message") << 404 << json
                             << QByteArray(R"({"statusCode":404,"error":"Not Found","message":"Saved object"})")
                             << QStringLiteral("Saved object");
    QTest::newRow("401 keeps its reason")
        << 401 << json << QByteArray(R"({"error":{"type":"s","reason":"unable"}})") << QStringLiteral("s: unable");
    QTest::newRow("html") << 502 << QByteArray("text/html")
                          << QByteArray(
                                 "<html><head><title>502 Bad Gateway</title><style>p{}</style></head><body>\r\n<center>"
                                 "<h1>502 Bad Gateway</h1></center><hr>nginx &amp; co</body></html>")
                          << QStringLiteral("502 Bad Gateway nginx & co");
    QTest::newRow("broken JSON") << 500 << json << QByteArray("{\"error\":{\"root_cause\":[{\"ty")
                                 << QStringLiteral("{\"error\":{\"root_cause\":[{\"ty");
    QTest::newRow("empty") << 500 << json << QByteArray() << QString();
}

void TestHttpClient::theServersReasonIsFound()
{
    QFETCH(int, code);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    ScriptedServer server;
    ScriptedReply reply = status(code, body);
    reply.contentType = type;
    if (code == 401)
        reply.headers = {{"WWW-Authenticate", "Basic realm=\"security\" charset=\"UTF-8\""}};
    server.script({reply});
    HttpClient client(endpointOf(server), {});
    const auto answer = client.send(once());
    QVERIFY(!answer);
    QTEST(answer.error().detail, "detail");
}

void TestHttpClient::secretsAreTakenOutOfTheServersWords()
{
    ScriptedServer server;
    server.script({status(400,
        R"({"error":"bad pa55word, aWQ6c2VjcmV0, http://bob:hunter2@host/ and secret_key=shh, password: qwertz end"})")});
    Endpoint endpoint = endpointOf(server);
    endpoint.auth = AuthKind::ApiKey;
    QString traced;
    HttpClient client(endpoint, {QStringLiteral("pa55word"), QStringLiteral("id:secret"), {}},
        [&traced](const HttpTrace &trace) { traced = trace.error; });
    const auto answer = client.send(once());
    QVERIFY(!answer);
    for (const QString &text : {answer.error().summary, answer.error().detail, traced}) {
        for (const char *secret : {"pa55word", "aWQ6c2VjcmV0", "hunter2", "shh", "qwertz"})
            QVERIFY2(!text.contains(QLatin1String(secret)), qPrintable(text));
        QVERIFY2(text.contains(QLatin1String("end")), qPrintable(text));
    }
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

void TestHttpClient::refusedConnectionsSayWhatToDo()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const quint16 port = taken.serverPort();
    taken.close();
    Endpoint endpoint;
    endpoint.url = QStringLiteral("http://127.0.0.1:%1").arg(port);
    int attempts = 0;
    HttpClient client(endpoint, {}, [&attempts](const HttpTrace &) { ++attempts; });
    HttpRequest request = get();
    request.retries = 1;
    const auto answer = client.send(request);
    VERIFY_KIND(answer, ErrorKind::Connection);
    QVERIFY(answer.error().retryable);
    QVERIFY2(answer.error().summary.contains(QLatin1String("refuses connections")), qPrintable(told(answer)));
    QCOMPARE(attempts, 2);
}

void TestHttpClient::truncatedAnswersAreErrors_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("with a length") << false;
    QTest::newRow("chunked") << true;
}

void TestHttpClient::truncatedAnswersAreErrors()
{
    QFETCH(bool, chunked);
    ScriptedServer server;
    ScriptedReply reply = status(200, pattern(500'000));
    reply.chunked = chunked;
    reply.truncateAt = 200'000;
    server.script({reply});
    HttpClient client(endpointOf(server), {});
    const auto answer = client.send(once());
    VERIFY_KIND(answer, ErrorKind::Connection);
    QVERIFY2(answer.error().summary.contains(QLatin1String("middle of its answer")), qPrintable(told(answer)));
    QVERIFY(answer.error().retryable);
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

void TestHttpClient::packedAnswersAreInflated_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<int>("code");
    QTest::newRow("with a length") << false << 200;
    QTest::newRow("chunked") << true << 200;
    QTest::newRow("an error") << false << 400;
}

void TestHttpClient::packedAnswersAreInflated()
{
    QFETCH(bool, chunked);
    QFETCH(int, code);
    const QByteArray plain = code == 400 ? QByteArray(R"({"error":"packed reason"})") : pattern(5'000'000);
    ScriptedServer server;
    ScriptedReply reply = status(code, gzip(plain), {{"Content-Encoding", "gzip"}});
    reply.chunked = chunked;
    server.script({reply});
    HttpClient client(endpointOf(server), {});
    client.setCompression(HttpClient::Compression::On);
    const auto answer = client.send(once());
    if (code == 400) {
        VERIFY_KIND(answer, ErrorKind::Refused);
        QCOMPARE(answer.error().detail, QStringLiteral("packed reason"));
    } else {
        VERIFY_ANSWER(answer);
        QVERIFY(answer->body == plain);
        QVERIFY(answer->body.capacity() >= plain.size() + HttpResponse::padding);
    }
    QCOMPARE(server.requests().first().header("Accept-Encoding"), QByteArray("gzip"));
}

void TestHttpClient::damagedPackedAnswersAreErrors()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    client.setCompression(HttpClient::Compression::On);
    const QByteArray whole = gzip(pattern(100'000));
    server.script({status(200, whole.left(whole.size() / 2), {{"Content-Encoding", "gzip"}})});
    VERIFY_KIND(client.send(once()), ErrorKind::Protocol);
    server.script({status(200, "this is not gzip at all", {{"Content-Encoding", "gzip"}})});
    VERIFY_KIND(client.send(once()), ErrorKind::Protocol);
}

void TestHttpClient::requestBodiesArePacked()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    client.setCompression(HttpClient::Compression::On);
    const QByteArray plain = pattern(3'000'000);
    VERIFY_ANSWER(client.send(post(plain, true)));
    const ScriptedRequest seen = server.requests().first();
    QCOMPARE(seen.header("Content-Encoding"), QByteArray("gzip"));
    QVERIFY(seen.body.size() < plain.size() / 2);
    Inflater inflater;
    QByteArray inflated;
    QVERIFY(inflater.feed(seen.body.constData(), seen.body.size(), inflated, 0));
    QVERIFY(inflater.finished());
    QVERIFY(inflated == plain);
}

void TestHttpClient::loopbackIsNotPackedByItself()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    VERIFY_ANSWER(client.send(post(pattern(10'000), true)));
    QCOMPARE(server.requests().first().header("Content-Encoding"), QByteArray());
    QCOMPARE(server.requests().first().header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(server.requests().first().body, pattern(10'000));
}

void TestHttpClient::tooLargeAnswersAreGivenUp_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    ScriptedReply reply = status(200, pattern(4'000'000));
    QTest::newRow("by its length") << reply;
    reply.chunked = true;
    QTest::newRow("while it arrives") << reply;
    QTest::newRow("when inflated") << status(200, gzip(QByteArray(4'000'000, 'x')), {{"Content-Encoding", "gzip"}});
}

void TestHttpClient::tooLargeAnswersAreGivenUp()
{
    QFETCH(ScriptedReply, reply);
    ScriptedServer server;
    server.script({reply});
    HttpClient client(endpointOf(server), {});
    HttpRequest request = get();
    request.maxBytes = 1'000'000;
    const auto answer = client.send(request);
    VERIFY_KIND(answer, ErrorKind::TooLarge);
    QVERIFY(!answer.error().retryable);
    QCOMPARE(server.requests().size(), 1);
    request.maxBytes = 4'000'000;
    VERIFY_ANSWER(client.send(request));
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
    endpoint.proxy = QString(proxy.url()).replace(QLatin1String("//"), QLatin1String("//me:pw@"));
    HttpClient client(endpoint, {});
    const auto answer = client.send(get("/_cat"));
    VERIFY_ANSWER(answer);
    QCOMPARE(answer->body, QByteArray("[4]"));
    QCOMPARE(proxy.requests().first().target, QByteArray("http://search.invalid:9200/_cat"));

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

void TestHttpClient::unusableAddressesAreUsageErrors_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("proxy");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("no scheme") << QStringLiteral("localhost:9200") << QString();
    QTest::newRow("other scheme") << QStringLiteral("ftp://localhost") << QString();
    QTest::newRow("no host") << QStringLiteral("http:///x") << QString();
    QTest::newRow("bad proxy") << QStringLiteral("http://localhost:9200") << QStringLiteral("socks://me:pw@x");
}

void TestHttpClient::unusableAddressesAreUsageErrors()
{
    QFETCH(QString, url);
    Endpoint endpoint;
    endpoint.url = url;
    QFETCH(QString, proxy);
    endpoint.proxy = proxy;
    HttpClient client(endpoint, {});
    const auto answer = client.send(get());
    VERIFY_KIND(answer, ErrorKind::Usage);
    QVERIFY(!told(answer).contains(QLatin1String("pw")));
}

void TestHttpClient::everyAttemptIsObserved()
{
    ScriptedServer server;
    server.script({status(503, "{}", {{"Retry-After", "0"}}), status(200, pattern(100))});
    QList<HttpTrace> traces;
    HttpClient client(
        endpointOf(server, QStringLiteral("/p")), {}, [&traces](const HttpTrace &trace) { traces += trace; });
    HttpRequest request = post(pattern(5000), true);
    request.query = "secret=1";
    VERIFY_ANSWER(client.send(request));
    QCOMPARE(traces.size(), 2);
    QCOMPARE(traces[0].status, 503);
    QVERIFY(!traces[0].error.isEmpty());
    QCOMPARE(traces[1].status, 200);
    QVERIFY(traces[1].error.isEmpty());
    QCOMPARE(traces[1].method, Method::Post);
    QCOMPARE(traces[1].host, QStringLiteral("127.0.0.1"));
    QCOMPARE(traces[1].path, QByteArray("/p/_bulk"));
    QCOMPARE(traces[1].sent, 5000);
    QCOMPARE(traces[1].received, 100);
    QVERIFY(traces[1].elapsed.count() > 0);
}

void TestHttpClient::answersThatAreNotHttpAreErrors()
{
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    connect(&listener, &QTcpServer::newConnection, &listener, [&listener] {
        QTcpSocket *socket = listener.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    Endpoint endpoint;
    endpoint.url = QStringLiteral("http://127.0.0.1:%1").arg(listener.serverPort());
    HttpClient client(endpoint, {});
    HttpRequest request = once();
    request.timeout = 3s;
    VERIFY_KIND(client.send(request), ErrorKind::Protocol);
}

Q_DECLARE_METATYPE(godwit::test::ScriptedReply)
QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
