// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/serverkit.h"

#include "practice/practicefolders.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

namespace godwit {
namespace {

//! The major version that JAVA_HOME/release names, or 0.
int javaMajor(const QString &home)
{
    if (!QFileInfo(QString(home + QStringLiteral("/bin/java"))).isExecutable())
        return 0;
    QFile release(QString(home + QStringLiteral("/release")));
    if (!release.open(QIODevice::ReadOnly))
        return 0;
    static const QRegularExpression version(QStringLiteral("JAVA_VERSION=\"(?:1\\.)?(\\d+)"));
    return version.match(QString::fromUtf8(release.readAll())).captured(1).toInt();
}

//! A Java between the two versions; the oldest of those, since each server was released with it.
QString findJava(int atLeast, int atMost)
{
    QStringList homes;
    const QString given = qEnvironmentVariable("JAVA_HOME");
    if (!given.isEmpty())
        homes << given;
    const QDir machines(QStringLiteral("/usr/lib/jvm"));
    for (const QString &name : machines.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        homes << machines.filePath(name);
    QString best;
    int bestMajor = 0;
    for (const QString &home : std::as_const(homes)) {
        const int major = javaMajor(home);
        const bool readable = !practicefolders::isRoot() || practicefolders::openToAll(home);
        if (readable && major >= atLeast && major <= atMost && (bestMajor == 0 || major < bestMajor)) {
            best = home;
            bestMajor = major;
        }
    }
    return best;
}

//! What the script said last, for people.
QString lastSentence(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith("kits: ") && !line.startsWith("kits: fetching"))
            return QString::fromUtf8(line.mid(6));
    }
    return ServerKit::tr("The server kit could not be fetched.");
}

} // namespace

QString ServerKit::script()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QStringList places = {here + QStringLiteral("/kits.sh"), here + QStringLiteral("/../share/godwit/kits.sh"),
        here + QStringLiteral("/../libexec/godwit/kits.sh"), QStringLiteral(GODWIT_PRACTICE_SOURCE "/kits.sh")};
    for (const QString &place : places) {
        if (QFileInfo::exists(place))
            return QDir::cleanPath(place);
    }
    return {};
}

Result<ServerKit> ServerKit::get(const QString &kind, std::stop_token stop)
{
    ServerKit kit;
    kit.kind = kind;
    kit.product = kind.startsWith(QLatin1String("os")) ? Product::OpenSearch : Product::Elasticsearch;

    const bool modern = kind == QLatin1String("es9") || kind.startsWith(QLatin1String("os3"));
    kit.javaHome = modern ? findJava(21, 25) : findJava(17, 21);
    if (kit.javaHome.isEmpty()) {
        return fail(ErrorKind::Usage,
            tr("No Java %1 was found. Install the package %2, or point JAVA_HOME to one.")
                .arg(modern ? QStringLiteral("21") : QStringLiteral("17"),
                    modern ? QStringLiteral("openjdk-21-jre-headless") : QStringLiteral("openjdk-17-jre-headless")));
    }
    const QString keeper = script();
    if (keeper.isEmpty())
        return fail(ErrorKind::Internal, tr("The program's file kits.sh is missing. Install the program again."));

    QProcess process;
    process.start(QStringLiteral("bash"), {keeper, QStringLiteral("fetch"), kind});
    while (!process.waitForFinished(200)) {
        if (process.state() == QProcess::NotRunning)
            break;
        if (stop.stop_requested()) {
            process.terminate();
            process.waitForFinished(5000);
            return fail(ErrorKind::Cancelled, tr("Fetching the server kit was stopped."));
        }
    }
    if (process.error() == QProcess::FailedToStart)
        return fail(ErrorKind::Usage, tr("bash could not be started. Install the package bash."));
    const QByteArray said = process.readAllStandardError();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(ErrorKind::Usage, lastSentence(said), QString::fromUtf8(said));
    kit.folder = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    if (practicefolders::isRoot() && !practicefolders::openToAll(kit.folder)) {
        return fail(ErrorKind::Storage,
            tr("Servers refuse to run as root, and the user nobody may not look into %1. Set GODWIT_CACHE to a folder "
               "that is open to other users.")
                .arg(kit.folder));
    }
    return kit;
}

bool ServerKit::hasModule(const QString &name) const
{
    return QFileInfo::exists(QString(folder + QStringLiteral("/modules/") + name));
}

int ServerKit::major() const
{
    return kind.mid(2, 1).toInt();
}

QString ServerKit::program() const
{
    return folder
        + (product == Product::OpenSearch ? QStringLiteral("/bin/opensearch") : QStringLiteral("/bin/elasticsearch"));
}

QString ServerKit::settingsFile() const
{
    return product == Product::OpenSearch ? QStringLiteral("opensearch.yml") : QStringLiteral("elasticsearch.yml");
}

} // namespace godwit
