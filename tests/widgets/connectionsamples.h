// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"
#include "models/connectiontester.h"
#include "models/profilestore.h"

#include <QApplication>
#include <QDropEvent>
#include <QHash>
#include <QMimeData>
#include <QMutex>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <atomic>

namespace godwit::test {

//! Answers as it is told to, step by step.
class ScriptedTester final : public ConnectionTester
{
public:
    QList<TestStep> run(const Endpoint &endpoint, const Secrets &given,
        const std::function<void(const QList<TestStep> &)> &report, std::stop_token) override
    {
        asked = endpoint;
        secrets = given;
        report(answer);
        return answer;
    }
    QList<TestStep> answer;
    Endpoint asked;
    Secrets secrets;
};

//! Goes on until it is stopped.
class HangingTester final : public ConnectionTester
{
public:
    QList<TestStep> run(const Endpoint &, const Secrets &, const std::function<void(const QList<TestStep> &)> &,
        std::stop_token stop) override
    {
        running = true;
        while (!stop.stop_requested())
            QThread::msleep(5);
        return {};
    }
    std::atomic<bool> running = false;
};

//! A keychain in memory.
class HeldSecrets final : public SecretStore
{
public:
    ~HeldSecrets() override { QThreadPool::globalInstance()->waitForDone(); }
    Result<Secrets> read(const QString &key) override
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_held.contains(key))
            return fail(ErrorKind::NotFound, {});
        return m_held.value(key);
    }
    Result<void> write(const QString &key, const Secrets &secrets) override
    {
        const QMutexLocker lock(&m_mutex);
        m_held.insert(key, secrets);
        return {};
    }
    Result<void> remove(const QString &key) override
    {
        const QMutexLocker lock(&m_mutex);
        m_held.remove(key);
        return {};
    }
    QString place() const override
    {
        return lasts ? QStringLiteral("system keychain") : QStringLiteral("this session only");
    }
    bool keeps() const override { return lasts; }
    bool has(const QString &key)
    {
        const QMutexLocker lock(&m_mutex);
        return m_held.contains(key);
    }
    std::atomic<bool> lasts = true;

private:
    QMutex m_mutex;
    QHash<QString, Secrets> m_held;
};

inline Profile saved(const ProfileStore &store, const QString &name, AuthKind auth = AuthKind::None)
{
    Profile profile;
    profile.endpoint.profile = name;
    profile.endpoint.url = QStringLiteral("http://127.0.0.1:9200");
    profile.endpoint.auth = auth;
    if (auth == AuthKind::Basic)
        profile.endpoint.user = QStringLiteral("elena");
    profile.endpoint.safety = QStringLiteral("free");
    return store.save(&profile) ? profile : Profile();
}

inline TestStep version()
{
    TestStep step;
    step.id = QStringLiteral("version");
    step.state = TestState::Passed;
    step.server = QStringLiteral("Elasticsearch 8.3.3");
    step.healthColor = QStringLiteral("green");
    step.nodes = 3;
    return step;
}

inline void drop(QWidget *page, const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &event);
}

} // namespace godwit::test
