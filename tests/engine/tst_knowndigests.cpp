// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A digest that is taken over must be the one that would have been computed.
#include "engine/verify/knowndigests.h"

#include <QTest>

using namespace godwit;

class TestKnownDigests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTakenOverIsWhatWouldBeComputed();
    void idRoutingAndSourceAllCount();
    void anEqualDocumentIsNotHashedAgain();
    void whatWasPushedOutIsComputedAnew();
};

void TestKnownDigests::whatIsTakenOverIsWhatWouldBeComputed()
{
    KnownDigests known(1'000);
    DocumentHash plain;
    DocumentHash first;
    DocumentHash second;
    first.setKnown(&known);
    second.setKnown(&known);
    for (int i = 0; i < 500; ++i) {
        const std::string id = std::to_string(i);
        const std::string source = "{\"b\": " + id + ", \"a\": [1.0, \"x\"]}";
        const Digest wanted = plain.of(id, "r", source);
        QCOMPARE(first.of(id, "r", source), wanted);
        QCOMPARE(second.of(id, "r", source), wanted);
    }
}

void TestKnownDigests::idRoutingAndSourceAllCount()
{
    KnownDigests known(100);
    DocumentHash hash;
    hash.setKnown(&known);
    const Digest one = hash.of("ab", "c", "{}");
    QVERIFY(hash.of("a", "bc", "{}") != one); // the same letters, another id
    QVERIFY(hash.of("ab", "", "{}") != one);
    QVERIFY(hash.of("ab", "c", "{\"a\":1}") != one);
    QCOMPARE(hash.of("ab", "c", "{}"), one);
    QCOMPARE(hash.of("ab", "c", "{ }"), one); // other bytes, the same meaning
}

void TestKnownDigests::anEqualDocumentIsNotHashedAgain()
{
    KnownDigests known(100);
    DocumentHash one;
    DocumentHash other;
    one.setKnown(&known);
    other.setKnown(&known);
    one.of("1", "", "{\"a\":1}");
    QVERIFY(!one.preimage().empty());
    other.of("1", "", "{\"a\":1}");
    QVERIFY(other.preimage().empty());
    other.of("1", "", "{\"a\":2}");
    QVERIFY(!other.preimage().empty());
}

void TestKnownDigests::whatWasPushedOutIsComputedAnew()
{
    KnownDigests known(1, 64);
    DocumentHash plain;
    DocumentHash hash;
    hash.setKnown(&known);
    for (int turn = 0; turn < 2; ++turn)
        for (int i = 0; i < 1'000; ++i) {
            const std::string id = std::to_string(i);
            QCOMPARE(hash.of(id, "", "{\"a\":true}"), plain.of(id, "", "{\"a\":true}"));
        }
}

QTEST_GUILESS_MAIN(TestKnownDigests)
#include "tst_knowndigests.moc"
