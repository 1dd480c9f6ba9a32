// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practice.h"

#include "practice/practicefiller.h"
#include "practice/practicefolders.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>
#include <QThread>

#include <algorithm>
#include <csignal>

namespace godwit {
namespace {

const QString sourceRole = QStringLiteral("source");
const QString targetRole = QStringLiteral("target");

QList<NodePorts> portsOf(const QJsonObject &state, const QString &role)
{
    QList<NodePorts> ports;
    for (const QJsonValue &node : state.value(role).toObject().value(QLatin1String("ports")).toArray()) {
        ports << NodePorts{
            quint16(node[QLatin1String("http")].toInt()), quint16(node[QLatin1String("transport")].toInt())};
    }
    return ports;
}

QJsonObject clusterState(const ServerKit &kit, const QList<NodePorts> &ports)
{
    QJsonArray list;
    for (const NodePorts &node : ports)
        list << QJsonObject{{QStringLiteral("http"), node.http}, {QStringLiteral("transport"), node.transport}};
    return {{QStringLiteral("kind"), kit.kind}, {QStringLiteral("ports"), list},
        {QStringLiteral("url"), QStringLiteral("http://127.0.0.1:%1").arg(ports.first().http)}};
}

//! Whether somebody else has one of the ports. A server that ended a moment ago gets some time to let go.
bool anyTaken(const QList<NodePorts> &ports)
{
    const QDeadlineTimer deadline(std::chrono::seconds(2));
    for (;;) {
        const bool taken = std::ranges::any_of(
            ports, [](const NodePorts &node) { return isPortTaken(node.http) || isPortTaken(node.transport); });
        if (!taken || deadline.hasExpired())
            return taken;
        QThread::msleep(50);
    }
}

QString urlOf(const QJsonObject &state, const QString &role)
{
    return state.value(role).toObject().value(QLatin1String("url")).toString();
}

QJsonObject readObject(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Result<void> saveObject(const QString &name, const QJsonObject &object)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0 || !file.commit())
        return fail(ErrorKind::Storage, Practice::tr("%1 could not be written: %2.").arg(name, file.errorString()));
    return {};
}

//! Whether `pid` is a writer for this state folder, and not a program that got the number later.
bool isWriter(qint64 pid, const QString &state)
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> arguments = file.readAll().split('\0');
    return arguments.contains("practice") && arguments.contains("writer")
        && arguments.contains(QFile::encodeName(state));
}

} // namespace

QJsonObject PracticeStatus::toJson() const
{
    QJsonObject object{{QStringLiteral("source"), source}, {QStringLiteral("source_runs"), sourceRuns},
        {QStringLiteral("target"), target}, {QStringLiteral("target_runs"), targetRuns},
        {QStringLiteral("filled"), filled}, {QStringLiteral("already_running"), alreadyRunning},
        {QStringLiteral("plan"), planFile}, {QStringLiteral("writer_runs"), writerRuns}};
    if (!writer.isEmpty())
        object.insert(QStringLiteral("writer"), writer);
    return object;
}

Practice::Practice(const QString &state)
    : m_state(QDir::cleanPath(QFileInfo(state.isEmpty() ? practicefolders::defaultState() : state).absoluteFilePath()))
{
}

Practice::~Practice() = default;

QString Practice::stateFile() const
{
    return QString(m_state + QStringLiteral("/practice.json"));
}

QString Practice::planFile() const
{
    return QString(m_state + QStringLiteral("/practice-plan.json"));
}

QString Practice::writerFile() const
{
    return QString(m_state + QStringLiteral("/writer.json"));
}

QJsonObject Practice::readState() const
{
    const QJsonObject state = readObject(stateFile());
    return state.value(QLatin1String("godwit_practice")).toInt() == 1 ? state : QJsonObject();
}

Result<void> Practice::writeState(const QJsonObject &state) const
{
    return saveObject(stateFile(), state);
}

Result<void> Practice::writePlan(const PracticeStatus &status) const
{
    const auto endpoint = [](const QString &url) {
        return QJsonObject{{QStringLiteral("product"), QStringLiteral("elasticsearch")}, {QStringLiteral("url"), url}};
    };
    return saveObject(planFile(),
        QJsonObject{{QStringLiteral("godwit"), 1}, {QStringLiteral("name"), tr("Practice: 7.17 to 8.3")},
            {QStringLiteral("method"), QStringLiteral("live-copy")},
            {QStringLiteral("source"), endpoint(status.source)}, {QStringLiteral("target"), endpoint(status.target)},
            {QStringLiteral("select"), QJsonObject{{QStringLiteral("indices"), QJsonArray{QStringLiteral("*")}}}}});
}

