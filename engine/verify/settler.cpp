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

const std::string &routingFor(const std::optional<SpillRecord> &own, const std::optional<SpillRecord> &other)
{
    return own ? own->routing : other->routing;
}

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

} // namespace

Settler::Settler(VerifyContext &context, std::size_t row, SearchCluster &source, SearchCluster &target, How how)
    : m_context(context), m_row(row), m_source(source), m_target(target), m_how(how), m_pair(context.row(row).pair)
{
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

Result<std::vector<Settler::Looks>> Settler::look(const std::vector<Open *> &open, bool withSource)
{
    std::vector<DocumentKey> here;
    std::vector<DocumentKey> there;
    for (const Open *one : open) {
        const Suspect &suspect = one->suspect;
        here.push_back({suspect.id, routingFor(suspect.source, suspect.target)});
        there.push_back({suspect.id, routingFor(suspect.target, suspect.source)});
    }
    auto source = m_context.patiently(m_row, [&] {
        return m_source.lookUp({m_pair.source, -1, {}}, here, withSource);
    });
    if (!source)
        return fail(source.error());
    auto target = m_context.patiently(m_row, [&] {
        return m_target.lookUp({m_pair.target, -1, {}}, there, withSource);
    });
    if (!target)
        return fail(target.error());
    std::vector<Looks> looks;
    for (std::size_t i = 0; i < open.size(); ++i)
        looks.push_back({std::move((*source)[i]), std::move((*target)[i])});
    return looks;
}

//! Nothing when they are equal. `meaning`: in meaning only.
std::optional<VerifyFinding> Settler::compare(const Open &open, const Looks &looks, bool *meaning) const
{
    const Suspect &suspect = open.suspect;
    VerifyFinding finding;
    finding.sourceIndex = m_pair.source;
    finding.targetIndex = m_pair.target;
    finding.id = text(suspect.id);
    // A document is asked for under the routing that it was read with, so that this is still its routing.
    finding.sourceRouting = text(routingFor(suspect.source, suspect.target));
    finding.targetRouting = text(routingFor(suspect.target, suspect.source));
    const auto noted = [](const Lookup &look) {
        return look.found ? SeenDocument{look.seqNo, look.primaryTerm} : SeenDocument{-1, -1};
    };
    finding.source = noted(looks.source);
    finding.target = noted(looks.target);
    if (!looks.source.found && !looks.target.found)
        return std::nullopt; // deleted meanwhile
    if (looks.source.found && !looks.target.found) {
        finding.kind = QStringLiteral("missing");
        finding.targetRouting.clear();
        finding.detail = tr("The target does not have this document.");
        return finding;
    }
    if (!looks.source.found) {
        finding.kind = QStringLiteral("extra");
        finding.sourceRouting.clear();
        finding.detail = tr("Only the target has this document.");
        return finding;
    }
    const SourceComparison compared = compareSources(looks.source.source, looks.target.source, m_how.spelling);
    if (finding.sourceRouting != finding.targetRouting) {
        finding.kind = QStringLiteral("routing");
        finding.places = compared.places;
        finding.detail = finding.targetRouting.isEmpty()
            ? tr("The routing \"%1\" is lost on the target.").arg(finding.sourceRouting)
            : finding.sourceRouting.isEmpty()
            ? tr("The target has the routing \"%1\", the source has none.").arg(finding.targetRouting)
            : tr("The routing is \"%1\" on the target instead of \"%2\".")
                  .arg(finding.targetRouting, finding.sourceRouting);
        return finding;
    }
    *meaning = compared.sameness == Sameness::Meaning;
    if (compared.sameness == Sameness::Bytes || (*meaning && m_context.setup.request.wanted == Sameness::Meaning))
        return std::nullopt;
    finding.kind = QStringLiteral("different");
    finding.places = compared.places;
    if (*meaning) {
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
    const qint64 source = looks.source.found ? looks.source.seqNo : -1;
    const qint64 target = looks.target.found ? looks.target.seqNo : -1;
    const auto now = std::chrono::steady_clock::now();
    const bool first = open.sourceSeqNo == -2;
    const qint64 sourceBefore = !first ? open.sourceSeqNo : open.suspect.source ? open.suspect.source->seqNo : -1;
    const qint64 targetBefore = !first ? open.targetSeqNo : open.suspect.target ? open.suspect.target->seqNo : -1;
    const bool same = source == sourceBefore && target == targetBefore;
    open.sourceSeqNo = source;
    open.targetSeqNo = target;
    if (!first)
        open.watched += std::min(std::chrono::duration<double>(now - open.lastLook).count(), wanted);
    open.lastLook = now;
    if (!same || first)
        open.since = now;
    if ((same && !m_how.moving) || now - open.since >= std::chrono::duration<double>(wanted))
        return Rest::Still;
    return !same && open.watched > wanted * longestWait ? Rest::Changing : Rest::Unknown;
}

//! Whether a side is no longer, for this document, what it was at the moment that is compared.
bool Settler::changedSince(const Suspect &suspect, const Looks &looks) const
{
    const auto changed = [](const std::optional<SpillRecord> &record, const Lookup &now) {
        return record ? !now.found || now.seqNo != record->seqNo : now.found;
    };
    return changed(suspect.source, looks.source) || changed(suspect.target, looks.target);
}

//! Whether a side had no such document when it was read and has none now: it never had it, or it was deleted between
//! the moment and the reading. Only the number of deletions tells.
bool Settler::onlyGone(const Suspect &suspect, const Looks &looks) const
{
    return (!suspect.source && !looks.source.found) || (!suspect.target && !looks.target.found);
}

bool Settler::judge(Open &open, const Looks &looks)
{
    bool meaning = false;
    auto finding = compare(open, looks, &meaning);
    const bool since = m_how.moment && changedSince(open.suspect, looks);
    if (since)
        finding.reset();
    if (m_how.moment && !open.suspect.target && looks.target.found)
        ++m_writtenOnTarget;
    if (finding && m_how.moment && onlyGone(open.suspect, looks)) {
        ++m_counts.lookedAgain;
        Gone &gone = m_gone[open.suspect.source ? 1 : 0];
        ++gone.count;
        if (gone.first.size() < listedGone)
            gone.first.push_back(std::move(*finding));
        return true;
    }
    const Rest rest = m_how.moment ? Rest::Still : restOf(open, looks);
    if (finding && rest == Rest::Unknown)
        return false;
    ++m_counts.lookedAgain;
    if (meaning)
        ++m_counts.equalInMeaning;
    else if (!finding || rest != Rest::Still)
        ++m_counts.changedMeanwhile;
    if (finding && rest == Rest::Still)
        m_found.push_back(*finding);
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
