// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/jsonscanner.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace godwit {

//! Fields whose numbers servers keep as 32-bit floats and give back as such, with dots between the names.
using VectorFields = std::set<std::string>;

//! The one spelling of everything that means the same: no white space, keys sorted, numbers by their exact value,
//! strings by their code points. Keys that occur twice stay, in their order. docs/verification.md gives the rules for
//! everyone.
class CanonicalJson
{
public:
    //! Appends the canonical form; false (and `out` as it was) when `json` is not JSON, or deeper than 1,000.
    bool append(std::string_view json, std::string &out);
    //! From now on numbers in these fields are spelled as the shortest decimal of their 32-bit float.
    void setVectors(VectorFields fields) { m_vectors = std::move(fields); }

private:
    struct Field
    {
        std::size_t key = 0; //!< behind its quote
        std::size_t keyEnd = 0;
        std::size_t end = 0;
    };
    bool value(JsonScanner &scanner, std::string &out, int depth);
    bool object(JsonScanner &scanner, std::string &out, int depth);
    bool array(JsonScanner &scanner, std::string &out, int depth);
    bool fieldValue(JsonScanner &scanner, std::string_view name, std::string &out, int depth);
    void sortFields(std::size_t first, std::string &out);

    std::vector<Field> m_fields; //!< of all objects that are open
    std::string m_scratch;
    VectorFields m_vectors;
    std::string m_path; //!< of the value under way; only kept where there are vectors
    bool m_inVector = false;
};

} // namespace godwit
