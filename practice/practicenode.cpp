// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicenode.h"

#include "practice/practicefolders.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QThread>

#include <algorithm>
#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace godwit {
namespace {

QByteArray contents(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &name, const QByteArray &text)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size() && file.flush();
}

//! The shipped options write gc.log and crash files into the working folder; short-lived servers need neither. The
//! collector goes too: the serial one keeps small servers from taking every processor.
QByteArray fitOptions(const QByteArray &options)
{
    QByteArray kept;
    for (const QByteArray &line : options.split('\n')) {
        const bool collector
            = line.contains("-XX:") && (line.contains("G1") || line.contains("CMS") || line.contains("ConcMark"));
        if (!collector && !line.contains("gc.log") && !line.contains("ErrorFile") && !line.contains("HeapDump"))
            kept += line + '\n';
    }
    return kept;
}

QString listText(const QStringList &values)
{
    return QStringLiteral("[\"%1\"]").arg(values.join(QStringLiteral("\", \"")));
}

QProcessEnvironment cleanEnvironment(const ServerKit &kit, const NodeSettings &settings)
{
    const bool openSearch = kit.product == Product::OpenSearch;
    const QString prefix = openSearch ? QStringLiteral("OPENSEARCH") : QStringLiteral("ES");
    const QString temporary = settings.folder + QStringLiteral("/tmp");
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin"));
    environment.insert(QStringLiteral("HOME"), settings.folder);
    environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("TMPDIR"), temporary);
    environment.insert(QString(prefix + QStringLiteral("_TMPDIR")), temporary);
    environment.insert(
        kit.kind == QLatin1String("es6") ? QStringLiteral("JAVA_HOME") : QString(prefix + QStringLiteral("_JAVA_HOME")),
        kit.javaHome);
    environment.insert(
        QString(prefix + QStringLiteral("_PATH_CONF")), QString(settings.folder + QStringLiteral("/config")));
    environment.insert(QString(prefix + QStringLiteral("_JAVA_OPTS")),
        QStringLiteral("-Xms%1 -Xmx%1 -XX:+UseSerialGC").arg(settings.heap));
    return environment;
}

//! Whether the process was started with the configuration in `folder`. The numbers of ended processes are given out
//! again, so a pid alone proves nothing.
bool runsFor(qint64 pid, const QString &folder)
{
    const QByteArray configuration = QFile::encodeName(folder) + "/config";
    const QString base = QStringLiteral("/proc/%1").arg(pid);
    const QList<QByteArray> arguments = contents(QString(base + QStringLiteral("/cmdline"))).split('\0');
    if (arguments.contains("-Des.path.conf=" + configuration)
        || arguments.contains("-Dopensearch.path.conf=" + configuration))
        return true;
    const QList<QByteArray> variables = contents(QString(base + QStringLiteral("/environ"))).split('\0');
    return variables.contains("ES_PATH_CONF=" + configuration)
        || variables.contains("OPENSEARCH_PATH_CONF=" + configuration);
}

//! Whether a process still holds anything: files, ports.
bool isAlive(qint64 pid)
{
    const QByteArray stat = contents(QStringLiteral("/proc/%1/stat").arg(pid));
    const QByteArray state = stat.mid(stat.lastIndexOf(')') + 2, 1);
    return !stat.isEmpty() && state != "Z" && state != "X";
}

} // namespace

PracticeNode::PracticeNode(ServerKit kit, NodeSettings settings)
    : m_kit(std::move(kit)), m_settings(std::move(settings))
{
}

PracticeNode::~PracticeNode() = default;

QString PracticeNode::path(const QString &name) const
{
    return QString(m_settings.folder + u'/' + name);
}

