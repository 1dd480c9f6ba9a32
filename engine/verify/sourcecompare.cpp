// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/sourcecompare.h"

#include "engine/verify/canonicaljson.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace godwit {
namespace {

constexpr qsizetype listedPlaces = 20;
constexpr std::size_t shownBytes = 200;

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
        bool good = depth < CanonicalJson::deepest || (first != '{' && first != '[');
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
    TreeCompare(SourceComparison *into, const Spelling &spelling)
        : m_into(into), m_vectors(spelling.vectors), m_forms(spelling.forms)
    {
    }
    void compare(const QString &place, const Node *source, const Node *target)
    {
        if (source && target && !m_vector)
            if (const VectorField *vector = vectorAt(place))
                return compareVector(place, *vector, *source, *target);
        if (!source || !target || source->kind != target->kind)
            return add(place, source, target);
        switch (source->kind) {
        case Node::Kind::Scalar:
            if (source->canonical != target->canonical && !sameElement(*source, *target)
                && !sameValue(place, *source, *target))
                add(place, source, target);
            return;
        case Node::Kind::Array:
            for (std::size_t i = 0; i < std::max(source->items.size(), target->items.size()); ++i)
                compare(QStringLiteral("%1[%2]").arg(place).arg(i),
                    i < source->items.size() ? &source->items[i] : nullptr,
                    i < target->items.size() ? &target->items[i] : nullptr);
            return;
        case Node::Kind::Object:
            return compareFields(place, *source, *target);
        }
    }

private:
    void compareFields(const QString &place, const Node &source, const Node &target)
    {
        std::size_t a = 0;
        std::size_t b = 0;
        while (a < source.fields.size() || b < target.fields.size()) {
            const bool here = b >= target.fields.size()
                || (a < source.fields.size() && source.fields[a].first <= target.fields[b].first);
            const bool there = a >= source.fields.size()
                || (b < target.fields.size() && target.fields[b].first <= source.fields[a].first);
            const std::string &key = here ? source.fields[a].first : target.fields[b].first;
            compare(below(place, key), here ? &source.fields[a].second : nullptr,
                there ? &target.fields[b].second : nullptr);
            a += here ? 1 : 0;
            b += there ? 1 : 0;
        }
    }

    void add(const QString &place, const Node *source, const Node *target)
    {
        if (m_into->places.size() >= listedPlaces)
            ++m_into->more;
        else
            m_into->places.append({place, shown(source), shown(target), true, {}});
    }

    static std::string fieldAt(QString place)
    {
        static const QRegularExpression item(QStringLiteral("\\[\\d+\\]"));
        return place.remove(item).toStdString();
    }

    const VectorField *vectorAt(const QString &place) const
    {
        if (m_vectors.empty())
            return nullptr;
        const auto found = m_vectors.find(fieldAt(place));
        return found == m_vectors.end() ? nullptr : &found->second;
    }

    //! What a side that rebuilds its source keeps of both.
    bool sameValue(const QString &place, const Node &source, const Node &target) const
    {
        const FieldForm *form = m_forms.empty() || m_vector ? nullptr : formOf(m_forms, fieldAt(place));
        if (!form)
            return false;
        std::string here = source.canonical;
        std::string there = target.canonical;
        bool once = false;
        spellValue(*form, source.raw, here, once);
        spellValue(*form, target.raw, there, once);
        return here == there;
    }

    //! One of them may be text that stands for an array.
    void compareVector(const QString &place, const VectorField &vector, const Node &source, const Node &target)
    {
        CanonicalJson maker;
        std::string here;
        std::string there;
        const bool spelled
            = maker.appendVector(source.raw, vector, here) && maker.appendVector(target.raw, vector, there);
        if (spelled && here == there)
            return;
        m_vector = &vector;
        Node sourceArray;
        Node targetArray;
        if (spelled && source.kind != target.kind && TreeBuilder(here).build(&sourceArray)
            && TreeBuilder(there).build(&targetArray))
            compare(place, &sourceArray, &targetArray);
        else
            compare(place, &source, &target);
        m_vector = nullptr;
    }

    //! A server that keeps unit vectors and their lengths gives back what rounds to nearly the same.
    bool sameElement(const Node &source, const Node &target) const
    {
        std::string here;
        std::string there;
        JsonScanner sourceNumber(source.canonical);
        JsonScanner targetNumber(target.canonical);
        if (!m_vector || !appendElement(sourceNumber, *m_vector, here)
            || !appendElement(targetNumber, *m_vector, there))
            return false;
        const auto read = [](const std::string &text, double *number) {
            const auto result = std::from_chars(text.data(), text.data() + text.size(), *number);
            return result.ec == std::errc() && result.ptr == text.data() + text.size();
        };
        double one = 0;
        double other = 0;
        return here == there
            || (read(source.canonical, &one) && read(target.canonical, &other)
                && std::abs(one - other) <= m_vector->tolerance() * std::max(std::abs(one), std::abs(other)));
    }

    SourceComparison *m_into;
    const VectorFields &m_vectors;
    const FieldForms &m_forms;
    const VectorField *m_vector = nullptr; //!< that is being compared
};

} // namespace

SourceComparison compareSources(std::string_view source, std::string_view target, const Spelling &spelling)
{
    SourceComparison result;
    if (source == target)
        return result;
    CanonicalJson canonical;
    canonical.setSpelling(spelling);
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
    TreeCompare(&result, spelling).compare({}, &sourceTree, &targetTree);
    if (!spelling.vectors.empty() && result.places.isEmpty())
        result.sameness = Sameness::Meaning;
    return result;
}

} // namespace godwit
