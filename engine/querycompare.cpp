// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/querycompare.h"

#include "engine/verify/canonicaljson.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::QueryCompare)
};

//! Places of hits that are ordered alike, first to last.
struct Tie
{
    int first = 0;
    int last = 0;
    [[nodiscard]] bool holds(int place) const { return place >= first && place <= last; }
};

bool orderedAlike(const ScoredHit &one, const ScoredHit &other)
{
    return one.order == other.order;
}

std::vector<Tie> tiesOf(const std::vector<ScoredHit> &hits)
{
    std::vector<Tie> ties(hits.size());
    for (std::size_t first = 0; first < hits.size();) {
        std::size_t last = first;
        while (last + 1 < hits.size() && orderedAlike(hits[first], hits[last + 1]))
            ++last;
        for (std::size_t i = first; i <= last; ++i)
            ties[i] = {static_cast<int>(first), static_cast<int>(last)};
        first = last + 1;
    }
    return ties;
}

QHash<QString, int> placesOf(const std::vector<ScoredHit> &hits)
{
    QHash<QString, int> places;
    for (std::size_t i = 0; i < hits.size(); ++i)
        places.insert(hits[i].id, static_cast<int>(i));
    return places;
}

//! Whether more hits are ordered like the last one, as far as anybody can tell.
bool cutOff(const QueryResult &result)
{
    return result.atLeast || result.total > static_cast<qint64>(result.hits.size());
}

//! One list seen from the other.
struct View
{
    const QueryResult &result;
    std::vector<Tie> ties = tiesOf(result.hits);
    QHash<QString, int> places = placesOf(result.hits);

    //! A hit that the other list lacks, in the group at the end that was cut off.
    [[nodiscard]] bool inCutTie(int place) const
    {
        return cutOff(result) && ties[static_cast<std::size_t>(place)].last + 1 == static_cast<int>(ties.size());
    }
};

RankRow::Side sideOf(const View &mine, const View &other, int place)
{
    RankRow::Side side;
    if (place >= static_cast<int>(mine.result.hits.size()))
        return side;
    const ScoredHit &hit = mine.result.hits[static_cast<std::size_t>(place)];
    side.id = hit.id;
    side.routing = hit.routing;
    side.score = hit.score;
    const auto there = other.places.constFind(hit.id);
    if (there == other.places.constEnd()) {
        // Both lists end inside hits that are ordered alike, and this place lies in both ends.
        const bool free = mine.inCutTie(place) && place < static_cast<int>(other.ties.size()) && other.inCutTie(place);
        side.state = free ? RankRow::State::Tied : RankRow::State::OnlyHere;
        return side;
    }
    side.elsewhere = *there + 1;
    if (*there == place)
        return side;
    const bool free = mine.ties[static_cast<std::size_t>(place)].holds(*there)
        && other.ties[static_cast<std::size_t>(*there)].holds(place);
    side.state = free ? RankRow::State::Tied : RankRow::State::Moved;
    return side;
}

//! The ids of a side; where the order is free both sides get the same word in the same place, so that a measure of
//! order sees no difference there.
QStringList idsForOverlap(const QList<RankRow> &rows, RankRow::Side RankRow::*which)
{
    QStringList ids;
    for (qsizetype place = 0; place < rows.size(); ++place) {
        const RankRow::Side &side = rows.at(place).*which;
        if (side.id.isEmpty())
            continue;
        ids.append(side.state == RankRow::State::Tied ? QString(QChar(0) + QString::number(place)) : side.id);
    }
    return ids;
}

double overlapOf(const QStringList &one, const QStringList &other)
{
    const qsizetype longer = std::max(one.size(), other.size());
    if (longer == 0)
        return 1;
    const QSet<QString> mine(one.begin(), one.end());
    const auto both = std::count_if(other.begin(), other.end(), [&](const QString &id) { return mine.contains(id); });
    return static_cast<double>(both) / static_cast<double>(longer);
}

double largestScoreDifference(const QList<RankRow> &rows, const QueryResult &target)
{
    const QHash<QString, int> places = placesOf(target.hits);
    double largest = 0;
    for (const RankRow &row : rows) {
        const auto there = places.constFind(row.source.id);
        if (there == places.constEnd() || row.source.score.isEmpty())
            continue;
        const double here = row.source.score.toDouble();
        const double other = target.hits[static_cast<std::size_t>(*there)].score.toDouble();
        const double larger = std::max(std::abs(here), std::abs(other));
        if (larger > 0)
            largest = std::max(largest, std::abs(here - other) / larger);
    }
    return largest;
}

