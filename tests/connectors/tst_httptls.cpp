// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/connectproxy.h"
#include "tests/support/httpverify.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testcertificates.h"

#include <QProcess>

using namespace godwit;
using namespace godwit::test;

//! Whom the HTTP client trusts, and what it says when it does not.
class TestHttpTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trust_data();
    void trust();
    void nothingIsSentToAServerThatIsNotTrusted();
    void clientCertificatesLetIn();
    void aMissingClientCertificateIsNamed();
    void brokenCertificateFilesAreNamed();
    void plainServersAreNotTakenForTls();
    void aProxyThatAsksIsToldWhoComes();
    void theHandshakeIsReported();

private:
    Endpoint endpoint(const ScriptedServer &server) const;
    static Result<HttpResponse> ask(const Endpoint &endpoint);

    TestCertificates m_certificates;
};

void TestHttpTls::initTestCase()
{
    QVERIFY2(m_certificates.failure().isEmpty(), qPrintable(m_certificates.failure()));
}

Endpoint TestHttpTls::endpoint(const ScriptedServer &server) const
{
    Endpoint made;
    made.url = server.url();
    made.caFile = m_certificates.path(QStringLiteral("ca.pem"));
    return made;
}

Result<HttpResponse> TestHttpTls::ask(const Endpoint &endpoint)
{
    HttpClient client(endpoint, {});
    HttpRequest request;
    request.path = "/";
    request.retries = 0;
    return client.send(request);
}

void TestHttpTls::trust_data()
{
    QTest::addColumn<QString>("shown"); // the certificate of the server
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("pin"); // the certificate whose fingerprint is pinned
    QTest::addColumn<QString>("refusal"); // empty: accepted
    const QString none;
    const QString self = QStringLiteral("self");
    const QString server = QStringLiteral("server");
    const QString ca = QStringLiteral("ca");
    const QString other = QStringLiteral("other");
    QTest::newRow("self-signed, system trust") << self << none << none << QStringLiteral("signed by itself");
    QTest::newRow("own CA, system trust") << server << none << none << QStringLiteral("does not know");
    QTest::newRow("own CA given") << server << ca << none << none;
    QTest::newRow("another CA given") << server << other << none << QStringLiteral("not issued by the given CA");
    QTest::newRow("other name") << QStringLiteral("elsewhere") << ca << none << QStringLiteral("search.example.org");
    QTest::newRow("self-signed, pinned") << self << none << self << none;
    QTest::newRow("signed, pinned") << server << none << server << none;
    QTest::newRow("other name, pinned") << QStringLiteral("elsewhere") << none << QStringLiteral("elsewhere") << none;
    QTest::newRow("self-signed, other pin") << self << none << server << QStringLiteral("has changed");
    QTest::newRow("signed, other pin") << server << none << self << QStringLiteral("has changed");
    QTest::newRow("the CA's pin") << server << none << ca << QStringLiteral("of the authority Test Authority");
    QTest::newRow("CA and pin") << server << ca << server << none;
    QTest::newRow("CA and other pin") << server << ca << self << QStringLiteral("has changed");
    QTest::newRow("pin and other CA") << server << other << server << QStringLiteral("not issued by the given CA");
}

void TestHttpTls::trust()
{
    QFETCH(QString, shown);
    QFETCH(QString, ca);
    QFETCH(QString, pin);
    QFETCH(QString, refusal);
    const ScriptedServer server({}, m_certificates.server(shown));
    Endpoint asked = endpoint(server);
    asked.caFile = ca.isEmpty() ? QString() : m_certificates.path(ca + QLatin1String(".pem"));
    asked.fingerprint = pin.isEmpty() ? QString() : m_certificates.fingerprint(pin);
    const auto answer = ask(asked);
    if (refusal.isEmpty()) {
        VERIFY_ANSWER(answer);
        asked.fingerprint = asked.fingerprint.toLower().remove(QLatin1Char(':'));
        QVERIFY(ask(asked).has_value());
        return;
    }
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().kind, ErrorKind::Tls);
    QVERIFY(!answer.error().retryable);
    QVERIFY2(answer.error().summary.contains(refusal), qPrintable(answer.error().summary));
    if (refusal == QLatin1String("has changed"))
        QVERIFY2(
            answer.error().summary.contains(m_certificates.fingerprint(shown)), qPrintable(answer.error().summary));
}

