// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/querysession.h"

#include "engine/verify/definitioncompare.h"

#include <QJsonDocument>

#include <algorithm>
#include <tuple>

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
    if (read.known) {
        read.analyzers = analyzerDifferences(**source, **target);
        read.places = compareDefinitions(**source, **target, {}, {});
    } else if (!*source && !*target) {
        read.problem = QuerySession::tr("There is neither %1 on the source nor %2 on the target.")
                           .arg(indices.source, indices.target);
    }
    const auto here = shownDefinition(*source);
    const auto there = shownDefinition(*target);
    if (here.has_value() != source->has_value() || there.has_value() != target->has_value()) {
        read.problem = QuerySession::tr("A definition is nested too deep to be shown.");
        return read;
    }
    read.rows = alignedRows(here ? &*here : nullptr, there ? &*there : nullptr);
    return read;
}

//! One side of a document.
struct SideSource
{
    QString routing;
    QByteArray source; //!< null: not there
};

//! Reads documents of one index of one side.
class SideReader
{
public:
    SideReader(VerifyDesk *desk, const ComparedPair &pair, PairSide side, QString index, std::stop_token stop)
        : m_desk(desk), m_pair(pair), m_side(side), m_index(std::move(index)), m_stop(std::move(stop))
    {
    }

    //! `other`: what the other side has, for where the routing is not known.
    Result<SideSource> read(const QString &id, const std::optional<QString> &known, const QString &other) const
    {
        auto side = lookUp(id, known.value_or(other));
        if (!side || !side->source.isNull() || known)
            return side;
        const auto hit = search(id);
        if (!hit)
            return fail(hit.error());
        if (!*hit || (*hit)->routing == side->routing)
            return side;
        return lookUp(id, (*hit)->routing);
    }

private:
    Result<SideSource> lookUp(const QString &id, const QString &routing) const
    {
        const auto factory = m_desk->cluster(m_pair, m_side);
        if (!factory)
            return fail(factory.error());
        const auto found = (*factory)->open(m_stop)->lookUp(
            {m_index, -1, {}}, {DocumentKey{id.toStdString(), routing.toStdString()}}, LookAt::Source);
        if (!found)
            return fail(found.error());
        const Lookup &lookup = found->front();
        if (!lookup.found)
            return SideSource{routing, {}};
        return SideSource{QString::fromStdString(lookup.routing), // a server finds by the shard, not by the routing
            QByteArray(lookup.source.data(), static_cast<qsizetype>(lookup.source.size()))};
    }
    //! Under whatever routing; sees it after a refresh only.
    Result<std::optional<ScoredHit>> search(const QString &id) const
    {
        const auto side = openDocuments(m_desk, m_pair, m_side, m_stop);
        if (!side)
            return fail(side.error());
        SearchRequest request;
        request.index = m_index;
        request.body = R"({"size":1,"_source":false,"query":{"ids":{"values":[)" + quotedToken(id) + "]}}}";
        const auto answer = (*side)->search(request);
        if (!answer)
            return fail(answer.error());
        const auto result = readResult(*answer);
        if (!result)
            return fail(result.error());
        if (!result->hits.empty())
            return result->hits.front();
        if (!result->problem.isEmpty())
            return fail(ErrorKind::Incomplete, result->problem);
        return std::nullopt;
    }

    VerifyDesk *m_desk;
    const ComparedPair &m_pair;
    PairSide m_side;
    QString m_index;
    std::stop_token m_stop;
};

QuerySession::BothSources readBoth(
    VerifyDesk *desk, const ComparedIndices &indices, const DocumentOnBoth &document, const std::stop_token &stop)
{
    const SideReader here(desk, indices.pair, PairSide::Source, indices.source, stop);
    const SideReader there(desk, indices.pair, PairSide::Target, indices.target, stop);
    const auto source = here.read(document.id, document.sourceRouting, document.targetRouting.value_or(QString()));
    const auto target = there.read(document.id, document.targetRouting, document.sourceRouting.value_or(QString()));
    QuerySession::BothSources both{document.id, {}, {}};
    if (source)
        std::tie(both.sourceRouting, both.source) = std::tie(source->routing, source->source);
    if (target)
        std::tie(both.targetRouting, both.target) = std::tie(target->routing, target->source);
    if (!source || !target)
        both.problem = source ? target.error().summary : source.error().summary;
    return both;
}

} // namespace

bool QuerySession::Definitions::agreeWith(const VerifyRow &compared) const
{
    const bool aliasesAlone = compared.at == VerifyLevel::Existence;
    if (aliasesAlone && compared.definitions.isEmpty())
        return true; // it has hardly begun
    if (!known)
        return rows.isEmpty() && problem.isEmpty();
    QList<SideBySide> shown = places;
    if (aliasesAlone)
        shown.removeIf([](const SideBySide &place) { return kindOfPlace(place.place) != QLatin1String("alias"); });
    return std::equal(shown.begin(), shown.end(), compared.definitions.begin(), compared.definitions.end(),
        [](const SideBySide &one, const SideBySide &other) {
            return one.place == other.place && one.source == other.source && one.target == other.target;
        });
}

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

void QuerySession::lookUp(const DocumentOnBoth &document)
{
    m_document.ask(
        this, &m_pool,
        [desk = m_desk, indices = m_indices, document](
            const std::stop_token &stop) { return readBoth(desk, indices, document, stop); },
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
