// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/numberset.h"

#include <QByteArray>
#include <QtEndian>

namespace godwit {
namespace {

constexpr qint64 bits = 64;

} // namespace

bool NumberSet::insert(qint64 number)
{
    if (number < 0)
        return false;
    const auto word = static_cast<std::size_t>(number / bits);
    const std::uint64_t bit = std::uint64_t(1) << (number % bits);
    if (word >= m_words.size())
        m_words.resize(word + 1);
    const bool isNew = (m_words[word] & bit) == 0;
    m_words[word] |= bit;
    return isNew;
}

bool NumberSet::contains(qint64 number) const
{
    const auto word = static_cast<std::size_t>(number / bits);
    return number >= 0 && word < m_words.size() && ((m_words[word] >> (number % bits)) & 1) != 0;
}

QString NumberSet::toText() const
{
    if (m_words.empty())
        return {};
    QByteArray bytes(static_cast<qsizetype>(m_words.size() * sizeof(std::uint64_t)), Qt::Uninitialized);
    qToLittleEndian<std::uint64_t>(m_words.data(), static_cast<qsizetype>(m_words.size()), bytes.data());
    return QString::fromLatin1(qCompress(bytes, 1).toBase64());
}

NumberSet NumberSet::fromText(const QString &text)
{
    NumberSet set;
    const QByteArray bytes = text.isEmpty() ? QByteArray() : qUncompress(QByteArray::fromBase64(text.toLatin1()));
    if (bytes.isEmpty())
        return set;
    set.m_words.resize(static_cast<std::size_t>(bytes.size()) / sizeof(std::uint64_t));
    qFromLittleEndian<std::uint64_t>(bytes.constData(), static_cast<qsizetype>(set.m_words.size()), set.m_words.data());
    return set;
}

} // namespace godwit
