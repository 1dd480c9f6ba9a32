// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifyingobserver.h"

#include "connectors/http/httpclient.h"

#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>
#include <QUrl>

namespace godwit {

NotifyingObserver::NotifyingObserver(JobObserver &next, const Plan &plan, QString job)
    : m_next(next), m_webhook(plan.webhook), m_mailCommand(plan.mailCommand), m_name(plan.name), m_job(std::move(job))
{
}

void NotifyingObserver::notice(const QString &text)
{
    m_next.notice(text);
    if (!m_webhook.isEmpty())
        m_threads.emplace_back([this, text] { post(text); });
    if (!m_mailCommand.isEmpty())
        m_threads.emplace_back([this, text] { mail(text); });
}

void NotifyingObserver::post(const QString &text)
{
    const QUrl url(m_webhook);
    Endpoint endpoint;
    endpoint.url = url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    HttpClient client(endpoint, {});
    HttpRequest request;
    request.method = Method::Post;
    request.path = url.path(QUrl::FullyEncoded).toUtf8();
    if (request.path.isEmpty())
        request.path = "/";
    request.query = url.query(QUrl::FullyEncoded).toUtf8();
    request.secretPath = true; // who knows a webhook's address may post there
    request.timeout = std::chrono::seconds(10);
    request.body = QJsonDocument(
        QJsonObject{{QStringLiteral("job"), m_job}, {QStringLiteral("name"), m_name},
            {QStringLiteral("text"),
                text}}).toJson(QJsonDocument::Compact);
    if (const auto sent = client.send(request); !sent)
        complain(tr("The webhook could not be told: %1").arg(sent.error().summary));
}

void NotifyingObserver::mail(const QString &text)
{
    QStringList words = QProcess::splitCommand(m_mailCommand);
    if (words.isEmpty())
        return;
    QProcess process;
    // A plan may come from somebody else, and the command stands in it: the clusters' secrets are none of its business.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names)
        if (name.startsWith(QLatin1String("GODWIT_")))
            environment.remove(name);
    process.setProcessEnvironment(environment);
    process.start(words.takeFirst(), words);
    process.write(text.toUtf8() + '\n');
    process.closeWriteChannel();
    if (!process.waitForFinished(10'000)) {
        process.kill();
        process.waitForFinished(1'000);
        complain(tr("The mail command did not end within 10 s, or could not be started."));
    } else if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        complain(tr("The mail command ended with %1.").arg(process.exitCode()));
    }
}

void NotifyingObserver::complain(const QString &text)
{
    m_next.event({QDateTime::currentDateTimeUtc(), EventLevel::Warning, {}, text});
}

} // namespace godwit