void TestHttpTls::nothingIsSentToAServerThatIsNotTrusted()
{
    const ScriptedServer server({}, m_certificates.server(QStringLiteral("server")));
    Endpoint asked = endpoint(server);
    asked.auth = AuthKind::Basic;
    asked.fingerprint = m_certificates.fingerprint(QStringLiteral("self")); // the CA matches, the pin does not
    for (int i = 0; i < 20; ++i)
        QVERIFY(!ask(asked).has_value());
    asked.fingerprint.clear();
    asked.caFile.clear();
    QVERIFY(!ask(asked).has_value());
    QVERIFY(server.requests().isEmpty());
}

void TestHttpTls::clientCertificatesLetIn()
{
    const ScriptedServer server({}, m_certificates.server(QStringLiteral("server"), true));
    Endpoint asked = endpoint(server);
    asked.clientCertificate = m_certificates.path(QStringLiteral("client.pem"));
    asked.clientKey = m_certificates.path(QStringLiteral("client.key"));
    const auto answer = ask(asked);
    VERIFY_ANSWER(answer);
}

void TestHttpTls::aMissingClientCertificateIsNamed()
{
    // Unlike Qt's, this server says why it hangs up.
    QProcess server;
    server.setProcessChannelMode(QProcess::MergedChannels);
    server.start(QStringLiteral("openssl"), m_certificates.strictServer());
    QByteArray said;
    QTRY_VERIFY2((said += server.readAll()).contains("ACCEPT 127.0.0.1:") && said.endsWith('\n'), said.constData());
    Endpoint asked;
    asked.url = QStringLiteral("https://127.0.0.1:%1").arg(said.mid(said.indexOf("127.0.0.1:") + 10).trimmed().toInt());
    asked.caFile = m_certificates.path(QStringLiteral("ca.pem"));
    const auto answer = ask(asked);
    server.kill();
    server.waitForFinished();
    QVERIFY(!answer.has_value());
    QVERIFY2(answer.error().kind == ErrorKind::Tls
            && answer.error().summary.contains(QLatin1String("wants a client certificate")),
        qPrintable(told(answer)));

    const ScriptedServer mute({}, m_certificates.server(QStringLiteral("server"), true));
    const auto closed = ask(endpoint(mute));
    QVERIFY(!closed.has_value());
    QVERIFY2(closed.error().summary.contains(QLatin1String("client certificate")), qPrintable(closed.error().summary));
    QVERIFY(mute.requests().isEmpty());
}

void TestHttpTls::brokenCertificateFilesAreNamed()
{
    const ScriptedServer server({}, m_certificates.server(QStringLiteral("server")));
    Endpoint asked = endpoint(server);
    asked.caFile = m_certificates.path(QStringLiteral("missing.pem"));
    auto answer = ask(asked);
    QVERIFY(!answer.has_value() && answer.error().kind == ErrorKind::Tls);
    QVERIFY(answer.error().summary.contains(asked.caFile));

    asked.caFile = m_certificates.path(QStringLiteral("server.key"));
    answer = ask(asked);
    QVERIFY(!answer.has_value() && answer.error().kind == ErrorKind::Tls);

    asked = endpoint(server);
    asked.clientCertificate = m_certificates.path(QStringLiteral("client.pem"));
    asked.clientKey = m_certificates.path(QStringLiteral("ca.pem"));
    answer = ask(asked);
    QVERIFY(!answer.has_value() && answer.error().kind == ErrorKind::Tls);
    QVERIFY(answer.error().summary.contains(asked.clientKey));

    asked = endpoint(server);
    asked.fingerprint = QStringLiteral("AB:CD");
    answer = ask(asked);
    QVERIFY(!answer.has_value() && answer.error().kind == ErrorKind::Usage);
}

