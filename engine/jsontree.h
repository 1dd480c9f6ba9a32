// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QByteArray>
#include <QCoreApplication>

#include <utility>
#include <vector>

namespace godwit {

//! A JSON text as a tree that keeps every token as it was written: numbers stay text (beyond 2^53 a double would change
//! them), members stay in their order.
struct JsonTree
{
    Q_DECLARE_TR_FUNCTIONS(godwit::JsonTree)

public:
    enum class Kind { Null, Bool, Number, String, Array, Object };

    Kind kind = Kind::Null;
    QByteArray token; //!< of a scalar, as written; a string with its quotes
    std::vector<std::pair<QByteArray, JsonTree>> children; //!< keys are unescaped UTF-8; an item of an array has none

    //! Protocol, with the place, when the text is no JSON or nested deeper than a server accepts.
    static Result<JsonTree> parse(const QByteArray &text);

    [[nodiscard]] bool isContainer() const { return kind == Kind::Array || kind == Kind::Object; }
    //! A member by its key; null when there is none.
    [[nodiscard]] const JsonTree *find(QByteArrayView key) const;
    //! The same through several levels: at("hits", "total", "value").
    template <class... Keys>
    [[nodiscard]] const JsonTree *at(QByteArrayView key, Keys... rest) const
    {
        const JsonTree *child = find(key);
        if constexpr (sizeof...(rest) > 0)
            return child ? child->at(rest...) : nullptr;
        else
            return child;
    }
    //! A string without quotes and escapes; any other scalar as written.
    [[nodiscard]] QString text() const;
    //! A number that is whole and fits; else `fallback`.
    [[nodiscard]] qint64 integer(qint64 fallback = -1) const;
    //! The whole tree in one line, tokens as they were written.
    [[nodiscard]] QByteArray compact() const;
};

//! A text as a JSON token, with its quotes.
QByteArray quotedToken(const QString &text);
//! Whether two number tokens mean the same value (1.0 and 1.00, 1e2 and 100), decided by their digits.
bool sameNumber(const QByteArray &one, const QByteArray &other);
//! Whether two trees mean the same: numbers by value, members in any order, items of arrays in theirs.
bool sameMeaning(const JsonTree &one, const JsonTree &other);

} // namespace godwit
