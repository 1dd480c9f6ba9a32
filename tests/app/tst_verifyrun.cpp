// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `godwit verify --repair` on a job: what it asks, what it says when it ends before its time, and what a resume says.
#include "app/repairconsent.h"
#include "app/verifycommand.h"
#include "app/verifyrun.h"
#include "tests/support/memorycluster.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

const QString orders = QStringLiteral("orders");
const QString shops = QStringLiteral("shops");
constexpr int extra = 300;

//! A target that forbids writes after the first bulks.
class ForbiddingFactory final : public SearchClusterFactory
{
public:
    ForbiddingFactory(MemoryServer *server, int allowed) : m_server(server), m_allowed(allowed) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override
    {
        return std::make_unique<Forbidding>(m_server, m_allowed);
    }
    QString address() const override { return QStringLiteral("memory:target"); }

private:
    class Forbidding final : public MemoryCluster
    {
    public:
        Forbidding(MemoryServer *server, int &allowed) : MemoryCluster(server), m_allowed(allowed) { }
        Result<BulkAnswer> bulk(const QByteArray &body, int operations) override
        {
            if (m_allowed-- <= 0)
                return fail(ErrorKind::Forbidden, QStringLiteral("The target forbids it."));
            return MemoryCluster::bulk(body, operations);
        }

    private:
        int &m_allowed;
    };

    MemoryServer *m_server;
    int m_allowed;
};

} // namespace

class TestVerifyRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_lines; //!< of the last run
    QJsonObject m_repair; //!< what its summary says of the repair
    VerifyResult m_result;

    static Result<bool> yes(const RepairPlan &) { return true; }

    Result<JobSummary> run(JobControl &control, const VerifyRun::Asked &asked, SearchClusterFactory *target = nullptr)
    {
        m_lines.clear();
        const auto keep = [this](const QString &line) { m_lines.append(line); };
        VerifyPrinter printer(false, keep, keep);
        VerifyRequest request;
        request.pairs = {{orders, orders}, {shops, shops}};
        request.settleSeconds = 0;
        JobRecord record;
        record.job = QStringLiteral("00000001");
        record.method = verifyMethod;
        record.plan.options = request.toJson();
        const auto journal = Journal::open(m_folder->path());
        if (!journal)
            return fail(journal.error());
        if (const auto saved = (*journal)->saveJob(record); !saved)
            return fail(saved.error());
        MemoryFactory from(m_source.get());
        MemoryFactory to(m_target.get());
        VerifyRun running(control, printer, asked);
        auto ended = running.run(record, **journal, from, target ? *target : to);
        m_repair = running.more.value(QLatin1String("repair")).toObject();
        m_result = running.result;
        return ended;
    }
    int left() const { return static_cast<int>(m_target->documents(orders).size()) - 1; }
    bool said(const char *text) const { return !m_lines.filter(QLatin1String(text)).isEmpty(); }
    static qsizetype linesOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_unique<MemoryServer>(QStringLiteral("source"));
        m_target = std::make_unique<MemoryServer>(QStringLiteral("target"));
        for (MemoryServer *server : {m_source.get(), m_target.get()})
            for (const QString &index : {orders, shops})
                server->put(index, "1", R"({"n":1})");
        for (int i = 0; i < extra; ++i)
            m_target->put(orders, "x" + std::to_string(i), "{}");
    }

    void eachDocumentIsListedAndAWordAskedFor()
    {
        m_source->put(orders, "2", R"({"n":2})");
        QStringList listed;
        QString word;
        AskedHow how{false, [&](const QString &line) { listed.append(line); },
            [&](const QString &asked) {
                word = asked;
                return false;
            }};
        const auto asked = [&how](const RepairPlan &plan) { return consentTo(plan, how); };
        JobControl control;
        const auto ended = run(control, asked);
        QVERIFY(ended);
        QCOMPARE(ended->outcome, Outcome::Findings);
        QCOMPARE(left(), extra);
        QVERIFY(m_repair.isEmpty());
        QCOMPARE(listed.size(), extra + 2);
        QVERIFY(listed.first().startsWith(QLatin1String("delete orders/x")));
        QCOMPARE(listed.at(extra), QStringLiteral("copy orders/2 (missing)"));
        QCOMPARE(word, QStringLiteral("repair"));
        how.yes = true;
        word.clear();
        const auto plan = planRepair(m_folder->filePath(QStringLiteral("differences.ndjson")));
        QVERIFY(plan);
        QCOMPARE(consentTo(*plan, how).value_or(false), true);
        QVERIFY(word.isEmpty());
    }

    void aWholeRepairIsComparedAgain()
    {
        JobControl control;
        const auto ended = run(control, yes);
        QVERIFY(ended);
        QCOMPARE(ended->outcome, Outcome::Succeeded);
        QCOMPARE(left(), 0);
        QCOMPARE(m_repair.value(QLatin1String("deleted")).toInt(), extra);
        QCOMPARE(m_repair.value(QLatin1String("finished")).toBool(), true);
    }

    void aStopEndsTheRepairAndAResumeComparesAgain()
    {
        m_target->put(shops, "more", "{}"); // nothing is repaired there before the stop
        JobControl control;
        m_target->beforeBulk = [&] { control.finishAndStop(); };
        const auto ended = run(control, yes);
        QVERIFY(ended);
        QCOMPARE(ended->outcome, Outcome::Stopped);
        QCOMPARE(left(), extra - 100); // what was under way is done
        QCOMPARE(m_repair.value(QLatin1String("deleted")).toInt(), 100);
        QCOMPARE(m_repair.value(QLatin1String("finished")).toBool(true), false);
        QVERIFY(QFile::exists(m_repair.value(QLatin1String("undo_file")).toString()));
        QVERIFY(said("Repaired: 0 copied, 100 deleted"));
        QVERIFY(said("The repair did not come to its end"));

        m_target->beforeBulk = [] {};
        JobControl fresh;
        const auto resumed = run(fresh, {});
        QVERIFY(resumed);
        QCOMPARE(resumed->outcome, Outcome::Findings);
        constexpr int found = extra - 100 + 1 + 2; // the count of each pair is one, too
        QCOMPARE(resumed->findingCount, found);
        QCOMPARE(linesOf(resumed->findingsFile), found);
        QCOMPARE(m_repair.value(QLatin1String("deleted")).toInt(), 100);
    }

    void whatAResumeSaysIsTrueNow()
    {
        JobControl control;
        m_target->beforeBulk = [&] { control.finishAndStop(); };
        QVERIFY(run(control, yes));
        for (int i = 0; i < extra; ++i)
            m_target->remove(orders, "x" + std::to_string(i));
        JobControl fresh;
        const auto resumed = run(fresh, {});
        QVERIFY(resumed);
        QCOMPARE(resumed->outcome, Outcome::Succeeded);
        QCOMPARE(resumed->findingCount, 0);
    }

    //! A crash leaves findings behind that are found again, and perhaps half a line.
    void findingsOfTheSecondComparisonAreKeptOnce()
    {
        JobControl control;
        m_target->beforeBulk = [&] { control.finishAndStop(); };
        QVERIFY(run(control, yes));
        QFile after(m_folder->filePath(QStringLiteral("findings-after-repair.ndjson")));
        QVERIFY(after.open(QIODevice::Append));
        VerifyFinding finding;
        finding.kind = QStringLiteral("extra");
        finding.sourceIndex = finding.targetIndex = orders;
        finding.id = QStringLiteral("x200");
        after.write(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + "\n{\"kind\":");
        after.close();
        m_target->beforeBulk = [] {};
        JobControl fresh;
        const auto resumed = run(fresh, {});
        QVERIFY(resumed);
        QCOMPARE(resumed->findingCount, extra - 100 + 1); // the count as well
        QCOMPARE(linesOf(resumed->findingsFile), extra - 100 + 1);
    }
    void afterAnErrorItSaysWhatWasDone()
    {
        ForbiddingFactory target(m_target.get(), 1);
        JobControl control;
        const auto ended = run(control, yes, &target);
        QVERIFY(ended);
        QCOMPARE(ended->outcome, Outcome::Failed);
        QCOMPARE(ended->reason, QStringLiteral("The target forbids it."));
        QCOMPARE(ended->errorKind, QStringLiteral("forbidden"));
        QCOMPARE(ended->exitCode(), 5);
        QCOMPARE(left(), extra - 100);
        QCOMPARE(m_repair.value(QLatin1String("deleted")).toInt(), 100);
        QCOMPARE(m_repair.value(QLatin1String("reason")).toString(), ended->reason);
        QVERIFY(QFile::exists(m_repair.value(QLatin1String("undo_file")).toString()));
        QVERIFY(said("Repaired: 0 copied, 100 deleted"));
        // It was compared once more, so the result is what is there now.
        QCOMPARE(m_result.rows.first().extra, extra - 100);
        QCOMPARE(ended->findingCount, extra - 100 + 1); // the count as well
    }
};

QTEST_GUILESS_MAIN(TestVerifyRun)
#include "tst_verifyrun.moc"
