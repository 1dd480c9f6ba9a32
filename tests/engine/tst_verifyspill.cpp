// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The records of a comparison on disk: what differs is found, and nothing else.
#include "engine/verify/spill.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace godwit;

namespace {

SpillRecord record(DocumentHash &hash, int number, const char *source, const std::string &routing = {})
{
    const std::string id = "doc-" + std::to_string(number);
    return {id, routing, hash.of(id, routing, source), std::hash<std::string_view>()(source), number};
}

std::map<std::string, Suspect> differences(const Spill &spill)
{
    std::map<std::string, Suspect> found;
    for (int i = 0; i < spill.partitions(); ++i)
        if (!spill.equal(i))
            [&] { QVERIFY(spill.compare(i, [&](Suspect one) { found.insert({one.id, std::move(one)}); })); }();
    return found;
}

} // namespace

class TestVerifySpill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatDiffersIsFoundAndNothingElse();
    void oneIdWithTwoRoutingsStaysApart();
    void aReopenedSpillForgetsWhatWasNotSaved();
    void aShortFileIsNoticed();
    void largePartitionsAreComparedInTurns();
};

void TestVerifySpill::whatDiffersIsFoundAndNothingElse()
{
    const QTemporaryDir folder;
    const auto spill = Spill::create(folder.filePath(QStringLiteral("spill")), 1'000'000);
    QVERIFY(spill);
    QCOMPARE((*spill)->partitions(), 32);
    DocumentHash hash;
    std::vector<SpillRecord> source;
    std::vector<SpillRecord> target;
    for (int i = 0; i < 20'000; ++i) {
        if (i != 77) // extra
            source.push_back(record(hash, i, "{\"a\":1}", i == 99 ? "eu" : ""));
        if (i != 55) // missing
            target.push_back(record(hash, i, i == 66 ? "{\"a\":2}" : i == 88 ? "{ \"a\":1.0}" : "{\"a\":1}"));
    }
    std::reverse(target.begin(), target.end());
    QVERIFY((*spill)->add(Side::Source, source));
    QVERIFY((*spill)->add(Side::Target, target));
    QVERIFY((*spill)->flush());
    QCOMPARE((*spill)->documents(Side::Source), 19'999);
    QVERIFY(!((*spill)->sum(Side::Source) == (*spill)->sum(Side::Target)));
    const auto found = differences(**spill);
    QCOMPARE(found.size(), std::size_t(5));
    QVERIFY(found.at("doc-55").source && !found.at("doc-55").target);
    QVERIFY(!found.at("doc-77").source && found.at("doc-77").target);
    QVERIFY(found.at("doc-66").source && found.at("doc-66").target && !found.at("doc-66").equalInMeaning);
    QVERIFY(found.at("doc-88").equalInMeaning);
    QCOMPARE(found.at("doc-99").source->routing, std::string("eu"));
    QCOMPARE(found.at("doc-99").target->routing, std::string());
    QCOMPARE(found.at("doc-66").source->seqNo, 66);
    (*spill)->discard();
    QVERIFY(!QDir(folder.filePath(QStringLiteral("spill"))).exists());
}

void TestVerifySpill::oneIdWithTwoRoutingsStaysApart()
{
    const QTemporaryDir folder;
    const auto spill = Spill::create(folder.filePath(QStringLiteral("spill")), 10);
    DocumentHash hash;
    QVERIFY((*spill)->add(Side::Source, {record(hash, 1, "{}", "eu"), record(hash, 1, "{\"n\":1}", "us")}));
    QVERIFY((*spill)->add(Side::Target, {record(hash, 1, "{\"n\":2}", "us"), record(hash, 1, "{}", "eu")}));
    QVERIFY((*spill)->flush());
    const auto found = differences(**spill);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.at("doc-1").source->routing, std::string("us"));
    QCOMPARE(found.at("doc-1").target->routing, std::string("us"));
}

void TestVerifySpill::aReopenedSpillForgetsWhatWasNotSaved()
{
    const QTemporaryDir folder;
    const QString place = folder.filePath(QStringLiteral("spill"));
    DocumentHash hash;
    QJsonObject state;
    HashSum sum;
    {
        const auto spill = Spill::create(place, 10);
        QVERIFY((*spill)->add(Side::Source, {record(hash, 1, "{}"), record(hash, 2, "{}")}));
        QVERIFY((*spill)->add(Side::Target, {record(hash, 1, "{}")}));
        QVERIFY((*spill)->flush());
        state = (*spill)->state();
        sum = (*spill)->sum(Side::Source);
        QVERIFY((*spill)->add(Side::Source, {record(hash, 3, "{}")}));
        QVERIFY((*spill)->flush());
    }
    const auto spill = Spill::reopen(place, state);
    QVERIFY(spill);
    QVERIFY((*spill)->sum(Side::Source) == sum);
    QVERIFY((*spill)->add(Side::Target, {record(hash, 2, "{}")}));
    QVERIFY((*spill)->flush());
    QVERIFY(differences(**spill).empty());
    QVERIFY((*spill)->sum(Side::Target) == sum);
}

void TestVerifySpill::aShortFileIsNoticed()
{
    const QTemporaryDir folder;
    const QString place = folder.filePath(QStringLiteral("spill"));
    DocumentHash hash;
    const auto spill = Spill::create(place, 10);
    QVERIFY((*spill)->add(Side::Source, {record(hash, 1, "{}")}));
    QVERIFY((*spill)->flush());
    const QJsonObject state = (*spill)->state();
    const auto files = QDir(place).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QVERIFY(QFile::resize(files.first().filePath(), 10));
    const auto reopened = Spill::reopen(place, state);
    QVERIFY(!reopened);
    QCOMPARE(reopened.error().kind, ErrorKind::Storage);
    QVERIFY(!(*spill)->compare(static_cast<int>(files.first().fileName().mid(1).toInt()), [](const Suspect &) {}));
}

void TestVerifySpill::largePartitionsAreComparedInTurns()
{
    const QTemporaryDir folder;
    const auto spill = Spill::create(folder.filePath(QStringLiteral("spill")), 10);
    DocumentHash hash;
    const Digest digest = hash.of("same", "", "{}");
    std::vector<SpillRecord> records;
    for (int i = 0; i < 20'000; ++i)
        records.push_back({"doc-" + std::to_string(i), {}, digest, 1, i});
    QVERIFY((*spill)->add(Side::Source, records));
    records.erase(records.begin() + 777);
    QVERIFY((*spill)->add(Side::Target, records));
    QVERIFY((*spill)->add(Side::Target, {{"needle", {}, digest, 1, 1}}));
    QVERIFY((*spill)->flush());
    std::set<std::string> found;
    for (int i = 0; i < (*spill)->partitions(); ++i)
        QVERIFY((*spill)->compare(
            i, [&](const Suspect &one) { found.insert(one.id); }, 100));
    QCOMPARE(found, (std::set<std::string>{"doc-777", "needle"}));
}

QTEST_GUILESS_MAIN(TestVerifySpill)
#include "tst_verifyspill.moc"
