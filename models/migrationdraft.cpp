// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrationdraft.h"

#include "engine/job.h"
#include "models/discretion.h"
#include "models/selectiontreemodel.h"
#include "models/snapshotshelf.h"

#include <QJsonDocument>

#include <algorithm>

namespace godwit {

namespace {

const QString restoreMethod = QStringLiteral("restore");

constexpr int threads
    = 7; //!< three catalogues, a check, a sample, a rehearsal, earlier rounds; a server that hangs holds up its own

//! All that decides which cluster an endpoint leads to, and as whom; or which snapshot, where that is the source.
QByteArray addressOf(const Plan &plan, PairSide side)
{
    const QJsonObject json = plan.toJson();
    if (side == PairSide::Source && !plan.hasSource()) {
        const QJsonObject place{{QStringLiteral("target"), json.value(QLatin1String("target"))},
            {QStringLiteral("repository"), plan.options.value(QLatin1String("repository"))},
            {QStringLiteral("snapshot"), plan.options.value(QLatin1String("snapshot"))}};
        return QJsonDocument(place).toJson(QJsonDocument::Compact);
    }
    return QJsonDocument(json.value(QLatin1String(side == PairSide::Source ? "source" : "target")).toObject())
        .toJson(QJsonDocument::Compact);
}

//! What the presentation mode masks when it is on.
void learnNames(const Catalogue &catalogue)
{
    QStringList names;
    for (const IndexSummary &index : catalogue.indices)
        names.append(index.name);
    for (const AliasEntry &alias : catalogue.aliases)
        names.append(alias.name);
    for (const StreamEntry &stream : catalogue.streams)
        names.append(stream.name);
    Discretion::instance().learnCluster(catalogue.info.clusterName);
    Discretion::instance().learnNode(catalogue.info.nodeName);
    if (catalogue.room) {
        for (const QString &node : catalogue.room->nodeNames)
            Discretion::instance().learnNode(node);
    }
    Discretion::instance().learnIndices(names);
}

} // namespace

MigrationDraft::MigrationDraft(MigrationDesk *desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_tree(new SelectionTreeModel(this))
    , m_shelf(new SnapshotShelf(desk, &m_pool, this))
{
    m_pool.setMaxThreadCount(threads);
    m_plan.method = knownMethods().value(0);
    connect(m_tree, &SelectionTreeModel::changed, this, &MigrationDraft::takeTick);
}

MigrationDraft::~MigrationDraft()
{
    for (auto &ask : m_askCatalogue)
        ask.cancel();
    m_askReview.cancel();
    m_askCheck.cancel();
    m_askRounds.cancel();
    m_askSample.cancel();
    m_askRehearsal.cancel();
    m_shelf->cancel();
    m_pool.waitForDone();
}

void MigrationDraft::setPlan(const Plan &plan)
{
    m_plan = plan;
    m_withoutSource = plan.method == restoreMethod && !plan.hasSource();
    m_selectionPending = true;
    m_tree->setRename(plan.select.rename);
    m_tree->setExisting(plan.existing);
    m_tree->setAliasesWanted(plan.aliases);
    m_shownSnapshot = choosesSnapshotToTick() ? addressOfSlot(SnapshotSlot) : QByteArray();
    const bool known = m_loaded[shownSlot()] == addressOfSlot(shownSlot());
    if (choosesSnapshotToTick() && !known)
        forgetSnapshot();
    if (choosesSnapshotToTick() || known)
        fillTree();
    Q_EMIT planChanged();
}

std::size_t MigrationDraft::shownSlot() const
{
    return m_plan.method == restoreMethod && !m_withoutSource ? SnapshotSlot : SourceSlot;
}

//! As the desk is asked: a restore without its source is asked for what the snapshot holds.
Plan MigrationDraft::askedPlan(std::size_t slot) const
{
    Plan plan = m_plan;
    if (slot == SnapshotSlot)
        plan.source = {};
    return plan;
}

QByteArray MigrationDraft::addressOfSlot(std::size_t slot) const
{
    return addressOf(askedPlan(slot), slot == TargetSlot ? PairSide::Target : PairSide::Source);
}

//! What can be ticked now, with what was ticked before as far as it is there; nothing before it is known.
void MigrationDraft::fillTree()
{
    const Asked<Catalogue> &now = selectable();
    m_tree->setCatalogue(now.state == Loading::Ready ? now.value : Catalogue());
    if (now.state == Loading::Ready && std::exchange(m_selectionPending, false))
        m_tree->setSelection(m_plan.select);
}

void MigrationDraft::forgetSnapshot()
{
    m_askCatalogue[SnapshotSlot].cancel();
    m_catalogues[SnapshotSlot] = {};
}

//! Another method, target, repository or snapshot: what can be ticked is another list.
void MigrationDraft::followSnapshot()
{
    const QByteArray wanted = choosesSnapshotToTick() ? addressOfSlot(SnapshotSlot) : QByteArray();
    if (wanted == m_shownSnapshot)
        return;
    m_shownSnapshot = wanted;
    if (!m_selectionPending) {
        m_plan.select = m_tree->selection();
        m_selectionPending = !m_plan.select.indices.isEmpty();
    }
    if (!wanted.isEmpty() && m_loaded[SnapshotSlot] != wanted)
        forgetSnapshot();
    fillTree();
    Q_EMIT catalogueChanged(PairSide::Source);
}

Plan MigrationDraft::plan() const
{
    Plan plan = m_plan;
    if (!m_selectionPending && selectable().state == Loading::Ready)
        plan.select = m_tree->selection();
    return plan;
}

void MigrationDraft::change(const std::function<void(Plan &)> &edit)
{
    edit(m_plan);
    m_tree->setExisting(m_plan.existing);
    m_tree->setAliasesWanted(m_plan.aliases);
    followSnapshot();
    Q_EMIT planChanged();
}

void MigrationDraft::setMethod(const QString &method)
{
    if (method == m_plan.method)
        return;
    change([this, &method](Plan &plan) {
        m_optionsOf.insert(plan.method, plan.options);
        plan.method = method;
        plan.options = m_optionsOf.take(method);
    });
}

//! Ticks on the aliases group are the plan's own switch.
void MigrationDraft::takeTick()
{
    m_plan.aliases = m_tree->aliasesWanted();
    if (!m_selectionPending)
        m_plan.select.rename = m_tree->renameRules();
    Q_EMIT planChanged();
}

void MigrationDraft::setEndpoint(PairSide side, const Endpoint &endpoint)
{
    (side == PairSide::Source ? m_plan.source : m_plan.target) = endpoint;
    Asked<Catalogue> &asked = m_catalogues[std::size_t(side)];
    if (m_loaded[std::size_t(side)] != addressOf(m_plan, side)) {
        m_askCatalogue[std::size_t(side)].cancel();
        asked = {};
        // What is ticked stays ticked in the next cluster as far as it has such indices.
        if (side == PairSide::Source && !m_selectionPending) {
            m_plan.select = m_tree->selection();
            m_selectionPending = !m_plan.select.indices.isEmpty();
        }
    }
    followSnapshot();
    Q_EMIT catalogueChanged(side);
    Q_EMIT planChanged();
}

const Endpoint &MigrationDraft::endpoint(PairSide side) const
{
    return side == PairSide::Source ? m_plan.source : m_plan.target;
}

void MigrationDraft::setWithoutSource(bool without)
{
    if (without == m_withoutSource)
        return;
    m_withoutSource = without;
    if (without)
        setMethod(restoreMethod);
    else
        setMethod(knownMethods().value(0));
    setEndpoint(PairSide::Source, {});
}

bool MigrationDraft::movesBySnapshot() const
{
    return m_plan.method == restoreMethod || m_plan.method == QLatin1String("snapshot-rounds");
}

void MigrationDraft::swapSides()
{
    if (m_withoutSource)
        return;
    const Endpoint source = m_plan.source;
    setEndpoint(PairSide::Source, m_plan.target);
    setEndpoint(PairSide::Target, source);
}

bool MigrationDraft::hasPair() const
{
    return (m_withoutSource || !m_plan.source.url.isEmpty()) && !m_plan.target.url.isEmpty();
}

bool MigrationDraft::sameCluster() const
{
    const auto &source = catalogue(PairSide::Source);
    const auto &target = catalogue(PairSide::Target);
    if (source.state != Loading::Ready || target.state != Loading::Ready)
        return false;
    return source.value.info.clusterUuid == target.value.info.clusterUuid;
}

void MigrationDraft::load(PairSide side, bool again)
{
    loadSlot(std::size_t(side), again);
    if (side == PairSide::Source && choosesSnapshotToTick())
        loadSlot(SnapshotSlot, again);
}

void MigrationDraft::loadSlot(std::size_t at, bool again)
{
    Asked<Catalogue> &asked = m_catalogues[at];
    const PairSide side = at == TargetSlot ? PairSide::Target : PairSide::Source;
    const QByteArray address = addressOfSlot(at);
    const bool inSnapshot = at == SnapshotSlot || (at == SourceSlot && m_withoutSource);
    const bool chosen = inSnapshot
        ? !m_plan.target.url.isEmpty() && !m_plan.options.value(QLatin1String("snapshot")).toString().isEmpty()
        : !endpoint(side).url.isEmpty();
    if (!chosen)
        return;
    const bool known = asked.state == Loading::Asking || asked.state == Loading::Ready;
    if (!again && known && m_loaded[at] == address)
        return;
    asked.begin();
    m_loaded[at] = address;
    Q_EMIT catalogueChanged(side);
    m_askCatalogue[at].ask(
        this, &m_pool,
        [desk = m_desk, plan = askedPlan(at), side](std::stop_token stop) { return desk->catalogue(plan, side, stop); },
        [this, at, side, clock = startedClock()](Result<Catalogue> answer) {
            Asked<Catalogue> &taken = m_catalogues[at];
            taken.take(std::move(answer), clock);
            if (taken.state == Loading::Ready)
                learnNames(taken.value);
            if (taken.state == Loading::Ready && at == shownSlot())
                fillTree();
            giveTreeTheTarget();
            recallRounds();
            Q_EMIT catalogueChanged(side);
        });
}

//! What this pair measured before, once both clusters have said who they are.
void MigrationDraft::recallRounds()
{
    const std::pair pair{catalogue(PairSide::Source).value.info.clusterUuid,
        catalogue(PairSide::Target).value.info.clusterUuid};
    if (pair.first.isEmpty() || pair.second.isEmpty() || pair == m_measuredPair)
        return;
    m_measuredPair = pair;
    m_earlierRounds.clear();
    m_askRounds.ask(
        this, &m_pool, [desk = m_desk, pair](std::stop_token) { return desk->earlierRounds(pair.first, pair.second); },
        [this](const QList<RoundFigures> &rounds) {
            m_earlierRounds = rounds;
            Q_EMIT sampleChanged();
        });
}

void MigrationDraft::giveTreeTheTarget()
{
    const auto &target = catalogue(PairSide::Target);
    m_tree->setTarget(target.state == Loading::Ready ? &target.value : nullptr);
}

QByteArray MigrationDraft::fingerprint() const
{
    return QJsonDocument(plan().toJson()).toJson(QJsonDocument::Compact);
}

void MigrationDraft::review(bool again)
{
    if (movesBySnapshot())
        return;
    // Overrides go on top of what is reviewed, and options change nothing in it.
    Plan relevant = plan();
    Plan key;
    key.source = relevant.source;
    key.target = relevant.target;
    key.select = relevant.select;
    const QByteArray wanted = QJsonDocument(key.toJson()).toJson(QJsonDocument::Compact);
    const bool known = m_review.state == Loading::Asking || m_review.state == Loading::Ready;
    if (!again && known && wanted == m_reviewedFor)
        return;
    m_review.begin();
    m_reviewedFor = wanted;
    Q_EMIT reviewChanged();
    relevant.overrides.clear();
    m_askReview.ask(
        this, &m_pool, [desk = m_desk, relevant](std::stop_token stop) { return desk->review(relevant, stop); },
        [this, clock = startedClock()](Result<QList<ReviewedIndex>> answer) {
            m_review.take(std::move(answer), clock);
            Q_EMIT reviewChanged();
        });
}

void MigrationDraft::setOverride(const QString &index, const IndexOverride &override)
{
    if (override.isEmpty())
        m_plan.overrides.remove(index);
    else
        m_plan.overrides.insert(index, override);
    Q_EMIT planChanged();
}

bool MigrationDraft::checkIsCurrent() const
{
    return m_check.state == Loading::Ready && m_checkedFor == fingerprint();
}

void MigrationDraft::check(bool again)
{
    const QByteArray wanted = fingerprint();
    const bool known = m_check.state == Loading::Asking || m_check.state == Loading::Ready;
    if (!again && known && wanted == m_checkedFor)
        return;
    m_check.begin();
    m_checkedFor = wanted;
    m_checkingOne.clear();
    Q_EMIT checkChanged();
    m_askCheck.ask(
        this, &m_pool, [desk = m_desk, plan = plan()](std::stop_token stop) { return desk->preflight(plan, {}, stop); },
        [this, clock = startedClock()](Result<PreflightReport> answer) {
            m_check.take(std::move(answer), clock);
            Q_EMIT checkChanged();
        });
}

void MigrationDraft::checkOne(const QString &id)
{
    if (!checkIsCurrent() || m_askCheck.running())
        return check(true);
    m_checkingOne = id;
    Q_EMIT checkChanged();
    m_askCheck.ask(
        this, &m_pool,
        [desk = m_desk, plan = plan(), id](std::stop_token stop) { return desk->preflight(plan, id, stop); },
        [this, id](Result<PreflightReport> answer) {
            m_checkingOne.clear();
            if (!answer) {
                m_check.state = Loading::Failed;
                m_check.error = answer.error();
            } else {
                QList<PreflightItem> &items = m_check.value.items;
                items.removeIf([&id](const PreflightItem &item) { return item.id == id; });
                items += answer->items;
                m_check.at = QDateTime::currentDateTime();
            }
            Q_EMIT checkChanged();
        });
}

void MigrationDraft::sample()
{
    if (m_plan.method == restoreMethod)
        return; // nothing is read from the source
    const QList<IndexSummary> picked = m_tree->picked();
    const auto largest = std::max_element(picked.begin(), picked.end(),
        [](const IndexSummary &a, const IndexSummary &b) { return a.primaryBytes < b.primaryBytes; });
    if (largest == picked.end() || m_sampledFor == largest->uuid)
        return;
    m_sample.begin();
    m_sampledFor = largest->uuid;
    Q_EMIT sampleChanged();
    m_askSample.ask(
        this, &m_pool,
        [desk = m_desk, plan = plan(), name = largest->name](
            std::stop_token stop) { return desk->sample(plan, name, stop); },
        [this, clock = startedClock()](Result<SourceSample> answer) {
            m_sample.take(std::move(answer), clock);
            Q_EMIT sampleChanged();
        });
}

void MigrationDraft::rehearse()
{
    const QByteArray wanted = fingerprint();
    const bool known = m_rehearsal.state == Loading::Asking || m_rehearsal.state == Loading::Ready;
    if (known && wanted == m_rehearsedFor)
        return;
    m_rehearsal.begin();
    m_rehearsedFor = wanted;
    Q_EMIT rehearsalChanged();
    m_askRehearsal.ask(
        this, &m_pool, [desk = m_desk, plan = plan()](std::stop_token stop) { return desk->requests(plan, stop); },
        [this, clock = startedClock()](Result<QList<PlannedRequest>> answer) {
            m_rehearsal.take(std::move(answer), clock);
            Q_EMIT rehearsalChanged();
        });
}

QList<MethodAdvice> MigrationDraft::advice() const
{
    const auto &source = catalogue(PairSide::Source);
    const auto &target = catalogue(PairSide::Target);
    if (source.state != Loading::Ready || target.state != Loading::Ready)
        return {};
    MethodQuestion question;
    question.plan = m_plan;
    question.from = source.value.info;
    question.to = target.value.info;
    question.picked = m_tree->picked();
    question.sample = m_sample.value;
    question.earlierRounds = m_earlierRounds;
    QList<MethodAdvice> advice = adviseMethods(question);
    if (m_withoutSource)
        advice.removeIf([](const MethodAdvice &each) { return each.id != restoreMethod; });
    return advice;
}

std::optional<TargetFit> MigrationDraft::fit() const
{
    const auto &target = catalogue(PairSide::Target);
    if (target.state != Loading::Ready || !target.value.room)
        return std::nullopt;
    QList<FitPart> parts = fitParts(m_tree->picked());
    return fitOnTarget(parts, *target.value.room);
}

} // namespace godwit