//! A member of an object, or a bucket of a list.
struct NamedValue
{
    QByteArray key; //!< by which both sides are brought together
    QString name; //!< for people
    const JsonTree *value = nullptr;
};
using Named = std::vector<NamedValue>;

Named membersOf(const JsonTree &object)
{
    Named members;
    for (const auto &[key, child] : object.children)
        members.push_back({key, QString::fromUtf8(key), &child});
    return members;
}

//! A text, or a number by its value: 1.0 and 1 are one key.
QByteArray keyOf(const JsonTree &value)
{
    std::string number;
    if (value.kind == JsonTree::Kind::Number && CanonicalJson().append(value.token.toStdString(), number))
        return QByteArray::fromStdString(number);
    return value.isContainer() ? value.compact() : value.text().toUtf8();
}

//! A bucket is known by its key, so that one that is missing does not shift all others. Its key as a string may be that
//! of others, too (months in the format "yyyy"), and so may its key (ranges that were given one name).
Named bucketsOf(const JsonTree &list)
{
    const auto textOf = [](const JsonTree &value) {
        return value.isContainer() ? QString::fromUtf8(value.compact()) : value.text();
    };
    Named buckets;
    QHash<QByteArray, int> ofKey;
    QHash<QString, int> ofName;
    for (const auto &item : list.children) {
        const JsonTree *shown = item.second.find("key_as_string");
        const JsonTree *key = item.second.find("key");
        NamedValue bucket{QByteArray::number(buckets.size()), QString::number(buckets.size()), &item.second};
        if (key || shown) {
            bucket.key = keyOf(key ? *key : *shown);
            bucket.name = textOf(shown ? *shown : *key);
            ++ofName[bucket.name];
        }
        buckets.push_back(bucket);
    }
    for (NamedValue &bucket : buckets) {
        const JsonTree *key = bucket.value->find("key");
        if (key && ofName.value(bucket.name) > 1 && textOf(*key) != bucket.name)
            bucket.name = QStringLiteral("%1 (%2)").arg(bucket.name, textOf(*key));
        if (const int number = ++ofKey[bucket.key]; number > 1) {
            bucket.key += '\0' + QByteArray::number(number);
            bucket.name += QStringLiteral(" #%1").arg(number);
        }
    }
    return buckets;
}

class AggregationCompare
{
public:
    explicit AggregationCompare(QList<AggregationDifference> &found) : m_found(found) { }

    void compare(const QString &path, const JsonTree *source, const JsonTree *target)
    {
        if (m_found.size() >= QueryComparison::mostDifferences)
            return;
        if (source && target && source->kind == target->kind && source->isContainer()) {
            if (source->kind == JsonTree::Kind::Object)
                compareNamed(path, membersOf(*source), membersOf(*target));
            else
                compareNamed(path, bucketsOf(*source), bucketsOf(*target));
            return;
        }
        if (source && target && (sameMeaning(*source, *target) || nearlySame(*source, *target)))
            return;
        const auto shown
            = [](const JsonTree *value) { return value ? QString::fromUtf8(value->compact()) : QString(); };
        m_found.append({path, shown(source), shown(target)});
    }

private:
    //! Sums and means are added up shard by shard in any order, so their last digits are the server's.
    static bool nearlySame(const JsonTree &one, const JsonTree &other)
    {
        const auto fractional = [](const JsonTree &tree) {
            return tree.kind == JsonTree::Kind::Number && (tree.token.contains('.') || tree.token.contains('E'));
        };
        if (!fractional(one) || !fractional(other))
            return false;
        const double a = one.token.toDouble();
        const double b = other.token.toDouble();
        return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
    }

    void compareNamed(const QString &path, const Named &source, const Named &target)
    {
        QHash<QByteArray, const JsonTree *> there;
        for (const NamedValue &one : target)
            there.insert(one.key, one.value);
        const auto below = [&path](const QString &name) {
            return path.isEmpty() ? name : QString(path + QStringLiteral(" / ") + name);
        };
        for (const NamedValue &one : source)
            compare(below(one.name), one.value, there.take(one.key));
        for (const NamedValue &one : target) {
            if (there.contains(one.key))
                compare(below(one.name), nullptr, one.value);
        }
    }

