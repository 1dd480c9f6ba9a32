// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/requestlog.h"
#include "tests/support/httpverify.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace godwit;
using namespace godwit::test;
using namespace std::chrono_literals;

//! What the HTTP client makes of answers that say no.
class TestHttpErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyWithALineBreakIsNotSent();
    void statusesBecomeErrors_data();
    void statusesBecomeErrors();
    void theServersReasonIsFound_data();
    void theServersReasonIsFound();
    void secretsAreTakenOutOfTheServersWords();
    void refusedConnectionsSayWhatToDo();
    void truncatedAnswersAreErrors_data();
    void truncatedAnswersAreErrors();
    void unusableAddressesAreUsageErrors_data();
    void unusableAddressesAreUsageErrors();
    void everyAttemptIsObserved();
    void everyAttemptIsRecordedWithoutASecret();
    void answersThatAreNotHttpAreErrors();
};

void TestHttpErrors::aKeyWithALineBreakIsNotSent()
{
    ScriptedServer server;
    Endpoint endpoint = endpointOf(server);
    endpoint.auth = AuthKind::Bearer;
    HttpClient client(endpoint, {{}, {}, QStringLiteral("abc\r\nX-Evil: 1")});
    VERIFY_KIND(client.send(get()), ErrorKind::Usage);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpErrors::statusesBecomeErrors_data()
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

void TestHttpErrors::statusesBecomeErrors()
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

void TestHttpErrors::theServersReasonIsFound_data()
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

void TestHttpErrors::theServersReasonIsFound()
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

void TestHttpErrors::secretsAreTakenOutOfTheServersWords()
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

void TestHttpErrors::refusedConnectionsSayWhatToDo()
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

void TestHttpErrors::truncatedAnswersAreErrors_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("with a length") << false;
    QTest::newRow("chunked") << true;
}

void TestHttpErrors::truncatedAnswersAreErrors()
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

void TestHttpErrors::unusableAddressesAreUsageErrors_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("proxy");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("no scheme") << QStringLiteral("localhost:9200") << QString();
    QTest::newRow("other scheme") << QStringLiteral("ftp://localhost") << QString();
    QTest::newRow("no host") << QStringLiteral("http:///x") << QString();
    QTest::newRow("bad proxy") << QStringLiteral("http://localhost:9200") << QStringLiteral("socks://me:pw@x");
}

void TestHttpErrors::unusableAddressesAreUsageErrors()
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

void TestHttpErrors::everyAttemptIsObserved()
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

void TestHttpErrors::everyAttemptIsRecordedWithoutASecret()
{
    ScriptedServer server;
    server.script({status(503, "{}", {{"Retry-After", "0"}}), status(200, pattern(100)), status(200, "{}")});
    Endpoint endpoint = endpointOf(server, QStringLiteral("/p"));
    endpoint.profile = QStringLiteral("orders");
    endpoint.auth = AuthKind::Basic;
    endpoint.user = QStringLiteral("elastic");
    Secrets secrets;
    secrets.password = QStringLiteral("s3cret");
    HttpClient client(endpoint, secrets);
    HttpRequest request = post(pattern(5000), true);
    request.query = "refresh=true";
    RequestLog::shared().setRecording(true);
    VERIFY_ANSWER(client.send(request));
    request.secretPath = true;
    VERIFY_ANSWER(client.send(request));
    RequestLog::shared().setRecording(false);
    const QList<RequestRecord> records = RequestLog::shared().take();
    QCOMPARE(records.size(), 3);
    QCOMPARE(records[0].status, 503);
    QVERIFY(records[0].failed() && !records[0].error.isEmpty());
    const RequestRecord &good = records[1];
    QVERIFY(!good.failed());
    QCOMPARE(good.cluster, QStringLiteral("orders"));
    QCOMPARE(QString(good.address + QString::fromUtf8(good.path)), QString(server.url() + QStringLiteral("/p/_bulk")));
    QCOMPARE(good.method, QByteArray("POST"));
    QCOMPARE(good.query, QByteArray("refresh=true"));
    QCOMPARE(good.sent, 5000);
    QCOMPARE(good.received, 100);
    QVERIFY(good.hasBody && good.microseconds > 0);
    QVERIFY(std::abs(good.time - QDateTime::currentMSecsSinceEpoch()) < 60'000);
    // A webhook's path is its password.
    QCOMPARE(records[2].path, QByteArray("/"));
    QVERIFY(records[2].query.isEmpty());
}

void TestHttpErrors::answersThatAreNotHttpAreErrors()
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

QTEST_GUILESS_MAIN(TestHttpErrors)
#include "tst_httperrors.moc"
