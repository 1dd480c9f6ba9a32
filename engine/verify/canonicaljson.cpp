// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/canonicaljson.h"

#include <algorithm>
#include <charconv>

namespace godwit {
namespace {

constexpr int deepest = 1'000;
constexpr std::size_t manyFields = 24;

//! "0.10000000149" and "0.1" are one float, and so one spelling.
bool floatNumber(JsonScanner &scanner, std::string &out)
{
    std::string exact;
    if (!scanner.number(exact))
        return false;
    float value = 0;
    const auto read = std::from_chars(exact.data(), exact.data() + exact.size(), value);
    char text[48];
    const auto end = std::to_chars(std::begin(text), std::end(text), value).ptr;
    if (read.ec != std::errc()) { // too large or too small for one
        out += exact;
        return true;
    }
    return JsonScanner(std::string_view(text, static_cast<std::size_t>(end - text))).number(out);
}

} // namespace

bool CanonicalJson::append(std::string_view json, std::string &out)
{
    const std::size_t before = out.size();
    m_fields.clear();
    m_path.clear();
    m_inVector = false;
    JsonScanner scanner(json);
    if (value(scanner, out, 0) && scanner.atEnd())
        return true;
    out.resize(before);
    return false;
}

bool CanonicalJson::value(JsonScanner &scanner, std::string &out, int depth)
{
    if (depth > deepest)
        return false;
    switch (scanner.peek()) {
    case '{':
        return object(scanner, out, depth);
    case '[':
        return array(scanner, out, depth);
    case '"':
        return scanner.string(out);
    case 't':
    case 'f':
    case 'n':
        return scanner.literal(out);
    default:
        return m_inVector ? floatNumber(scanner, out) : scanner.number(out);
    }
}

//! The value of a field; keeps track of where it stands.
bool CanonicalJson::fieldValue(JsonScanner &scanner, std::string_view name, std::string &out, int depth)
{
    const std::size_t before = m_path.size();
    const bool was = m_inVector;
    if (before > 0)
        m_path.push_back('.');
    m_path += name;
    m_inVector = m_vectors.contains(m_path);
    const bool good = value(scanner, out, depth);
    m_path.resize(before);
    m_inVector = was;
    return good;
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
        out.push_back(':');
        const bool tracked = !m_vectors.empty();
        const std::string name = tracked ? out.substr(field.key, field.keyEnd - field.key) : std::string();
        if (tracked ? !fieldValue(scanner, name, out, depth + 1) : !value(scanner, out, depth + 1))
            return false;
        field.end = out.size();
        if (sorted && m_fields.size() > first) {
            const Field &last = m_fields.back();
            const std::string_view all(out);
            sorted = all.substr(last.key, last.keyEnd - last.key) <= all.substr(field.key, field.keyEnd - field.key);
        }
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

//! Puts the fields that were written in the order of the text into the order of their keys.
void CanonicalJson::sortFields(std::size_t first, std::string &out)
{
    const std::size_t begin = m_fields[first].key - 1;
    m_scratch.assign(out, begin, std::string::npos);
    const std::string_view text(m_scratch);
    const auto key = [&](const Field &field) { return text.substr(field.key - begin, field.keyEnd - field.key); };
    const auto before = [&](const Field &a, const Field &b) { return key(a) < key(b); };
    if (m_fields.size() - first > manyFields) {
        std::stable_sort(m_fields.begin() + static_cast<std::ptrdiff_t>(first), m_fields.end(), before);
    } else { // without the memory that a stable sort asks for
        for (std::size_t i = first + 1; i < m_fields.size(); ++i) {
            const Field field = m_fields[i];
            std::size_t at = i;
            for (; at > first && before(field, m_fields[at - 1]); --at)
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
