// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/joblock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <unistd.h>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::JobLock)
};

QString lockPath(const QString &jobFolder)
{
    return QDir(jobFolder).filePath(QStringLiteral("job.lock"));
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! When a process began, in seconds since the epoch; -1 when there is none, or the system does not tell.
qint64 startOfProcess(qint64 pid)
{
    const QByteArray stat = contents(QStringLiteral("/proc/%1/stat").arg(pid));
    // The name in parentheses may hold spaces; field 22 is the 20th after it.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (stat.isEmpty() || fields.size() < 20 || fields[0] == "Z")
        return -1;
    const QByteArray system = contents(QStringLiteral("/proc/stat"));
    const qsizetype at = system.indexOf("\nbtime ");
    if (at < 0)
        return -1;
    const qint64 boot = system.mid(at + 7, system.indexOf('\n', at + 7) - at - 7).toLongLong();
    return boot + fields[19].toLongLong() / sysconf(_SC_CLK_TCK);
}

} // namespace

bool JobLock::held(const QString &jobFolder)
{
    const QString path = lockPath(jobFolder);
    const QFileInfo file(path);
    const QList<QByteArray> lines = contents(path).split('\n');
    if (!file.exists() || lines.size() < 3)
        return false;
    if (QString::fromUtf8(lines[2]) != QSysInfo::machineHostName())
        return true; // another machine on a shared disk: it can't be asked, so it is believed
    const qint64 began = startOfProcess(lines[0].toLongLong());
    // A process that began after the lock was made is not the one that made it. The start is only known to the second.
    return began >= 0 && began <= file.lastModified().toSecsSinceEpoch() + 2;
}

Result<std::unique_ptr<QLockFile>> JobLock::take(const QString &jobFolder)
{
    auto lock = std::make_unique<QLockFile>(lockPath(jobFolder));
    lock->setStaleLockTime(0); // never by age: a job may run for days
    if (lock->tryLock(0))
        return lock;
    if (lock->error() == QLockFile::LockFailedError && !held(jobFolder)) {
        lock->removeStaleLockFile();
        if (lock->tryLock(0))
            return lock;
    }
    const QString job = QDir(jobFolder).dirName();
    if (lock->error() != QLockFile::LockFailedError) {
        return fail(ErrorKind::Storage,
            Tr::tr("The folder %1 can't be written. Give this user the right to write there.").arg(jobFolder));
    }
    qint64 pid = 0;
    QString host;
    QString program;
    lock->getLockInfo(&pid, &host, &program);
    return fail(ErrorKind::Storage,
        Tr::tr("Job %1 is in use by process %2 (%3 on %4). Stop it there, or let it finish.")
            .arg(job, QString::number(pid), program, host));
}

} // namespace godwit
