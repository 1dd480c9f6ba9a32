// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/context.h"

#include "engine/methods/common/rejectedline.h"
#include "engine/methods/common/verifyafter.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <algorithm>

namespace godwit {
namespace {

constexpr std::size_t rememberedChanges = 10'000;

QString words(const char *text)
{
    return QCoreApplication::translate("StageBoard", text);
}

} // namespace

QList<Stage> liveCopyStages()
{
    using Board = StageBoard;
    return {Board::stage(StageId::Initialization,
                {Board::step("check", words(QT_TRANSLATE_NOOP("StageBoard", "Check both clusters"))),
                    Board::step("targets", words(QT_TRANSLATE_NOOP("StageBoard", "Create target indices"))),
                    Board::step("start-line", words(QT_TRANSLATE_NOOP("StageBoard", "Draw the start line")))}),
        Board::stage(StageId::Migration,
            {Board::step("copy", words(QT_TRANSLATE_NOOP("StageBoard", "Copy documents"))),
                Board::step("settings", words(QT_TRANSLATE_NOOP("StageBoard", "Put settings back"))),
                Board::step("follow", words(QT_TRANSLATE_NOOP("StageBoard", "Follow changes"))),
                Board::step("deletes", words(QT_TRANSLATE_NOOP("StageBoard", "Follow deletes")))}),
        Board::stage(StageId::Finalization,
            {Board::step("gate", words(QT_TRANSLATE_NOOP("StageBoard", "Gate and the operator's word"))),
                Board::step("block", words(QT_TRANSLATE_NOOP("StageBoard", "Stop writes on the source"))),
                Board::step("drain", words(QT_TRANSLATE_NOOP("StageBoard", "Apply the last changes and deletes"))),
                Board::step("compare", words(QT_TRANSLATE_NOOP("StageBoard", "Compare counts and versions"))),
                Board::step(
                    "switch", words(QT_TRANSLATE_NOOP("StageBoard", "Switch aliases and release the target")))})};
}

Result<LiveCopyOptions> LiveCopyOptions::from(const QJsonObject &options)
{
    LiveCopyOptions made;
    for (auto it = options.begin(); it != options.end(); ++it) {
        const QString &key = it.key();
        const double number = it.value().toDouble(-1);
        const auto between = [number](double low, double high) { return number >= low && number <= high; };
        bool good = true;
        if (key == QLatin1String("readers") && (good = between(1, 64)))
            made.readers = static_cast<int>(number);
        else if (key == QLatin1String("writers") && (good = between(1, 64)))
            made.writers = static_cast<int>(number);
        else if (key == QLatin1String("page_bytes") && (good = between(1'000, 100e6)))
            made.pageBytes = static_cast<qint64>(number);
        else if (key == QLatin1String("queue_bytes") && (good = between(1'000, 4e9)))
            made.queueBytes = static_cast<qint64>(number);
        else if (key == QLatin1String("queue_documents") && (good = between(1, 1e9)))
            made.queueDocuments = static_cast<qint64>(number);
        else if (key == QLatin1String("page_documents") && (good = between(1, 9'000)))
            made.pageDocuments = static_cast<int>(number);
        else if (key == QLatin1String("round_seconds") && (good = between(0.05, 3600)))
            made.roundSeconds = number;
        else if (key == QLatin1String("patience_seconds") && (good = between(0, 1e7)))
            made.patienceSeconds = number;
        else if (key == QLatin1String("verify")) {
            const auto level = verifyAfterLevel(it.value());
            good = level.has_value();
            made.verify = level.value_or(VerifyLevel::Counts);
        } else if (key == QLatin1String("version"))
            good = (made.sourceVersions = it.value().toString() == QLatin1String("source"))
                || it.value().toString() == QLatin1String("seq_no");
        else if (good)
            return fail(ErrorKind::Usage,
                QCoreApplication::translate("LiveCopy",
                    "options.%1 is not a key of a live copy. Known: readers, writers, page_bytes, page_documents, "
                    "queue_bytes, queue_documents, "
                    "round_seconds, patience_seconds, version, verify.")
                    .arg(key));
        if (!good)
            return fail(ErrorKind::Usage,
                QCoreApplication::translate("LiveCopy", "options.%1 has a value that is not allowed.").arg(key));
    }
    return made;
}

void BulkSizer::answered(qint64 bytes, double milliseconds)
{
    const double before = m_milliseconds.load();
    m_milliseconds = before < 0 ? milliseconds : before * 0.8 + milliseconds * 0.2;
    const qint64 size = m_bytes.load();
    if (milliseconds > 2'000)
        m_bytes = std::max<qint64>(100'000, size * 7 / 10);
    else if (milliseconds < 300 && bytes >= size / 2)
        m_bytes = std::min(m_cap.load(), size * 5 / 4);
}

void BulkSizer::tooLarge()
{
    const qint64 size = std::max<qint64>(20'000, m_bytes.load() / 2);
    m_cap = size;
    m_bytes = size;
}

LiveCopyContext::LiveCopyContext(JobSetup &jobSetup, LiveCopyOptions liveOptions)
    : JobNotes(jobSetup, liveCopyStages(), liveOptions.patienceSeconds)
    , options(liveOptions)
    , throttle(jobSetup.control, jobSetup.clock,
          ThrottleSchedule(
              jobSetup.plan.quietHours, {jobSetup.plan.documentsPerSecond, jobSetup.plan.megabytesPerSecond * 1e6}))
    , queue(liveOptions.queueBytes, liveOptions.queueDocuments)
    , m_onAbort(jobSetup.control.stopToken(), [this] { m_stop.request_stop(); })
    , m_rejected(QDir(jobSetup.journal.folder()).filePath(QStringLiteral("rejected.ndjson")))
{
}

int LiveCopyContext::pageOf(const ShardCopy &shard) const
{
    // Under a throttle a page is what a second may bring: a larger one would pass in a lump.
    const ThrottleLimits limits = setup.control.throttle();
    double bytes = static_cast<double>(options.pageBytes);
    double most = options.pageDocuments;
    if (limits.bytesPerSecond > 0)
        bytes = std::min(bytes, limits.bytesPerSecond);
    if (limits.documentsPerSecond > 0)
        most = std::clamp(limits.documentsPerSecond, 1.0, most);
    return shard.documentsFor(static_cast<qint64>(bytes), static_cast<int>(most));
}

void LiveCopyContext::failJob(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (m_failed)
        return;
    m_error = error;
    m_failed = true;
}

Error LiveCopyContext::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

void LiveCopyContext::reject(const IndexCopy &index, const QByteArray &action, const QByteArray &source, int status,
    const QString &type, const QString &reason, const QString &kind)
{
    const QJsonObject meta = QJsonDocument::fromJson(action).object().constBegin().value().toObject();
    QJsonObject line{{QStringLiteral("index"), index.source()}, {QStringLiteral("target"), index.target()},
        {QStringLiteral("id"), meta.value(QLatin1String("_id"))},
        {QStringLiteral("version"), meta.value(QLatin1String("version"))}, {QStringLiteral("status"), status},
        {QStringLiteral("type"), type}, {QStringLiteral("reason"), reason}};
    if (meta.contains(QLatin1String("routing")))
        line.insert(QStringLiteral("routing"), meta.value(QLatin1String("routing")));
    {
        const std::lock_guard lock(m_mutex);
        m_rejectedIds.insert(QString(index.source() + u'/' + meta.value(QLatin1String("_id")).toString()));
        if (const auto kept = appendRejected(m_rejected, line, source); !kept && !m_failed) {
            m_error = kept.error();
            m_failed = true;
        }
    }
    finding(kind, index.source(), meta.value(QLatin1String("_id")).toString(),
        type.isEmpty() ? reason : QString(type + QStringLiteral(": ") + reason));
}

QString LiveCopyContext::rejectedFile() const
{
    return QFile::exists(m_rejected.fileName()) ? m_rejected.fileName() : QString();
}

bool LiveCopyContext::wasRejected(const QString &index, const std::string &id) const
{
    const std::lock_guard lock(m_mutex);
    return m_rejectedIds.contains(QString(index + u'/' + QString::fromStdString(id)));
}

void LiveCopyContext::remember(std::vector<Change> changes)
{
    const std::lock_guard lock(m_mutex);
    for (Change &change : changes)
        m_changes.push_back(std::move(change));
    while (m_changes.size() > rememberedChanges)
        m_changes.pop_front();
}

std::deque<LiveCopyContext::Change> LiveCopyContext::takeChanges()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_changes, {});
}

} // namespace godwit
