// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/secrets/keychainstore.h"

#include <qt6keychain/keychain.h>

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

namespace godwit {

namespace {

constexpr int AnswerLimitMs = 120'000; // a person may have to type the wallet's password

constexpr std::array names{"password", "api_key", "bearer", "proxy_password"};
static_assert(names.size() == secretParts.size());

QByteArray packed(const Secrets &secrets)
{
    QJsonObject object;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (const QString &text = secrets.*secretParts[i]; !text.isEmpty())
            object.insert(QLatin1String(names[i]), text);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Secrets unpacked(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    Secrets secrets;
    for (std::size_t i = 0; i < names.size(); ++i)
        secrets.*secretParts[i] = object.value(QLatin1String(names[i])).toString();
    return secrets;
}

//! Runs a job to its end. No insecure fallback: without a keychain the job fails instead of writing a file.
QKeychain::Error finish(QKeychain::Job &job, const QString &key)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(key);
    QEventLoop loop;
    bool done = false;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&] {
        done = true;
        loop.quit();
    });
    QTimer::singleShot(AnswerLimitMs, &loop, &QEventLoop::quit);
    job.start();
    if (!done)
        loop.exec();
    return done ? job.error() : QKeychain::OtherError;
}

} // namespace

KeychainStore::KeychainStore(QString service) : m_service(std::move(service)) { }

Result<Secrets> KeychainStore::read(const QString &key)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto it = m_session.constFind(key); it != m_session.constEnd())
        return *it;
    QKeychain::ReadPasswordJob job(m_service);
    const QKeychain::Error error = finish(job, key);
    m_noKeychain = error != QKeychain::NoError && error != QKeychain::EntryNotFound;
    if (error == QKeychain::NoError)
        return unpacked(job.binaryData());
    if (m_noKeychain)
        return fail(
            ErrorKind::NotFound, tr("There is no keychain to read the password from. Enter it for this session."));
    return fail(ErrorKind::NotFound, tr("The keychain holds no password for this connection. Enter it."));
}

Result<void> KeychainStore::write(const QString &key, const Secrets &secrets)
{
    const std::scoped_lock lock(m_mutex);
    QKeychain::WritePasswordJob job(m_service);
    job.setBinaryData(packed(secrets));
    m_noKeychain = finish(job, key) != QKeychain::NoError;
    if (m_noKeychain)
        m_session.insert(key, secrets);
    else
        m_session.remove(key);
    return {};
}

Result<void> KeychainStore::remove(const QString &key)
{
    const std::scoped_lock lock(m_mutex);
    m_session.remove(key);
    QKeychain::DeletePasswordJob job(m_service);
    const QKeychain::Error error = finish(job, key);
    m_noKeychain = error != QKeychain::NoError && error != QKeychain::EntryNotFound;
    return {};
}

QString KeychainStore::place() const
{
    return m_noKeychain ? tr("this session only") : tr("system keychain");
}

bool KeychainStore::keeps() const
{
    return !m_noKeychain;
}

} // namespace godwit
