// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/querysession.h"

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

Result<IndexDefinition> definitionOf(
    VerifyDesk *desk, const ComparedPair &pair, PairSide side, const QString &index, const std::stop_token &stop)
{
    const auto factory = desk->cluster(pair, side);
    if (!factory)
        return fail(factory.error());
    const auto definitions = (*factory)->open(stop)->definitions({index});
    if (!definitions)
        return fail(definitions.error());
    if (definitions->isEmpty())
        return fail(ErrorKind::NotFound, QuerySession::tr("There is no index %1 on that side.").arg(index));
    return definitions->contains(index) ? definitions->value(index) : *definitions->begin(); // the name is an alias
}

Result<QByteArray> sourceOf(VerifyDesk *desk, const ComparedPair &pair, PairSide side, const QString &index,
    const DocumentKey &key, const std::stop_token &stop)
{
    const auto factory = desk->cluster(pair, side);
    if (!factory)
        return fail(factory.error());
    const auto found = (*factory)->open(stop)->lookUp({index, -1, {}}, {key}, true);
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
    m_indices = indices;
    m_definitions = {};
    if (m_indices.isWhole())
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
            const auto side = openDocuments(desk, indices.pair, PairSide::Source, stop);
            if (!side)
                return fail(side.error());
            return godwit::drawSamples(*definition, **side);
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
    m_asked.ask(
        this, &m_pool,
        [desk = m_desk, indices = m_indices](const std::stop_token &stop) -> Result<QList<AnalyzerDifference>> {
            const auto source = definitionOf(desk, indices.pair, PairSide::Source, indices.source, stop);
            const auto target = definitionOf(desk, indices.pair, PairSide::Target, indices.target, stop);
            if (!source || !target)
                return fail(source ? target.error() : source.error());
            return analyzerDifferences(*source, *target);
        },
        [this](const Result<QList<AnalyzerDifference>> &found) {
            m_definitions.known = found.has_value();
            m_definitions.analyzers = found.value_or(QList<AnalyzerDifference>());
            Q_EMIT definitionsRead();
        });
}

} // namespace godwit
