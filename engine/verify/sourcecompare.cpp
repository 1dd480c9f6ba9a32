// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/sourcecompare.h"

#include "engine/verify/canonicaljson.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

namespace godwit {
namespace {

constexpr qsizetype listedPlaces = 20;
constexpr std::size_t shownBytes = 200;
constexpr double floatRounding = 1e-6; // a few steps of a 32-bit float

//! JSON as a tree of pieces of its text: a number stays the digits it is written with.
struct Node
{
    enum class Kind { Scalar, Object, Array } kind = Kind::Scalar;
    std::string_view raw;
    std::string canonical; //!< of a scalar
    std::vector<std::pair<std::string, Node>> fields; //!< canonical key tokens
    std::vector<Node> items;
};

class TreeBuilder
{
public:
    explicit TreeBuilder(std::string_view text) : m_text(text), m_scanner(text) { }
    bool build(Node *node, int depth = 0)
    {
        const char first = m_scanner.peek();
        const std::size_t begin = m_scanner.position();
        bool good = depth <= 1'000;
        if (good && first == '{') {
            node->kind = Node::Kind::Object;
            good = fields(node, depth);
        } else if (good && first == '[') {
            node->kind = Node::Kind::Array;
            good = items(node, depth);
        } else if (good && first == '"') {
            good = m_scanner.string(node->canonical);
        } else if (good) {
            good = m_scanner.literal(node->canonical) || m_scanner.number(node->canonical);
        }
        node->raw = m_text.substr(begin, m_scanner.position() - begin);
        return good;
    }
    bool atEnd() { return m_scanner.atEnd(); }

private:
    bool fields(Node *node, int depth)
    {
        m_scanner.take('{');
        if (m_scanner.take('}'))
            return true;
        do {
            auto &field = node->fields.emplace_back();
            if (!m_scanner.string(field.first) || !m_scanner.take(':') || !build(&field.second, depth + 1))
                return false;
        } while (m_scanner.take(','));
        std::stable_sort(
            node->fields.begin(), node->fields.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        return m_scanner.take('}');
    }
    bool items(Node *node, int depth)
    {
        m_scanner.take('[');
        if (m_scanner.take(']'))
            return true;
        do {
            if (!build(&node->items.emplace_back(), depth + 1))
                return false;
        } while (m_scanner.take(','));
        return m_scanner.take(']');
    }

    std::string_view m_text;
    JsonScanner m_scanner;
};

QString shown(const Node *node)
{
    if (!node)
        return {};
    if (node->raw.size() <= shownBytes)
        return QString::fromUtf8(node->raw.data(), static_cast<qsizetype>(node->raw.size()));
    return QString(QString::fromUtf8(node->raw.data(), static_cast<qsizetype>(shownBytes)) + QStringLiteral(" …"));
}

//! "lines[2].amount"; keys are canonical tokens with their quotes.
QString below(const QString &place, const std::string &token)
{
    const QString key = QString::fromUtf8(token.data() + 1, static_cast<qsizetype>(token.size()) - 2);
    return place.isEmpty() ? key : QString(place + u'.' + key);
}

class TreeCompare
{
public:
    TreeCompare(SourceComparison *into, const VectorFields &vectors) : m_into(into), m_vectors(vectors) { }
    void compare(const QString &place, const Node *source, const Node *target)
    {
        if (!source || !target || source->kind != target->kind)
            return add(place, source, target);
        switch (source->kind) {
        case Node::Kind::Scalar:
            if (source->canonical != target->canonical && !sameFloat(place, *source, *target))
                add(place, source, target);
            return;
        case Node::Kind::Array:
            for (std::size_t i = 0; i < std::max(source->items.size(), target->items.size()); ++i)
                compare(QStringLiteral("%1[%2]").arg(place).arg(i),
                    i < source->items.size() ? &source->items[i] : nullptr,
                    i < target->items.size() ? &target->items[i] : nullptr);
            return;
        case Node::Kind::Object:
            break;
        }
        std::size_t a = 0;
        std::size_t b = 0;
        while (a < source->fields.size() || b < target->fields.size()) {
            const bool here = b >= target->fields.size()
                || (a < source->fields.size() && source->fields[a].first <= target->fields[b].first);
            const bool there = a >= source->fields.size()
                || (b < target->fields.size() && target->fields[b].first <= source->fields[a].first);
            const std::string &key = here ? source->fields[a].first : target->fields[b].first;
            compare(below(place, key), here ? &source->fields[a].second : nullptr,
                there ? &target->fields[b].second : nullptr);
            a += here ? 1 : 0;
            b += there ? 1 : 0;
        }
    }

private:
    void add(const QString &place, const Node *source, const Node *target)
    {
        if (m_into->places.size() >= listedPlaces)
            ++m_into->more;
        else
            m_into->places.append({place, shown(source), shown(target), true, {}});
    }