QString PracticeNode::settingsText() const
{
    QList<std::pair<QString, QString>> lines = {
        {QStringLiteral("cluster.name"), m_settings.cluster},
        {QStringLiteral("node.name"), m_settings.name},
        {QStringLiteral("path.data"), path(QStringLiteral("data"))},
        {QStringLiteral("path.logs"), path(QStringLiteral("logs"))},
        {QStringLiteral("network.host"), QStringLiteral("127.0.0.1")},
        {QStringLiteral("http.port"), QString::number(m_settings.port)},
        {m_kit.kind == QLatin1String("es6") ? QStringLiteral("transport.tcp.port") : QStringLiteral("transport.port"),
            QString::number(m_settings.transportPort)},
        {QStringLiteral("cluster.routing.allocation.disk.threshold_enabled"), QStringLiteral("false")},
    };
    if (!m_settings.repositories.isEmpty())
        lines << std::pair(QStringLiteral("path.repo"), listText(m_settings.repositories));
    if (m_settings.seeds.isEmpty()) {
        lines << std::pair(QStringLiteral("discovery.type"), QStringLiteral("single-node"));
    } else if (m_kit.kind == QLatin1String("es6")) {
        lines << std::pair(QStringLiteral("discovery.zen.ping.unicast.hosts"), listText(m_settings.seeds))
              << std::pair(QStringLiteral("discovery.zen.minimum_master_nodes"), QStringLiteral("1"));
    } else {
        lines << std::pair(QStringLiteral("discovery.seed_hosts"), listText(m_settings.seeds));
        // Only the node that forms the cluster, only before it has: otherwise a lost folder makes a second cluster.
        if (m_settings.firstMaster == m_settings.name && !QFileInfo::exists(path(QStringLiteral("data/nodes")))
            && !QFileInfo::exists(path(QStringLiteral("data/_state"))))
            lines << std::pair(QStringLiteral("cluster.initial_master_nodes"), listText({m_settings.firstMaster}));
    }
    if (m_kit.hasModule(QStringLiteral("reindex"))) {
        lines << std::pair(m_kit.product == Product::OpenSearch ? QStringLiteral("reindex.remote.allowlist")
                                                                : QStringLiteral("reindex.remote.whitelist"),
            listText({QStringLiteral("127.0.0.1:*"), QStringLiteral("localhost:*")}));
    }
    if (m_kit.hasModule(QStringLiteral("x-pack-security"))) {
        lines << std::pair(QStringLiteral("xpack.security.enabled"), QStringLiteral("false"));
        if (m_kit.major() >= 8)
            lines << std::pair(QStringLiteral("xpack.security.enrollment.enabled"), QStringLiteral("false"));
    }
    if (m_kit.hasModule(QStringLiteral("x-pack-ml")))
        lines << std::pair(QStringLiteral("xpack.ml.enabled"), QStringLiteral("false"));

    QStringList text = m_settings.extra;
    for (const auto &[key, value] : std::as_const(lines)) {
        const QString start = key + u':';
        if (m_settings.extra.filter(QRegularExpression(QString(u'^' + QRegularExpression::escape(start)))).isEmpty())
            text << QString(start + u' ' + value);
    }
    return QString(text.join(u'\n') + u'\n');
}

Result<void> PracticeNode::writeConfiguration() const
{
    if (const auto made = practicefolders::makeServerFolder(m_settings.folder); !made)
        return made;
    const QDir folder(m_settings.folder);
    bool good = true;
    for (const char *name : {"config", "data", "logs", "tmp"})
        good = folder.mkpath(QString::fromLatin1(name)) && good;

    const QString from = m_kit.folder + QStringLiteral("/config");
    QDirIterator it(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString source = it.next();
        const QString target = path(QString(QStringLiteral("config") + source.mid(from.size())));
        // Whoever wants passwords has put these there.
        if (QFileInfo(target).fileName().startsWith(QLatin1String("users")) && QFileInfo::exists(target))
            continue;
        QByteArray text = contents(source);
        if (target.endsWith(QLatin1String("/jvm.options")))
            text = fitOptions(text);
        good = QDir().mkpath(QFileInfo(target).path()) && writeFile(target, text) && good;
    }
    good = writeFile(path(QString(QStringLiteral("config/") + m_kit.settingsFile())), settingsText().toUtf8()) && good;
    if (!good) {
        return fail(ErrorKind::Storage,
            tr("The configuration of a practice server could not be written to %1. Is the disk full?")
                .arg(m_settings.folder));
    }
    for (const QString &repository : m_settings.repositories) {
        if (!QFileInfo::exists(repository)) {
            if (const auto made = practicefolders::makeServerFolder(repository); !made)
                return made;
        }
    }
    practicefolders::handOver(m_settings.folder);
    return {};
}

