// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison that was stopped goes on where it stood, each pair for itself, and finds nothing twice.
#include "app/verifyjob.h"
#include "engine/verify/findingsfile.h"
#include "tests/support/memorycluster.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace godwit;

namespace {

const QString one = QStringLiteral("one");
const QString two = QStringLiteral("two");

//! What the servers do besides having documents.
struct World
{
    std::atomic<int> lookUpsLeft{1'000'000}; //!< of the first index on the target; then it may not be read any more
    std::atomic<int> readings{0}; //!< of the first index
};

class WatchedCluster final : public MemoryCluster
{
public:
    WatchedCluster(MemoryServer *server, World *world) : MemoryCluster(server), m_server(server), m_world(world) { }
    Result<HitPage> readWindow(const WindowRead &window) override
    {
        if (window.shard.index == one)
            ++m_world->readings;
        return MemoryCluster::readWindow(window);
    }
    Result<std::vector<Lookup>> lookUp(
        const ShardRef &shard, const std::vector<DocumentKey> &keys, LookAt what) override
    {
        if (shard.index == one && m_server->uuid() == QLatin1String("target") && m_world->lookUpsLeft-- <= 0)
            return fail(ErrorKind::Refused, QStringLiteral("may not be read"));
        return MemoryCluster::lookUp(shard, keys, what);
    }

private:
    MemoryServer *m_server;
    World *m_world;
};

class WatchedFactory final : public SearchClusterFactory
{
public:
    WatchedFactory(MemoryServer *server, World *world) : m_server(server), m_world(world) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override
    {
        return std::make_unique<WatchedCluster>(m_server, m_world);
    }
    QString address() const override { return m_server->uuid(); }

private:
    MemoryServer *m_server;
    World *m_world;
};

class Silent final : public VerifyObserver
{
public:
    void progress(const VerifyProgress &) override { }
    void finding(const VerifyFinding &) override { }
    void event(const JobEvent &) override { }
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestVerifyResume : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    std::unique_ptr<World> m_world;
    std::unique_ptr<QTemporaryDir> m_place;

