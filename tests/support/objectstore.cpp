// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/objectstore.h"

#include "practice/serverkit.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QJsonDocument>

namespace godwit::test {
namespace {

//! Where server kits are kept.
QString cacheFolder()
{
    QProcess script;
    script.start(QStringLiteral("bash"), {ServerKit::script(), QStringLiteral("cache")});
    script.waitForFinished(10'000);
    return QString::fromUtf8(script.readAllStandardOutput()).trimmed();
}

} // namespace

ObjectStore::ObjectStore()
{
    const QString program
        = qEnvironmentVariable("GODWIT_SOURCE_DIR") + QStringLiteral("/tests/support/objectstore/objectstore.py");
    m_process.start(QStringLiteral("python3"), {program, cacheFolder()});
    if (!m_process.waitForStarted(10'000)) {
        m_error = QStringLiteral("python3 could not be started. Install the package python3 and try again.");
        return;
    }
    const QDeadlineTimer deadline(std::chrono::minutes(4)); // with the download
    while (!m_process.canReadLine() && m_process.state() == QProcess::Running && !deadline.hasExpired())
        m_process.waitForReadyRead(200);
    m_told = QJsonDocument::fromJson(m_process.readLine()).object();
    if (!m_told.isEmpty())
        return;
    m_process.waitForFinished(1'000);
    m_error = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    if (m_error.isEmpty())
        m_error
            = QStringLiteral("The object store did not answer within four minutes. Is the machine short of memory?");
}

ObjectStore::~ObjectStore()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished(1'000);
}

QString ObjectStore::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_told.value(QLatin1String("port")).toInt());
}

QString ObjectStore::bucket() const
{
    return m_told.value(QLatin1String("bucket")).toString();
}

QMap<QString, QString> ObjectStore::keys(const QString &client, const QString &account) const
{
    const QJsonObject keys = m_told.value(account).toObject();
    QMap<QString, QString> entries;
    for (const QString &name : keys.keys())
        entries.insert(QStringLiteral("s3.client.%1.%2").arg(client, name), keys.value(name).toString());
    return entries;
}

} // namespace godwit::test
