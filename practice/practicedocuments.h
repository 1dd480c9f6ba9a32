// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDate>
#include <QList>

#include <random>

namespace godwit {

//! An index of the practice source, and what it is made of.
struct PracticeIndex
{
    QByteArray name;
    QByteArray body; //!< settings, mappings, aliases
    QByteArray plainBody; //!< the same without an analyzer, for servers that have none; empty: body always works
    int share = 0; //!< of the documents, in percent
};

//! Makes up a shop: orders with line items, three days of logs, a catalogue, customers with custom routing. The same
//! seed gives the same documents.
class PracticeDocuments
{
public:
    explicit PracticeDocuments(quint32 seed, const QDate &today);

    enum Kind { Order, Log, Product, Customer };
    static constexpr int logDays = 3;

    QList<PracticeIndex> indices() const;
    static Kind kindOf(const QByteArray &index);

    QByteArray source(Kind kind, qint64 number, int daysAgo = 0);
    static QByteArray id(Kind kind, qint64 number);
    //! The customer's country: customers are kept together by it. Empty for what has no routing of its own.
    static QByteArray routing(Kind kind, qint64 number);
    QByteArray logIndex(int daysAgo) const;

    qint64 below(qint64 limit) { return std::uniform_int_distribution<qint64>(0, limit - 1)(m_random); }

private:
    QByteArray order(qint64 number);
    QByteArray log(qint64 number, int daysAgo);
    QByteArray product(qint64 number);
    QByteArray customer(qint64 number);
    QByteArray price(qint64 maxCents);
    QByteArray moment(int daysAgo);
    template <size_t N>
    const char *oneOf(const char *const (&list)[N])
    {
        return list[size_t(below(qint64(N)))];
    }

    std::mt19937 m_random;
    QDate m_today;
};

} // namespace godwit
