// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clusterfixture.h"

#include "practice/practicefolders.h"

#include <simdjson.h>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>

namespace godwit::test {
namespace {

// bcrypt of TestCluster::password(), so that no server tool has to run before the server.
constexpr char passwordHash[] = "$2a$10$abcdefghijklmnopqrstuuF50Wf4hhFAaeE1staY321H8JiC73ph.";

//! A folder below the temporary one that the servers' user can reach.
std::unique_ptr<QTemporaryDir> openFolder()
{
    QString base = QDir::tempPath();
    if (practicefolders::isRoot() && !practicefolders::openToAll(base))
        base = QStringLiteral("/tmp");
    auto folder = std::make_unique<QTemporaryDir>(QString(base + QStringLiteral("/godwit-test-XXXXXX")));
    QFile::setPermissions(folder->path(),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther | QFile::ReadGroup
            | QFile::ExeGroup);
    return folder;
}

bool run(const QString &folder, const QStringList &command)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(command.first(), command.mid(1));
    return process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool writeFile(const QString &name, const QByteArray &text)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

//! With the server's own tool, into a configuration folder; values go in by standard input, as an administrator has it.
bool makeKeystore(const ServerKit &kit, const QString &config, const QMap<QString, QString> &entries)
{
    const bool openSearch = kit.product == Product::OpenSearch;
    const QString prefix = openSearch ? QStringLiteral("OPENSEARCH") : QStringLiteral("ES");
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin"));
    environment.insert(QString(prefix + QStringLiteral("_JAVA_HOME")), kit.javaHome);
    environment.insert(QString(prefix + QStringLiteral("_PATH_CONF")), config);
    const auto tool = [&](const QStringList &arguments, const QByteArray &input) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QString(kit.program() + QStringLiteral("-keystore")), arguments);
        process.write(input);
        process.closeWriteChannel();
        return process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    };
    if (!tool({QStringLiteral("create")}, {}))
        return false;
    QByteArray values;
    for (const QString &value : entries)
        values += value.toUtf8() + '\n';
    return entries.isEmpty()
        || tool(QStringList{QStringLiteral("add"), QStringLiteral("--stdin")} + entries.keys(), values);
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

//! Puts the hits of one page into `documents`; returns how many, or -1 when the page can't be trusted.
int takePage(const QByteArray &body, Documents &documents, QByteArray &scroll)
{
    simdjson::ondemand::parser parser;
    const simdjson::padded_string text(body.constData(), size_t(body.size()));
    try {
        simdjson::ondemand::document page = parser.iterate(text);
        scroll = bytes(page["_scroll_id"].get_string());
        if (bool(page["timed_out"]) || uint64_t(page["_shards"]["failed"]) != 0)
            return -1;
        int hits = 0;
        for (simdjson::ondemand::object hit : page["hits"]["hits"].get_array()) {
            QByteArray id;
            QByteArray routing;
            QByteArray source;
            for (auto field : hit) {
                const std::string_view key = field.unescaped_key();
                if (key == "_id")
                    id = bytes(field.value().get_string());
                else if (key == "_routing")
                    routing = bytes(field.value().get_string());
                else if (key == "_source")
                    source = bytes(simdjson::to_json_string(field.value()));
            }
            documents.insert({id, routing}, source);
            ++hits;
        }
        return hits;
    } catch (const simdjson::simdjson_error &) {
        return -1;
    }
}

} // namespace

TestCluster::TestCluster(const QString &kind, const TestClusterOptions &options) : m_kind(kind), m_folder(openFolder())
{
    start(options);
    if (!m_error.isEmpty())
        QTest::qVerify(false, "the test cluster is up", qPrintable(m_error), __FILE__, __LINE__);
}

TestCluster::~TestCluster()
{
    if (m_cluster)
        m_cluster->kill();
}

void TestCluster::giveUp(const QString &why)
{
    m_error = QStringLiteral("The %1 test cluster did not start: %2").arg(m_kind, why);
    if (m_cluster)
        m_cluster->kill();
}

