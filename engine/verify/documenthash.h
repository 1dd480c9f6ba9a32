// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/canonicaljson.h"

#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace godwit {

using Digest = std::array<unsigned char, 32>;

class KnownDigests;

//! A quick hash of the bytes of a document; see KnownDigests.
struct QuickHash
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const QuickHash &) const = default;
};

//! A sum of digests modulo 2^256: the order of the documents does not matter.
class HashSum
{
public:
    void add(const Digest &digest);
    void add(const HashSum &other);
    //! 64 hex digits, the highest first.
    QString toHex() const;
    static HashSum fromHex(const QString &hex);
    bool operator==(const HashSum &) const = default;

private:
    std::array<std::uint64_t, 4> m_words{}; //!< the lowest first
};

//! SHA-256 of a document: id, routing and canonical `_source`. Used by one thread.
class DocumentHash
{
public:
    DocumentHash();
    ~DocumentHash();
    DocumentHash(const DocumentHash &) = delete;
    DocumentHash &operator=(const DocumentHash &) = delete;

    //! `source` is empty where only ids are compared. A source that is no JSON counts by its bytes.
    const Digest &of(std::string_view id, std::string_view routing, std::string_view source)
    {
        return of(id, routing, source, announce(id, routing, source));
    }
    //! With what announce() gave for the same document.
    const Digest &of(std::string_view id, std::string_view routing, std::string_view source, const QuickHash &quick);
    //! Called some documents ahead: what is known of it is fetched from memory meanwhile.
    QuickHash announce(std::string_view id, std::string_view routing, std::string_view source) const;
    //! Where digests of equal documents are looked up and kept; null: nowhere.
    void setKnown(KnownDigests *known) { m_known = known; }
    void setSpelling(Spelling spelling) { m_canonical.setSpelling(std::move(spelling)); }
    //! The bytes that were hashed last, for tests and the recipe.
    const std::string &preimage() const { return m_buffer; }

private:
    struct Private;
    void compute(std::string_view id, std::string_view routing, std::string_view source);

    std::unique_ptr<Private> d;
    KnownDigests *m_known = nullptr;
    CanonicalJson m_canonical;
    std::string m_buffer;
    Digest m_digest{};
};

} // namespace godwit
