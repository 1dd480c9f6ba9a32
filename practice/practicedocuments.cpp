// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicedocuments.h"

namespace godwit {
namespace {

const char *const countries[] = {"DE", "NL", "FR", "DK", "PL", "IT", "ES", "SE", "AT", "PT"};
const char *const firstNames[] = {"Anna", "Zoë", "Søren", "Jürgen", "Marta", "Luís", "Chloé", "Piotr", "Ingrid",
    "Marco", "Łucja", "Thijs", "Elena", "Åsa", "Mathieu", "Giulia", "Håkon", "Katarzyna"};
const char *const lastNames[] = {"Müller", "de Vries", "Lefèvre", "Jensen", "Kowalski", "Rossi", "García", "Lindström",
    "Gruber", "Ferreira", "O'Neill", "van den Berg", "Nowak", "Schäfer", "Costa", "Bianchi"};
const char *const cities[] = {"Hamburg", "Utrecht", "Lyon", "Århus", "Kraków", "Bologna", "Málaga", "Malmö", "Graz",
    "Porto", "Köln", "Groningen"};
const char *const things[] = {"rain jacket", "field notebook", "spotting scope", "hiking socks", "thermos flask",
    "head torch", "binoculars", "walking poles", "dry bag", "camping stove", "merino shirt", "trail shoes"};
const char *const colours[] = {"slate", "moss", "rust", "sand", "navy", "black", "teal"};
const char *const states[] = {"paid", "packed", "shipped", "delivered", "returned"};
const char *const services[] = {"checkout", "search", "login", "stock", "mail", "payment"};
const char *const levels[] = {"INFO", "INFO", "INFO", "INFO", "DEBUG", "WARN", "ERROR"};
const char *const messages[] = {"request served", "cache miss", "session renewed", "slow answer from upstream",
    "retrying after a timeout", "payment confirmed", "stock below threshold", "no such article \\\"A-17\\\""};

QByteArray padded(qint64 number, int width)
{
    return QByteArray::number(number).rightJustified(width, '0');
}

} // namespace

PracticeDocuments::PracticeDocuments(quint32 seed, const QDate &today) : m_random(seed), m_today(today) { }

QByteArray PracticeDocuments::logIndex(int daysAgo) const
{
    return "logs-" + m_today.addDays(-daysAgo).toString(QStringLiteral("yyyy.MM.dd")).toLatin1();
}

QList<PracticeIndex> PracticeDocuments::indices() const
{
    QList<PracticeIndex> list;
    list << PracticeIndex{"orders-v1", R"({
        "settings": {"number_of_shards": 4, "number_of_replicas": 0},
        "mappings": {"properties": {
            "number": {"type": "keyword"}, "placed": {"type": "date"}, "status": {"type": "keyword"},
            "customer": {"type": "keyword"}, "total": {"type": "double"}, "note": {"type": "text"},
            "lines": {"type": "nested", "properties": {
                "article": {"type": "keyword"}, "title": {"type": "text"}, "quantity": {"type": "integer"},
                "price": {"type": "double"}}}}},
        "aliases": {"orders": {"is_write_index": true}, "orders-read": {},
            "orders-returned": {"filter": {"term": {"status": "returned"}}}}})",
        {}, 30};
    for (int day = logDays - 1; day >= 0; --day) {
        list << PracticeIndex{logIndex(day), R"({
            "settings": {"number_of_shards": 1, "number_of_replicas": 0},
            "mappings": {"properties": {
                "@timestamp": {"type": "date"}, "level": {"type": "keyword"}, "service": {"type": "keyword"},
                "message": {"type": "text"}, "took_ms": {"type": "float"}, "client": {"type": "ip"}}},
            "aliases": {"logs": {}}})",
            {}, 14};
    }
    const QByteArray catalogueFields = R"("mappings": {"properties": {
            "title": {"type": "text"@, "fields": {"exact": {"type": "keyword"}}}, "price": {"type": "double"},
            "colour": {"type": "keyword"}, "stock": {"type": "integer"}, "tags": {"type": "keyword"}}},
        "aliases": {"shop": {}}})";
    list << PracticeIndex{"catalogue",
        QByteArray(R"({"settings": {"number_of_shards": 2, "number_of_replicas": 0, "analysis": {
            "analyzer": {"plain": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]}}}},)")
            + QByteArray(catalogueFields).replace('@', R"(, "analyzer": "plain")"),
        QByteArray(R"({"settings": {"number_of_shards": 2, "number_of_replicas": 0},)")
            + QByteArray(catalogueFields).replace('@', ""),
        8};
    list << PracticeIndex{"customers", R"({
        "settings": {"number_of_shards": 3, "number_of_replicas": 0},
        "mappings": {"_routing": {"required": true}, "properties": {
            "name": {"type": "text", "fields": {"raw": {"type": "keyword"}}}, "country": {"type": "keyword"},
            "city": {"type": "keyword"}, "since": {"type": "date"}, "newsletter": {"type": "boolean"},
            "place": {"type": "geo_point"}, "account": {"type": "long"}}}})",
        {}, 20};
    return list;
}

