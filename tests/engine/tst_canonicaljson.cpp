// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the canonical form ends, and the document counts by its bytes.
#include "engine/verify/canonicaljson.h"
#include "engine/verify/sourcecompare.h"

#include <QTest>

using namespace godwit;

namespace {

QByteArray canonical(const std::string &json, const Spelling &spelling = {})
{
    std::string out;
    CanonicalJson maker;
    maker.setSpelling(spelling);
    return maker.append(json, out) ? QByteArray::fromStdString(out) : QByteArray();
}

std::string repeated(const std::string &text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

class TestCanonicalJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zerosBeforeAPowerOfTenMeanNothing()
    {
        QCOMPARE(canonical("1e0000000000000000005"), QByteArray("1e5"));
        QCOMPARE(canonical("1e-0000000000000000005"), QByteArray("1e-5"));
        QCOMPARE(canonical("1.5E+00000000000000000000"), QByteArray("15e-1"));
        QCOMPARE(canonical("[1e0,2e00]"), QByteArray("[1,2]"));
        QCOMPARE(canonical("1e123456789012345"), QByteArray("1e123456789012345"));
        QCOMPARE(canonical("1e0123456789012345"), QByteArray("1e123456789012345"));
        QCOMPARE(canonical("1e1234567890123456"), QByteArray());
        QCOMPARE(canonical("1e"), QByteArray());
        QCOMPARE(compareSources(R"({"n":1e0000000000000000005})", R"({"n":100000})").sameness, Sameness::Meaning);
    }
    void aThousandAroundEachOtherAreTheMost_data()
    {
        QTest::addColumn<bool>("synthetic");
        QTest::newRow("as it is") << false;
        QTest::newRow("by its values") << true;
    }
    void aThousandAroundEachOtherAreTheMost()
    {
        QFETCH(bool, synthetic);
        const Spelling spelling{{}, synthetic};
        const auto arrays = [](int number, const char *inside) {
            return repeated("[", number) + inside + repeated("]", number);
        };
        const auto objects = [](int number, const char *inside) {
            return repeated("{\"a\":", number) + inside + repeated("}", number);
        };
        QVERIFY(!canonical(arrays(1'000, ""), spelling).isEmpty());
        QVERIFY(!canonical(arrays(1'000, "1"), spelling).isEmpty());
        QVERIFY(canonical(arrays(1'001, ""), spelling).isEmpty());
        QVERIFY(canonical(arrays(1'001, "1"), spelling).isEmpty());
        QVERIFY(!canonical(objects(999, "{}"), spelling).isEmpty());
        QVERIFY(!canonical(objects(1'000, "1"), spelling).isEmpty());
        QVERIFY(canonical(objects(1'000, "{}"), spelling).isEmpty());
        QVERIFY(canonical(objects(1'000, "[]"), spelling).isEmpty());
        QCOMPARE(compareSources(objects(1'000, "1"), objects(1'000, "1.0"), spelling).sameness, Sameness::Meaning);
        QCOMPARE(compareSources(objects(1'000, "1"), objects(1'000, "2"), spelling).places.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCanonicalJson)
#include "tst_canonicaljson.moc"