    QList<AggregationDifference> &m_found;
};

QueryVerdict verdictOf(const QueryComparison &comparison)
{
    bool moved = false;
    bool missing = false;
    for (const RankRow &row : comparison.rows) {
        for (const RankRow::Side *side : {&row.source, &row.target}) {
            moved = moved || side->state == RankRow::State::Moved;
            missing = missing || side->state == RankRow::State::OnlyHere;
        }
    }
    if (!comparison.source.problem.isEmpty() || !comparison.target.problem.isEmpty())
        return QueryVerdict::Unknown;
    if (missing)
        return QueryVerdict::HitsDiffer;
    if (comparison.source.total != comparison.target.total || comparison.source.atLeast != comparison.target.atLeast)
        return QueryVerdict::TotalDiffers;
    if (moved)
        return QueryVerdict::OrderDiffers;
    if (!comparison.aggregations.isEmpty())
        return QueryVerdict::AggregationsDiffer;
    return comparison.scoreDifference > scoreTolerance ? QueryVerdict::ScoresDiffer : QueryVerdict::Same;
}

QueryResult runOn(const SavedQuery &query, DocumentQuery &side, const QString &index)
{
    SearchRequest request;
    request.index = index;
    request.fresh = true;
    if (query.lucene)
        request.lucene = query.text.trimmed();
    else
        request.body = query.text.toUtf8();
    constexpr qint64 mostBytes = 64LL << 20;
    request.maxBytes = mostBytes;
    const Result<SearchAnswer> answer = side.search(request);
    if (!answer)
        return failedResult(answer.error());
    Result<QueryResult> result = readResult(*answer);
    return result ? std::move(*result) : failedResult(result.error());
}

} // namespace

QueryResult failedResult(const Error &error)
{
    QueryResult result;
    result.problem
        = error.detail.isEmpty() ? error.summary : QString(error.summary + QStringLiteral(" ") + error.detail);
    return result;
}

Result<QueryResult> readResult(const SearchAnswer &answer)
{
    const Result<JsonTree> tree = JsonTree::parse(answer.body);
    if (!tree)
        return fail(tree.error());
    QueryResult result;
    result.tookMs = answer.tookMs;
    result.seconds = std::chrono::duration<double>(answer.elapsed).count();
    if (!answer.whole()) {
        result.problem = answer.timedOut ? Tr::tr("The search timed out on the server, so its answer is not whole.")
                                         : Tr::tr("%1 of %2 shards failed, so the answer is not whole. %3")
                                               .arg(std::max(0, answer.shards - answer.successful))
                                               .arg(answer.shards)
                                               .arg(answer.failure)
                                               .trimmed();
    }
    // 6.x writes a number, later versions an object with "value" and "relation".
    if (const JsonTree *total = tree->at("hits", "total")) {
        const JsonTree *value = total->find("value");
        result.total = (value ? value : total)->integer();
        const JsonTree *relation = total->find("relation");
        result.atLeast = relation && relation->text() == QLatin1String("gte");
    }
    if (const JsonTree *hits = tree->at("hits", "hits")) {
        for (const auto &item : hits->children) {
            const JsonTree &hit = item.second;
            const JsonTree *id = hit.find("_id");
            const JsonTree *score = hit.find("_score");
            const JsonTree *sort = hit.find("sort");
            ScoredHit scored;
            scored.id = id ? id->text() : QString();
            if (score && score->kind == JsonTree::Kind::Number)
                scored.score = score->token;
            scored.order = sort ? sort->compact() : scored.score;
            if (const JsonTree *routing = hit.find("_routing"))
                scored.routing = routing->text();
            result.hits.push_back(std::move(scored));
        }
    }
    if (const JsonTree *aggregations = tree->find("aggregations"))
        result.aggregations = *aggregations;
    result.aggregations.kind = JsonTree::Kind::Object;
    return result;
}

