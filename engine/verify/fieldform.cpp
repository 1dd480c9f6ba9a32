// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/fieldform.h"

#include "engine/verify/jsonscanner.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace godwit {
namespace {

using Kind = FieldForm::Kind;

constexpr int halfDigits = 10; // of the fraction
constexpr int halfSmallest = -14; // power of two
constexpr double halfLargest = 65'504;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::optional<std::string> canonicalNumber(const std::string &json)
{
    JsonScanner scanner(json);
    std::string out;
    return scanner.number(out) && scanner.atEnd() ? std::optional(out) : std::nullopt;
}

//! Texts that servers read as numbers, too: "+5", "007", ".5", "5.".
std::optional<std::string> numberIn(std::string_view text)
{
    std::size_t at = 0;
    std::string json;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        json = text.front() == '-' ? "-" : "";
        ++at;
    }
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return text.substr(from, at - from);
    };
    const std::string_view whole = digits();
    const bool point = at < text.size() && text[at] == '.';
    at += point ? 1 : 0;
    const std::string_view part = point ? digits() : std::string_view();
    if (whole.empty() && part.empty())
        return std::nullopt;
    const std::size_t first = whole.find_first_not_of('0');
    json += first == std::string_view::npos ? "0" : whole.substr(first);
    if (!part.empty())
        (json += '.') += part;
    json += text.substr(at); // a power of ten, or what makes it no number
    return canonicalNumber(json);
}

//! Of a canonical number: without what is behind the point.
std::optional<std::string> truncated(const std::string &number)
{
    const std::size_t e = number.find('e');
    long long power = 0;
    if (e != std::string::npos)
        std::from_chars(number.data() + e + 1, number.data() + number.size(), power);
    if (power >= 0)
        return number;
    const std::size_t sign = number.front() == '-' ? 1 : 0;
    const auto digits = static_cast<long long>(e - sign);
    if (-power >= digits)
        return "0";
    return canonicalNumber(number.substr(0, sign + static_cast<std::size_t>(digits + power)));
}

template <class Number>
std::optional<Number> nearest(const std::string &number)
{
    Number value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
    if (read.ec == std::errc::result_out_of_range && number.find("e-") != std::string::npos)
        return Number(0); // too small for it
    return read.ec == std::errc() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

template <class Number>
std::optional<std::string> shortest(const std::optional<Number> &value)
{
    if (!value)
        return std::nullopt;
    char text[64];
    const auto end = std::to_chars(std::begin(text), std::end(text), *value).ptr;
    return canonicalNumber(std::string(std::begin(text), end));
}

//! To the nearest, ties to even.
std::optional<float> toHalf(const std::optional<float> &value)
{
    if (!value || *value == 0)
        return value;
    const int power = halfDigits - std::max(std::ilogb(*value), halfSmallest);
    const double half = std::ldexp(std::nearbyint(std::ldexp(static_cast<double>(*value), power)), -power);
    return std::abs(half) <= halfLargest ? std::optional(static_cast<float>(half)) : std::nullopt;
}

//! Halves go up, and what is too large is the largest.
std::optional<std::string> scaled(const std::optional<double> &value, double scale)
{
    if (!value)
        return std::nullopt;
    const double exact = *value * scale;
    double whole = std::floor(exact);
    if (exact - whole >= 0.5)
        ++whole;
    constexpr double most = 9'223'372'036'854'775'808.0;
    const std::int64_t number = whole >= most ? std::numeric_limits<std::int64_t>::max()
        : whole < -most                       ? std::numeric_limits<std::int64_t>::min()
                                              : static_cast<std::int64_t>(whole);
    return canonicalNumber(std::to_string(number));
}

//! IPv6 as eight groups of four digits, IPv4 with points, also where it is written as IPv6.
std::optional<std::string> address(std::string_view text)
{
    const std::string given(text);
    std::array<unsigned char, 16> bytes{};
    char out[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET, given.c_str(), bytes.data()) == 1)
        return '"' + given + '"';
    if (inet_pton(AF_INET6, given.c_str(), bytes.data()) != 1)
        return std::nullopt;
    static constexpr unsigned char mapped[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(std::begin(mapped), std::end(mapped), bytes.begin()))
        return '"' + std::string(inet_ntop(AF_INET, bytes.data() + sizeof mapped, out, sizeof out)) + '"';
    static constexpr char digits[] = "0123456789abcdef";
    std::string groups = "\"";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        groups += digits[bytes[i] >> 4];
        groups += digits[bytes[i] & 15];
        if (i % 2 == 1)
            groups += i + 1 < bytes.size() ? ':' : '"';
    }
    return groups;
}

