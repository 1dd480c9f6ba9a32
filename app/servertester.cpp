// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servertester.h"

#include "connectors/elasticsearch/searchconnector.h"
#include "connectors/http/httpproxy.h"
#include "models/addresstext.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QHostAddress>
#include <QHostInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

namespace godwit {

using namespace std::chrono_literals;

struct ServerTester::Test
{
    const Endpoint &endpoint;
    const Secrets &secrets;
    const std::function<void(const QList<TestStep> &)> &report;
    std::stop_token stop;
    QList<TestStep> steps = {};
    QList<QHostAddress> addresses = {};
    QElapsedTimer clock = {};

    TestStep &step(const char *id)
    {
        return *std::find_if(steps.begin(), steps.end(), [&](const TestStep &s) { return s.id == QLatin1String(id); });
    }
    static void forget(TestStep &step)
    {
        TestStep fresh;
        fresh.id = step.id;
        fresh.title = step.title;
        step = fresh;
    }
    void begin(const char *id)
    {
        step(id).state = TestState::Running;
        clock.start();
        report(steps);
    }
    //! False when the test is over: a step failed, or nobody waits for it any more.
    bool end(const char *id, TestState state, const QString &detail, const QString &fix = {})
    {
        TestStep &s = step(id);
        s.state = state;
        s.detail = detail;
        s.fix = fix;
        if (s.milliseconds < 0)
            s.milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        if (stop.stop_requested()) // what was broken off says nothing about the server
            forget(s);
        report(steps);
        return state != TestState::Failed && !stop.stop_requested();
    }
    //! A small answer, or an empty object: for what is nice to know and no reason to fail.
    QJsonObject glance(HttpClient &client, const char *path, const char *query = "") const
    {
        HttpRequest request;
        request.path = path;
        request.query = query;
        request.retries = 0;
        request.timeout = 5s;
        const auto answer = client.send(request, stop);
        return answer ? QJsonDocument::fromJson(answer->body).object() : QJsonObject();
    }
};

QList<TestStep> ServerTester::run(const Endpoint &endpoint, const Secrets &secrets,
    const std::function<void(const QList<TestStep> &)> &report, std::stop_token stop)
{
    Test test{endpoint, secrets, report, std::move(stop)};
    const QUrl url(endpoint.url);
    // As the requests go: over the system's proxy too, where it has one for this address.
    const auto setting = HttpProxy::parse(endpoint.proxy);
    const QNetworkProxy proxy = setting ? setting->proxyFor(url) : QNetworkProxy(QNetworkProxy::NoProxy);
    const bool proxied = proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy;
    const QString host = proxied ? proxy.hostName() : url.host();
    const int port = proxied ? proxy.port() : url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    const std::pair<const char *, QString> names[]
        = {{"name", proxied ? tr("Name of the proxy (DNS)") : tr("Name (DNS)")}, {"tcp", tr("TCP, port %1").arg(port)},
            {"tls", tr("TLS")}, {"authentication", tr("Authentication")}, {"version", tr("Version")},
            {"privileges", tr("Privileges")}};
    for (const auto &[id, title] : names) {
        TestStep step;
        step.id = QLatin1String(id);
        step.title = title;
        test.steps.append(step);
    }
    if (lookUpName(test, host) && connectTcp(test, host, port))
        askServer(test);
    return test.steps;
}

bool ServerTester::lookUpName(Test &test, const QString &host)
{
    test.begin("name");
    if (host.isEmpty())
        return test.end(
            "name", TestState::Failed, tr("The address names no host."), tr("Enter it like https://host:9200."));
    // Asynchronous, since a name server may take half a minute, and a test can be cancelled at any moment.
    QEventLoop loop;
    QHostInfo info;
    const int lookup = QHostInfo::lookupHost(host, &loop, [&](const QHostInfo &found) {
        info = found;
        loop.quit();
    });
    const std::stop_callback stopped(
        test.stop, [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
    loop.exec();
    QHostInfo::abortHostLookup(lookup);
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
        return test.end("name", TestState::Failed, info.errorString(),
            tr("%1 has no address here. Check the spelling, the VPN, and the name server.").arg(host));
    test.addresses = info.addresses();
    QStringList texts;
    for (const QHostAddress &address : std::as_const(test.addresses))
        texts.append(address.toString());
    return test.end("name", TestState::Passed, texts.mid(0, 4).join(QStringLiteral(", ")));
}

bool ServerTester::connectTcp(Test &test, const QString &host, int port)
{
    test.begin("tcp");
    QString error;
    for (const QHostAddress &address : std::as_const(test.addresses)) {
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.connectToHost(address, static_cast<quint16>(port));
        // In slices, so that a test that nobody waits for any more ends soon.
        for (int i = 0; i < 50 && socket.state() != QAbstractSocket::ConnectedState && !test.stop.stop_requested();
             ++i) {
            if (socket.waitForConnected(100) || socket.state() == QAbstractSocket::UnconnectedState)
                break;
        }
        if (socket.state() == QAbstractSocket::ConnectedState)
            return test.end("tcp", TestState::Passed, tr("%1 answers").arg(address.toString()));
        error = socket.state() == QAbstractSocket::UnconnectedState ? socket.errorString()
                                                                    : tr("no answer within 5 seconds");
    }
    return test.end("tcp", TestState::Failed, error,
        tr("Nothing answers on %1, port %2. Check that the server runs, the port, and the firewall.")
            .arg(host)
            .arg(port));
}

bool ServerTester::askServer(Test &test)
{
    const bool encrypted = QUrl(test.endpoint.url).scheme() == QLatin1String("https");
    test.begin(encrypted ? "tls" : "authentication");
    HttpClient client(test.endpoint, test.secrets);
    HttpRequest request;
    request.path = "/";
    request.retries = 0;
    request.timeout = 10s;
    const auto answer = client.send(request, test.stop);
    if (!judgeTls(test, client, answer ? nullptr : &answer.error()))
        return false;
    if (test.endpoint.product == Product::Milvus || parseAddress(test.endpoint.url).product == Product::Milvus)
        return test.end("version", TestState::Failed, tr("a Milvus or Zilliz address"),
            tr("The server is there. This version of Godwit can't migrate Milvus or Zilliz, so nothing else was tried. "
               "The connection can be saved for later."));
    return judgeSignIn(test, client, answer ? nullptr : &answer.error()) && askVersion(test, client);
}

bool ServerTester::judgeTls(Test &test, const HttpClient &client, const Error *error)
{
    const QUrl url(test.endpoint.url);
    TestStep &step = test.step("tls");
    if (url.scheme() != QLatin1String("https")) {
        const bool local = QHostAddress(url.host()).isLoopback() || url.host() == QLatin1String("localhost");
        step.milliseconds = 0;
        return test.end("tls", local ? TestState::Passed : TestState::Warning, tr("not encrypted"),
            local ? QString()
                  : tr("Passwords and documents can be read on the way. Use https where the server offers it."));
    }
    const TlsFacts tls = client.tls();
    step.chain = tls.chain;
    if (!tls.protocol.isEmpty())
        step.title = tls.protocol;
    if (tls.handshake.count() > 0)
        step.milliseconds = static_cast<double>(tls.handshake.count()) / 1e3;
    const QString subject
        = tls.chain.isEmpty() ? QString() : QString(QStringLiteral("CN=") + tls.chain.first().subject);
    if (error && (error->kind == ErrorKind::Tls || !tls.encrypted))
        return test.end("tls", TestState::Failed,
            subject.isEmpty() ? tr("no encrypted connection") : tr("%1, not trusted").arg(subject), error->summary);
    const bool soon = tls.daysLeft >= 0 && tls.daysLeft < 14;
    return test.end("tls", soon ? TestState::Warning : TestState::Passed,
        tls.daysLeft < 0 ? subject : tr("%1, %n day(s) left", nullptr, tls.daysLeft).arg(subject),
        soon ? tr("The certificate runs out soon. Renew it before the migration.") : QString());
}

bool ServerTester::judgeSignIn(Test &test, HttpClient &client, const Error *error)
{
    TestStep &step = test.step("authentication");
    const double before = std::max(test.step("tls").milliseconds, 0.0);
    step.milliseconds = std::max(0.0, static_cast<double>(test.clock.nsecsElapsed()) / 1e6 - before);
    const bool anonymous = test.endpoint.auth == AuthKind::None;
    if (error) {
        const bool refused = error->kind == ErrorKind::Authentication;
        return test.end("authentication", TestState::Failed, error->summary,
            !refused        ? error->detail
                : anonymous ? tr("The server asks for a sign-in. Choose one under Sign-in.")
                            : tr("The server refuses this sign-in. Check the user and password, or the key."));
    }
    if (anonymous)
        return test.end("authentication", TestState::Passed, tr("none asked for"));
    const QJsonObject who = test.glance(client, "/_security/_authenticate");
    const QString user = who.value(QLatin1String("username")).toString(test.endpoint.user);
    const QString realm = who[QLatin1String("authentication_realm")][QLatin1String("name")].toString();
    return test.end("authentication", TestState::Passed,
        user.isEmpty()        ? tr("accepted")
            : realm.isEmpty() ? user
                              : tr("%1, realm %2").arg(user, realm));
}

bool ServerTester::askVersion(Test &test, HttpClient &client)
{
    test.begin("version");
    const auto cluster = SearchConnector(openedAsSource(test.endpoint), test.secrets).open(test.stop);
    const auto info = cluster->info();
    if (!info)
        return test.end("version", TestState::Failed, info.error().summary, info.error().detail);
    TestStep &step = test.step("version");
    step.server = productName(info->product) + u' ' + info->version.toString();
    const QJsonObject health = test.glance(client, "/_cluster/health", "filter_path=status,number_of_nodes&timeout=2s");
    step.healthColor = health.value(QLatin1String("status")).toString();
    step.nodes = health.value(QLatin1String("number_of_nodes")).toInt(-1);
    QString detail = step.server;
    if (step.nodes > 0)
        detail
            += QStringLiteral(", ") + step.healthColor + QStringLiteral(", ") + tr("%n node(s)", nullptr, step.nodes);
    if (!test.end("version", TestState::Passed, detail))
        return false;
    askPrivileges(test, *cluster);
    return true;
}

void ServerTester::askPrivileges(Test &test, SearchCluster &cluster)
{
    test.begin("privileges");
    const QStringList wanted{QStringLiteral("read"), QStringLiteral("monitor"), QStringLiteral("view_index_metadata"),
        QStringLiteral("maintenance")};
    const QStringList writing{QStringLiteral("create_index"), QStringLiteral("write"), QStringLiteral("manage")};
    const auto check = cluster.privileges({QStringLiteral("*")}, wanted);
    const auto target = test.endpoint.safety == QLatin1String("read-only")
        ? Result<PrivilegeCheck>(PrivilegeCheck())
        : cluster.privileges({QStringLiteral("*")}, writing);
    if (!check || !target) {
        const Error &error = check ? target.error() : check.error();
        test.end("privileges", TestState::Warning, error.summary, error.detail);
    } else if (!check->known && test.endpoint.auth != AuthKind::None) {
        test.end("privileges", TestState::Warning, tr("the server does not tell the rights of this sign-in"),
            tr("A right that is missing shows before the start, or when it is needed. A source must be read and "
               "monitored; a target needs create, write and manage."));
    } else if (!check->known) {
        test.end("privileges", TestState::Passed, tr("no security interface, so no rights to ask for"));
    } else if (!check->narrowed.isEmpty()) {
        test.end("privileges", TestState::Warning, tr("only some documents or fields are shown to this sign-in"),
            tr("What its role hides would be missing in a copy. Choose a user that sees everything."));
    } else if (check->missing.isEmpty() && !target->missing.isEmpty()) {
        test.end("privileges", TestState::Passed,
            tr("as a source; a target also needs %1").arg(target->missing.join(QStringLiteral(", "))));
    } else if (check->missing.isEmpty()) {
        test.end("privileges", TestState::Passed,
            target->known ? (wanted + writing).join(QStringLiteral(", ")) : wanted.join(QStringLiteral(", ")));
    } else {
        TestStep &step = test.step("privileges");
        step.title = tr("Privileges: %1 of %2").arg(wanted.size() - check->missing.size()).arg(wanted.size());
        step.request = QStringLiteral("PUT /_security/role/godwit_source\n"
                                      "{ \"cluster\": [\"monitor\"],\n"
                                      "  \"indices\": [ {\n"
                                      "    \"names\": [\"*\"],\n"
                                      "    \"privileges\": [\"read\",\n"
                                      "      \"monitor\", \"maintenance\",\n"
                                      "      \"view_index_metadata\"]\n"
                                      "  } ] }");
        test.end("privileges", TestState::Warning, tr("missing: %1").arg(check->missing.join(QStringLiteral(", "))),
            tr("A live copy reads the source with these rights; a target needs create, write and manage. Rights on "
               "single indices are checked before a start. An administrator can run this for a source; it writes the "
               "whole role. Put the names of your indices in place of the star."));
    }
}

} // namespace godwit
