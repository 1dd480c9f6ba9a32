// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/repositorysetup.h"

#include "engine/methods/snapshots/options.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RepositorySetup)
};

//! What somebody does about a refusal, by the server's words; empty where they say it themselves.
QString remedy(const RepositoryInfo &repository, const QString &words)
{
    const QString place = repository.place().section(u':', 1);
    if (words.contains(QLatin1String("allowed_urls")))
        return Tr::tr("The address %1 is not allowed there. Name it in repositories.url.allowed_urls in the "
                      "configuration of every master and data node, restart them, and try again.")
            .arg(place);
    if (words.contains(QLatin1String("path.repo")))
        return Tr::tr("The folder %1 is not below path.repo of the target's nodes. Name it there in the configuration "
                      "of every master and data node, restart them, and try again.")
            .arg(place);
    if (words.contains(QLatin1String("repository type")) && words.contains(QLatin1String("does not exist")))
        return Tr::tr("The target knows no repositories of type %1. Install its plugin on every node, or choose "
                      "another type.")
            .arg(repository.type);
    return Tr::tr("Correct type and settings, and try again.");
}

Error refusal(const RepositoryInfo &repository, Error error)
{
    const QString words = QString(error.summary + u' ' + error.detail);
    // Who was not let in, or not reached, was told nothing about repositories.
    if (error.httpStatus < 400 || error.httpStatus == 401 || error.httpStatus == 403)
        return error;
    error.detail = error.detail.isEmpty() ? error.summary : error.detail;
    error.summary = Tr::tr("The target refuses the repository %1. %2").arg(repository.name, remedy(repository, words));
    return error;
}

//! On a connection of its own: the other one may have been stopped.
Error takenBack(SearchClusterFactory &target, const QString &repository, Error error)
{
    const auto cluster = target.open({});
    const auto gone = cluster->snapshots({})->removeRepository(repository);
    const bool free = gone || gone.error().kind == ErrorKind::NotFound;
    error.summary += QString(u' '
        + (free ? Tr::tr("The registration was taken back.")
                : Tr::tr("It may still be registered there: DELETE /_snapshot/%1 takes it back.").arg(repository)));
    return error;
}

//! Whether the target may have done what was asked, though its answer did not come.
bool isOpen(const Error &error)
{
    return error.kind == ErrorKind::Connection || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled
        || error.kind == ErrorKind::Incomplete || error.kind == ErrorKind::Protocol;
}

} // namespace

Result<RepositoryCheck> verifyFromEveryNode(SnapshotService &service, const QString &repository, const QString &side)
{
    const auto verified = service.verifyRepository(repository);
    if (!verified) {
        Error error = verified.error();
        if (error.kind == ErrorKind::Cancelled)
            return fail(std::move(error));
        error.summary = Tr::tr("The repository %1 can't be used by every node of the %2. On every master and data node "
                               "its place must be reachable, and named in path.repo where it is a folder.")
                            .arg(repository, side);
        if (error.detail.isEmpty())
            error.detail = verified.error().summary;
        return fail(std::move(error));
    }
    if (verified->verified < verified->wanted)
        return fail(ErrorKind::Incomplete,
            Tr::tr("Only %1 of %2 nodes of the %3 reached the repository %4. Make it reachable from all.")
                .arg(verified->verified)
                .arg(verified->wanted)
                .arg(side, repository));
    return verified;
}

Result<RepositoryCheck> registerRepository(
    SearchClusterFactory &target, const RepositoryInfo &repository, std::stop_token stop)
{
    if (const auto legal = checkRegistration(repository); !legal)
        return fail(legal.error());
    const auto cluster = target.open(stop);
    const auto service = cluster->snapshots({});
    const auto known = service->repositories();
    if (!known)
        return fail(known.error());
    const auto there = std::find_if(known->begin(), known->end(),
        [&repository](const RepositoryInfo &other) { return other.name == repository.name; });
    if (there != known->end())
        return fail(ErrorKind::Conflict,
            Tr::tr("%1 is registered on the target already, as %2. Choose it in the list, or use another name: Godwit "
                   "never changes a registration.")
                .arg(repository.name, there->place()));
    if (const auto put = service->putRepository(repository); !put)
        return fail(
            isOpen(put.error()) ? takenBack(target, repository.name, put.error()) : refusal(repository, put.error()));
    auto verified = verifyFromEveryNode(*service, repository.name, Tr::tr("target"));
    if (!verified)
        return fail(takenBack(target, repository.name, verified.error()));
    return verified;
}

} // namespace godwit
