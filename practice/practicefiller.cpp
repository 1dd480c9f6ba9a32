// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicefiller.h"

#include <QLocale>

namespace godwit {
namespace {

QByteArray actionLine(const char *action, PracticeDocuments::Kind kind, qint64 number)
{
    const QByteArray routing = PracticeDocuments::routing(kind, number);
    return QByteArray("{\"") + action + "\":{\"_id\":\"" + PracticeDocuments::id(kind, number) + '"'
        + (routing.isEmpty() ? QByteArray() : ",\"routing\":\"" + routing + '"') + "}}\n";
}

} // namespace

Endpoint practiceEndpoint(const QString &url)
{
    Endpoint endpoint;
    endpoint.product = Product::Elasticsearch;
    endpoint.url = url;
    endpoint.proxy = QStringLiteral("none");
    return endpoint;
}

PracticeFiller::PracticeFiller(const QString &url, qint64 documents)
    : m_url(url), m_documents(documents), m_made(42, QDate::currentDate())
{
}

qint64 PracticeFiller::documentsIn(const PracticeIndex &index, qint64 all)
{
    return all * index.share / 100;
}

Result<void> PracticeFiller::run(const std::function<void(const QString &)> &progress, std::stop_token stop)
{
    HttpClient client(practiceEndpoint(m_url), {});
    const QList<PracticeIndex> indices = m_made.indices();
    int daysAgo = PracticeDocuments::logDays;
    for (const PracticeIndex &index : indices) {
        if (progress) {
            progress(tr("Filling %1 with %2 documents")
                         .arg(QString::fromLatin1(index.name), QLocale().toString(documentsIn(index, m_documents))));
        }
        if (PracticeDocuments::kindOf(index.name) == PracticeDocuments::Log)
            --daysAgo;
        if (const auto created = create(client, index, stop); !created)
            return created;
        if (const auto filled = fill(client, index, daysAgo, stop); !filled)
            return filled;
    }
    HttpRequest flush{Method::Post, "/_flush", {}, {}};
    flush.idempotent = true;
    const auto flushed = client.send(flush, stop);
    return flushed ? Result<void>() : tl::make_unexpected(flushed.error());
}

Result<void> PracticeFiller::create(HttpClient &client, const PracticeIndex &index, std::stop_token stop)
{
    // What an earlier start left half-filled.
    const auto removed = client.send({Method::Delete, '/' + index.name, {}, {}}, stop);
    if (!removed && removed.error().kind != ErrorKind::NotFound)
        return tl::make_unexpected(removed.error());
    auto created = client.send({Method::Put, '/' + index.name, {}, index.body}, stop);
    if (!created && created.error().httpStatus == 400 && !index.plainBody.isEmpty())
        created = client.send({Method::Put, '/' + index.name, {}, index.plainBody}, stop);
    return created ? Result<void>() : tl::make_unexpected(created.error());
}

Result<void> PracticeFiller::fill(HttpClient &client, const PracticeIndex &index, int daysAgo, std::stop_token stop)
{
    constexpr qsizetype bulkBytes = 1'500'000;
    const PracticeDocuments::Kind kind = PracticeDocuments::kindOf(index.name);
    const qint64 count = documentsIn(index, m_documents);
    QByteArray lines;
    lines.reserve(bulkBytes + 4096);
    for (qint64 i = 0; i < count; ++i) {
        lines += actionLine("index", kind, i) + m_made.source(kind, i, daysAgo) + '\n';
        if (lines.size() >= bulkBytes || i + 1 == count) {
            if (const auto sent = sendBulk(client, index.name, lines, stop); !sent)
                return sent;
            lines.clear();
        }
    }
    for (qint64 i = 0; i < count; i += 50) { // every index has been edited once in its life
        lines += actionLine("index", kind, i) + m_made.source(kind, i, daysAgo) + '\n';
        if (i + 1 < count)
            lines += actionLine("delete", kind, i + 1);
    }
    return lines.isEmpty() ? Result<void>() : sendBulk(client, index.name, lines, stop);
}

Result<void> PracticeFiller::sendBulk(
    HttpClient &client, const QByteArray &index, const QByteArray &lines, std::stop_token stop)
{
    HttpRequest request{Method::Post, '/' + index + "/_bulk", "filter_path=errors,items.*.error", lines};
    request.contentType = "application/x-ndjson";
    request.idempotent = true; // every document has an id
    const auto answer = client.send(request, stop);
    if (!answer)
        return tl::make_unexpected(answer.error());
    if (!answer->body.contains("\"errors\":false")) {
        return fail(ErrorKind::Refused, tr("The practice source refused documents. Run: godwit practice start --fresh"),
            QString::fromUtf8(answer->body.left(500)));
    }
    return {};
}

} // namespace godwit
