// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bufferpool.h"

#include <QTest>

using namespace godwit;

namespace {

constexpr qsizetype megabyte = 1 << 20;

QByteArray filled(BufferPool &pool, qsizetype bytes)
{
    QByteArray buffer = pool.take(bytes);
    buffer.append(QByteArray(bytes, 'x'));
    return buffer;
}

} // namespace

class TestBufferPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBufferComesBackEmptyWithItsRoom();
    void theSmallestThatFitsIsTaken();
    void aBufferThatSomebodyReadsIsNotKept();
    void smallAndHugeBuffersAreNotKept();
    void whatWaitsIsBounded();
};

void TestBufferPool::aBufferComesBackEmptyWithItsRoom()
{
    BufferPool pool(24 * megabyte);
    QByteArray first = filled(pool, 3 * megabyte);
    const char *where = first.constData();
    pool.give(std::move(first));
    QVERIFY(pool.waiting() >= 3 * megabyte);
    const QByteArray second = pool.take(2 * megabyte + 5);
    QVERIFY(second.isEmpty());
    QCOMPARE(second.constData(), where);
    QVERIFY(second.capacity() >= 3 * megabyte);
    QCOMPARE(pool.waiting(), 0);
}

void TestBufferPool::theSmallestThatFitsIsTaken()
{
    BufferPool pool(24 * megabyte);
    QByteArray large = filled(pool, 5 * megabyte);
    QByteArray middle = filled(pool, 3 * megabyte);
    QByteArray little = filled(pool, megabyte);
    const char *where = middle.constData();
    pool.give(std::move(large));
    pool.give(std::move(little));
    pool.give(std::move(middle));
    QCOMPARE(pool.take(2 * megabyte).constData(), where);
}

void TestBufferPool::aBufferThatSomebodyReadsIsNotKept()
{
    BufferPool pool(24 * megabyte);
    QByteArray buffer = filled(pool, 2 * megabyte);
    const QByteArray reader = buffer;
    pool.give(std::move(buffer));
    QCOMPARE(pool.waiting(), 0);
    QCOMPARE(reader, QByteArray(2 * megabyte, 'x'));
}

void TestBufferPool::smallAndHugeBuffersAreNotKept()
{
    BufferPool pool(200 * megabyte);
    pool.give(filled(pool, 1'000));
    pool.give(filled(pool, 20 * megabyte));
    QCOMPARE(pool.waiting(), 0);
}

void TestBufferPool::whatWaitsIsBounded()
{
    BufferPool pool(7 * megabyte);
    QList<QByteArray> buffers;
    for (int i = 0; i < 4; ++i)
        buffers.append(filled(pool, 2 * megabyte));
    for (QByteArray &buffer : buffers)
        pool.give(std::move(buffer));
    QVERIFY(pool.waiting() > 0);
    QVERIFY(pool.waiting() <= 7 * megabyte);
    pool.clear();
    QCOMPARE(pool.waiting(), 0);
}

QTEST_GUILESS_MAIN(TestBufferPool)
#include "tst_bufferpool.moc"
