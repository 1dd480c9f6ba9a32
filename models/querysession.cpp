// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/querysession.h"

#include "engine/verify/definitioncompare.h"

#include <QJsonDocument>

namespace godwit {
namespace {

Result<std::unique_ptr<DocumentQuery>> openDocuments(
    VerifyDesk *desk, const ComparedPair &pair, PairSide side, const std::stop_token &stop)
{
    const auto factory = desk->documents(pair, side);
    if (!factory)
        return fail(factory.error());
    return (*factory)->open(stop);
}

QueryComparison compareOn(
    VerifyDesk *desk, const ComparedIndices &indices, const SavedQuery &query, const std::stop_token &stop)
{
    const auto source = openDocuments(desk, indices.pair, PairSide::Source, stop);
    const auto target = openDocuments(desk, indices.pair, PairSide::Target, stop);
    if (source && target)
        return runOnBoth(query, **source, indices.source, **target, indices.target, latencyRuns, stop);
    return compareResults(
        source ? QueryResult() : failedResult(source.error()), target ? QueryResult() : failedResult(target.error()));
}

//! Nothing: that side has no such index.
Result<std::optional<IndexDefinition>> definitionOf(
    VerifyDesk *desk, const ComparedPair &pair, PairSide side, const QString &index, const std::stop_token &stop)
{
    const auto factory = desk->cluster(pair, side);
    if (!factory)
        return fail(factory.error());
    const auto definitions = (*factory)->open(stop)->definitions({index});
    if (!definitions)
        return fail(definitions.error());
    if (definitions->isEmpty())
        return std::nullopt;
    return definitions->contains(index) ? definitions->value(index) : *definitions->begin(); // the name is an alias
}

//! What a person compares: without what no two indices have in common.
std::optional<JsonTree> shownDefinition(const std::optional<IndexDefinition> &index)
{
    if (!index)
        return std::nullopt;
    QJsonObject settings = index->settings;
    const QStringList keys = settings.keys();
    for (const QString &key : keys) {
        if (isOfOneIndex(key))
            settings.remove(key);
    }
    const QJsonObject shown{{QStringLiteral("aliases"), index->aliases}, {QStringLiteral("mappings"), index->mappings},
        {QStringLiteral("settings"), settings}};
    auto tree = JsonTree::parse(QJsonDocument(shown).toJson(QJsonDocument::Compact));
    return tree ? std::optional(std::move(*tree)) : std::nullopt;
}

QuerySession::Definitions definitionsOf(VerifyDesk *desk, const ComparedIndices &indices, const std::stop_token &stop)
{
    QuerySession::Definitions read;
    const auto source = definitionOf(desk, indices.pair, PairSide::Source, indices.source, stop);
    const auto target = definitionOf(desk, indices.pair, PairSide::Target, indices.target, stop);
    if (!source || !target) {
        read.problem = source ? target.error().summary : source.error().summary;
        return read;
    }
    read.known = source->has_value() && target->has_value();
    if (read.known)
        read.analyzers = analyzerDifferences(**source, **target);
    else if (!*source && !*target)
        read.problem = QuerySession::tr("There is neither %1 on the source nor %2 on the target.")
                           .arg(indices.source, indices.target);
    const auto here = shownDefinition(*source);
    const auto there = shownDefinition(*target);
    if (here.has_value() != source->has_value() || there.has_value() != target->has_value()) {
        read.problem = QuerySession::tr("A definition is nested too deep to be shown.");
        return read;
    }
    read.rows = alignedRows(here ? &*here : nullptr, there ? &*there : nullptr);
    return read;
}

Result<QByteArray> sourceOf(VerifyDesk *desk, const ComparedPair &pair, PairSide side, const QString &index,
    const DocumentKey &key, const std::stop_token &stop)
{
    const auto factory = desk->cluster(pair, side);
    if (!factory)
        return fail(factory.error());
    const auto found = (*factory)->open(stop)->lookUp({index, -1, {}}, {key}, LookAt::Source);
    if (!found)
        return fail(found.error());
    const Lookup &lookup = found->front();
    return lookup.found ? QByteArray(lookup.source.data(), static_cast<qsizetype>(lookup.source.size())) : QByteArray();
}

} // namespace

QuerySession::QuerySession(VerifyDesk *desk, QObject *parent) : QObject(parent), m_desk(desk)
{
    m_pool.setMaxThreadCount(3);
}

QuerySession::~QuerySession()
{
    stop();
    m_document.cancel();
    m_asked.cancel();
    m_pool.waitForDone(); // what was told to stop ends at once; the desk may go after this
}

void QuerySession::setIndices(const ComparedIndices &indices)
{
    stop();
    m_document.cancel();
    m_asked.cancel();
    m_indices = indices;
    m_definitions = {};
    readDefinitions();
}

void QuerySession::stop()
{
    m_run.cancel();
    m_samples.cancel();
    if (m_place >= 0) {
        m_place = -1;
        Q_EMIT replayEnded();
    }
}

void QuerySession::run(const SavedQuery &query)
{
    stop();
    m_run.ask(
        this, &m_pool,
        [desk = m_desk, indices = m_indices, query](
            const std::stop_token &stop) { return compareOn(desk, indices, query, stop); },
        [this](const QueryComparison &comparison) { Q_EMIT finished(comparison); });
}

void QuerySession::replay(const QList<SavedQuery> &queries)
{
    stop();
    m_queue = queries;
    m_place = 0;
    replayNext();
}

void QuerySession::replayNext()
{
    if (m_place >= m_queue.size()) {
        m_place = -1;
        Q_EMIT replayEnded();
        return;
    }
    Q_EMIT replaying(m_place);
    m_run.ask(
        this, &m_pool,
        [desk = m_desk, indices = m_indices, query = m_queue.at(m_place)](
            const std::stop_token &stop) { return compareOn(desk, indices, query, stop); },
        [this](const QueryComparison &comparison) {
            Q_EMIT replayed(m_place, comparison);
            if (m_place >= 0) {
                ++m_place;
                replayNext();
            }
        });
}

void QuerySession::drawSamples()
{
    m_samples.ask(
        this, &m_pool,
        [desk = m_desk, indices = m_indices](const std::stop_token &stop) -> Result<QList<SavedQuery>> {
            const auto definition = definitionOf(desk, indices.pair, PairSide::Source, indices.source, stop);
            if (!definition)
                return fail(definition.error());
            if (!*definition)
                return fail(ErrorKind::NotFound, tr("There is no index %1 on that side.").arg(indices.source));
            const auto side = openDocuments(desk, indices.pair, PairSide::Source, stop);
            if (!side)
                return fail(side.error());
            return godwit::drawSamples(**definition, **side);
        },
        [this](const Result<QList<SavedQuery>> &samples) {
            if (samples)
                Q_EMIT samplesDrawn(*samples);
            else
                Q_EMIT failed(samples.error().summary);
        });
}

void QuerySession::lookUp(const QString &id, const QString &routing)
{
    const DocumentKey key{id.toStdString(), routing.toStdString()};
    m_document.ask(
        this, &m_pool,
        [desk = m_desk, indices = m_indices, key, id](const std::stop_token &stop) {
            BothSources both;
            both.id = id;
            const auto source = sourceOf(desk, indices.pair, PairSide::Source, indices.source, key, stop);
            const auto target = sourceOf(desk, indices.pair, PairSide::Target, indices.target, key, stop);
            both.source = source.value_or(QByteArray());
            both.target = target.value_or(QByteArray());
            if (!source || !target)
                both.problem = source ? target.error().summary : source.error().summary;
            return both;
        },
        [this](const BothSources &both) { Q_EMIT documentRead(both); });
}

void QuerySession::readDefinitions()
{
    if (!m_indices.isWhole())
        return;
    m_asked.ask(
        this, &m_pool,
        [desk = m_desk, indices = m_indices](
            const std::stop_token &stop) { return definitionsOf(desk, indices, stop); },
        [this](const Definitions &read) {
            m_definitions = read;
            Q_EMIT definitionsRead();
        });
}

} // namespace godwit
