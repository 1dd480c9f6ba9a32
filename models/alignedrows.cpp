// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alignedrows.h"

#include "models/linediff.h"

#include <QHash>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace godwit {
namespace {

struct Place
{
    QString path;
    QByteArray label; //!< the key with its quotes; of items none
    int depth = 0;
    bool exact = false; //!< inside what servers keep as it was written: "1" is not 1 there

    [[nodiscard]] QString line(const QByteArray &text) const
    {
        const QByteArray whole = label.isEmpty() ? text : label + ": " + text;
        return QString(QString(2 * depth, u' ') + QString::fromUtf8(whole));
    }
    [[nodiscard]] QString closing(const JsonTree &tree) const
    {
        return QString(QString(2 * depth, u' ') + (tree.kind == JsonTree::Kind::Object ? u'}' : u']'));
    }
    [[nodiscard]] Place member(const QByteArray &key) const
    {
        const QString name = QString::fromUtf8(key);
        return {path.isEmpty() ? name : QString(path + u'.' + name), quotedToken(name), depth + 1,
            exact || key == "_meta" || (depth < 0 && key == "aliases")};
    }
    [[nodiscard]] Place item(std::size_t at) const
    {
        return {path + QStringLiteral("[%1]").arg(at), {}, depth + 1, true};
    }
};

//! What the first line of a value says; `open` leaves the braces of a container open.
QByteArray opening(const JsonTree &tree, bool open)
{
    if (!tree.isContainer())
        return tree.token;
    const bool object = tree.kind == JsonTree::Kind::Object;
    if (open)
        return object ? QByteArrayLiteral("{") : QByteArrayLiteral("[");
    return object ? QByteArrayLiteral("{}") : QByteArrayLiteral("[]");
}

struct Line
{
    QString path;
    QString text;
};

void addLines(const Place &place, const JsonTree &tree, QList<Line> &lines)
{
    const bool open = !tree.children.empty();
    lines.append({place.path, place.line(opening(tree, open))});
    for (std::size_t i = 0; i < tree.children.size(); ++i) {
        const auto &[key, child] = tree.children[i];
        addLines(tree.kind == JsonTree::Kind::Object ? place.member(key) : place.item(i), child, lines);
    }
    if (open)
        lines.append({place.path, place.closing(tree)});
}

QList<Line> linesOf(const Place &place, const JsonTree *tree)
{
    QList<Line> lines;
    if (tree)
        addLines(place, *tree, lines);
    return lines;
}

//! Settings and parameters are read alike as text and as a number or a boolean, unless `exact`.
ValueMark scalarMark(const JsonTree &source, const JsonTree &target, bool exact)
{
    if (source.kind == target.kind && source.token == target.token)
        return ValueMark::Equal;
    const bool null = source.kind == JsonTree::Kind::Null || target.kind == JsonTree::Kind::Null;
    return sameMeaning(source, target) || (!exact && !null && source.text() == target.text()) ? ValueMark::Meaning
                                                                                              : ValueMark::Different;
}

class Aligner
{
public:
    QList<AlignedRow> take(const JsonTree *source, const JsonTree *target)
    {
        const auto object = [](const JsonTree *tree) { return !tree || tree->kind == JsonTree::Kind::Object; };
        const JsonTree none{JsonTree::Kind::Object, {}, {}};
        if (object(source) && object(target))
            members({{}, {}, -1}, source ? *source : none, target ? *target : none);
        else
            pair({}, source, target);
        return std::move(m_rows);
    }

private:
    ValueMark pair(const Place &place, const JsonTree *source, const JsonTree *target);
    ValueMark apart(const Place &place, const JsonTree *source, const JsonTree *target);
    ValueMark members(const Place &place, const JsonTree &source, const JsonTree &target);
    ValueMark items(const Place &place, const JsonTree &source, const JsonTree &target);