    QString job() const { return m_place->filePath(QStringLiteral("job")); }
    QString state(const QString &name) const { return QString(job() + QStringLiteral("/verify/") + name); }
    QStringList spills() const
    {
        return QDir(state({})).entryList({QStringLiteral("spill*")}, QDir::Dirs | QDir::NoDotAndDotDot);
    }
    VerifyResult compare(const QStringList &names)
    {
        VerifyRequest request;
        for (const QString &name : names)
            request.pairs.append({name, name});
        request.settleSeconds = 0;
        WatchedFactory from(m_source.get(), m_world.get());
        WatchedFactory to(m_target.get(), m_world.get());
        JobControl control;
        Silent shown;
        const auto journal = Journal::open(job());
        if (!journal)
            return {};
        VerifyJob verify(**journal, shown);
        VerifyResult result = verify.run(request, from, to, control);
        verify.keep(result, QStringLiteral("job"));
        return result;
    }
    //! Every thing is named once, in both files.
    void namedOnce(qint64 things)
    {
        QStringList named;
        for (const QByteArray &line : contents(VerifyJob::differencesFile(job())).split('\n')) {
            const QJsonObject finding = QJsonDocument::fromJson(line).object();
            if (!finding.isEmpty())
                named.append(finding.value(QLatin1String("kind")).toString() + u' '
                    + finding.value(QLatin1String("index")).toString() + u' '
                    + finding.value(QLatin1String("id")).toString());
        }
        QCOMPARE(named.size(), things);
        QCOMPARE(named.removeDuplicates(), 0);
        const auto journal = Journal::open(job());
        QVERIFY(journal);
        QCOMPARE((*journal)->findingCount(), things);
        QCOMPARE(contents((*journal)->findingsFile()).count('\n'), things);
    }
    //! The first pair may not be looked up any more after some times, the second is equal.
    void suspendTheFirst(int after)
    {
        m_world->lookUpsLeft = after;
        const VerifyResult result = compare({one, two});
        QVERIFY2(result.outcome == Outcome::Failed, qPrintable(result.reason));
        QCOMPARE(result.rows.first().state, VerifyState::Suspended);
        QCOMPARE(result.rows.last().state, VerifyState::Equal);
        QCOMPARE(spills().size(), 1); // the second pair is through
        m_world->lookUpsLeft = 1'000'000;
        m_world->readings = 0;
    }
    void finishTheFirst()
    {
        const VerifyResult result = compare({one, two});
        QVERIFY2(result.outcome == Outcome::Findings, qPrintable(result.reason));
        QCOMPARE(m_world->readings.load(), 0); // it was read already
        QCOMPARE(result.rows.first().missing, 3'000);
        QCOMPARE(result.findingCount, 3'001);
        QCOMPARE(result.rows.first().findings, 3'001);
        namedOnce(3'001);
        QCOMPARE(spills(), QStringList());
    }

private Q_SLOTS:
    void init()
    {
        m_source = std::make_unique<MemoryServer>(QStringLiteral("source"));
        m_target = std::make_unique<MemoryServer>(QStringLiteral("target"));
        m_world = std::make_unique<World>();
        m_place = std::make_unique<QTemporaryDir>();
        for (int i = 0; i < 3'000; ++i)
            m_source->put(one, std::to_string(i), "{}");
        for (MemoryServer *server : {m_source.get(), m_target.get()})
            for (int i = 0; i < 20; ++i)
                server->put(two, std::to_string(i), "{}");
        m_target->put(one, "0", "{}");
        m_target->remove(one, "0");
    }

    void aPairGoesOnThoughAnotherCameAfterIt()
    {
        suspendTheFirst(12); // 2,000 of the documents are settled by then
        finishTheFirst();
    }

    void aCountIsFoundOnceThoughNoDocumentWasLookedAt()
    {
        suspendTheFirst(0);
        suspendTheFirst(0);
        finishTheFirst();
    }

    void aStateOfAnEarlierVersionGoesOn()
    {
        suspendTheFirst(12);
        QJsonObject kept = QJsonDocument::fromJson(contents(state(QStringLiteral("verify.json")))).object();
        QJsonObject underWay = kept.value(QLatin1String("under_way")).toArray().first().toObject();
        QVERIFY(QDir(state({})).rename(
            underWay.value(QLatin1String("folder")).toString(), QStringLiteral("spill")));
        underWay.remove(QStringLiteral("folder"));
        kept.insert(QStringLiteral("under_way"), underWay);
        QFile file(state(QStringLiteral("verify.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(kept).toJson());
        file.close();
        finishTheFirst();
    }

    //! A crash between a report and the next saved state: what was reported since is reported again.
    void whatWasReportedBeforeACrashIsNamedOnce()
    {
        suspendTheFirst(12);
        const QByteArray before = contents(state(QStringLiteral("verify.json")));
        const QString spill = state(spills().first());
        const QString copy = m_place->filePath(QStringLiteral("copy"));
        QVERIFY(QDir().mkpath(copy));
        for (const QString &name : QDir(spill).entryList(QDir::Files))
            QVERIFY(QFile::copy(spill + u'/' + name, copy + u'/' + name));
        finishTheFirst();
        QVERIFY(QDir().rename(copy, spill));
        QFile file(state(QStringLiteral("verify.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(before);
        file.close();
        finishTheFirst();
    }

    void whatAClosedIndexHasIsFoundOnce()
    {
        m_target->mappings.insert(two, object(R"({"properties":{"t":{"type":"keyword"}}})"));
        m_source->mappings.insert(two, object(R"({"properties":{"t":{"type":"text"}}})"));
        m_target->closed = QStringList{two};
        for (int i = 0; i < 3; ++i) {
            const VerifyResult result = compare({two});
            QVERIFY(result.outcome == Outcome::Failed);
            QCOMPARE(result.findingCount, 1);
            QCOMPARE(result.findings.size(), 1);
            namedOnce(1);
        }
        m_target->closed.clear();
        const VerifyResult result = compare({two});
        QVERIFY(result.outcome == Outcome::Findings);
        QCOMPARE(result.findingCount, 1);
        namedOnce(1);
    }

    void theOldestFindingsOfARowStay()
    {
        const QString path = m_place->filePath(QStringLiteral("findings.ndjson"));
        const auto line = [](const char *index, int id) -> QByteArray {
            VerifyFinding finding{QStringLiteral("missing"), QString::fromLatin1(index), QStringLiteral("t"),
                QString::number(id), {}, {}, {}, {}};
            return QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + '\n';
        };
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(line("a", 1) + line("b", 2) + line("a", 3) + line("c", 4) + line("a", 5) + "{\"kind\":\"mis");
        file.close();
        VerifyRow a(IndexPair{QStringLiteral("a"), QStringLiteral("t")});
        a.findings = 2;
        const VerifyRow b(IndexPair{QStringLiteral("b"), QStringLiteral("t")});
        const auto dropped = keepFindings(path, {a, b});
        QVERIFY(dropped);
        QCOMPARE(*dropped, 3);
        QCOMPARE(contents(path), line("a", 1) + line("a", 3) + line("c", 4));
        QCOMPARE(keepFindings(path, {a, b}).value(), 0);
        QCOMPARE(keepFindings(m_place->filePath(QStringLiteral("none")), {a}).value(), 0);
    }
};

QTEST_GUILESS_MAIN(TestVerifyResume)
#include "tst_verifyresume.moc"
