// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicewriter.h"

#include "practice/practicefiller.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QThread>

#include <cmath>

namespace godwit {
namespace {

constexpr qsizetype ownLimit = 50'000; // what this run remembers of its own documents

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QByteArray line(const char *action, const QByteArray &index, const QByteArray &id, const QByteArray &routing)
{
    return QByteArray("{\"") + action + "\":{\"_index\":\"" + index + "\",\"_id\":\"" + id + '"'
        + (routing.isEmpty() ? QByteArray() : ",\"routing\":\"" + routing + '"') + "}}\n";
}

} // namespace

PracticeWriter::PracticeWriter(WriterOptions options, std::function<void(const QString &)> say)
    : m_options(std::move(options))
    , m_say(std::move(say))
    , m_made(std::random_device{}(), QDate::currentDate())
    , m_run(QByteArray::number(nowMs(), 36))
    , m_started(QDateTime::currentDateTimeUtc())
{
    m_indices = {"orders", m_made.logIndex(0), "catalogue", "customers"};
}

PracticeWriter::Operation PracticeWriter::nextOperation()
{
    const qint64 dice = m_made.below(100);
    Operation operation;
    operation.what = dice < 14 ? Operation::Delete
        : dice < 20            ? Operation::Recreate
        : dice < 55            ? Operation::Update
                               : Operation::Insert;

    int place = int(m_made.below(m_indices.size()));
    qint64 number = m_next;
    bool own = true;
    if (operation.what == Operation::Insert) {
        ++m_next;
    } else if (!m_own.isEmpty() && m_made.below(2) == 0) {
        const qsizetype at = m_made.below(m_own.size());
        std::tie(place, number) = m_own.at(at);
        if (operation.what == Operation::Delete)
            m_own.remove(at);
    } else { // one of those that were there before
        own = false;
        number = m_made.below(qMax<qint64>(1, m_options.documents / 12));
    }
    const QByteArray &index = m_indices.at(place);
    const PracticeDocuments::Kind kind = PracticeDocuments::kindOf(index);
    const QByteArray id
        = own ? QByteArray(m_run + '-' + QByteArray::number(number)) : PracticeDocuments::id(kind, number);
    const QByteArray routing = PracticeDocuments::routing(kind, number);
    if (operation.what == Operation::Insert && m_own.size() < ownLimit)
        m_own << std::pair(place, number);
    if (operation.what == Operation::Delete || operation.what == Operation::Recreate)
        operation.lines = line("delete", index, id, routing);
    if (operation.what != Operation::Delete)
        operation.lines += line("index", index, id, routing) + m_made.source(kind, number) + '\n';
    return operation;
}

Result<void> PracticeWriter::run(std::stop_token stop)
{
    HttpClient client(practiceEndpoint(m_options.url), {});

    constexpr double tick = 0.05;
    QElapsedTimer clock;
    clock.start();
    double due = 0;
    double last = 0;
    Result<void> outcome;
    while (!stop.stop_requested()) {
        const double now = double(clock.nsecsElapsed()) / 1e9;
        if (m_options.seconds > 0 && now >= m_options.seconds)
            break;
        // A second's worth is the most that is caught up: after a pause the rate is kept, not exceeded.
        due = std::min(due + (now - last) * m_options.rate, std::max(1.0, m_options.rate));
        last = now;
        const bool paused = m_counts.pausedSinceMs != 0;
        QList<Operation> batch;
        for (qint64 left = paused ? 1 : qint64(due); left > 0; --left)
            batch << nextOperation();
        due = std::max(0.0, due - double(batch.size()));
        if (!batch.isEmpty()) {
            if (outcome = writeBatch(client, batch, stop); !outcome && m_counts.lastAcceptedMs == 0)
                break; // never was there
        }
        saveStatus(false);
        QThread::msleep(m_counts.pausedSinceMs != 0 ? 25 : unsigned(tick * 1000));
    }
    saveStatus(true);
    return m_counts.lastAcceptedMs == 0 && !stop.stop_requested() ? outcome : Result<void>();
}

Result<void> PracticeWriter::writeBatch(HttpClient &client, const QList<Operation> &batch, std::stop_token stop)
{
    HttpRequest request{Method::Post, "/_bulk", {}, {}};
    request.contentType = "application/x-ndjson";
    for (const Operation &operation : batch)
        request.body += operation.lines;
    const auto answer = client.send(request, stop);
    if (answer) {
        takeAnswer(answer->body, batch);
        return {};
    }
    if (answer.error().kind != ErrorKind::Cancelled) {
        m_counts.failed += batch.size();
        setPaused(answer.error().summary);
    }
    return tl::make_unexpected(answer.error());
}

void PracticeWriter::takeAnswer(const QByteArray &body, const QList<Operation> &batch)
{
    const QJsonArray items = QJsonDocument::fromJson(body).object().value(QLatin1String("items")).toArray();
    qsizetype at = 0;
    bool blocked = false;
    bool anyAccepted = false;
    for (const Operation &operation : batch) {
        const int lines = operation.what == Operation::Recreate ? 2 : 1;
        for (int i = 0; i < lines && at < items.size(); ++i, ++at) {
            const QJsonObject item = items.at(at).toObject();
            const QJsonObject result = item.begin()->toObject();
            const int status = result.value(QLatin1String("status")).toInt();
            const QString type = result.value(QLatin1String("error"))[QLatin1String("type")].toString();
            const bool lastLine = i + 1 == lines;
            if (status == 404 && type.isEmpty()) {
                anyAccepted = true; // a delete for what was gone is a write, too
                if (operation.what == Operation::Delete)
                    ++m_counts.missing;
            } else if (status < 300) {
                anyAccepted = true;
                if (lastLine)
                    count(operation.what);
            } else if (type == QLatin1String("cluster_block_exception")) {
                blocked = true;
                ++m_counts.refused;
            } else {
                ++m_counts.failed;
            }
        }
    }
    if (anyAccepted)
        accepted();
    if (blocked)
        setPaused(tr("The source refuses writes: a write block is set."));
}

void PracticeWriter::count(Operation::What what)
{
    switch (what) {
    case Operation::Insert:
        ++m_counts.inserted;
        break;
    case Operation::Update:
        ++m_counts.updated;
        break;
    case Operation::Delete:
        ++m_counts.deleted;
        break;
    case Operation::Recreate:
        ++m_counts.recreated;
        break;
    }
}

void PracticeWriter::setPaused(const QString &reason)
{
    const bool news = m_counts.pausedSinceMs == 0 || m_counts.pauseReason != reason;
    if (m_counts.pausedSinceMs == 0)
        m_counts.pausedSinceMs = nowMs();
    m_counts.pauseReason = reason;
    if (news && m_say)
        m_say(tr("Waiting. %1").arg(reason));
    saveStatus(news);
}

void PracticeWriter::accepted()
{
    const qint64 now = nowMs();
    const bool wasPaused = m_counts.pausedSinceMs != 0;
    if (wasPaused) {
        const double pause
            = double(now - (m_counts.lastAcceptedMs != 0 ? m_counts.lastAcceptedMs : m_counts.pausedSinceMs)) / 1000;
        m_counts.longestPauseSeconds = std::max(m_counts.longestPauseSeconds, pause);
        if (m_say)
            m_say(tr("Writing again after a pause of %1 s.").arg(pause, 0, 'f', 2));
    }
    m_counts.lastAcceptedMs = now;
    m_counts.pausedSinceMs = 0;
    m_counts.pauseReason.clear();
    if (wasPaused)
        saveStatus(true);
}

QJsonObject PracticeWriter::toJson() const
{
    const auto time = [](qint64 ms) {
        return ms == 0 ? QJsonValue()
                       : QJsonValue(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs));
    };
    return {{QStringLiteral("pid"), QCoreApplication::applicationPid()}, {QStringLiteral("url"), m_options.url},
        {QStringLiteral("rate"), m_options.rate}, {QStringLiteral("started"), m_started.toString(Qt::ISODateWithMs)},
        {QStringLiteral("inserted"), m_counts.inserted}, {QStringLiteral("updated"), m_counts.updated},
        {QStringLiteral("deleted"), m_counts.deleted}, {QStringLiteral("recreated"), m_counts.recreated},
        {QStringLiteral("missing"), m_counts.missing}, {QStringLiteral("refused"), m_counts.refused},
        {QStringLiteral("failed"), m_counts.failed}, {QStringLiteral("last_accepted"), time(m_counts.lastAcceptedMs)},
        {QStringLiteral("last_accepted_ms"), m_counts.lastAcceptedMs},
        {QStringLiteral("paused_since"), time(m_counts.pausedSinceMs)},
        {QStringLiteral("pause_reason"), m_counts.pauseReason},
        {QStringLiteral("longest_pause_s"), m_counts.longestPauseSeconds}};
}

void PracticeWriter::saveStatus(bool now)
{
    if (m_options.statusFile.isEmpty() || (!now && nowMs() - m_savedMs < 500))
        return;
    m_savedMs = nowMs();
    QSaveFile file(m_options.statusFile);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(toJson()).toJson());
        file.commit();
    }
}

} // namespace godwit
