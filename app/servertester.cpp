// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servertester.h"

#include "connectors/elasticsearch/searchconnector.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

namespace godwit {

struct ServerTester::Test
{
    const Endpoint &endpoint;
    const Secrets &secrets;
    const std::function<void(const QList<TestStep> &)> &report;
    std::stop_token stop;
    QList<TestStep> steps;
    QList<QHostAddress> addresses;
    QElapsedTimer clock;

    TestStep &step(const char *id)
    {
        return *std::find_if(steps.begin(), steps.end(), [&](const TestStep &s) { return s.id == QLatin1String(id); });
    }
    void begin(const char *id)
    {
        step(id).state = TestState::Running;
        clock.start();
        report(steps);
    }
    bool end(const char *id, TestState state, const QString &detail, const QString &fix = {})
    {
        TestStep &s = step(id);
        s.state = state;
        s.detail = detail;
        s.fix = fix;
        if (s.milliseconds < 0)
            s.milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        report(steps);
        return state != TestState::Failed && !stop.stop_requested();
    }
};

QList<TestStep> ServerTester::run(const Endpoint &endpoint, const Secrets &secrets,
    const std::function<void(const QList<TestStep> &)> &report, std::stop_token stop)
{
    Test test{endpoint, secrets, report, std::move(stop), {}, {}, {}};
    const QUrl url(endpoint.url);
    const bool proxied = !endpoint.proxy.isEmpty() && endpoint.proxy != QLatin1String("system")
        && endpoint.proxy != QLatin1String("none");
    const QUrl first = proxied ? QUrl(endpoint.proxy) : url;
    const int port = first.port(first.scheme() == QLatin1String("https") ? 443 : 80);
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
    if (lookUpName(test, first.host()) && connectTcp(test, first.host(), port))
        askServer(test);
    return test.steps;
}

bool ServerTester::lookUpName(Test &test, const QString &host)
{
    test.begin("name");
    if (host.isEmpty())
        return test.end(
            "name", TestState::Failed, tr("The address names no host."), tr("Enter it like https://host:9200."));
    const QHostInfo info = QHostInfo::fromName(host);
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
        for (int i = 0; i < 25 && socket.state() != QAbstractSocket::ConnectedState && !test.stop.stop_requested();
             ++i) {
            if (socket.waitForConnected(200) || socket.state() == QAbstractSocket::UnconnectedState)
                break;
        }
        if (socket.state() == QAbstractSocket::ConnectedState)
            return test.end("tcp", TestState::Passed, tr("%1 answers").arg(address.toString()));
        error = socket.errorString();
    }
    return test.end("tcp", TestState::Failed, error,
        tr("Nothing answers on %1, port %2. Check that the server runs, the port, and the firewall.")
            .arg(host)
            .arg(port));
}

bool ServerTester::askServer(Test &test)
{
    const QUrl url(test.endpoint.url);
    const bool encrypted = url.scheme() == QLatin1String("https");
    test.begin(encrypted ? "tls" : "authentication");
    HttpClient client(test.endpoint, test.secrets);
    HttpRequest request;
    request.path = "/";
    request.retries = 0;
    request.timeout = std::chrono::seconds(10);
    const auto answer = client.send(request, test.stop);
    const TlsFacts tls = client.tls();
    if (!encrypted) {
        const bool local = QHostAddress(url.host()).isLoopback() || url.host() == QLatin1String("localhost");
        test.step("tls").milliseconds = 0;
        test.end("tls", local ? TestState::Passed : TestState::Warning, tr("not encrypted"),
            local ? QString()
                  : tr("Passwords and documents can be read on the way. Use https where the server offers it."));
    } else if (!answer && (answer.error().kind == ErrorKind::Tls || !tls.encrypted)) {
        return test.end("tls", TestState::Failed, answer.error().summary,
            tr("Choose the server's own CA file, or pin its fingerprint, under TLS trust."));
    } else {
        test.step("tls").title = tls.protocol.isEmpty() ? tr("TLS") : tls.protocol;
        const QString subject = tls.chain.isEmpty() ? QString() : QString(QStringLiteral("CN=") + tls.chain.first());
        const bool soon = tls.daysLeft >= 0 && tls.daysLeft < 14;
        test.end("tls", soon ? TestState::Warning : TestState::Passed,
            tls.daysLeft < 0 ? subject : tr("%1, %2 days left").arg(subject).arg(tls.daysLeft),
            soon ? tr("The certificate runs out soon. Renew it before the migration.") : QString());
    }
    if (!answer) {
        const bool refused = answer.error().kind == ErrorKind::Authentication;
        return test.end("authentication", TestState::Failed, answer.error().summary,
            refused ? tr("The server refuses this sign-in. Check user and password or the key.")
                    : answer.error().detail);
    }
    const bool anonymous = test.endpoint.auth == AuthKind::None;
    test.end("authentication", TestState::Passed,
        anonymous                          ? tr("none asked for")
            : test.endpoint.user.isEmpty() ? tr("accepted")
                                           : test.endpoint.user);
    test.begin("version");
    const auto cluster = SearchConnector(test.endpoint, test.secrets).open(test.stop);
    const auto info = cluster->info();
    if (!info)
        return test.end("version", TestState::Failed, info.error().summary, info.error().detail);
    test.end("version", TestState::Passed, QString(productName(info->product) + u' ' + info->version.toString()));
    askPrivileges(test, *cluster);
    return true;
}

void ServerTester::askPrivileges(Test &test, SearchCluster &cluster)
{
    test.begin("privileges");
    const QStringList wanted{QStringLiteral("read"), QStringLiteral("monitor"), QStringLiteral("view_index_metadata"),
        QStringLiteral("maintenance")};
    const auto check = cluster.privileges({QStringLiteral("*")}, wanted);
    if (!check)
        test.end("privileges", TestState::Warning, check.error().summary, check.error().detail);
    else if (!check->known)
        test.end("privileges", TestState::Passed, tr("no security interface, so no rights to ask for"));
    else if (check->missing.isEmpty())
        test.end("privileges", TestState::Passed, wanted.join(QStringLiteral(", ")));
    else
        test.end("privileges", TestState::Warning, tr("missing: %1").arg(check->missing.join(QStringLiteral(", "))),
            tr("A source needs them on the indices that move. A target needs create, write and manage. Rights on "
               "single "
               "indices are checked before a start."));
}

} // namespace godwit
