// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/repositorysetup.h"

#include "engine/methods/snapshots/options.h"
#include "engine/methods/snapshots/repositoryfaults.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RepositorySetup)
};

//! On a connection of its own: the other one may have been stopped.
Error takenBackFrom(SearchClusterFactory &target, const QString &repository, Error error)
{
    const auto cluster = target.open({});
    return takenBack(*cluster->snapshots({}), repository, std::move(error));
}

//! Whether the target may have done what was asked, though its answer did not come.
bool isOpen(const Error &error)
{
    return error.kind == ErrorKind::Connection || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled
        || error.kind == ErrorKind::Incomplete || error.kind == ErrorKind::Protocol;
}

} // namespace

Error takenBack(SnapshotService &service, const QString &repository, Error error)
{
    const auto gone = service.removeRepository(repository);
    const bool free = gone || gone.error().kind == ErrorKind::NotFound;
    error.summary += QString(u' '
        + (free ? Tr::tr("The registration was taken back.")
                : Tr::tr("It may still be registered there: DELETE /_snapshot/%1 takes it back.").arg(repository)));
    return error;
}

Result<RepositoryCheck> verifyFromEveryNode(
    SnapshotService &service, const RepositoryInfo &repository, const QString &side)
{
    const auto verified = service.verifyRepository(repository.name);
    if (!verified)
        return fail(explainedCheck(repository, verified.error(), side));
    if (verified->verified < verified->wanted)
        return fail(ErrorKind::Incomplete,
            Tr::tr("Only %1 of %2 nodes of the %3 reached the repository %4. Make it reachable from all.")
                .arg(verified->verified)
                .arg(verified->wanted)
                .arg(side, repository.name));
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
    const QString side = Tr::tr("target");
    if (const auto put = service->putRepository(repository); !put)
        return fail(isOpen(put.error()) ? takenBackFrom(target, repository.name, put.error())
                                        : explainedRefusal(repository, put.error(), side));
    auto verified = verifyFromEveryNode(*service, repository, side);
    if (!verified)
        return fail(takenBackFrom(target, repository.name, verified.error()));
    return verified;
}

} // namespace godwit
