// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/settler.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

namespace godwit {
namespace {

constexpr double longestWait = 2; // times the settling time: a document that changes all the time is no finding
constexpr std::size_t mostTogether = 200;
constexpr std::size_t listedGone = 1'000; // of a side: documents of which nobody knows when they went

QString tr(const char *text)
{
    return QCoreApplication::translate("Verify", text);
}

std::vector<std::string> routingsOf(const Suspect &suspect)
{
    std::vector<std::string> routings;
    for (const auto *read : {&suspect.source, &suspect.target})
        if (*read && (routings.empty() || routings.front() != (*read)->routing))
            routings.push_back((*read)->routing);
    return routings;
}

//! As it was read, if it was.
const SpillRecord *recordOf(const std::optional<SpillRecord> &read, const std::string &routing)
{
    return read && read->routing == routing ? &*read : nullptr;
}

SeenDocument noted(const Lookup &look)
{
    return look.found ? SeenDocument{look.seqNo, look.primaryTerm} : SeenDocument{-1, -1};
}

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

QString withRouting(const std::string &routing)
{
    return routing.empty() ? tr("without a routing") : tr("with the routing \"%1\"").arg(text(routing));
}

} // namespace

Settler::Settler(VerifyContext &context, std::size_t row, SearchCluster &source, SearchCluster &target, How how)
    : m_context(context), m_row(row), m_source(source), m_target(target), m_how(how), m_pair(context.row(row).pair)
{
    if (!context.setup.moment)
        return;
    const auto reached = [](const std::vector<ShardState> &states, const QString &index) {
        std::optional<Reached> all;
        for (const ShardState &state : states)
            if (state.index == index)
                all = {std::min(all ? all->least : state.maxSeqNo, state.maxSeqNo),
                    std::max(all ? all->most : state.maxSeqNo, state.maxSeqNo)};
        return all.value_or(Reached());
    };
    m_reached[0] = reached(context.setup.moment->source, m_pair.source);
    m_reached[1] = reached(context.setup.moment->target, m_pair.target);
}

//! Sources are held in memory for one batch.
std::size_t Settler::batch() const
{
    const VerifyRow row = m_context.row(m_row);
    const qint64 documents = row.source.read + row.target.read;
    const qint64 each = documents > 0 ? (row.source.bytes + row.target.bytes) / documents : 0;
    return static_cast<std::size_t>(
        std::clamp<qint64>(4'000'000 / std::max<qint64>(each, 1), 1, static_cast<qint64>(mostTogether)));
}

//! Each side is asked for every document, since it may have the other one's by now.
Result<std::vector<Settler::Looks>> Settler::look(const std::vector<Open *> &open, bool withSource)
{
    std::vector<DocumentKey> keys;
    for (const Open *one : open)
        for (const std::string &routing : routingsOf(one->suspect))
            keys.push_back({one->suspect.id, routing});
    const LookAt what = withSource ? LookAt::Source : LookAt::Routing;
    auto source = m_context.patiently(m_row, [&] { return lookUpExactly(m_source, m_pair.source, keys, what); });
    if (!source)
        return fail(source.error());
    auto target = m_context.patiently(m_row, [&] { return lookUpExactly(m_target, m_pair.target, keys, what); });
    if (!target)
        return fail(target.error());
    std::vector<Looks> looks;
    std::size_t at = 0;
    for (const Open *one : open) {
        Looks &ofOne = looks.emplace_back();
        for (std::string &routing : routingsOf(one->suspect)) {
            ofOne.push_back({std::move(routing), std::move((*source)[at]), std::move((*target)[at])});
            ++at;
        }
    }
    return looks;
}

//! What is not equal. `meaning`: something is equal in meaning only.
QList<VerifyFinding> Settler::compare(const Suspect &suspect, const Looks &looks, bool *meaning) const
{
    VerifyFinding begun;
    begun.sourceIndex = m_pair.source;
    begun.targetIndex = m_pair.target;
    begun.id = text(suspect.id);
    QList<VerifyFinding> findings;
    std::vector<const Look *> missing;
    std::vector<const Look *> extra;
    for (const Look &look : looks) {
        if (look.source.found && look.target.found) {
            if (auto finding = compareBoth(begun, look, meaning))
                findings.append(std::move(*finding));
        } else if (look.source.found) {
            missing.push_back(&look);
        } else if (look.target.found) {
            extra.push_back(&look);
        }
    }
    if (missing.size() == 1 && extra.size() == 1) { // one document, that has lost or changed its routing
        VerifyFinding finding = begun;
        finding.kind = QStringLiteral("routing");
        finding.sourceRouting = text(missing.front()->routing);
        finding.targetRouting = text(extra.front()->routing);
        finding.source = noted(missing.front()->source);
        finding.target = noted(extra.front()->target);
        finding.places
            = compareSources(missing.front()->source.source, extra.front()->target.source, m_how.spelling).places;
        finding.detail = finding.targetRouting.isEmpty()
            ? tr("The routing \"%1\" is lost on the target.").arg(finding.sourceRouting)
            : finding.sourceRouting.isEmpty()
            ? tr("The target has the routing \"%1\", the source has none.").arg(finding.targetRouting)
            : tr("The routing is \"%1\" on the target instead of \"%2\".")
                  .arg(finding.targetRouting, finding.sourceRouting);
        findings.append(finding);
        return findings;
    }
    for (const Look *look : missing) {
        VerifyFinding &finding = findings.emplace_back(begun);
        finding.kind = QStringLiteral("missing");
        finding.sourceRouting = text(look->routing);
        finding.source = noted(look->source);
        finding.target = noted(look->target);
        finding.detail = isTaken(look->target) ? tr("The target has this id %1, and lacks it %2.")
                                                     .arg(withRouting(look->target.routing), withRouting(look->routing))
                                               : tr("The target does not have this document.");
    }
    for (const Look *look : extra) {
        VerifyFinding &finding = findings.emplace_back(begun);
        finding.kind = QStringLiteral("extra");
        finding.targetRouting = text(look->routing);
        finding.source = noted(look->source);
        finding.target = noted(look->target);
        finding.detail = isTaken(look->source) ? tr("Only the target has this id %1; the source has it %2.")
                                                     .arg(withRouting(look->routing), withRouting(look->source.routing))
                                               : tr("Only the target has this document.");
    }
    return findings;
}

std::optional<VerifyFinding> Settler::compareBoth(const VerifyFinding &begun, const Look &look, bool *meaning) const
{
    const SourceComparison compared = compareSources(look.source.source, look.target.source, m_how.spelling);
    const bool meansTheSame = compared.sameness == Sameness::Meaning;
    *meaning = *meaning || meansTheSame;
    if (compared.sameness == Sameness::Bytes
        || (meansTheSame && m_context.setup.request.wanted == Sameness::Meaning))
        return std::nullopt;
    VerifyFinding finding = begun;
    finding.kind = QStringLiteral("different");
    finding.sourceRouting = finding.targetRouting = text(look.routing);
    finding.source = noted(look.source);
    finding.target = noted(look.target);
    finding.places = compared.places;
    if (meansTheSame) {
        finding.detail = tr("Equal in meaning, not byte for byte.");
    } else if (compared.places.isEmpty()) {
        finding.detail = tr("The bytes differ.");
    } else {
        const SideBySide &first = compared.places.first();
        const QString none = tr("nothing");
        finding.detail = tr("%1 is %2 on the source, %3 on the target.")
                             .arg(first.place, first.source.isNull() ? none : first.source,
                                 first.target.isNull() ? none : first.target);
        if (const qint64 more = compared.places.size() - 1 + compared.more; more > 0)
            finding.detail += u' ' + tr("%L1 more places differ.").arg(more);
    }
    return finding;
}

//! Still: both sides are as they were when they were read, or as at looks that lie far enough apart. Changing: it was
//! seen to change for so long that it is no finding. A pause, or a server that is away, is no time of changes: a
//! document is given up only after looks that did see it change, and one that stands still waits out its time.
Settler::Rest Settler::restOf(Open &open, const Looks &looks) const
{
    const double wanted = m_context.setup.request.settleSeconds;
    const auto now = std::chrono::steady_clock::now();
    const bool first = open.numbers.empty();
    std::vector<qint64> read;
    std::vector<qint64> numbers;
    for (const Look &look : looks) {
        for (const auto *side : {&open.suspect.source, &open.suspect.target}) {
            const SpillRecord *record = recordOf(*side, look.routing);
            read.push_back(record ? record->seqNo : -1);
        }
        for (const Lookup *side : {&look.source, &look.target})
            numbers.push_back(side->found ? side->seqNo : -1);
    }
    const bool same = numbers == (first ? read : open.numbers);
    open.numbers = std::move(numbers);
    if (!first)
        open.watched += std::min(std::chrono::duration<double>(now - open.lastLook).count(), wanted);
    open.lastLook = now;
    if (!same || first)
        open.since = now;
    // At rest one look tells. What is not as it was read was written since, whatever the pair did before.
    if ((first && same && !m_how.moving) || now - open.since >= std::chrono::duration<double>(wanted))
        return Rest::Still;
    return !same && open.watched > wanted * longestWait ? Rest::Changing : Rest::Unknown;
}

//! Whether a document was written after the moment, or another one that took its place, as far as is certain: which
//! shard it is in is not known here.
bool Settler::writtenSince(const Lookup &now, Side side) const
{
    return now.found || (isTaken(now) && now.seqNo > m_reached[static_cast<int>(side)].most);
}

//! Whether a side is no longer, for these documents, what it was at the moment that is compared.
bool Settler::changedSince(const Suspect &suspect, const Looks &looks) const
{
    const auto changed = [this](const SpillRecord *record, const Lookup &now, Side side) {
        return record ? !now.found || now.seqNo != record->seqNo : writtenSince(now, side);
    };
    return std::any_of(looks.begin(), looks.end(), [&](const Look &look) {
        return changed(recordOf(suspect.source, look.routing), look.source, Side::Source)
            || changed(recordOf(suspect.target, look.routing), look.target, Side::Target);
    });
}

//! Whether a side had no such document when it was read and has none now: it never had it, or it was deleted between
//! the moment and the reading. Only the number of deletions tells, unless its place was taken at the moment already.
bool Settler::onlyGone(const Suspect &suspect, const Looks &looks) const
{
    const auto gone = [this](const std::optional<SpillRecord> &record, const Lookup &now, Side side) {
        return !record && !now.found && !(isTaken(now) && now.seqNo <= m_reached[static_cast<int>(side)].least);
    };
    return gone(suspect.source, looks.front().source, Side::Source)
        || gone(suspect.target, looks.front().target, Side::Target);
}

bool Settler::judge(Open &open, const Looks &looks)
{
    const Suspect &suspect = open.suspect;
    bool meaning = false;
    QList<VerifyFinding> findings = compare(suspect, looks, &meaning);
    if (m_how.moment && changedSince(suspect, looks))
        findings.clear();
    if (m_how.moment && !suspect.target && writtenSince(looks.front().target, Side::Target))
        ++m_writtenOnTarget;
    if (!findings.isEmpty() && m_how.moment && onlyGone(suspect, looks)) {
        ++m_counts.lookedAgain;
        Gone &gone = m_gone[suspect.source ? 1 : 0];
        ++gone.count;
        if (gone.first.size() < listedGone)
            gone.first.push_back(std::move(findings.first()));
        return true;
    }
    const Rest rest = m_how.moment ? Rest::Still : restOf(open, looks);
    if (!findings.isEmpty() && rest == Rest::Unknown)
        return false;
    ++m_counts.lookedAgain;
    if (meaning)
        ++m_counts.equalInMeaning;
    else if (findings.isEmpty() || rest != Rest::Still)
        ++m_counts.changedMeanwhile;
    if (rest == Rest::Still)
        std::move(findings.begin(), findings.end(), std::back_inserter(m_found));
    return true;
}

void Settler::report()
{
    const auto number = [this](const char *kind) {
        return static_cast<qint64>(std::count_if(m_found.begin(), m_found.end(),
            [kind](const VerifyFinding &one) { return one.kind == QLatin1String(kind); }));
    };
    m_context.change(m_row, [&](VerifyRow &row) {
        row.lookedAgain += m_counts.lookedAgain;
        row.equalInMeaning += m_counts.equalInMeaning;
        row.changedMeanwhile += m_counts.changedMeanwhile;
        row.missing += number("missing");
        row.extra += number("extra");
        row.different += number("different");
        row.routing += number("routing");
    });
    for (const VerifyFinding &one : m_found)
        m_context.finding(m_row, one);
}

void Settler::conclude(const Deletions &ofSource, const Deletions &ofTarget, const Deletions &vanished)
{
    Deletions there = ofTarget;
    if (vanished) { // those that were written anew are not deleted
        const qint64 most = std::max<qint64>(0, *vanished - m_writtenOnTarget);
        there = there ? std::min(*there, most) : most;
    }
    m_found.clear();
    m_counts = {};
    concludeSide(std::exchange(m_gone[0], {}), ofSource);
    concludeSide(std::exchange(m_gone[1], {}), there);
    report();
}

void Settler::concludeSide(Gone gone, const Deletions &deletions)
{
    if (gone.count == 0)
        return;
    if (deletions && gone.count <= *deletions) {
        m_counts.changedMeanwhile += gone.count;
        return;
    }
    QString doubt;
    if (!deletions)
        doubt = tr("%L1 documents are like this. They may have been deleted since the hand-over: a primary shard moved "
                   "or was restarted, so nobody knows how many were.")
                    .arg(gone.count);
    else if (*deletions > 0)
        doubt = tr("%L1 documents are like this, and at most %L2 were deleted since the hand-over, so at least %L3 of "
                   "them were so before.")
                    .arg(gone.count)
                    .arg(*deletions)
                    .arg(gone.count - *deletions);
    for (VerifyFinding &finding : gone.first) {
        if (!doubt.isEmpty()) {
            finding.detail += u' ' + doubt;
            finding.source = finding.target = {}; // nothing that may be repaired
        }
        m_found.push_back(std::move(finding));
    }
    const qint64 more = gone.count - static_cast<qint64>(gone.first.size());
    if (more == 0)
        return;
    VerifyFinding rest = m_found.back();
    rest.id.clear();
    rest.sourceRouting.clear();
    rest.targetRouting.clear();
    rest.source = rest.target = {};
    rest.detail = tr("%L1 more documents are like those before.").arg(more);
    m_found.push_back(std::move(rest));
}

Result<void> Settler::settle(std::vector<Suspect> suspects)
{
    const bool content = m_context.setup.request.level == VerifyLevel::Content;
    m_found.clear();
    m_counts = {};
    std::vector<Open> open;
    open.reserve(suspects.size());
    for (Suspect &suspect : suspects)
        open.push_back({std::move(suspect)});
    const std::size_t together = batch();
    while (!open.empty()) {
        m_context.change(
            m_row, [&](VerifyRow &row) { row.doing = tr("looking again at %L1 documents").arg(open.size()); });
        std::vector<Open> left;
        for (std::size_t from = 0; from < open.size(); from += together) {
            m_context.setup.control.waitWhilePaused();
            if (m_context.halting())
                return fail(ErrorKind::Cancelled, tr("Stopped."));
            std::vector<Open *> some;
            for (std::size_t i = from; i < std::min(open.size(), from + together); ++i)
                some.push_back(&open[i]);
            const auto looks = look(some, content);
            if (!looks)
                return fail(looks.error());
            m_context.throttle.take(2 * static_cast<qint64>(some.size()), 0);
            for (std::size_t i = 0; i < some.size(); ++i)
                if (!judge(*some[i], (*looks)[i]))
                    left.push_back(std::move(*some[i]));
        }
        open = std::move(left);
        if (!open.empty())
            m_context.setup.control.sleep(
                static_cast<int>(std::clamp(m_context.setup.request.settleSeconds * 250, 50.0, 1000.0)));
    }
    report();
    return {};
}

} // namespace godwit