std::optional<std::string> number(const FieldForm &form, const std::string &exact)
{
    switch (form.kind) {
    case Kind::Whole:
        return truncated(exact);
    case Kind::HalfFloat:
        return shortest(toHalf(nearest<float>(exact)));
    case Kind::Float:
        return shortest(nearest<float>(exact));
    case Kind::Double:
        return shortest(nearest<double>(exact));
    case Kind::Scaled:
        return scaled(nearest<double>(exact), form.scale);
    default:
        return exact;
    }
}

bool isNumber(Kind kind)
{
    return kind != Kind::Date && kind != Kind::Boolean && kind != Kind::Ip && kind != Kind::Text && kind != Kind::Texts;
}

//! Neither null nor empty. Nothing where it can't be read.
std::optional<std::string> kept(const FieldForm &form, std::string_view text, bool isText, const std::string &token)
{
    switch (form.kind) {
    case Kind::Date:
        if (const auto instant = instantOf(text, form.date))
            return '"' + *instant + '"';
        return std::nullopt;
    case Kind::Boolean:
        return text == "true" || text == "false" ? std::optional(std::string(text)) : std::nullopt;
    case Kind::Ip:
        return isText ? address(text) : std::nullopt;
    case Kind::Text:
    case Kind::Texts:
        return isText ? token : '"' + std::string(text) + '"';
    default:
        break;
    }
    if (!isText && token.front() != '-' && !isDigit(token.front()))
        return std::nullopt; // true or false
    const auto exact = isText ? numberIn(text) : std::optional(token);
    return exact ? number(form, *exact) : std::nullopt;
}

} // namespace

const FieldForm *formOf(const FieldForms &forms, std::string_view field)
{
    if (const auto found = forms.find(field); found != forms.end())
        return &found->second;
    for (std::size_t dot = field.rfind('.'); dot != std::string_view::npos; dot = field.rfind('.', dot - 1)) {
        const auto found = forms.find(field.substr(0, dot));
        if (found != forms.end() && found->second.kind == Kind::Texts)
            return &found->second;
        if (dot == 0)
            break;
    }
    return nullptr;
}

void spellValue(const FieldForm &form, std::string_view raw, std::string &token, bool &once)
{
    const bool empty = token == "\"\"";
    if (empty && form.kind == Kind::Boolean) {
        token = "false";
        once = false;
        return;
    }
    if (token == "null" || (empty && isNumber(form.kind))) {
        token = "null";
        if (form.nullValue.empty())
            return;
        FieldForm other = form;
        other.nullValue.clear();
        JsonScanner scanner(form.nullValue);
        token.clear();
        if (!(scanner.peek() == '"' ? scanner.string(token) : scanner.literal(token) || scanner.number(token)))
            token = "null";
        once = token.front() == '"';
        return spellValue(other, form.nullValue, token, once);
    }
    const bool isText = token.front() == '"';
    const std::string_view text = isText ? std::string_view(token).substr(1, token.size() - 2) : raw;
    if (const auto spelled = kept(form, text, isText, token)) {
        once = form.kind == Kind::Ip || form.kind == Kind::Text || form.kind == Kind::Texts;
        token = *spelled;
    }
}

} // namespace godwit
