// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/repositoryfaults.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RepositoryFaults)
};

QRegularExpression words(const char *pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::CaseInsensitiveOption);
}

bool isStore(const RepositoryInfo &repository)
{
    return repository.type == QLatin1String("s3") || repository.type == QLatin1String("gcs")
        || repository.type == QLatin1String("azure");
}

//! "backups/moves" of "s3:backups/moves", "backups" of "s3:backups/".
QString placeOf(const RepositoryInfo &repository)
{
    const QString place = repository.place();
    const QString name = place.mid(place.indexOf(u':') + 1);
    return isStore(repository) && name.endsWith(u'/') ? name.chopped(1) : name;
}

//! The bucket or the container.
QString holderOf(const RepositoryInfo &repository)
{
    return placeOf(repository).section(u'/', 0, 0);
}

//! Why an object store can't be used. Servers say it in the words of the store or of its client library, inside of an
//! answer whose own words are the same for every cause. The order counts: a refused credential is also told as an HTTP
//! request that failed.
QString storeRemedy(const RepositoryInfo &repository, const QString &said, const QString &side)
{
    static const QRegularExpression client(
        words("(?:unknown (?:s3 )?client name|find client with name) \\[([^\\]]*)\\]"));
    static const QRegularExpression holder(
        words("NoSuchBucket|no_such_bucket|ContainerNotFound|\\b(?:bucket|container)\\b[^;]{0,120}?\\bdoes not exist"));
    static const QRegularExpression region(
        words("PermanentRedirect|must be addressed using the specified endpoint|region '[^']*' is wrong|"
              "location constraint is incompatible"));
    static const QRegularExpression credentials(
        words("status code:? ?40[13]|40[13] (?:forbidden|unauthorized)|access ?denied|InvalidAccessKeyId|"
              "SignatureDoesNotMatch|AuthenticationFailed|failed to authenticate the request|"
              "to load (?:AWS )?credentials|default credentials|does not have storage\\.|invalid_grant"));
    static const QRegularExpression connection(
        words("unable to execute http request|connection refused|connect timed out|connection timed out|"
              "connect_timeout|UnknownHost|unknown_host|no route to host|server is not responding"));
    if (const auto found = client.match(said); found.hasMatch())
        return Tr::tr(
            "A node of the %1 knows no %2 client %3. Put its credentials into the keystore of every node, call "
            "POST /_nodes/reload_secure_settings, and try again.")
            .arg(side, repository.type, found.captured(1));
    if (said.contains(holder))
        return (repository.type == QLatin1String("azure")
                ? Tr::tr(
                    "For the nodes of the %1 there is no container %2. Make it, or correct its name or the client, and "
                    "try again.")
                : Tr::tr("For the nodes of the %1 there is no bucket %2. Make it, or correct its name, the endpoint or "
                         "the client, and try again."))
            .arg(side, holderOf(repository));
    if (said.contains(region))
        return Tr::tr(
            "The bucket %1 is in another region than the %2 looks in. Give the repository's endpoint and region, "
            "and try again.")
            .arg(holderOf(repository), side);
    if (said.contains(credentials))
        return Tr::tr("The store does not let the nodes of the %1 into %2. Give their account the rights there, or put "
                      "the right credentials into the keystore of every node and call POST "
                      "/_nodes/reload_secure_settings; then try again.")
            .arg(side, placeOf(repository));
    if (said.contains(connection))
        return Tr::tr("The nodes of the %1 do not reach the store of %2. Check its endpoint, proxies and firewalls.")
            .arg(side, placeOf(repository));
    return {};
}

//! What somebody does about it, by the server's words; empty where they say nothing that is known. Some servers look at
//! a place only when they verify it, so that both say the same.
QString remedy(const RepositoryInfo &repository, const QString &said, const QString &side)
{
    if (said.contains(QLatin1String("allowed_urls")))
        return Tr::tr("The address %1 is not allowed there. Name it in repositories.url.allowed_urls in the "
                      "configuration of every master and data node, restart them, and try again.")
            .arg(placeOf(repository));
    if (said.contains(QLatin1String("path.repo")))
        return Tr::tr("The folder %1 is not below path.repo of the nodes of the %2. Name it there in the configuration "
                      "of every master and data node, restart them, and try again.")
            .arg(placeOf(repository), side);
    if (said.contains(QLatin1String("repository type")) && said.contains(QLatin1String("does not exist")))
        return Tr::tr("The %1 knows no repositories of type %2. Install its plugin on every node, or choose "
                      "another type.")
            .arg(side, repository.type);
    return isStore(repository) ? storeRemedy(repository, said, side) : QString();
}

//! What a place needs, where nothing is known of what it lacks.
QString needOf(const RepositoryInfo &repository)
{
    if (isStore(repository))
        return Tr::tr("Every master and data node must reach %1 with the credentials of its keystore.")
            .arg(placeOf(repository));
    if (repository.type == QLatin1String("url"))
        return Tr::tr("Every master and data node must reach %1.").arg(placeOf(repository));
    return Tr::tr("On every master and data node its place must be reachable, and named in path.repo where it is a "
                  "folder.");
}

//! Whether the server looked at the repository at all.
bool isJudgement(const Error &error)
{
    return error.httpStatus >= 400 && error.httpStatus != 401 && error.httpStatus != 403
        && error.kind != ErrorKind::Busy;
}

QString saidBy(const Error &error)
{
    return QString(error.summary + u' ' + error.detail);
}

} // namespace

Error explainedRefusal(const RepositoryInfo &repository, Error error, const QString &side)
{
    if (!isJudgement(error))
        return error;
    QString fix = remedy(repository, saidBy(error), side);
    if (fix.isEmpty())
        fix = Tr::tr("Correct type and settings, and try again.");
    // Told as a fault of the server, which could pass; this one does not.
    if (error.kind == ErrorKind::Server && error.detail.contains(QLatin1String("repository_exception"))) {
        error.kind = ErrorKind::Refused;
        error.retryable = false;
    }
    error.detail = error.detail.isEmpty() ? error.summary : error.detail;
    error.summary = Tr::tr("The %1 refuses the repository %2. %3").arg(side, repository.name, fix);
    return error;
}

Error explainedCheck(const RepositoryInfo &repository, Error error, const QString &side)
{
    // Nodes that wait for a store are silent for longer than anybody waits for them.
    if (!isJudgement(error) && error.kind != ErrorKind::Timeout)
        return error;
    QString fix = remedy(repository, saidBy(error), side);
    if (fix.isEmpty())
        fix = needOf(repository);
    error.detail = error.detail.isEmpty() ? error.summary : error.detail;
    error.summary
        = Tr::tr("The repository %1 can't be used by every node of the %2. %3").arg(repository.name, side, fix);
    return error;
}

} // namespace godwit
