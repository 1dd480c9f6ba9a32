// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicefolders.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <pwd.h>
#include <unistd.h>

namespace godwit::practicefolders {
namespace {

const passwd *nobody()
{
    static const passwd *entry = getpwnam("nobody");
    return entry;
}

void giveToNobody(const QString &path)
{
    if (const passwd *user = nobody()) {
        if (lchown(QFile::encodeName(path).constData(), user->pw_uid, user->pw_gid) != 0)
            qWarning("%s could not be handed to the user nobody", qPrintable(path));
    }
}

} // namespace

bool isRoot()
{
    return geteuid() == 0;
}

bool openToAll(const QString &folder)
{
    QString path = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    while (path != QLatin1String("/")) {
        const QFileInfo info(path);
        if (info.exists() && !info.permissions().testFlag(QFile::ExeOther))
            return false;
        path = info.path();
    }
    return true;
}

QString defaultState()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QDir::cleanPath(QString(data + QStringLiteral("/godwit/practice")));
}

QString serversFor(const QString &state)
{
    const QString absolute = QFileInfo(state).absoluteFilePath();
    if (!isRoot() || openToAll(absolute))
        return QDir::cleanPath(QString(absolute + QStringLiteral("/servers")));
    const QByteArray mark = QCryptographicHash::hash(QFile::encodeName(absolute), QCryptographicHash::Sha256).toHex();
    return QStringLiteral("/var/lib/godwit/practice-%1").arg(QString::fromLatin1(mark.left(12)));
}

Result<void> makeServerFolder(const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        return fail(ErrorKind::Storage,
            QCoreApplication::translate("godwit::Practice",
                "The folder %1 could not be made. Name another one with --state, or check its permissions.")
                .arg(folder));
    }
    if (isRoot()) {
        if (!openToAll(folder)) {
            return fail(ErrorKind::Storage,
                QCoreApplication::translate("godwit::Practice",
                    "Servers refuse to run as root, and the user nobody may not look into %1. Choose a folder that is "
                    "open to other users.")
                    .arg(folder));
        }
        giveToNobody(folder);
    }
    return {};
}

void handOver(const QString &folder)
{
    if (!isRoot())
        return;
    giveToNobody(folder);
    QDirIterator it(
        folder, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext())
        giveToNobody(it.next());
}

} // namespace godwit::practicefolders