std::unique_ptr<PracticeCluster> Practice::cluster(
    const ServerKit &kit, const QString &role, const QJsonObject &state) const
{
    const QString servers = practicefolders::serversFor(m_state);
    ClusterSettings settings;
    settings.name = QStringLiteral("practice-%1").arg(role);
    settings.folder = servers;
    settings.ports = portsOf(state, role);
    settings.repositories = {QString(servers + QStringLiteral("/repository"))};
    return std::make_unique<PracticeCluster>(kit, settings);
}

Result<PracticeStatus> Practice::start(const PracticeOptions &options, const Progress &progress, std::stop_token stop)
{
    if (!QDir().mkpath(m_state)) {
        return fail(ErrorKind::Storage,
            tr("The folder %1 could not be made. Name another one with --state, or check its permissions.")
                .arg(m_state));
    }
    QLockFile lock(QString(m_state + QStringLiteral("/practice.lock")));
    lock.setStaleLockTime(0); // a start may take minutes; a dead process is noticed by its pid
    const QDeadlineTimer patience(std::chrono::minutes(10));
    while (!lock.tryLock(200)) {
        if (stop.stop_requested() || patience.hasExpired()) {
            return fail(ErrorKind::Busy,
                tr("Another process is starting or stopping the practice clusters in %1. Wait for it and try again.")
                    .arg(m_state));
        }
    }
    if (options.fresh) {
        stopWriter();
        stopServers();
        QDir(practicefolders::serversFor(m_state)).removeRecursively();
        QFile::remove(stateFile());
    }
    PracticeStatus now = status();
    if (now.runs() && now.filled) {
        now.alreadyRunning = true;
        return now;
    }

    const auto tell = [&progress](const QString &text) {
        if (progress)
            progress(text);
    };
    tell(tr("Looking for the servers (they are downloaded once, about 120 MB)"));
    const auto source = ServerKit::get(QStringLiteral("es7"), stop);
    if (!source)
        return tl::make_unexpected(source.error());
    const auto target = ServerKit::get(QStringLiteral("es8"), stop);
    if (!target)
        return tl::make_unexpected(target.error());
    QJsonObject state = readState();
    if (const auto up = bringUp({*source, *target}, options, state, progress, stop); !up)
        return tl::make_unexpected(up.error());
    if (const auto filled = fill(state, options, progress, stop); !filled)
        return tl::make_unexpected(filled.error());
    now = status();
    if (const auto planned = writePlan(now); !planned)
        return tl::make_unexpected(planned.error());
    return status();
}

Result<void> Practice::bringUp(const Kits &kits, const PracticeOptions &options, QJsonObject &state,
    const Progress &progress, std::stop_token stop) const
{
    if (portsOf(state, sourceRole).isEmpty() || portsOf(state, targetRole).isEmpty())
        stopServers(); // whatever runs there, nobody knows its address any more
    QList<quint16> taken;
    std::vector<std::unique_ptr<PracticeCluster>> clusters;
    for (const auto &[kit, role] : {std::pair(&kits.source, sourceRole), std::pair(&kits.target, targetRole)}) {
        QList<NodePorts> ports = portsOf(state, role);
        bool usable = !ports.isEmpty() && state.value(role).toObject().value(QLatin1String("kind")) == kit->kind;
        std::unique_ptr<PracticeCluster> known = usable ? cluster(*kit, role, state) : nullptr;
        if (known && !(known->isRunning() && known->answers())) {
            known->kill(); // half-dead, or half-started
            usable = !anyTaken(ports);
        }
        if (!usable) {
            const int nodes = role == sourceRole ? options.sourceNodes : 1;
            ports = PracticeCluster::freePorts(ports.isEmpty() ? nodes : int(ports.size()), options.firstPort, taken);
            state.insert(role, clusterState(*kit, ports));
            known = cluster(*kit, role, state);
        }
        for (const NodePorts &node : std::as_const(ports))
            taken << node.http << node.transport;
        clusters.push_back(std::move(known));
    }
    const QString servers = practicefolders::serversFor(m_state);
    if (!QFileInfo::exists(QString(servers + QStringLiteral("/practice-source-0/data"))))
        state.remove(QStringLiteral("filled")); // somebody removed the data
    state.insert(QStringLiteral("godwit_practice"), 1);
    state.insert(QStringLiteral("servers"), servers);
    if (const auto written = writeState(state); !written) // before the servers run, so that they can be found
        return written;

    if (progress)
        progress(tr("Starting Elasticsearch 7.17 and 8.3 on 127.0.0.1"));
    Result<void> up;
    for (const auto &one : clusters) {
        up = one->launch();
        if (!up)
            break;
    }
    for (const auto &one : clusters) {
        if (up)
            up = one->waitUntilUp(std::chrono::seconds(180), stop);
    }
    if (!up) {
        for (const auto &one : clusters)
            one->kill();
    }
    return up;
}

