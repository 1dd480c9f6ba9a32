// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/chunkqueue.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace godwit;

namespace {

Chunk chunkOf(int bytes, qint64 window = 0)
{
    Chunk chunk;
    chunk.body = QByteArray(bytes, 'x');
    chunk.window = window;
    return chunk;
}

} // namespace

class TestChunkQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBoundHoldsReadersBack();
    void aChunkAboveTheBoundPassesAlone();
    void changesOvertakeTheBaseCopy();
    void severalSmallChunksTravelTogether();
    void theNumberOfDocumentsIsBoundedToo();
    void closingLetsEverybodyGo();
};

void TestChunkQueue::theBoundHoldsReadersBack()
{
    ChunkQueue queue(100, 1'000);
    std::atomic<int> pushed{0};
    std::jthread reader([&] {
        for (int i = 0; i < 4; ++i) {
            queue.push(chunkOf(50), false);
            ++pushed;
        }
    });
    QTRY_COMPARE(pushed.load(), 2);
    QTest::qWait(50);
    QCOMPARE(pushed.load(), 2);
    QCOMPARE(queue.bytes(), 100);
    QCOMPARE(queue.pop(1, 100).size(), std::size_t(1));
    QTRY_COMPARE(pushed.load(), 3);
    queue.close(true);
}

void TestChunkQueue::aChunkAboveTheBoundPassesAlone()
{
    ChunkQueue queue(100, 1'000);
    QVERIFY(queue.push(chunkOf(5'000), false));
    QCOMPARE(queue.pop(10, 100).size(), std::size_t(1));
    QCOMPARE(queue.bytes(), 0);
}

void TestChunkQueue::changesOvertakeTheBaseCopy()
{
    ChunkQueue queue(1'000, 1'000);
    queue.push(chunkOf(10, 1), false);
    queue.push(chunkOf(10, 2), true);
    const auto first = queue.pop(1, 100);
    QCOMPARE(first.front().window, 2);
}

void TestChunkQueue::severalSmallChunksTravelTogether()
{
    ChunkQueue queue(1'000, 1'000);
    for (int i = 0; i < 5; ++i)
        queue.push(chunkOf(10), false);
    QCOMPARE(queue.pop(35, 100).size(), std::size_t(3));
    QCOMPARE(queue.pop(35, 100).size(), std::size_t(2));
}

void TestChunkQueue::theNumberOfDocumentsIsBoundedToo()
{
    ChunkQueue queue(1'000, 10);
    std::atomic<int> pushed{0};
    std::jthread reader([&] {
        for (int i = 0; i < 3; ++i) {
            Chunk chunk = chunkOf(1);
            chunk.documents.resize(5);
            queue.push(std::move(chunk), false);
            ++pushed;
        }
    });
    QTRY_COMPARE(pushed.load(), 2);
    QTest::qWait(50);
    QCOMPARE(pushed.load(), 2);
    QCOMPARE(queue.pop(1'000, 5).size(), std::size_t(1));
    QTRY_COMPARE(pushed.load(), 3);
    queue.close(true);
}

void TestChunkQueue::closingLetsEverybodyGo()
{
    ChunkQueue queue(10, 1'000);
    queue.push(chunkOf(10), false);
    std::atomic<bool> refused{false};
    std::jthread reader([&] { refused = !queue.push(chunkOf(10), false); });
    QTest::qWait(20);
    queue.close(false);
    QTRY_VERIFY(refused);
    QCOMPARE(queue.pop(100, 100).size(), std::size_t(1)); // what waited is still handed out
    QVERIFY(queue.pop(100, 100).empty());
}

QTEST_GUILESS_MAIN(TestChunkQueue)
#include "tst_chunkqueue.moc"
