// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/fieldform.h"
#include "engine/verify/vectorspelling.h"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace godwit {

//! Fields whose objects are documents of their own, with dots between the names.
using NestedFields = std::set<std::string, std::less<>>;

//! What servers that rebuild documents do not give back as they got it.
struct Spelling
{
    VectorFields vectors; //!< spelled as the server keeps them
    //! One side rebuilds its source from the fields (synthetic `_source`): the order of array items, the repetition of
    //! strings, nulls and dots in names mean nothing. How often a number occurs does, and so does which values stand
    //! together in one object of a nested field. Where both sides rebuild it they give it the same form.
    bool synthetic = false;
    NestedFields nested = {}; //!< of either side, for `synthetic`
    FieldForms forms = {}; //!< what the side that rebuilds it keeps of its values, for `synthetic`
};

//! The one spelling of everything that means the same: no white space, keys sorted, numbers by their exact value,
//! strings by their code points. Keys that occur twice stay, in their order. docs/verification.md gives the rules for
//! everyone.
class CanonicalJson
{
public:
    static constexpr int deepest = 1'000; //!< objects and arrays around each other

    //! Appends the canonical form; false (and `out` as it was) when `json` is not JSON, or nested deeper than that.
    bool append(std::string_view json, std::string &out);
    //! The value of such a field alone; false as above.
    bool appendVector(std::string_view json, const VectorField &field, std::string &out);
    //! From now on. A synthetic document is one object of its values: each with the dotted name of its field, sorted by
    //! the bytes of both; strings once, everything else as often as it occurs, an object of a nested field as one value.
    void setSpelling(Spelling spelling) { m_spelling = std::move(spelling); }

private:
    struct Field
    {
        std::size_t key = 0; //!< behind its quote
        std::size_t keyEnd = 0;
        std::size_t end = 0;
        std::uint64_t begin = 0; //!< the first eight bytes of the key, in their order: most keys differ there
    };
    class Step;
    bool whole(std::string_view json, std::string &out, bool flat);
    bool value(JsonScanner &scanner, std::string &out, int depth);
    bool object(JsonScanner &scanner, std::string &out, int depth);
    bool array(JsonScanner &scanner, std::string &out, int depth);
    bool vectorText(JsonScanner &scanner, std::string &out);
    bool leaves(JsonScanner &scanner, int depth);
    bool leavesOf(JsonScanner &scanner, int depth);
    void appendLeaves(std::string &out);
    static bool before(const Field &a, const Field &b, std::string_view text, std::size_t offset);
    void sortFields(std::size_t first, std::string &out);

    std::vector<Field> m_fields; //!< of all objects that are open
    std::string m_scratch;
    Spelling m_spelling;
    std::string_view m_json; //!< that is read
    std::string m_path; //!< of the value under way; only kept where it matters
    const FieldForm *m_form = nullptr; //!< of the field of the value under way
    const VectorField *m_vector = nullptr; //!< that the value under way belongs to
    struct Leaf
    {
        std::string text;
        bool once = false;
        bool operator==(const Leaf &) const = default;
    };
    std::vector<Leaf> m_leaves;
};

} // namespace godwit