Result<void> Practice::fill(
    QJsonObject &state, const PracticeOptions &options, const Progress &progress, std::stop_token stop)
{
    if (state.value(QLatin1String("filled")).toBool())
        return {};
    PracticeFiller filler(urlOf(state, sourceRole), options.documents);
    if (const auto filled = filler.run(progress, stop); !filled)
        return filled;
    state.insert(QStringLiteral("filled"), true);
    state.insert(QStringLiteral("documents"), options.documents);
    return writeState(state);
}

void Practice::stopWriter() const
{
    const qint64 pid = readObject(writerFile()).value(QLatin1String("pid")).toInteger();
    const QDeadlineTimer deadline(std::chrono::seconds(5));
    for (int round = 0; isWriter(pid, m_state); ++round) {
        if (round == 0)
            ::kill(pid_t(pid), SIGTERM);
        else if (deadline.hasExpired())
            ::kill(pid_t(pid), SIGKILL);
        QThread::msleep(50);
    }
    QFile::remove(writerFile());
}

void Practice::stopServers() const
{
    // By folder, not by what practice.json says: it may be damaged, and then the servers would stay for ever.
    const QDir servers(practicefolders::serversFor(m_state));
    std::vector<std::unique_ptr<PracticeNode>> nodes;
    for (const QString &name : servers.entryList({QStringLiteral("practice-*")}, QDir::Dirs)) {
        NodeSettings settings;
        settings.name = name;
        settings.folder = servers.filePath(name);
        nodes.push_back(std::make_unique<PracticeNode>(ServerKit{}, settings));
    }
    for (const auto &node : nodes)
        node->terminate();
    for (const auto &node : nodes)
        node->stop();
}

Result<void> Practice::stop(bool wipe)
{
    if (!QFileInfo::exists(m_state))
        return {};
    QLockFile lock(QString(m_state + QStringLiteral("/practice.lock")));
    lock.setStaleLockTime(0);
    if (!lock.tryLock(60'000)) {
        return fail(ErrorKind::Busy,
            tr("Another process is starting or stopping the practice clusters in %1. Wait for it and try again.")
                .arg(m_state));
    }
    stopWriter();
    stopServers();
    if (wipe) {
        const bool gone = QDir(practicefolders::serversFor(m_state)).removeRecursively();
        QFile::remove(stateFile());
        QFile::remove(planFile());
        if (!gone) {
            return fail(ErrorKind::Storage,
                tr("The servers' data in %1 could not be removed. Remove the folder by hand.")
                    .arg(practicefolders::serversFor(m_state)));
        }
    }
    return {};
}

PracticeStatus Practice::status() const
{
    const QJsonObject state = readState();
    PracticeStatus status;
    status.source = urlOf(state, sourceRole);
    status.target = urlOf(state, targetRole);
    const auto runs = [this, &state](const QString &role) {
        const auto one = cluster(ServerKit{}, role, state);
        return one->size() > 0 && one->isRunning() && one->answers();
    };
    status.sourceRuns = runs(sourceRole);
    status.targetRuns = runs(targetRole);
    status.filled = state.value(QLatin1String("filled")).toBool();
    if (QFileInfo::exists(planFile()))
        status.planFile = planFile();
    status.writer = readObject(writerFile());
    status.writerRuns = isWriter(status.writer.value(QLatin1String("pid")).toInteger(), m_state);
    return status;
}

} // namespace godwit
