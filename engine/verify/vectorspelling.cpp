// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/vectorspelling.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace godwit {
namespace {

using Element = VectorField::Element;

constexpr double floatRounding = 1e-6; // a few steps of a 32-bit float
constexpr double bfloatRounding = 1.0 / 128; // two roundings to eight digits: at the source's index and at the target's

bool isWhole(Element element)
{
    return element == Element::Byte || element == Element::Bit;
}

//! To the nearest, ties to even. An infinity when it is too large.
float toBFloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = bits + 0x7FFFU + ((bits >> 16) & 1U);
    return std::bit_cast<float>(rounded & 0xFFFF0000U);
}

//! "0.10000000149" and "0.1" are one float, and so one spelling. False for what is no finite number.
bool appendFloat(float value, Element element, std::string &out)
{
    const float kept = element == Element::BFloat16 ? toBFloat16(value) : value;
    if (!std::isfinite(value) || !std::isfinite(kept))
        return false;
    char text[48];
    const auto end = std::to_chars(std::begin(text), std::end(text), kept).ptr;
    return JsonScanner(std::string_view(text, static_cast<std::size_t>(end - text))).number(out);
}

void appendBytes(const QByteArray &bytes, std::string &out)
{
    out.push_back('[');
    for (const char byte : bytes) {
        const std::string digits = std::to_string(static_cast<int>(static_cast<signed char>(byte)));
        JsonScanner(digits).number(out);
        out.push_back(',');
    }
    out.back() = ']';
}

//! Floats of `width` bytes each.
bool appendFloats(const QByteArray &bytes, qsizetype width, Element element, std::string &out)
{
    const std::size_t before = out.size();
    out.push_back('[');
    for (qsizetype at = 0; at < bytes.size(); at += width) {
        const std::uint32_t bits = width == 4
            ? qFromBigEndian<std::uint32_t>(bytes.constData() + at)
            : std::uint32_t{qFromBigEndian<std::uint16_t>(bytes.constData() + at)} << 16;
        if (!appendFloat(std::bit_cast<float>(bits), element, out)) {
            out.resize(before);
            return false;
        }
        out.push_back(',');
    }
    out.back() = ']';
    return true;
}

} // namespace

double VectorField::tolerance() const
{
    if (element == Element::Float)
        return floatRounding;
    return element == Element::BFloat16 && normalized ? bfloatRounding : 0;
}

VectorFields bothVectors(VectorFields fields, const VectorFields &others)
{
    for (const auto &[name, other] : others) {
        const auto [at, added] = fields.emplace(name, other);
        VectorField &field = at->second;
        if (added || field == other)
            continue;
        if (field.element != other.element) // whole numbers and floats have floats in common
            field.element = isWhole(field.element) || isWhole(other.element) ? Element::Float : Element::BFloat16;
        field.normalized = field.normalized || other.normalized;
        field.dims = std::max(field.dims, other.dims);
    }
    return fields;
}

bool appendElement(JsonScanner &scanner, const VectorField &field, std::string &out)
{
    if (isWhole(field.element))
        return scanner.number(out);
    std::string exact;
    if (!scanner.number(exact))
        return false;
    float value = 0;
    const auto read = std::from_chars(exact.data(), exact.data() + exact.size(), value);
    if (read.ec != std::errc() || !appendFloat(value, field.element, out)) // too large or too small for one
        out += exact;
    return true;
}

bool appendEncoded(std::string_view text, const VectorField &field, std::string &out)
{
    const bool bits = field.element == Element::Bit;
    const qsizetype wanted = bits ? field.dims / 8 : field.dims;
    const QByteArray given(text.data(), static_cast<qsizetype>(text.size()));
    if (wanted < 1 || (bits && wanted == 1)) // two characters: some versions take them for base64
        return false;
    const bool hex = std::all_of(text.begin(), text.end(),
        [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
    if (isWhole(field.element) && hex && given.size() == 2 * wanted) {
        appendBytes(QByteArray::fromHex(given), out);
        return true;
    }
    const auto decoded = QByteArray::fromBase64Encoding(given, QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return false;
    const qsizetype size = decoded.decoded.size();
    if (isWhole(field.element)) {
        if (size == wanted)
            appendBytes(decoded.decoded, out);
        return size == wanted;
    }
    return (size == 4 * wanted || size == 2 * wanted)
        && appendFloats(decoded.decoded, size / wanted, field.element, out);
}

} // namespace godwit
