// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/writer.h"

#include "engine/bufferpool.h"
#include "engine/methods/livecopy/verdict.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

//! A document within the chunks of one delivery.
struct Position
{
    std::uint32_t chunk = 0;
    std::uint32_t document = 0;
    int tries = 0; //!< refusals that are tried only so often
};

//! Sends the documents of some chunks until each of them has its final answer.
class Delivery
{
public:
    Delivery(LiveCopyContext &context, SearchCluster &target, std::vector<Chunk> chunks)
        : m_context(context), m_target(target), m_chunks(std::move(chunks)), m_outcomes(m_chunks.size())
    {
        for (std::uint32_t c = 0; c < m_chunks.size(); ++c)
            for (std::uint32_t d = 0; d < m_chunks[c].documents.size(); ++d)
                m_pending.push_back({c, d, 0});
    }

    ~Delivery()
    {
        for (Chunk &chunk : m_chunks)
            BufferPool::shared().give(std::move(chunk.body));
    }
    Q_DISABLE_COPY_MOVE(Delivery)

    void run()
    {
        LiveCopyContext::Patience patience(m_context, QStringLiteral("copy"));
        while (!m_pending.empty()) {
            if (m_context.setup.control.aborted() || m_context.failed())
                return; // unanswered documents stay open, so their windows never count
            m_context.setup.control.waitWhilePaused();
            if (!sendSome(patience))
                return;
        }
        if (m_context.failed())
            return; // an item that ended the job was neither written nor kept: its window must not count
        settle();
    }

private:
    const Chunk::Document &document(const Position &at) const { return m_chunks[at.chunk].documents[at.document]; }

    //! Takes as many from the front as fit.
    std::size_t batchSize() const
    {
        qint64 bytes = 0;
        std::size_t count = 0;
        while (count < m_pending.size()) {
            bytes += document(m_pending[count]).length;
            if (count > 0 && bytes > m_context.sizer.bytes())
                break;
            ++count;
        }
        return count;
    }

    QByteArray compose(std::size_t count) const
    {
        // The usual case: one whole chunk, sent as it was made.
        if (m_chunks.size() == 1 && count == m_chunks.front().documents.size())
            return m_chunks.front().body;
        qsizetype bytes = 0;
        for (std::size_t i = 0; i < count; ++i)
            bytes += document(m_pending[i]).length;
        QByteArray body = BufferPool::shared().take(bytes);
        for (std::size_t i = 0; i < count; ++i)
            body.append(m_chunks[m_pending[i].chunk].body.constData() + document(m_pending[i]).offset,
                static_cast<qsizetype>(document(m_pending[i]).length));
        return body;
    }

    //! False when the delivery can't go on.
    bool sendSome(LiveCopyContext::Patience &patience)
    {
        dropStopped();
        const std::size_t count = batchSize();
        if (count == 0)
            return true;
        QByteArray body = compose(count);
        const auto begun = std::chrono::steady_clock::now();
        const auto answer = m_target.bulk(body, static_cast<int>(count));
        const auto took = std::chrono::steady_clock::now() - begun;
        m_context.counters.writerNanoseconds += took.count();
        if (!answer)
            return handleError(answer.error(), count, patience);
        m_context.sizer.answered(body.size(), std::chrono::duration<double, std::milli>(took).count());
        m_context.counters.bytesWritten += body.size();
        BufferPool::shared().give(std::move(body));
        readItems(*answer, count);
        return true;
    }

    bool handleError(const Error &error, std::size_t count, LiveCopyContext::Patience &patience)
    {
        if (error.kind == ErrorKind::TooLarge) {
            m_context.sizer.tooLarge();
            if (count == 1) {
                const Position at = m_pending.front();
                m_pending.erase(m_pending.begin());
                refuse(at, 413, {},
                    tr("The document is larger than the target accepts in one request "
                       "(http.max_content_length)."),
                    QStringLiteral("rejected"));
            }
            return true;
        }
        if (error.kind == ErrorKind::Busy)
            m_context.throttle.backOff(error.summary);
        if (patience.again(error))
            return true;
        if (error.kind != ErrorKind::Cancelled && !m_context.halting())
            m_context.failJob(error);
        return false;
    }