PracticeDocuments::Kind PracticeDocuments::kindOf(const QByteArray &index)
{
    if (index.startsWith("orders"))
        return Order;
    if (index.startsWith("logs"))
        return Log;
    return index == "catalogue" ? Product : Customer;
}

QByteArray PracticeDocuments::id(Kind kind, qint64 number)
{
    static const char *const prefixes[] = {"O-", "L-", "A-", "C-"};
    return prefixes[kind] + padded(number, 7);
}

QByteArray PracticeDocuments::routing(Kind kind, qint64 number)
{
    return kind == Customer ? QByteArray(countries[size_t(number) % std::size(countries)]) : QByteArray();
}

QByteArray PracticeDocuments::price(qint64 maxCents)
{
    const qint64 cents = 100 + below(maxCents / 10) * 10; // prices such as 12.10, whose zero must survive
    return QByteArray::number(cents / 100) + '.' + padded(cents % 100, 2);
}

QByteArray PracticeDocuments::moment(int daysAgo)
{
    const qint64 ms = below(86'400'000);
    return m_today.addDays(-daysAgo).toString(Qt::ISODate).toLatin1() + 'T' + padded(ms / 3'600'000, 2) + ':'
        + padded(ms / 60'000 % 60, 2) + ':' + padded(ms / 1000 % 60, 2) + '.' + padded(ms % 1000, 3) + 'Z';
}

QByteArray PracticeDocuments::source(Kind kind, qint64 number, int daysAgo)
{
    switch (kind) {
    case Order:
        return order(number);
    case Log:
        return log(number, daysAgo);
    case Product:
        return product(number);
    case Customer:
        return customer(number);
    }
    return {};
}

QByteArray PracticeDocuments::order(qint64 number)
{
    QByteArray lines;
    for (qint64 i = 1 + below(4); i > 0; --i) {
        lines += QByteArray(lines.isEmpty() ? "" : ",") + R"({"article":")" + id(Product, below(4000))
            + R"(","title":")" + oneOf(colours) + ' ' + oneOf(things) + R"(","quantity":)"
            + QByteArray::number(1 + below(3)) + R"(,"price":)" + price(20'000) + '}';
    }
    return R"({"number":")" + id(Order, number) + R"(","placed":")" + moment(int(below(90))) + R"(","status":")"
        + oneOf(states) + R"(","customer":")" + id(Customer, below(10'000)) + R"(","total":)" + price(80'000)
        + R"(,"lines":[)" + lines + "]}";
}

QByteArray PracticeDocuments::log(qint64 number, int daysAgo)
{
    return R"({"@timestamp":")" + moment(daysAgo) + R"(","level":")" + oneOf(levels) + R"(","service":")"
        + oneOf(services) + R"(","message":")" + oneOf(messages) + R"(","took_ms":)" + price(100'000)
        + R"(,"client":"10.)" + QByteArray::number(below(250)) + '.' + QByteArray::number(below(250)) + '.'
        + QByteArray::number(number % 250) + R"("})";
}

QByteArray PracticeDocuments::product(qint64 number)
{
    const char *colour = oneOf(colours);
    return R"({"title":")" + QByteArray(colour) + ' ' + oneOf(things) + " No. " + QByteArray::number(number)
        + R"(","price":)" + price(30'000) + R"(,"colour":")" + colour + R"(","stock":)" + QByteArray::number(below(500))
        + R"(,"tags":["outdoor",")" + oneOf(things) + R"("]})";
}

QByteArray PracticeDocuments::customer(qint64 number)
{
    // Account numbers above 2^53 show whether somebody takes them for floating point.
    return R"({"name":")" + QByteArray(oneOf(firstNames)) + ' ' + oneOf(lastNames) + R"(","country":")"
        + routing(Customer, number) + R"(","city":")" + oneOf(cities) + R"(","since":")"
        + m_today.addDays(-below(3000)).toString(Qt::ISODate).toLatin1() + R"(","newsletter":)"
        + (below(3) == 0 ? "true" : "false") + R"(,"place":{"lat":)" + QByteArray::number(40 + below(15)) + '.'
        + padded(below(10'000), 4) + R"(,"lon":)" + QByteArray::number(below(20)) + '.' + padded(below(10'000), 4)
        + R"(},"account":)" + QByteArray::number(9'007'199'254'740'993LL + number) + '}';
}

} // namespace godwit