void TestHttpTls::plainServersAreNotTakenForTls()
{
    ScriptedServer plain;
    Endpoint asked;
    asked.url = plain.url().replace(QLatin1String("http:"), QLatin1String("https:"));
    HttpClient client(asked, {});
    HttpRequest request;
    request.path = "/";
    request.retries = 0;
    request.timeout = std::chrono::seconds(2);
    plain.script({{400, "{}", {}, {}}});
    const auto answer = client.send(request);
    QVERIFY(!answer.has_value());

    const ScriptedServer encrypted({}, m_certificates.server(QStringLiteral("server")));
    asked.url = encrypted.url().replace(QLatin1String("https:"), QLatin1String("http:"));
    const auto closed = ask(asked);
    QVERIFY(!closed.has_value());
    QVERIFY2(closed.error().summary.contains(QLatin1String("https")), qPrintable(closed.error().summary));
}

void TestHttpTls::aProxyThatAsksIsToldWhoComes()
{
    ScriptedServer server({}, m_certificates.server(QStringLiteral("server")));
    server.script({status(200, "[7]")});
    const ConnectProxy proxy(server.port(), "ada:p:w\xc3\xb6rd");
    Endpoint asked;
    asked.url = QStringLiteral("https://search.invalid:9200");
    asked.fingerprint = m_certificates.fingerprint(QStringLiteral("server"));
    asked.proxy = proxy.url();
    asked.proxyUser = QStringLiteral("ada");
    Secrets secrets;
    secrets.proxyPassword = QStringLiteral("p:wörd");
    HttpClient client(asked, secrets);
    const auto answer = client.send(get());
    VERIFY_ANSWER(answer);
    QCOMPARE(answer->body, QByteArray("[7]"));
    QCOMPARE(proxy.asked(), QList<QByteArray>{"search.invalid:9200"});
    // The server behind it learns nothing of that.
    QVERIFY(server.requests().first().header("Proxy-Authorization").isEmpty());

    secrets.proxyPassword = QStringLiteral("wrong-word");
    HttpClient stranger(asked, secrets);
    HttpRequest once = get();
    once.retries = 0;
    const auto refused = stranger.send(once);
    VERIFY_KIND(refused, ErrorKind::Authentication);
    QVERIFY2(refused.error().summary.contains(QLatin1String("proxy")), qPrintable(told(refused)));
    QVERIFY(!told(refused).contains(QLatin1String("wrong-word")));
    QVERIFY(proxy.refused() > 0);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpTls::theHandshakeIsReported()
{
    const ScriptedServer server({}, m_certificates.server(QStringLiteral("server")));
    for (const bool trusted : {true, false}) {
        Endpoint asked = endpoint(server);
        if (!trusted)
            asked.caFile.clear();
        HttpClient client(asked, {});
        QVERIFY(!client.tls().encrypted);
        HttpRequest request;
        request.path = "/";
        QCOMPARE(client.send(request).has_value(), trusted);
        const TlsFacts facts = client.tls();
        QVERIFY(facts.encrypted);
        QCOMPARE(facts.chain.size(), 2);
        QCOMPARE(facts.chain.first().subject, QStringLiteral("Test Server"));
        QCOMPARE(facts.chain.first().issuer, QStringLiteral("Test Authority"));
        QCOMPARE(facts.chain.first().fingerprint, facts.fingerprint);
        QVERIFY(facts.chain.first().since < facts.chain.first().until);
        QCOMPARE(facts.chain.last().subject, QStringLiteral("Test Authority"));
        QVERIFY(facts.handshake.count() > 0);
        QCOMPARE(facts.fingerprint, m_certificates.fingerprint(QStringLiteral("server")));
        QVERIFY(facts.daysLeft >= 28 && facts.daysLeft <= 30);
        if (trusted)
            QCOMPARE(facts.protocol, QStringLiteral("TLS 1.3"));
    }
}

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_httptls.moc"