double rankBiasedOverlap(const QStringList &one, const QStringList &other, double p)
{
    const QStringList &shorter = one.size() <= other.size() ? one : other;
    const QStringList &longer = one.size() <= other.size() ? other : one;
    const qsizetype s = shorter.size();
    const qsizetype l = longer.size();
    if (s == 0)
        return l == 0 ? 1 : 0;
    QSet<QString> seenShort;
    QSet<QString> seenLong;
    double both = 0; // of the first d of each
    double atShortest = 0;
    double sum = 0;
    double weight = 1; // p^d
    for (qsizetype d = 1; d <= l; ++d) {
        weight *= p;
        const QString &low = longer.at(d - 1);
        if (d <= s) {
            const QString &high = shorter.at(d - 1);
            both += high == low ? 1 : (seenLong.contains(high) ? 1 : 0) + (seenShort.contains(low) ? 1 : 0);
            seenShort.insert(high);
        } else {
            both += seenShort.contains(low) ? 1 : 0;
        }
        seenLong.insert(low);
        if (d == s)
            atShortest = both;
        const auto depth = static_cast<double>(d);
        sum += both / depth * weight;
        if (d > s)
            sum += atShortest * (depth - double(s)) / (double(s) * depth) * weight;
    }
    return (1 - p) / p * sum + ((both - atShortest) / double(l) + atShortest / double(s)) * weight;
}

QueryComparison compareResults(QueryResult source, QueryResult target)
{
    QueryComparison comparison;
    comparison.source = std::move(source);
    comparison.target = std::move(target);
    const View here{comparison.source};
    const View there{comparison.target};
    comparison.depth = static_cast<int>(std::max(here.ties.size(), there.ties.size()));
    for (int place = 0; place < comparison.depth; ++place)
        comparison.rows.append({sideOf(here, there, place), sideOf(there, here, place)});
    const QStringList sourceIds = idsForOverlap(comparison.rows, &RankRow::source);
    const QStringList targetIds = idsForOverlap(comparison.rows, &RankRow::target);
    comparison.overlap = overlapOf(sourceIds, targetIds);
    comparison.rankOverlap = rankBiasedOverlap(sourceIds, targetIds);
    comparison.scoreDifference = largestScoreDifference(comparison.rows, comparison.target);
    AggregationCompare(comparison.aggregations)
        .compare({}, &comparison.source.aggregations, &comparison.target.aggregations);
    comparison.verdict = verdictOf(comparison);
    return comparison;
}

namespace {

//! The middle one; of an even number the lower.
qint64 median(std::vector<qint64> times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

} // namespace

QueryComparison runOnBoth(const SavedQuery &query, DocumentQuery &source, const QString &sourceIndex,
    DocumentQuery &target, const QString &targetIndex, int runs, const std::stop_token &stop)
{
    QueryResult here = runOn(query, source, sourceIndex);
    QueryResult there = runOn(query, target, targetIndex);
    const bool timed = here.problem.isEmpty() && there.problem.isEmpty() && here.tookMs >= 0 && there.tookMs >= 0
        && here.tookMs + there.tookMs <= longestRepeatedMs;
    std::vector<qint64> times[2];
    for (int run = 1; timed && run < runs && !stop.stop_requested(); ++run) {
        const QueryResult first = runOn(query, source, sourceIndex);
        const QueryResult second = runOn(query, target, targetIndex);
        if (!first.problem.isEmpty() || !second.problem.isEmpty() || first.tookMs < 0 || second.tookMs < 0)
            break;
        times[0].push_back(first.tookMs);
        times[1].push_back(second.tookMs);
    }
    if (!times[0].empty()) {
        here.tookMs = median(times[0]);
        there.tookMs = median(times[1]);
        here.runs = there.runs = static_cast<int>(times[0].size());
    }
    return compareResults(std::move(here), std::move(there));
}

ReplayTotals totalsOf(const QList<QueryComparison> &comparisons)
{
    ReplayTotals totals;
    totals.queries = static_cast<int>(comparisons.size());
    double overlaps = 0;
    qint64 sourceMs = 0;
    qint64 targetMs = 0;
    for (const QueryComparison &comparison : comparisons) {
        if (comparison.verdict == QueryVerdict::Unknown) {
            ++totals.unknown;
            continue;
        }
        overlaps += comparison.rankOverlap;
        if (comparison.verdict == QueryVerdict::Same || comparison.verdict == QueryVerdict::ScoresDiffer)
            ++totals.same;
        if (comparison.source.tookMs >= 0 && comparison.target.tookMs >= 0) {
            sourceMs += comparison.source.tookMs;
            targetMs += comparison.target.tookMs;
        }
    }
    const int compared = totals.queries - totals.unknown;
    if (compared > 0)
        totals.rankOverlap = overlaps / compared;
    if (sourceMs > 0)
        totals.latencyRatio = static_cast<double>(targetMs) / static_cast<double>(sourceMs);
    return totals;
}

} // namespace godwit
