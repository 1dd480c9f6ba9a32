// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/register.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace godwit;

class TestRegister : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAModelOverRandomChanges();
    void survivesReopeningAtAnyPoint();
    void aTornLastBlockIsDropped();
    void aFileShorterThanItsCheckpointIsDamaged();
    void aFlippedByteIsDamage();
    void numbersMayRepeatWithinAShard();
    void whatIsReplacedUnderAnotherRoutingIsKnown();
    void aDeleteIsNotUndoneByReadingTheSameWindowAgain();
    void theIndexFindsEveryIdThroughManyRuns();

private:
    QTemporaryDir m_dir;
    QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
};

namespace {

struct Model
{
    std::map<std::string, std::int64_t> live;

    std::int64_t count(std::int64_t from, std::int64_t width) const
    {
        return std::count_if(live.begin(), live.end(),
            [&](const auto &entry) { return entry.second >= from && entry.second < from + width; });
    }
};

//! Random inserts, updates and deletes, in blocks, as the tail brings them.
void change(DocumentRegister &documents, Model &model, std::mt19937 &random, std::int64_t &seqNo, int rounds)
{
    for (int round = 0; round < rounds; ++round) {
        std::map<std::string, std::int64_t> block;
        for (int i = 0; i < 200; ++i)
            block["doc " + std::to_string(random() % 3'000)] = seqNo++;
        std::vector<DocumentRegister::Entry> entries;
        for (const auto &[id, number] : block) {
            entries.push_back({number, id, "r"});
            model.live[id] = number;
        }
        QVERIFY(documents.record(entries));
        std::vector<DocumentRegister::Known> deleted;
        for (int i = 0; i < 30 && !model.live.empty(); ++i) {
            auto victim = model.live.lower_bound("doc " + std::to_string(random() % 3'000));
            if (victim == model.live.end())
                continue;
            deleted.push_back({victim->second, victim->first, "r"});
            model.live.erase(victim);
        }
        QVERIFY(documents.recordDeletes(deleted));
        seqNo += static_cast<std::int64_t>(deleted.size());
    }
}

void compare(DocumentRegister &documents, const Model &model, std::int64_t seqNo)
{
    QCOMPARE(documents.live().value(), static_cast<std::int64_t>(model.live.size()));
    constexpr auto width = DocumentRegister::bucketWidth;
    for (std::int64_t from = 0; from < seqNo + width; from += width)
        QCOMPARE(documents.liveIn(from, width).value(), model.count(from, width));
    const auto entries = documents.liveEntries({{0, seqNo / 3}, {seqNo / 2, seqNo}}).value();
    std::set<std::pair<std::int64_t, std::string>> expected;
    for (const auto &[id, number] : model.live)
        if (number <= seqNo / 3 || number >= seqNo / 2)
            expected.insert({number, id});
    QCOMPARE(entries.size(), expected.size());
    for (const auto &entry : entries) {
        QVERIFY(expected.contains({entry.seqNo, entry.id}));
        QCOMPARE(entry.routing, std::string("r"));
    }
}

} // namespace

void TestRegister::agreesWithAModelOverRandomChanges()
{
    auto documents = DocumentRegister::open(path("random"), 0).value();
    Model model;
    std::mt19937 random(7);
    std::int64_t seqNo = 0;
    for (int i = 0; i < 5; ++i) {
        change(*documents, model, random, seqNo, 20);
        compare(*documents, model, seqNo);
    }
}

void TestRegister::survivesReopeningAtAnyPoint()
{
    Model model;
    std::mt19937 random(11);
    std::int64_t seqNo = 0;
    std::int64_t bytes = 0;
    for (int i = 0; i < 6; ++i) {
        auto documents = DocumentRegister::open(path("reopened"), bytes).value();
        QVERIFY(!documents->damaged());
        compare(*documents, model, seqNo);
        change(*documents, model, random, seqNo, 10);
        bytes = documents->bytes();
    }
}

void TestRegister::aTornLastBlockIsDropped()
{
    std::int64_t whole = 0;
    {
        auto documents = DocumentRegister::open(path("torn"), 0).value();
        QVERIFY(documents->record({{1, "a", ""}, {2, "b", ""}}));
        whole = documents->bytes();
        QVERIFY(documents->record({{3, "c", ""}}));
    }
    QFile file(path("torn"));
    QVERIFY(file.resize(file.size() - 1));
    auto documents = DocumentRegister::open(path("torn"), whole).value();
    QVERIFY(!documents->damaged());
    QCOMPARE(documents->live().value(), 2);
    QCOMPARE(documents->newest("c").value(), -1);
}

void TestRegister::aFileShorterThanItsCheckpointIsDamaged()
{
    std::int64_t bytes = 0;
    {
        auto documents = DocumentRegister::open(path("short"), 0).value();
        QVERIFY(documents->record({{1, "a", ""}}));
        bytes = documents->bytes();
    }
    QVERIFY(QFile::resize(path("short"), bytes - 1));
    QVERIFY(DocumentRegister::open(path("short"), bytes).value()->damaged());
}

void TestRegister::aFlippedByteIsDamage()
{
    std::int64_t bytes = 0;
    {
        auto documents = DocumentRegister::open(path("flipped"), 0).value();
        QVERIFY(documents->record({{1, "aaaa", ""}}));
        QVERIFY(documents->record({{2, "bbbb", ""}}));
        bytes = documents->bytes();
    }
    QFile file(path("flipped"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray all = file.readAll();
    all[all.indexOf("aaaa")] = 'x';
    file.seek(0);
    file.write(all);
    file.close();
    QVERIFY(DocumentRegister::open(path("flipped"), bytes).value()->damaged());
}

void TestRegister::numbersMayRepeatWithinAShard()
{
    auto documents = DocumentRegister::open(path("shrunk"), 0).value();
    QVERIFY(documents->record({{5, "a", ""}, {5, "b", ""}}));
    QCOMPARE(documents->live().value(), 2);
    QVERIFY(documents->recordDeletes({{5, "a", ""}}));
    QCOMPARE(documents->live().value(), 1);
    const auto left = documents->liveEntries({{0, 10}}).value();
    QCOMPARE(left.size(), std::size_t(1));
    QCOMPARE(left.front().id, std::string("b"));
}

void TestRegister::whatIsReplacedUnderAnotherRoutingIsKnown()
{
    auto opened = DocumentRegister::open(path("moved.reg"), 0);
    QVERIFY(opened);
    DocumentRegister &documents = **opened;
    QVERIFY(documents.record({{5, "moves", "a"}, {6, "deleted", "a"}, {7, "stays", "a"}, {8, "gets one", ""}}));
    QVERIFY(documents.recordDeletes({{6, "deleted", "a"}}));
    const std::vector<DocumentRegister::Entry> later{
        {9, "moves", "b"}, {10, "deleted", "b"}, {11, "stays", "a"}, {12, "gets one", "b"}, {13, "new", "b"}};
    const auto replaced = documents.replacedBy(later);
    QVERIFY(replaced);
    QCOMPARE(replaced->size(), std::size_t(2));
    QCOMPARE(replaced->front().id, std::string("moves"));
    QCOMPARE(replaced->front().seqNo, 5);
    QCOMPARE(replaced->front().routing, std::string("a"));
    QCOMPARE(replaced->back().id, std::string("gets one"));
    QVERIFY(documents.record(later));
    const auto again = documents.replacedBy(later);
    QVERIFY(again && again->empty());
}

void TestRegister::aDeleteIsNotUndoneByReadingTheSameWindowAgain()
{
    auto documents = DocumentRegister::open(path("again"), 0).value();
    QVERIFY(documents->record({{5, "a", ""}}));
    QVERIFY(documents->recordDeletes({{5, "a", ""}}));
    QVERIFY(documents->record({{5, "a", ""}}));
    QCOMPARE(documents->live().value(), 0);
    bool deleted = false;
    QCOMPARE(documents->newest("a", &deleted).value(), 5);
    QVERIFY(deleted);
    QVERIFY(documents->record({{9, "a", ""}})); // re-created
    QCOMPARE(documents->live().value(), 1);
}

void TestRegister::theIndexFindsEveryIdThroughManyRuns()
{
    IdIndex index(path("index"));
    std::mt19937 random(3);
    std::map<int, std::int64_t> expected;
    for (std::int64_t mark = 0; mark < 600'000; ++mark) { // far above what is held in memory
        const int id = static_cast<int>(random() % 200'000);
        QVERIFY(index.add(IdHash::of(std::to_string(id)), mark));
        expected[id] = mark;
    }
    for (int id = 0; id < 200'000; id += 37)
        QCOMPARE(index.find(IdHash::of(std::to_string(id))).value(), expected.contains(id) ? expected[id] : -1);
    std::int64_t sum = 0;
    std::int64_t count = 0;
    QVERIFY(index.compact([&](std::int64_t mark) {
        sum += mark;
        ++count;
    }));
    std::int64_t expectedSum = 0;
    for (const auto &[id, mark] : expected)
        expectedSum += mark;
    QCOMPARE(count, static_cast<std::int64_t>(expected.size()));
    QCOMPARE(sum, expectedSum);
    for (int id = 0; id < 200'000; id += 37)
        QCOMPARE(index.find(IdHash::of(std::to_string(id))).value(), expected.contains(id) ? expected[id] : -1);
}

QTEST_GUILESS_MAIN(TestRegister)
#include "tst_register.moc"