Result<void> PracticeNode::launch()
{
    if (const auto written = writeConfiguration(); !written)
        return written;
    QFile::remove(path(QStringLiteral("pid")));

    QStringList command = {m_kit.program(), QStringLiteral("-d"), QStringLiteral("-p"), path(QStringLiteral("pid"))};
    if (practicefolders::isRoot()) {
        const passwd *user = getpwnam("nobody");
        if (user == nullptr)
            return fail(ErrorKind::Usage, tr("Servers refuse to run as root, and there is no user nobody."));
        command = QStringList{QStringLiteral("setpriv"), QStringLiteral("--reuid=%1").arg(user->pw_uid),
                      QStringLiteral("--regid=%1").arg(user->pw_gid), QStringLiteral("--clear-groups")}
            + command;
    }
    m_launcher = std::make_unique<QProcess>();
    m_launcher->setWorkingDirectory(m_settings.folder);
    m_launcher->setProcessEnvironment(cleanEnvironment(m_kit, m_settings));
    m_launcher->setStandardInputFile(QProcess::nullDevice());
    m_launcher->setProcessChannelMode(QProcess::MergedChannels);
    m_launcher->setStandardOutputFile(path(QStringLiteral("logs/console.log")));
    // A session of its own: Ctrl+C in the terminal that started it must not reach the server.
    m_launcher->setChildProcessModifier([] { ::setsid(); });
    m_launcher->start(command.first(), command.mid(1));
    if (!m_launcher->waitForStarted(10'000))
        return fail(ErrorKind::Usage, tr("The program %1 could not be started.").arg(command.first()));
    return {};
}

Result<void> PracticeNode::check()
{
    if (!m_launcher)
        return {};
    m_launcher->waitForFinished(0);
    if (m_launcher->state() != QProcess::NotRunning)
        return {};
    const bool wasFine = m_launcher->exitStatus() == QProcess::NormalExit && m_launcher->exitCode() == 0;
    if (wasFine && (isRunning() || !processesOf(m_settings.folder).isEmpty()))
        return {};
    return fail(ErrorKind::Server,
        tr("The practice server %1 ended while it started. Its log is in %2.")
            .arg(m_settings.name, path(QStringLiteral("logs"))),
        lastWords());
}

Result<void> PracticeNode::waitLaunched(std::chrono::milliseconds limit)
{
    if (m_launcher && m_launcher->state() != QProcess::NotRunning)
        m_launcher->waitForFinished(int(limit.count()));
    return check();
}

qint64 PracticeNode::pid() const
{
    const qint64 written = contents(path(QStringLiteral("pid"))).trimmed().toLongLong();
    return written != 0 && runsFor(written, m_settings.folder) ? written : 0;
}

QList<qint64> PracticeNode::processesOf(const QString &folder)
{
    QList<qint64> found;
    const QDir proc(QStringLiteral("/proc"));
    for (const QString &name : proc.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const qint64 pid = name.toLongLong();
        if (pid > 0 && pid != QCoreApplication::applicationPid() && runsFor(pid, folder))
            found << pid;
    }
    return found;
}

void PracticeNode::terminate()
{
    for (const qint64 pid : processesOf(m_settings.folder))
        ::kill(pid_t(pid), SIGTERM);
}

void PracticeNode::stop(std::chrono::milliseconds patience)
{
    terminate();
    const QDeadlineTimer deadline(patience);
    while (!processesOf(m_settings.folder).isEmpty() && !deadline.hasExpired())
        QThread::msleep(50);
    kill();
}

void PracticeNode::kill()
{
    const QDeadlineTimer deadline(std::chrono::seconds(10));
    QList<qint64> ended;
    for (;;) {
        const QList<qint64> left = processesOf(m_settings.folder);
        if (left.isEmpty() || deadline.hasExpired())
            break;
        for (const qint64 pid : left)
            ::kill(pid_t(pid), SIGKILL);
        ended += left;
        QThread::msleep(20);
    }
    // A process loses its command line a moment before it lets go of its ports.
    while (std::ranges::any_of(ended, isAlive) && !deadline.hasExpired())
        QThread::msleep(10);
    if (m_launcher)
        m_launcher->waitForFinished(1000);
    m_launcher.reset();
    QFile::remove(path(QStringLiteral("pid")));
}

QString PracticeNode::lastWords() const
{
    QByteArray text = contents(path(QStringLiteral("logs/console.log")));
    text += contents(path(QString(QStringLiteral("logs/") + m_settings.cluster + QStringLiteral(".log"))));
    const QList<QByteArray> lines = text.trimmed().split('\n');
    QByteArray words;
    for (const QByteArray &line : lines.mid(qMax<qsizetype>(0, lines.size() - 8)))
        words += line.left(400) + '\n';
    return QString::fromUtf8(words);
}

} // namespace godwit