void TestCluster::start(const TestClusterOptions &options)
{
    const auto kit = ServerKit::get(m_kind);
    if (!kit)
        return giveUp(QString(kit.error().summary + u' ' + kit.error().detail));

    ClusterSettings settings;
    settings.name = m_kind;
    settings.folder = m_folder->path();
    // Below the range of outgoing connections; somewhere else each time, as several test executables may run at once.
    settings.ports
        = PracticeCluster::freePorts(options.nodes, quint16(QRandomGenerator::global()->bounded(20'000, 30'000)));
    settings.heap = options.heap;
    settings.repositories = {sharedRepository()};
    settings.extra = options.settings;
    if (options.secured || options.tls) {
        settings.extra << QStringLiteral("xpack.security.enabled: true")
                       << QStringLiteral("xpack.security.authc.api_key.enabled: true");
        settings.authorization = "Basic " + QString(user() + u':' + password()).toUtf8().toBase64();
    }
    if (options.tls) {
        settings.tls = true;
        settings.extra << QStringLiteral("xpack.security.http.ssl.enabled: true")
                       << QStringLiteral("xpack.security.http.ssl.key: tls/server.key")
                       << QStringLiteral("xpack.security.http.ssl.certificate: tls/server.crt");
        if (!makeCertificates(QString(m_folder->path() + QStringLiteral("/tls"))))
            return giveUp(QStringLiteral("openssl could not make certificates. Is openssl installed?"));
    }
    m_cluster = std::make_unique<PracticeCluster>(*kit, settings);
    for (int i = 0; i < m_cluster->size(); ++i) {
        const QString config = m_cluster->node(i).settings().folder + QStringLiteral("/config");
        QDir().mkpath(QString(config + QStringLiteral("/tls")));
        if (!settings.authorization.isEmpty()) {
            writeFile(QString(config + QStringLiteral("/users")), user().toUtf8() + ':' + passwordHash + '\n');
            writeFile(QString(config + QStringLiteral("/users_roles")), "superuser:" + user().toUtf8() + '\n');
        }
        for (const char *name : {"server.key", "server.crt"}) {
            QFile::copy(QString(m_folder->path() + QStringLiteral("/tls/") + QLatin1String(name)),
                QString(config + QStringLiteral("/tls/") + QLatin1String(name)));
        }
    }
    if (!makeKeystores(options.keystores))
        return giveUp(QStringLiteral("its keystore tool failed"));
    watchOver();
    auto up = m_cluster->launch();
    if (up)
        up = m_cluster->waitUntilUp();
    if (!up)
        giveUp(QString(up.error().summary + u'\n' + up.error().detail));
}

bool TestCluster::makeCertificates(const QString &folder)
{
    if (!QDir().mkpath(folder)
        || !writeFile(QString(folder + QStringLiteral("/names")), "subjectAltName=DNS:localhost,IP:127.0.0.1"))
        return false;
    const auto openssl = [&folder](const QString &arguments) {
        return run(folder, QStringList{QStringLiteral("openssl")} + arguments.split(u' '));
    };
    return openssl(QStringLiteral(
               "req -x509 -newkey rsa:2048 -nodes -days 3 -subj /CN=TestAuthority -keyout ca.key -out ca.crt"))
        && openssl(QStringLiteral("req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr"))
        && openssl(QStringLiteral("x509 -req -days 3 -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out "
                                  "server.crt -extfile names"));
}

bool TestCluster::makeKeystores(const QList<QMap<QString, QString>> &keystores)
{
    for (int i = 0; i < m_cluster->size() && !keystores.isEmpty(); ++i) {
        const QString config = m_cluster->node(i).settings().folder + QStringLiteral("/config");
        if (!makeKeystore(m_cluster->kit(), config, keystores.at(qMin(qsizetype(i), keystores.size() - 1))))
            return false;
    }
    return true;
}

//! Starts a small process that outlives this one and ends its servers, whatever this one dies of.
void TestCluster::watchOver()
{
    static const QString script = QStringLiteral(R"(
        while [ -d "/proc/$1" ]; do sleep 0.5; done
        for pid in /proc/[0-9]*; do
            if tr '\0' '\n' <"$pid/environ" 2>/dev/null | grep -q "PATH_CONF=$2/" \
                || tr '\0' '\n' <"$pid/cmdline" 2>/dev/null | grep -q "path.conf=$2/"; then
                kill -9 "${pid#/proc/}" 2>/dev/null
            fi
        done
        rm -rf "$2" "$3")");
    QProcess guard;
    guard.setProgram(QStringLiteral("/bin/sh"));
    guard.setArguments({QStringLiteral("-c"), script, QStringLiteral("guard"),
        QString::number(QCoreApplication::applicationPid()), m_folder->path(), sharedRepository()});
    guard.setStandardInputFile(QProcess::nullDevice());
    guard.setStandardOutputFile(QProcess::nullDevice());
    guard.setStandardErrorFile(QProcess::nullDevice());
    guard.setWorkingDirectory(QStringLiteral("/"));
    if (!guard.startDetached())
        qWarning("Nobody watches over the test servers: /bin/sh could not be started");
}

QString TestCluster::url() const
{
    return m_cluster ? m_cluster->url() : QString();
}

quint16 TestCluster::port(int node) const
{
    return m_cluster ? m_cluster->port(node) : quint16(0);
}

QString TestCluster::caFile() const
{
    return QString(m_folder->path() + QStringLiteral("/tls/ca.crt"));
}

QString TestCluster::sharedRepository()
{
    static const std::unique_ptr<QTemporaryDir> folder = openFolder();
    QFile::setPermissions(folder->path(), QFile::Permissions(0x7777));
    return folder->path();
}