    //! A server that keeps unit vectors and their lengths gives back what rounds to nearly the same.
    bool sameFloat(QString place, const Node &source, const Node &target) const
    {
        static const QRegularExpression item(QStringLiteral("\\[\\d+\\]"));
        if (m_vectors.empty() || !m_vectors.contains(place.remove(item).toStdString()))
            return false;
        const auto read = [](const std::string &text, double *number) {
            const auto result = std::from_chars(text.data(), text.data() + text.size(), *number);
            return result.ec == std::errc() && result.ptr == text.data() + text.size();
        };
        double one = 0;
        double other = 0;
        return read(source.canonical, &one) && read(target.canonical, &other)
            && std::abs(one - other) <= floatRounding * std::max(std::abs(one), std::abs(other));
    }

    SourceComparison *m_into;
    const VectorFields &m_vectors;
};

using Leaves = std::map<std::pair<std::string, std::string>, int>; //!< path and value, and how often

//! What the fields of a document keep of its source, as an index has it: strings once, numbers as often as they occur,
//! and each object of a nested field as one value.
class LeafCollector
{
public:
    explicit LeafCollector(const NestedFields &nested) : m_nested(nested) { }

    void collect(const std::string &path, const Node &node, Leaves *leaves) const
    {
        for (const Node &item : node.items)
            collect(path, item, leaves);
        if (node.kind == Node::Kind::Object && m_nested.contains(path)) {
            Leaves own;
            fields(path, node, &own);
            ++(*leaves)[{path, text(own)}];
        } else {
            fields(path, node, leaves);
        }
        if (node.kind != Node::Kind::Scalar || node.canonical == "null")
            return;
        int &times = (*leaves)[{path, node.canonical}];
        times = node.canonical.front() == '"' ? 1 : times + 1;
    }

private:
    void fields(const std::string &path, const Node &node, Leaves *leaves) const
    {
        for (const auto &[token, field] : node.fields) {
            const std::string name = token.substr(1, token.size() - 2);
            collect(path.empty() ? name : path + '.' + name, field, leaves);
        }
    }
    static std::string text(const Leaves &leaves)
    {
        std::string all = "{";
        for (const auto &[leaf, times] : leaves)
            all += leaf.first + '\0' + leaf.second + '\0' + std::to_string(times) + '\0';
        return all;
    }

    const NestedFields &m_nested;
};

} // namespace

SourceComparison compareSources(std::string_view source, std::string_view target, bool synthetic,
    const VectorFields &vectors, const NestedFields &nested)
{
    SourceComparison result;
    if (source == target)
        return result;
    CanonicalJson canonical;
    canonical.setVectors(vectors);
    std::string here;
    std::string there;
    Node sourceTree;
    Node targetTree;
    TreeBuilder sourceBuilder(source);
    TreeBuilder targetBuilder(target);
    const bool readable = canonical.append(source, here) && canonical.append(target, there)
        && sourceBuilder.build(&sourceTree) && targetBuilder.build(&targetTree);
    result.sameness = readable && here == there ? Sameness::Meaning : Sameness::Different;
    if (!readable || result.sameness == Sameness::Meaning)
        return result;
    if (synthetic) {
        Leaves sourceLeaves;
        Leaves targetLeaves;
        const LeafCollector collector(nested);
        collector.collect({}, sourceTree, &sourceLeaves);
        collector.collect({}, targetTree, &targetLeaves);
        if (sourceLeaves == targetLeaves) {
            result.sameness = Sameness::Meaning;
            return result;
        }
    }
    TreeCompare(&result, vectors).compare({}, &sourceTree, &targetTree);
    if (!vectors.empty() && result.places.isEmpty())
        result.sameness = Sameness::Meaning;
    return result;
}

} // namespace godwit
