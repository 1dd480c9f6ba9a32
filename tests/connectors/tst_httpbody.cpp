// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpbody.h"
#include "tests/support/httpverify.h"

using namespace godwit;
using namespace godwit::test;
using namespace std::chrono_literals;

//! Packed, large and too large bodies.
class TestHttpBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersArriveByteForByte_data();
    void answersArriveByteForByte();
    void theBodyHasReadableBytesBehindItsEnd();
    void packedAnswersAreInflated_data();
    void packedAnswersAreInflated();
    void damagedPackedAnswersAreErrors();
    void requestBodiesArePacked();
    void loopbackIsNotPackedByItself();
    void tooLargeAnswersAreGivenUp_data();
    void tooLargeAnswersAreGivenUp();
};

void TestHttpBody::answersArriveByteForByte_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("chunked");
    for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(65'537), qsizetype(20'000'003)}) {
        QTest::addRow("%lld with a length", qlonglong(size)) << size << false;
        QTest::addRow("%lld chunked", qlonglong(size)) << size << true;
    }
}

void TestHttpBody::answersArriveByteForByte()
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

void TestHttpBody::theBodyHasReadableBytesBehindItsEnd()
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

void TestHttpBody::packedAnswersAreInflated_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<int>("code");
    QTest::newRow("with a length") << false << 200;
    QTest::newRow("chunked") << true << 200;
    QTest::newRow("an error") << false << 400;
}

void TestHttpBody::packedAnswersAreInflated()
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

void TestHttpBody::damagedPackedAnswersAreErrors()
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

void TestHttpBody::requestBodiesArePacked()
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

void TestHttpBody::loopbackIsNotPackedByItself()
{
    ScriptedServer server;
    HttpClient client(endpointOf(server), {});
    VERIFY_ANSWER(client.send(post(pattern(10'000), true)));
    QCOMPARE(server.requests().first().header("Content-Encoding"), QByteArray());
    QCOMPARE(server.requests().first().header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(server.requests().first().body, pattern(10'000));
}

void TestHttpBody::tooLargeAnswersAreGivenUp_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    ScriptedReply reply = status(200, pattern(4'000'000));
    QTest::newRow("by its length") << reply;
    reply.chunked = true;
    QTest::newRow("while it arrives") << reply;
    QTest::newRow("when inflated") << status(200, gzip(QByteArray(4'000'000, 'x')), {{"Content-Encoding", "gzip"}});
}

void TestHttpBody::tooLargeAnswersAreGivenUp()
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

QTEST_GUILESS_MAIN(TestHttpBody)
#include "tst_httpbody.moc"
