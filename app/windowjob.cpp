// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowjob.h"

#include "app/figurerecorder.h"
#include "app/notifyingobserver.h"
#include "app/servers.h"
#include "connectors/elasticsearch/searchconnector.h"
#include "connectors/secrets/environmentsecrets.h"
#include "engine/rollback.h"
#include "models/discretion.h"

#include <QDir>
#include <QStorageInfo>

namespace godwit {

WindowJob::WindowJob(
    Plan plan, QString planFile, QString resumeJob, JobStore jobs, ProfileStore profiles, SecretStore &secrets)
    : m_plan(std::move(plan))
    , m_planFile(std::move(planFile))
    , m_resumeJob(std::move(resumeJob))
    , m_jobs(std::move(jobs))
    , m_profiles(std::move(profiles))
    , m_secrets(&secrets)
{
}

JobEnd WindowJob::failed(const QString &job, const Error &error)
{
    JobEnd end;
    end.summary.outcome = Outcome::Failed;
    end.summary.job = job;
    end.summary.reason = error.detail.isEmpty() ? error.summary : QString(error.summary + u' ' + error.detail);
    end.summary.errorKind = errorKindName(error.kind);
    return end;
}

Result<Secrets> secretsOf(Endpoint &endpoint, const QString &role, const ProfileStore &profiles, SecretStore &store)
{
    Secrets secrets = secretsFromEnvironment(role);
    if (endpoint.auth == AuthKind::None && !secrets.apiKey.isEmpty())
        endpoint.auth = AuthKind::ApiKey;
    else if (endpoint.auth == AuthKind::None && !secrets.bearer.isEmpty())
        endpoint.auth = AuthKind::Bearer;
    if (!missingSecret(endpoint, secrets).isEmpty() && !endpoint.profile.isEmpty()) {
        const auto profile = profiles.byName(endpoint.profile);
        if (const auto kept = profile ? store.read(profile->secretKey()) : fail({}); kept)
            fillIn(secrets, *kept);
    }
    if (const QString missing = missingSecret(endpoint, secrets); !missing.isEmpty())
        return fail(ErrorKind::Usage,
            WindowJob::tr("There is no secret for %1. Save it with its connection, or set GODWIT_%2_%3.")
                .arg(endpoint.profile.isEmpty() ? endpoint.url : endpoint.profile, role, missing));
    return secrets;
}

namespace {

//! What servers call themselves in their answers, for when strangers look on.
void learnNames(const ClusterInfo &info, SearchCluster &cluster)
{
    Discretion &discretion = Discretion::instance();
    discretion.learnCluster(info.clusterName);
    discretion.learnNode(info.nodeName);
    if (const auto room = cluster.room()) { // not every account may ask
        for (const QString &node : room->nodeNames)
            discretion.learnNode(node);
    }
}

} // namespace

void WindowJob::tellVersions(const JobOrders &orders, SearchClusterFactory &source, SearchClusterFactory &target) const
{
    if (!orders.tellVersions)
        return;
    QStringList versions;
    for (SearchClusterFactory *factory : {&source, &target}) {
        const auto cluster = factory->open(orders.control.stopToken());
        const auto info = cluster->info();
        if (!info)
            return; // the run says what is wrong
        learnNames(*info, *cluster);
        versions.append(QString(productName(info->product) + u' ' + info->version.toString()));
    }
    orders.tellVersions(versions.first(), versions.last());
}

Result<void> WindowJob::begin(Journal &journal, const QString &job) const
{
    JobRecord record;
    record.job = job;
    record.name = m_plan.name;
    record.method = m_plan.method;
    record.created = QDateTime::currentDateTimeUtc();
    record.state = QStringLiteral("running");
    record.plan = m_plan;
    return journal.saveJob(record);
}

JobEnd WindowJob::run(JobOrders &orders, JobObserver &observer)
{
    const bool resume = !m_resumeJob.isEmpty();
    // First of all: what is in the journal now is not told by anybody else, and what this run adds is told as it comes.
    if (resume && orders.tellEarlier)
        orders.tellEarlier(FigureRecorder::earlierRun(m_jobs.folderOf(m_resumeJob)));
    if (!m_planFile.isEmpty())
        makePathsAbsolute(m_plan, m_planFile);
    if (!knownMethods().contains(m_plan.method))
        return failed({},
            {ErrorKind::Usage,
                tr("This Godwit has no method \"%1\"; it has: %2.")
                    .arg(m_plan.method, knownMethods().join(QStringLiteral(", "))),
                {}, 0, false, {}});
    for (const Endpoint *endpoint : {&m_plan.source, &m_plan.target}) {
        if (endpoint->product == Product::Milvus)
            return failed({}, notForMilvus(endpoint->profile.isEmpty() ? endpoint->url : endpoint->profile));
    }
    Endpoint readEndpoint = m_plan.readEndpoint();
    const auto sourceSecrets = secretsOf(
        readEndpoint, m_plan.hasSource() ? QStringLiteral("SOURCE") : QStringLiteral("TARGET"), m_profiles, *m_secrets);
    const auto targetSecrets = secretsOf(m_plan.target, QStringLiteral("TARGET"), m_profiles, *m_secrets);
    for (const auto *secrets : {&sourceSecrets, &targetSecrets}) {
        if (!*secrets)
            return failed({}, secrets->error());
    }
    SearchConnector source(openedAsSource(readEndpoint), *sourceSecrets);
    SearchConnector target(m_plan.target, *targetSecrets);
    tellVersions(orders, source, target);
    const QString job = resume ? m_resumeJob : m_jobs.newJob();
    auto journal = Journal::open(m_jobs.folderOf(job));
    if (!journal)
        return failed(job, journal.error());
    if (const auto begun = resume ? Result<void>() : begin(**journal, job); !begun)
        return failed(job, begun.error());

    NotifyingObserver notifying(observer, m_plan, job);
    const auto record = (*journal)->loadJob();
    std::optional<FigureRecorder> recorder(
        std::in_place, notifying, **journal, record ? record->created : QDateTime::currentDateTimeUtc());
    JobSetup setup{
        m_plan, job, CutoverMode::Ask, resume, source, target, **journal, orders.control, *recorder, Clock::system()};
    JobEnd end;
    end.folder = m_jobs.folderOf(job);
    end.summary = runJob(setup);
    recorder.reset();
    if (const auto flushed = (*journal)->flush(); !flushed && end.summary.outcome != Outcome::Failed) {
        end.summary.outcome = Outcome::Failed;
        end.summary.reason = flushed.error().summary;
    }
    takeFacts(**journal, end);
    if (end.summary.preflightBlocked) {
        const auto from = source.open({});
        const auto to = target.open({});
        const qint64 disk = QStorageInfo(end.folder).bytesAvailable();
        if (const auto report = runPreflight(m_plan, *from, *to, disk))
            end.preflight = report->items;
    } else if (orders.control.aborted() && orders.removeAfterAbort()) {
        end.removal = removeFromTarget(**journal, target);
    }
    return end;
}

void WindowJob::takeFacts(const Journal &journal, JobEnd &end) const
{
    end.blocksLeft = blocksLeftBehind(journal);
    const auto records = journal.indices();
    if (!records || !m_plan.aliases)
        return;
    for (const IndexRecord &record : *records)
        end.aliases += record.definition.value(QLatin1String("aliases")).toObject().keys();
    end.aliases.removeDuplicates();
}

QString WindowJob::removeFromTarget(const Journal &journal, SearchClusterFactory &factory) const
{
    if (m_plan.existing == ExistingTarget::Append)
        return tr("Nothing was removed: the plan appends to indices that were there before.");
    const auto records = journal.indices();
    if (!records)
        return tr("Nothing was removed: %1").arg(records.error().summary);
    const auto target = factory.open({});
    QStringList removed;
    QStringList kept;
    for (const IndexRecord &record : *records) {
        if (record.targetUuid.isEmpty())
            continue;
        const auto there = target->definitions({record.target});
        // Only the very index that this job created; one made again by somebody else is not ours.
        const bool ours = there && there->value(record.target).uuid == record.targetUuid;
        if (ours && target->deleteIndex(record.target))
            removed.append(record.target);
        else if (!there || there->contains(record.target))
            kept.append(record.target);
    }
    const QString text = removed.isEmpty() ? tr("There was nothing to remove on the target.")
                                           : tr("Removed from the target: %1.").arg(removed.join(QStringLiteral(", ")));
    return kept.isEmpty() ? text : QString(text + u' ' + tr("Not removed: %1.").arg(kept.join(QStringLiteral(", "))));
}

} // namespace godwit
