// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/jsonscanner.h"

#include <array>
#include <bit>
#include <charconv>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace godwit {
namespace {

//! Characters that can't simply be copied out of a string.
constexpr std::array<bool, 256> makeSpecial()
{
    std::array<bool, 256> special{};
    for (std::size_t i = 0; i < 0x20; ++i)
        special[i] = true;
    special['"'] = true;
    special['\\'] = true;
    return special;
}

constexpr std::array<bool, 256> special = makeSpecial();

//! The first character at or behind `at` that can't simply be copied, or `end`.
const char *plainUntil(const char *at, const char *end)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i slash = _mm_set1_epi8('\\');
    const __m128i control = _mm_set1_epi8(0x1F);
    while (end - at >= 16) {
        const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(text, quote), _mm_cmpeq_epi8(text, slash)),
            _mm_cmpeq_epi8(_mm_max_epu8(text, control), control));
        if (const auto mask = static_cast<unsigned>(_mm_movemask_epi8(found)); mask != 0)
            return at + std::countr_zero(mask);
        at += 16;
    }
#endif
    while (at != end && !special[static_cast<unsigned char>(*at)])
        ++at;
    return at;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! A character by its code point. A lone surrogate becomes the three bytes that the rule of UTF-8 gives.
void appendUtf8(unsigned code, std::string &out)
{
    const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6));
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3F));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

//! Quote, backslash and control characters are always written in the same way; all else as it is.
void appendCharacter(unsigned code, std::string &out)
{
    static constexpr char digits[] = "0123456789abcdef";
    switch (code) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (code >= 0x20) {
        appendUtf8(code, out);
        return;
    }
    out += "\\u00";
    out.push_back(digits[code >> 4]);
    out.push_back(digits[code & 15]);
}

} // namespace

bool JsonScanner::hex4(unsigned *value)
{
    if (m_end - m_at < 4)
        return false;
    const auto [end, fault] = std::from_chars(m_at, m_at + 4, *value, 16);
    if (fault != std::errc() || end != m_at + 4)
        return false;
    m_at += 4;
    return true;
}

//! Behind the backslash.
bool JsonScanner::escape(std::string &out)
{
    if (m_at == m_end)
        return false;
    const char kind = *m_at++;
    static constexpr std::string_view names = "\"\\/bfnrt";
    static constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (const auto at = names.find(kind); at != std::string_view::npos) {
        appendCharacter(static_cast<unsigned char>(meant[at]), out);
        return true;
    }
    unsigned code = 0;
    if (kind != 'u' || !hex4(&code))
        return false;
    if (code >= 0xD800 && code < 0xDC00 && m_end - m_at >= 6 && m_at[0] == '\\' && m_at[1] == 'u') {
        const char *back = m_at;
        m_at += 2;
        unsigned low = 0;
        if (!hex4(&low))
            return false;
        if (low >= 0xDC00 && low < 0xE000)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        else
            m_at = back; // a lone surrogate; what follows stands for itself
    }
    appendCharacter(code, out);
    return true;
}

bool JsonScanner::string(std::string &out)
{
    if (!take('"'))
        return false;
    const char *begin = m_at - 1;
    m_at = plainUntil(m_at, m_end);
    if (m_at != m_end && *m_at == '"') { // most strings, with their quotes
        out.append(begin, ++m_at);
        return true;
    }
    out.append(begin, m_at);
    for (;;) {
        const char *from = m_at;
        m_at = plainUntil(m_at, m_end);
        if (m_at == m_end)
            return false;
        const char c = *m_at++;
        if (c == '"') { // with its quote in one piece
            out.append(from, m_at);
            return true;
        }
        out.append(from, m_at - 1);
        if (c != '\\')
            appendCharacter(static_cast<unsigned char>(c), out); // raw control characters, which lenient parsers let in
        else if (!escape(out))
            return false;
    }
}

//! By value and exactly: the digits without zeros at either end, then "e" and the power of ten unless that is 0.
bool JsonScanner::number(std::string &out)
{
    const char first = peek();
    const bool negative = first == '-';
    const char *at = m_at + (negative ? 1 : 0);
    const char *whole = at;
    while (at != m_end && isDigit(*at))
        ++at;
    const char *wholeEnd = at;
    if (wholeEnd == whole || (*whole == '0' && wholeEnd - whole > 1))
        return false;
    const char next = at == m_end ? '\0' : *at;
    if (next != '.' && next != 'e' && next != 'E' && wholeEnd[-1] != '0') { // most numbers
        out.append(m_at, wholeEnd);
        m_at = wholeEnd;
        return true;
    }
    const char *part = at;
    if (next == '.') {
        part = ++at;
        while (at != m_end && isDigit(*at))
            ++at;
        if (at == part)
            return false;
    }
    const char *partEnd = at;
    long long power = 0;
    if (at != m_end && (*at == 'e' || *at == 'E')) {
        ++at;
        const bool down = at != m_end && *at == '-';
        if (at != m_end && (*at == '-' || *at == '+'))
            ++at;
        const char *from = at;
        while (at != m_end && isDigit(*at))
            ++at;
        if (at == from)
            return false;
        while (*from == '0' && at - from > 1)
            ++from;
        if (at - from > 15) // no server takes such a number
            return false;
        std::from_chars(from, at, power);
        power = down ? -power : power;
    }
    m_at = at;
    const std::size_t begin = out.size();
    if (negative)
        out.push_back('-');
    const std::size_t digits = out.size();
    const auto append = [&](const char *from, const char *end) {
        while (out.size() == digits && from != end && *from == '0')
            ++from;
        out.append(from, end);
    };
    append(whole, wholeEnd);
    append(part, partEnd);
    power -= partEnd - part;
    while (out.size() > digits && out.back() == '0') {
        out.pop_back();
        ++power;
    }
    if (out.size() == digits) { // zero has no sign
        out.resize(begin);
        out.push_back('0');
    } else if (power != 0) {
        out.push_back('e');
        out += std::to_string(power);
    }
    return true;
}

bool JsonScanner::literal(std::string &out)
{
    peek();
    const std::string_view rest(m_at, static_cast<std::size_t>(m_end - m_at));
    for (const std::string_view word :
        {std::string_view("true"), std::string_view("false"), std::string_view("null")}) {
        if (rest.starts_with(word)) {
            out += word;
            m_at += word.size();
            return true;
        }
    }
    return false;
}

} // namespace godwit
