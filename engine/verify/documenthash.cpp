// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/documenthash.h"

#include "engine/verify/knowndigests.h"

#include <openssl/evp.h>

#include <charconv>

namespace godwit {
namespace {

//! "11:order-17/eu" : nothing that stands in an id can be taken for the routing.
void appendCounted(std::string_view text, std::string &out)
{
    char length[24];
    const auto [end, fault] = std::to_chars(std::begin(length), std::end(length), text.size());
    out.append(length, end);
    out.push_back(':');
    out += text;
}

} // namespace

void HashSum::add(const Digest &digest)
{
    HashSum other;
    for (std::size_t i = 0; i < digest.size(); ++i)
        other.m_words[3 - i / 8] = (other.m_words[3 - i / 8] << 8) | digest[i];
    add(other);
}

void HashSum::add(const HashSum &other)
{
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const std::uint64_t sum = m_words[i] + other.m_words[i];
        const std::uint64_t over = sum < m_words[i] ? 1 : 0;
        m_words[i] = sum + carry;
        carry = over + (m_words[i] < sum ? 1U : 0U);
    }
}

QString HashSum::toHex() const
{
    QString hex;
    for (auto word = m_words.rbegin(); word != m_words.rend(); ++word)
        hex += QStringLiteral("%1").arg(*word, 16, 16, QLatin1Char('0'));
    return hex;
}

HashSum HashSum::fromHex(const QString &hex)
{
    HashSum sum;
    if (hex.size() == 64)
        for (qsizetype i = 0; i < 4; ++i)
            sum.m_words[static_cast<std::size_t>(3 - i)] = hex.mid(i * 16, 16).toULongLong(nullptr, 16);
    return sum;
}

struct DocumentHash::Private
{
    EVP_MD *algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
};

DocumentHash::DocumentHash() : d(std::make_unique<Private>()) { }

DocumentHash::~DocumentHash()
{
    EVP_MD_CTX_free(d->context);
    EVP_MD_free(d->algorithm);
}

QuickHash DocumentHash::announce(std::string_view id, std::string_view routing, std::string_view source) const
{
    if (!m_known || source.empty())
        return {};
    const QuickHash quick = m_known->hashOf(id, routing, source);
    m_known->prefetch(quick);
    return quick;
}

const Digest &DocumentHash::of(
    std::string_view id, std::string_view routing, std::string_view source, const QuickHash &quick)
{
    const bool looks = m_known && !source.empty();
    if (looks && m_known->find(quick, &m_digest))
        return m_digest;
    compute(id, routing, source);
    if (looks)
        m_known->put(quick, m_digest);
    return m_digest;
}

void DocumentHash::compute(std::string_view id, std::string_view routing, std::string_view source)
{
    m_buffer.clear();
    appendCounted(id, m_buffer);
    appendCounted(routing, m_buffer);
    if (!source.empty() && !m_canonical.append(source, m_buffer))
        m_buffer += source;
    unsigned length = 0;
    EVP_DigestInit_ex2(d->context, d->algorithm, nullptr);
    EVP_DigestUpdate(d->context, m_buffer.data(), m_buffer.size());
    EVP_DigestFinal_ex(d->context, m_digest.data(), &length);
}

} // namespace godwit
