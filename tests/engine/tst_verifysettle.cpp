// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison while both sides are in use: what is a difference, and what changed meanwhile.
#include "engine/verify/verifier.h"
#include "tests/support/memorycluster.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

using namespace godwit;

namespace {

class Heard final : public VerifyObserver
{
public:
    void progress(const VerifyProgress &) override { }
    void event(const JobEvent &) override { }
    void finding(const VerifyFinding &finding) override { named.append(QString(finding.kind + u'/' + finding.id)); }
    QStringList named;
};

const QString orders = QStringLiteral("orders");
constexpr double settleSeconds = 0.3;
constexpr auto beyondTheLimit = std::chrono::milliseconds(700); // twice the settling time, and more

} // namespace

class TestVerifySettle : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    QStringList m_found;

    VerifyResult compare()
    {
        VerifyRequest request;
        request.pairs = {{orders, orders}};
        request.settleSeconds = settleSeconds;
        MemoryFactory from(m_source.get());
        MemoryFactory to(m_target.get());
        JobControl control;
        Heard heard;
        const QTemporaryDir place;
        const VerifyResult result = Verifier({request, from, to, control, heard, place.path()}).run();
        m_found = heard.named;
        m_found.sort();
        return result;
    }

private Q_SLOTS:
    //! A client writes to the source while it is read; one document is lost, another is not the same.
    void init()
    {
        m_source = std::make_unique<MemoryServer>(QStringLiteral("source"));
        m_target = std::make_unique<MemoryServer>(QStringLiteral("target"));
        for (MemoryServer *server : {m_source.get(), m_target.get()})
            for (int i = 0; i < 9; ++i)
                server->put(orders, std::to_string(i), R"({"n":)" + std::to_string(i) + "}");
        m_target->remove(orders, "7");
        m_target->put(orders, "5", R"({"n":"wrong"})");
        m_source->beforeRead = [this, written = std::make_shared<std::atomic<bool>>()] {
            if (!written->exchange(true))
                m_source->put(orders, "new", "{}");
            return Result<void>();
        };
    }

    void aServerThatIsAwayHidesNothing()
    {
        m_target->beforeLook = [looks = 0]() mutable {
            if (++looks == 1)
                std::this_thread::sleep_for(beyondTheLimit);
        };
        const VerifyResult result = compare();
        QCOMPARE(m_found, (QStringList{QStringLiteral("different/5"), QStringLiteral("missing/7")}));
        QVERIFY(result.outcome == Outcome::Findings);
        QVERIFY(result.rows.first().moving);
        QCOMPARE(result.rows.first().changedMeanwhile, 0);
    }

    void oneChangeDuringALongPauseHidesNothing()
    {
        m_target->beforeLook = [this, looks = 0]() mutable {
            if (++looks != 2)
                return;
            std::this_thread::sleep_for(beyondTheLimit);
            m_target->put(orders, "5", R"({"n":"wrong again"})");
        };
        compare();
        QCOMPARE(m_found, (QStringList{QStringLiteral("different/5"), QStringLiteral("missing/7")}));
    }

    void whatChangesAllTheTimeIsNoFinding()
    {
        m_target->beforeLook = [this, looks = 0]() mutable {
            m_target->put(orders, "5", R"({"n":)" + std::to_string(1000 + ++looks) + "}");
        };
        const VerifyResult result = compare();
        QCOMPARE(m_found, (QStringList{QStringLiteral("missing/7")}));
        QCOMPARE(result.rows.first().changedMeanwhile, 1);
    }
};

QTEST_GUILESS_MAIN(TestVerifySettle)
#include "tst_verifysettle.moc"
