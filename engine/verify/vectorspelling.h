// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/jsonscanner.h"

#include <map>
#include <string>
#include <string_view>

namespace godwit {

//! A dense_vector field. Servers that rebuild `_source` give its elements back in the precision in which they keep
//! them, always as an array of numbers (DenseVectorFieldMapper of Elasticsearch 9.2 and later).
struct VectorField
{
    enum class Element {
        Float, //!< 32 bits
        BFloat16, //!< the upper half of them, rounded to the nearest, ties to even
        Byte, //!< whole numbers from -128 to 127
        Bit, //!< eight of them in one such number
    };
    Element element = Element::Float;
    int dims = 0; //!< 0: unknown
    //! Kept as a unit vector and its length (similarity cosine): what is rebuilt is off by the rounding of an element.
    bool normalized = false;
    bool operator==(const VectorField &) const = default;

    //! By which part of itself an element may differ besides its spelling.
    double tolerance() const;
};

//! By their names, with dots.
using VectorFields = std::map<std::string, VectorField>;

//! The fields of two indices; of one that both have, what keeps less.
VectorFields bothVectors(VectorFields fields, const VectorFields &others);

//! Appends the next number in the one spelling of what the server keeps of it; false: there is none.
bool appendElement(JsonScanner &scanner, const VectorField &field, std::string &out);

//! Appends the array that the text of a vector stands for: hexadecimal for bytes and bits, base64 for all, floats with
//! the highest byte first. False, and nothing, when it is not one, or when the text could be read in both ways.
bool appendEncoded(std::string_view text, const VectorField &field, std::string &out);

} // namespace godwit