    void readItems(const BulkAnswer &answer, std::size_t count)
    {
        std::vector<Position> again;
        QString pushBack;
        std::size_t next = 0;
        std::vector<qint64> written(m_chunks.size(), 0);
        for (std::size_t i = 0; i < count; ++i) {
            const Position at = m_pending[i];
            if (next == answer.notOk.size() || answer.notOk[next].position != static_cast<int>(i)) {
                ++written[at.chunk];
                continue;
            }
            const BulkItem &item = answer.notOk[next++];
            handleItem(item, at, again, pushBack);
        }
        for (std::size_t c = 0; c < m_chunks.size(); ++c) {
            m_outcomes[c].written += written[c];
            m_context.counters.documentsWritten += written[c];
        }
        m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(count));
        m_pending.insert(m_pending.begin(), again.begin(), again.end());
        if (pushBack.isEmpty()) {
            m_context.throttle.wentWell();
        } else {
            m_context.throttle.backOff(pushBack);
            m_context.setup.control.sleep(100);
            m_context.throttle.take(0, 0);
        }
    }

    void handleItem(const BulkItem &item, Position at, std::vector<Position> &again, QString &pushBack)
    {
        IndexCopy &index = m_chunks[at.chunk].shard->index();
        switch (judge(item)) {
        case Verdict::Later:
            pushBack = tr("target: %1").arg(item.reason.left(200));
            again.push_back(at);
            break;
        case Verdict::LaterBounded:
            if (++at.tries > boundedTries) {
                refuse(at, item.status, item.type, item.reason, QStringLiteral("rejected"));
            } else {
                pushBack = tr("target: %1").arg(item.reason.left(200));
                again.push_back(at);
            }
            break;
        case Verdict::Already:
            alreadyThere(item, at);
            break;
        case Verdict::StopIndex:
            if (index.stop(refusedIndex(item)))
                m_context.finding(QStringLiteral("changed"), index.source(), {}, index.reason());
            break;
        case Verdict::StopJob:
            m_context.failJob(refusedWrites(item, index.target()));
            break;
        case Verdict::Reject:
            refuse(at, item.status, item.type, item.reason, QStringLiteral("rejected"));
            break;
        }
    }

    //! 409: fine only when something newer is known to have gone there.
    void alreadyThere(const BulkItem &item, const Position &at)
    {
        const Chunk &chunk = m_chunks[at.chunk];
        const QByteArray action = chunk.body.mid(document(at).offset, document(at).action);
        const QByteArray id = QJsonDocument::fromJson(action)
                                  .object()
                                  .constBegin()
                                  .value()
                                  .toObject()
                                  .value(QLatin1String("_id"))
                                  .toString()
                                  .toUtf8();
        bool deleted = false;
        const auto known
            = chunk.shard->documents().newest({id.constData(), static_cast<std::size_t>(id.size())}, &deleted);
        if (!known) {
            m_context.failJob(known.error());
            return;
        }
        const qint64 seqNo = document(at).seqNo;
        if (*known > seqNo || (deleted && *known >= seqNo)) {
            ++m_outcomes[at.chunk].already;
            return;
        }
        refuse(at, item.status, item.type,
            tr("The target holds a newer version that Godwit did not write: %1").arg(item.reason),
            QStringLiteral("conflict"));
    }

    void refuse(const Position &at, int status, const QString &type, const QString &reason, const QString &kind)
    {
        const Chunk &chunk = m_chunks[at.chunk];
        const Chunk::Document &doc = document(at);
        m_context.reject(chunk.shard->index(), chunk.body.mid(doc.offset, doc.action),
            chunk.body.mid(doc.offset + doc.action, doc.length - doc.action), status, type, reason, kind);
        ++m_outcomes[at.chunk].rejected;
    }

    void dropStopped()
    {
        std::erase_if(m_pending, [this](const Position &at) { return m_chunks[at.chunk].shard->index().stopped(); });
    }

    void settle()
    {
        for (std::size_t c = 0; c < m_chunks.size(); ++c) {
            const Chunk &chunk = m_chunks[c];
            if (chunk.shard->index().stopped())
                continue; // its windows stay open: nothing of it counts as done
            const qint64 before = chunk.shard->applied();
            chunk.shard->chunkDone(chunk.window, static_cast<qint64>(chunk.documents.size()), m_outcomes[c]);
            if (chunk.shard->applied() != before)
                m_context.setup.journal.saveCheckpoint(chunk.shard->checkpoint());
        }
    }

    LiveCopyContext &m_context;
    SearchCluster &m_target;
    std::vector<Chunk> m_chunks;
    std::vector<Ledger> m_outcomes;
    std::vector<Position> m_pending;
};

} // namespace

WriterPool::WriterPool(LiveCopyContext &context, int threads)
{
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back([&context] {
            const auto target = context.setup.target.open(context.stopToken());
            for (;;) {
                std::vector<Chunk> chunks = context.queue.pop(context.sizer.bytes(), context.options.pageDocuments);
                if (chunks.empty())
                    return;
                Delivery(context, *target, std::move(chunks)).run();
            }
        });
    }
}

WriterPool::~WriterPool() = default;

} // namespace godwit
