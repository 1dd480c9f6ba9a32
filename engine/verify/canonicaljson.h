// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/jsonscanner.h"

#include <string>
#include <string_view>
#include <vector>

namespace godwit {

//! The one spelling of everything that means the same: no white space, keys sorted, numbers by their exact value,
//! strings by their code points. Keys that occur twice stay, in their order. docs/verification.md gives the rules for
//! everyone.
class CanonicalJson
{
public:
    //! Appends the canonical form; false (and `out` as it was) when `json` is not JSON, or deeper than 1,000.
    bool append(std::string_view json, std::string &out);

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
    void sortFields(std::size_t first, std::string &out);

    std::vector<Field> m_fields; //!< of all objects that are open
    std::string m_scratch;
};

} // namespace godwit
