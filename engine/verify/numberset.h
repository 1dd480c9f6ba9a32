// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <cstdint>
#include <vector>

namespace godwit {

//! Sequence numbers of one shard, a bit for each: 2 MB for 16 million.
class NumberSet
{
public:
    //! False when it was there. Numbers below 0 are never kept.
    bool insert(qint64 number);
    bool contains(qint64 number) const;
    bool isEmpty() const { return m_words.empty(); }
    //! Short where the numbers lie side by side. Empty for an empty set.
    QString toText() const;
    //! An empty set from anything else.
    static NumberSet fromText(const QString &text);
    bool operator==(const NumberSet &) const = default;

private:
    std::vector<std::uint64_t> m_words;
};

} // namespace godwit
