// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison that was stopped goes on only with what it had begun to read.
#include "engine/verify/verifier.h"
#include "tests/support/memorycluster.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

using namespace godwit;

namespace {

class Silent final : public VerifyObserver
{
public:
    void progress(const VerifyProgress &) override { }
    void event(const JobEvent &) override { }
    void finding(const VerifyFinding &) override { }
};

const QString orders = QStringLiteral("orders");

void fill(MemoryServer &server)
{
    for (int i = 0; i < 9; ++i)
        server.put(orders, std::to_string(i), R"({"n":)" + std::to_string(i) + "}");
}

} // namespace

class TestVerifyRemade : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    std::unique_ptr<QTemporaryDir> m_folder;

    VerifyResult compare(JobControl &control)
    {
        VerifyRequest request;
        request.pairs = {{orders, orders}};
        request.settleSeconds = 0;
        MemoryFactory from(m_source.get());
        MemoryFactory to(m_target.get());
        Silent silent;
        return Verifier({request, from, to, control, silent, m_folder->path()}).run();
    }
    //! Ends when one side is read, and nothing of the other one.
    void begin(MemoryServer &read, MemoryServer &unread)
    {
        JobControl control;
        std::atomic<bool> reading = false;
        read.beforeRead = [&reading] {
            reading = true;
            return Result<void>();
        };
        unread.beforeRead = [&]() -> Result<void> {
            while (!reading)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            control.finishAndStop();
            return fail(ErrorKind::Busy, QStringLiteral("away"));
        };
        QCOMPARE(compare(control).outcome, Outcome::Stopped);
        for (MemoryServer *server : {&read, &unread})
            server->beforeRead = [] { return Result<void>(); };
    }
    VerifyResult goOn()
    {
        JobControl control;
        return compare(control);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_unique<MemoryServer>(QStringLiteral("source"));
        m_target = std::make_unique<MemoryServer>(QStringLiteral("target"));
        fill(*m_source);
        fill(*m_target);
    }

    void whatIsTheSameGoesOn()
    {
        begin(*m_target, *m_source);
        const VerifyResult result = goOn();
        QVERIFY2(result.outcome == Outcome::Succeeded, qPrintable(result.reason));
        QCOMPARE(result.rows.first().target.read, 9); // not once more
    }

    void anIndexThatWasMadeAgainIsNotTheSame_data()
    {
        QTest::addColumn<bool>("ofSource");
        QTest::addColumn<bool>("again");
        QTest::newRow("source, made again") << true << true;
        QTest::newRow("target, made again") << false << true;
        QTest::newRow("source, restored") << true << false;
        QTest::newRow("target, restored") << false << false;
    }
    void anIndexThatWasMadeAgainIsNotTheSame()
    {
        QFETCH(bool, ofSource);
        QFETCH(bool, again);
        MemoryServer &changed = ofSource ? *m_source : *m_target;
        begin(changed, ofSource ? *m_target : *m_source);
        if (again)
            changed.drop(orders);
        else
            changed.renewHistory();
        for (int i = 3; i < 9; ++i)
            changed.put(orders, std::to_string(i), R"({"n":"other"})");
        const VerifyResult result = goOn();
        QVERIFY(result.outcome == Outcome::Failed);
        QVERIFY2(result.reason.contains(QLatin1String("made again or restored")), qPrintable(result.reason));
    }

    void whatIsRestoredWhileItIsReadIsNotCalledEqual()
    {
        m_target->beforeRead = [this] {
            m_target->renewHistory();
            return Result<void>();
        };
        const VerifyResult result = goOn();
        QVERIFY(result.outcome == Outcome::Failed);
        QVERIFY2(result.reason.contains(QLatin1String("made again or restored")), qPrintable(result.reason));
    }
};

QTEST_GUILESS_MAIN(TestVerifyRemade)
#include "tst_verifyremade.moc"
