// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/canonicaljson.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <optional>

namespace godwit {
namespace {

constexpr std::size_t manyFields = 24;

//! As a number that is ordered as the bytes are; shorter keys end with zeros, which no canonical key contains.
std::uint64_t beginOf(std::string_view key)
{
    std::uint64_t begin = 0;
    std::memcpy(&begin, key.data(), std::min(key.size(), sizeof begin));
    return qFromBigEndian(begin);
}

} // namespace

//! Into a field, and out again.
class CanonicalJson::Step
{
public:
    Step(CanonicalJson &of, std::string_view name)
        : m_of(of), m_before(of.m_path.size()), m_was(of.m_vector), m_formWas(of.m_form)
    {
        if (m_before > 0)
            m_of.m_path.push_back('.');
        m_of.m_path += name;
        const auto vector = m_of.m_spelling.vectors.find(m_of.m_path);
        m_of.m_vector = vector == m_of.m_spelling.vectors.end() ? nullptr : &vector->second;
        if (m_formWas && m_formWas->kind == FieldForm::Kind::Texts)
            return;
        const auto form = m_of.m_spelling.forms.find(m_of.m_path);
        m_of.m_form = form == m_of.m_spelling.forms.end() ? nullptr : &form->second;
    }
    ~Step()
    {
        m_of.m_path.resize(m_before);
        m_of.m_vector = m_was;
        m_of.m_form = m_formWas;
    }
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

private:
    CanonicalJson &m_of;
    const std::size_t m_before;
    const VectorField *m_was;
    const FieldForm *m_formWas;
};

bool CanonicalJson::append(std::string_view json, std::string &out)
{
    m_vector = nullptr;
    return whole(json, out, m_spelling.synthetic);
}

bool CanonicalJson::appendVector(std::string_view json, const VectorField &field, std::string &out)
{
    m_vector = &field;
    return whole(json, out, false);
}

bool CanonicalJson::whole(std::string_view json, std::string &out, bool flat)
{
    const std::size_t before = out.size();
    m_fields.clear();
    m_path.clear();
    m_json = json;
    m_form = nullptr;
    JsonScanner scanner(json);
    m_leaves.clear();
    if ((flat ? leaves(scanner, 0) : value(scanner, out, 0)) && scanner.atEnd()) {
        if (flat)
            appendLeaves(out);
        return true;
    }
    out.resize(before);
    return false;
}

//! Each value that is neither an object nor an array, and each vector as a whole.
bool CanonicalJson::leaves(JsonScanner &scanner, int depth)
{
    const char first = scanner.peek();
    if (depth >= deepest && (first == '{' || first == '['))
        return false;
    if (first == '{' && !m_vector) {
        if (!m_spelling.nested.contains(m_path))
            return leavesOf(scanner, depth);
        std::vector<Leaf> around;
        around.swap(m_leaves);
        const bool whole = leavesOf(scanner, depth);
        Leaf unit{'"' + m_path + "\":", false};
        appendLeaves(unit.text);
        m_leaves.swap(around);
        m_leaves.push_back(std::move(unit));
        return whole;
    }
    if (first == '[' && !m_vector) {
        scanner.take('[');
        if (scanner.take(']'))
            return true;
        do {
            if (!leaves(scanner, depth + 1))
                return false;
        } while (scanner.take(','));
        return scanner.take(']');
    }
    Leaf leaf{{}, first == '"' && !m_vector};
    const std::size_t begin = scanner.position();
    if (!value(scanner, leaf.text, depth))
        return false;
    if (m_form && !m_vector)
        spellValue(*m_form, m_json.substr(begin, scanner.position() - begin), leaf.text, leaf.once);
    if (leaf.text == "null")
        return true;
    leaf.text.insert(0, '"' + m_path + "\":");
    m_leaves.push_back(std::move(leaf));
    return true;
}

bool CanonicalJson::leavesOf(JsonScanner &scanner, int depth)
{
    scanner.take('{');
    if (scanner.take('}'))
        return true;
    do {
        std::string name;
        if (!scanner.string(name) || !scanner.take(':'))
            return false;
        const Step step(*this, std::string_view(name).substr(1, name.size() - 2));
        if (!leaves(scanner, depth + 1))
            return false;
    } while (scanner.take(','));
    return scanner.take('}');
}

void CanonicalJson::appendLeaves(std::string &out)
{
    std::sort(m_leaves.begin(), m_leaves.end(), [](const Leaf &a, const Leaf &b) { return a.text < b.text; });
    const auto repeated = [](const Leaf &a, const Leaf &b) { return a.once && a == b; };
    m_leaves.erase(std::unique(m_leaves.begin(), m_leaves.end(), repeated), m_leaves.end());
    out.push_back('{');
    for (const Leaf &leaf : m_leaves) {
        out += leaf.text;
        out.push_back(',');
    }
    if (!m_leaves.empty())
        out.pop_back();
    out.push_back('}');
}

bool CanonicalJson::value(JsonScanner &scanner, std::string &out, int depth)
{
    switch (scanner.peek()) {
    case '{':
        return depth < deepest && object(scanner, out, depth);
    case '[':
        return depth < deepest && array(scanner, out, depth);
    case '"':
        return m_vector ? vectorText(scanner, out) : scanner.string(out);
    case 't':
    case 'f':
    case 'n':
        return scanner.literal(out);
    default:
        return m_vector ? appendElement(scanner, *m_vector, out) : scanner.number(out);
    }
}

//! A vector that was written as text, as the array that it stands for.
bool CanonicalJson::vectorText(JsonScanner &scanner, std::string &out)
{
    const std::size_t before = out.size();
    if (!scanner.string(out))
        return false;
    std::string array;
    if (appendEncoded(std::string_view(out).substr(before + 1, out.size() - before - 2), *m_vector, array)) {
        out.resize(before);
        out += array;
    }
    return true;
}

bool CanonicalJson::array(JsonScanner &scanner, std::string &out, int depth)
{
    scanner.take('[');
    out.push_back('[');
    if (!scanner.take(']')) {
        do {
            if (!value(scanner, out, depth + 1))
                return false;
            out.push_back(',');
        } while (scanner.take(','));
        out.pop_back();
        if (!scanner.take(']'))
            return false;
    }
    out.push_back(']');
    return true;
}

bool CanonicalJson::object(JsonScanner &scanner, std::string &out, int depth)
{
    scanner.take('{');
    out.push_back('{');
    if (scanner.take('}')) {
        out.push_back('}');
        return true;
    }
    const std::size_t first = m_fields.size();
    bool sorted = true;
    do {
        Field field;
        field.key = out.size() + 1;
        if (!scanner.string(out) || !scanner.take(':'))
            return false;
        field.keyEnd = out.size() - 1;
        field.begin = beginOf(std::string_view(out).substr(field.key, field.keyEnd - field.key));
        out.push_back(':');
        std::optional<Step> step;
        if (!m_spelling.vectors.empty())
            step.emplace(*this, std::string_view(out).substr(field.key, field.keyEnd - field.key));
        if (!value(scanner, out, depth + 1))
            return false;
        field.end = out.size();
        if (sorted && m_fields.size() > first)
            sorted = !before(field, m_fields.back(), out, 0);
        m_fields.push_back(field);
        out.push_back(',');
    } while (scanner.take(','));
    out.pop_back();
    if (!scanner.take('}'))
        return false;
    if (!sorted)
        sortFields(first, out);
    m_fields.resize(first);
    out.push_back('}');
    return true;
}

//! By the bytes of their keys, which stand in the text from `offset` on.
bool CanonicalJson::before(const Field &a, const Field &b, std::string_view text, std::size_t offset)
{
    if (a.begin != b.begin)
        return a.begin < b.begin;
    return text.substr(a.key - offset, a.keyEnd - a.key) < text.substr(b.key - offset, b.keyEnd - b.key);
}

//! Puts the fields that were written in the order of the text into the order of their keys.
void CanonicalJson::sortFields(std::size_t first, std::string &out)
{
    const std::size_t begin = m_fields[first].key - 1;
    m_scratch.assign(out, begin, std::string::npos);
    const std::string_view text(m_scratch);
    const auto less = [&](const Field &a, const Field &b) { return before(a, b, text, begin); };
    if (m_fields.size() - first > manyFields) {
        std::stable_sort(m_fields.begin() + static_cast<std::ptrdiff_t>(first), m_fields.end(), less);
    } else { // without the memory that a stable sort asks for
        for (std::size_t i = first + 1; i < m_fields.size(); ++i) {
            const Field field = m_fields[i];
            std::size_t at = i;
            for (; at > first && less(field, m_fields[at - 1]); --at)
                m_fields[at] = m_fields[at - 1];
            m_fields[at] = field;
        }
    }
    out.resize(begin);
    for (std::size_t i = first; i < m_fields.size(); ++i) {
        const Field &field = m_fields[i];
        out += text.substr(field.key - 1 - begin, field.end - field.key + 1);
        out.push_back(',');
    }
    out.pop_back();
}

} // namespace godwit