    QList<AlignedRow> m_rows;
    int m_differences = 0;
};

//! Braces around something that only one side has are different, not on one side.
ValueMark worse(ValueMark mark, ValueMark below)
{
    return std::max(mark, std::min(below, ValueMark::Different));
}

//! All lines of both sides as one difference.
ValueMark Aligner::apart(const Place &place, const JsonTree *source, const JsonTree *target)
{
    const ValueMark mark = source && target ? ValueMark::Different
        : source                            ? ValueMark::SourceOnly
                                            : ValueMark::TargetOnly;
    const QList<Line> here = linesOf(place, source);
    const QList<Line> there = linesOf(place, target);
    for (qsizetype i = 0; i < std::max(here.size(), there.size()); ++i) {
        AlignedRow row;
        row.path = i < here.size() ? here.at(i).path : there.at(i).path;
        row.source = i < here.size() ? here.at(i).text : QString();
        row.target = i < there.size() ? there.at(i).text : QString();
        row.mark = mark;
        row.difference = m_differences;
        m_rows.append(row);
    }
    ++m_differences;
    return mark;
}

ValueMark Aligner::pair(const Place &place, const JsonTree *source, const JsonTree *target)
{
    const bool scalars = source && target && !source->isContainer() && !target->isContainer();
    const bool containers = source && target && source->isContainer() && source->kind == target->kind;
    if (scalars) {
        const ValueMark mark = scalarMark(*source, *target, place.exact);
        const int number = mark == ValueMark::Different ? m_differences++ : -1;
        m_rows.append({place.path, place.line(source->token), place.line(target->token), mark, true, number});
        return mark;
    }
    if (!containers)
        return apart(place, source, target);
    const bool open = !source->children.empty() || !target->children.empty();
    const qsizetype first = m_rows.size();
    m_rows.append({place.path, place.line(opening(*source, open)), place.line(opening(*target, open)), ValueMark::Equal,
        !open, -1});
    if (!open)
        return ValueMark::Equal;
    const ValueMark mark
        = source->kind == JsonTree::Kind::Object ? members(place, *source, *target) : items(place, *source, *target);
    m_rows[first].mark = mark;
    m_rows.append({place.path, place.closing(*source), place.closing(*target), mark, false, -1});
    return mark;
}

ValueMark Aligner::members(const Place &place, const JsonTree &source, const JsonTree &target)
{
    constexpr std::size_t nowhere = SIZE_MAX;
    QHash<QByteArray, std::size_t> places;
    for (std::size_t i = target.children.size(); i-- > 0;)
        places.insert(target.children[i].first, i);
    std::vector<std::size_t> partners(source.children.size(), nowhere);
    std::vector<bool> met(target.children.size(), false);
    for (std::size_t i = 0; i < source.children.size(); ++i) {
        const auto found = places.constFind(source.children[i].first);
        if (found == places.constEnd() || met[*found])
            continue;
        partners[i] = *found;
        met[*found] = true;
    }
    ValueMark mark = ValueMark::Equal;
    // What only the target has stands before the member that follows it there.
    const auto addNew = [&](std::size_t before) {
        std::size_t first = before;
        while (first > 0 && !met[first - 1])
            --first;
        for (; first < before; ++first) {
            const auto &[key, child] = target.children[first];
            mark = worse(mark, apart(place.member(key), nullptr, &child));
        }
    };
    for (std::size_t i = 0; i < source.children.size(); ++i) {
        const auto &[key, child] = source.children[i];
        const std::size_t partner = partners[i];
        if (partner != nowhere)
            addNew(partner);
        mark = worse(
            mark, pair(place.member(key), &child, partner == nowhere ? nullptr : &target.children[partner].second));
    }
    addNew(target.children.size());
    return mark;
}

ValueMark Aligner::items(const Place &place, const JsonTree &source, const JsonTree &target)
{
    const auto texts = [](const JsonTree &array) {
        QStringList list;
        list.reserve(static_cast<qsizetype>(array.children.size()));
        for (const auto &child : array.children)
            list.append(QString::fromUtf8(child.second.compact()));
        return list;
    };
    const LineDifference difference = lineDifference(texts(source), texts(target));
    // Where the next item stands that both have, after the ones that only this side has.
    const auto endOfOwn = [](const QList<int> &own, qsizetype &next, std::size_t at) {
        while (next < own.size() && static_cast<std::size_t>(own.at(next)) == at) {
            ++next;
            ++at;
        }
        return at;
    };
    ValueMark mark = ValueMark::Equal;
    qsizetype nextLeft = 0;
    qsizetype nextRight = 0;
    std::size_t left = 0;
    std::size_t right = 0;
    while (left < source.children.size() || right < target.children.size()) {
        // Items that took each other's place are compared; what is left over of one side stands alone.
        const std::size_t leftEnd = endOfOwn(difference.onlyLeft, nextLeft, left);
        const std::size_t rightEnd = endOfOwn(difference.onlyRight, nextRight, right);
        while (left < leftEnd || right < rightEnd) {
            const JsonTree *one = left < leftEnd ? &source.children[left].second : nullptr;
            const JsonTree *other = right < rightEnd ? &target.children[right].second : nullptr;
            mark = worse(mark, pair(place.item(one ? left : right), one, other));
            left += one ? 1 : 0;
            right += other ? 1 : 0;
        }
        if (left >= source.children.size() || right >= target.children.size())
            break;
        mark = worse(mark, pair(place.item(left), &source.children[left].second, &target.children[right].second));
        ++left;
        ++right;
    }
    return mark;
}

} // namespace

QList<AlignedRow> alignedRows(const JsonTree *source, const JsonTree *target)
{
    return Aligner().take(source, target);
}

} // namespace godwit