void TestCluster::killNode(int node)
{
    m_cluster->node(node).kill();
    if (!m_killed.contains(node))
        m_killed << node;
}

bool TestCluster::startNode(int node)
{
    auto up = m_cluster->node(node).launch();
    m_killed.removeAll(node);
    if (up && m_killed.isEmpty())
        up = m_cluster->waitUntilUp();
    if (!up)
        qWarning("%s %s", qPrintable(up.error().summary), qPrintable(up.error().detail));
    return up.has_value();
}

void TestCluster::freezeNode(int node)
{
    for (const qint64 pid : PracticeNode::processesOf(m_cluster->node(node).settings().folder))
        ::kill(pid_t(pid), SIGSTOP);
}

void TestCluster::resumeNode(int node)
{
    for (const qint64 pid : PracticeNode::processesOf(m_cluster->node(node).settings().folder))
        ::kill(pid_t(pid), SIGCONT);
}

QByteArray TestCluster::rawRequest(const QByteArray &method, const QByteArray &path, const QByteArray &body,
    int *status, const QByteArray &contentType)
{
    LoopbackAnswer answer;
    if (m_cluster && isUp()) {
        int node = 0;
        while (m_killed.contains(node) && node + 1 < m_cluster->size())
            ++node;
        answer = askLoopback(m_cluster->server(node), method, path, body, contentType);
    }
    if (status != nullptr)
        *status = answer.status;
    return answer.body;
}

QJsonDocument TestCluster::request(
    const QByteArray &method, const QByteArray &path, const QByteArray &body, int *status)
{
    return QJsonDocument::fromJson(rawRequest(method, path, body, status));
}

bool TestCluster::bulk(const QByteArray &ndjson, const QByteArray &index)
{
    int status = 0;
    const QByteArray path = index.isEmpty() ? QByteArray("/_bulk") : '/' + index + "/_bulk";
    const QByteArray answer = rawRequest("POST", path, ndjson, &status, "application/x-ndjson");
    if (status != 200) {
        qWarning("bulk: %d %s", status, answer.left(500).constData());
        return false;
    }
    const QJsonObject result = QJsonDocument::fromJson(answer).object();
    for (const QJsonValue &item : result.value(QLatin1String("items")).toArray()) {
        const QJsonObject object = item.toObject();
        const QJsonObject outcome = object.begin()->toObject();
        const int code = outcome.value(QLatin1String("status")).toInt();
        const bool missing = code == 404 && object.contains(QLatin1String("delete"));
        if (code >= 300 && !missing) {
            qWarning("bulk: %s", QJsonDocument(outcome).toJson(QJsonDocument::Compact).constData());
            return false;
        }
    }
    return true;
}

bool TestCluster::refresh(const QByteArray &index)
{
    int status = 0;
    const QJsonObject shards
        = request("POST", '/' + index + "/_refresh", {}, &status).object().value(QLatin1String("_shards")).toObject();
    return status == 200 && shards.value(QLatin1String("failed")).toInt(-1) == 0;
}

qint64 TestCluster::count(const QByteArray &index)
{
    int status = 0;
    const QJsonObject answer = request("GET", '/' + index + "/_count", {}, &status).object();
    return status == 200 ? answer.value(QLatin1String("count")).toInteger(-1) : -1;
}

Documents TestCluster::allDocuments(const QByteArray &index)
{
    Documents documents;
    const auto broken = [&](const char *what, const QByteArray &answer) {
        QTest::qVerify(false, what, QByteArray(index + ": " + answer.left(500)).constData(), __FILE__, __LINE__);
        return Documents();
    };
    if (!refresh(index))
        return broken("the index could be refreshed", {});
    int status = 0;
    QByteArray scroll;
    QByteArray answer = rawRequest("POST", '/' + index + "/_search?scroll=2m&allow_partial_search_results=false",
        R"({"size": 2000, "sort": ["_doc"], "query": {"match_all": {}}})", &status);
    for (;;) {
        const int hits = status == 200 ? takePage(answer, documents, scroll) : -1;
        if (hits < 0)
            return broken("the page of documents is complete", answer);
        if (hits == 0)
            break;
        answer = rawRequest("POST", "/_search/scroll",
            QJsonDocument(QJsonObject{{QStringLiteral("scroll"), QStringLiteral("2m")},
                              {QStringLiteral("scroll_id"), QString::fromLatin1(scroll)}})
                .toJson(QJsonDocument::Compact),
            &status);
    }
    rawRequest("DELETE", "/_search/scroll",
        QJsonDocument(QJsonObject{{QStringLiteral("scroll_id"), QString::fromLatin1(scroll)}})
            .toJson(QJsonDocument::Compact));
    return documents;
}

} // namespace godwit::test
