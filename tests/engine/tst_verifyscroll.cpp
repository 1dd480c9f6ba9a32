// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Large shards are read by scrolls: every document once, whatever happens on the way.
#include "engine/verify/numberset.h"
#include "engine/verify/verifier.h"
#include "tests/support/memorycluster.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace godwit;

namespace {

const QString orders = QStringLiteral("orders");
constexpr int many = 20'000;

//! What scrolls of one side do and meet.
struct Scrolls
{
    std::function<bool(int page)> goesOn = [](int) { return true; }; //!< before a page is answered; false: it fails
    std::atomic<int> pages{0};
    std::atomic<qint64> scrolled{0};
    std::atomic<qint64> windowed{0};
    std::atomic<int> ended{0};
};

class ScrollCluster final : public MemoryCluster
{
public:
    ScrollCluster(MemoryServer *server, Scrolls *scrolls) : MemoryCluster(server), m_scrolls(scrolls) { }
    Result<HitPage> readWindow(const WindowRead &window) override
    {
        auto page = MemoryCluster::readWindow(window);
        if (page && static_cast<int>(page->hits.size()) < window.size)
            m_scrolls->windowed += static_cast<qint64>(page->hits.size());
        return page;
    }
    Result<HitPage> readScroll(const WindowRead &window, const QByteArray &scroll) override
    {
        if (!m_scrolls->goesOn(++m_scrolls->pages))
            return fail(ErrorKind::NotFound, QStringLiteral("search_context_missing_exception"));
        if (scroll.isEmpty()) {
            m_view = MemoryCluster::readWindow(window).value();
            m_at = 0;
        }
        HitPage page;
        page.scroll = "scroll";
        for (; m_at < m_view.hits.size() && static_cast<int>(page.hits.size()) < window.size; ++m_at)
            page.hits.push_back(m_view.hits[m_at]);
        m_scrolls->scrolled += static_cast<qint64>(page.hits.size());
        return page;
    }
    void endScroll(const QByteArray &) override { ++m_scrolls->ended; }

private:
    Scrolls *m_scrolls;
    HitPage m_view;
    std::size_t m_at = 0;
};

class ScrollFactory final : public SearchClusterFactory
{
public:
    ScrollFactory(MemoryServer *server, Scrolls *scrolls) : m_server(server), m_scrolls(scrolls) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override
    {
        return std::make_unique<ScrollCluster>(m_server, m_scrolls);
    }
    QString address() const override { return QString(QStringLiteral("memory:") + m_server->uuid()); }

private:
    MemoryServer *m_server;
    Scrolls *m_scrolls;
};

class Heard final : public VerifyObserver
{
public:
    void progress(const VerifyProgress &) override { }
    void event(const JobEvent &) override { }
    void finding(const VerifyFinding &finding) override { named.append(QString(finding.kind + u'/' + finding.id)); }
    QStringList named;
};

} // namespace

class TestVerifyScroll : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryServer> m_source;
    std::unique_ptr<MemoryServer> m_target;
    std::unique_ptr<Scrolls> m_fromScrolls;
    std::unique_ptr<Scrolls> m_toScrolls;
    std::unique_ptr<QTemporaryDir> m_place;
    JobControl *m_control = nullptr; //!< of the comparison that runs
    QStringList m_found;
    int m_readers = 2;

    VerifyResult compare()
    {
        VerifyRequest request;
        request.pairs = {{orders, orders}};
        request.settleSeconds = 0;
        request.readersPerSide = m_readers;
        ScrollFactory from(m_source.get(), m_fromScrolls.get());
        ScrollFactory to(m_target.get(), m_toScrolls.get());
        JobControl control;
        m_control = &control;
        Heard heard;
        const VerifyResult result = Verifier({request, from, to, control, heard, m_place->path()}).run();
        m_control = nullptr;
        m_found = heard.named;
        m_found.sort();
        return result;
    }

private Q_SLOTS:
    void init()
    {
        m_source = std::make_unique<MemoryServer>(QStringLiteral("source"));
        m_target = std::make_unique<MemoryServer>(QStringLiteral("target"));
        m_fromScrolls = std::make_unique<Scrolls>();
        m_toScrolls = std::make_unique<Scrolls>();
        m_place = std::make_unique<QTemporaryDir>();
        m_readers = 2;
        for (MemoryServer *server : {m_source.get(), m_target.get()})
            for (int i = 0; i < many; ++i)
                server->put(orders, std::to_string(i), R"({"n":)" + std::to_string(i) + "}");
    }

    void numbersComeBackFromText()
    {
        NumberSet set;
        QVERIFY(set.isEmpty() && set.toText().isEmpty());
        for (const qint64 number : {0, 1, 63, 64, 4'000, 1'000'000})
            QVERIFY(set.insert(number));
        QVERIFY(!set.insert(64));
        QVERIFY(!set.insert(-1));
        const NumberSet back = NumberSet::fromText(set.toText());
        QVERIFY(back == set);
        QVERIFY(back.contains(63) && back.contains(1'000'000));
        QVERIFY(!back.contains(2) && !back.contains(-1) && !back.contains(2'000'000));
        QVERIFY(NumberSet::fromText(QStringLiteral("no set")).isEmpty());
    }

    void largeShardsAreScrolled()
    {
        m_target->put(orders, "77", R"({"n":"changed"})");
        m_target->remove(orders, "19999");
        const VerifyResult result = compare();
        QCOMPARE(m_found, (QStringList{QStringLiteral("count/"), QStringLiteral("different/77"),
                              QStringLiteral("missing/19999")}));
        QCOMPARE(result.rows.first().source.read, many);
        QCOMPARE(result.rows.first().target.read, many - 1);
        QVERIFY2(m_fromScrolls->scrolled > many * 9 / 10, "scrolls read most of it");
        QCOMPARE(m_fromScrolls->scrolled + m_fromScrolls->windowed, many);
        QVERIFY(m_fromScrolls->ended > 0);
    }

    void whatAScrollBroughtIsNotReadAgainWhenItBreaksOff()
    {
        m_fromScrolls->goesOn = [](int page) { return page <= 2; };
        m_target->put(orders, "77", R"({"n":"changed"})");
        const VerifyResult result = compare();
        QCOMPARE(m_found, (QStringList{QStringLiteral("different/77")}));
        QVERIFY(m_fromScrolls->scrolled > 0);
        QCOMPARE(result.rows.first().source.read, many);
        QCOMPARE(result.rows.first().target.read, many);
    }

    void aScrollShowsWhatWasThereWhenItBegan()
    {
        m_readers = 1; // and one scroll
        m_fromScrolls->goesOn = [this](int page) {
            if (page == 2)
                for (const char *id : {"1", "10000", "19999"})
                    m_source->put(orders, id, R"({"n":"meanwhile"})");
            return true;
        };
        const VerifyResult result = compare();
        QCOMPARE(m_found, QStringList());
        QVERIFY2(result.outcome == Outcome::Succeeded, qPrintable(result.reason));
        QVERIFY(result.rows.first().moving);
        QCOMPARE(result.rows.first().source.read, many);
    }

    void aStoppedComparisonGoesOnWithTheRest()
    {
        m_target->put(orders, "77", R"({"n":"changed"})");
        m_fromScrolls->goesOn = [this](int page) {
            if (page == 3)
                m_control->finishAndStop();
            return true;
        };
        const VerifyResult stopped = compare();
        QVERIFY(stopped.outcome != Outcome::Findings && stopped.outcome != Outcome::Succeeded);
        const qint64 before = stopped.rows.first().source.read;
        QVERIFY2(before > 0 && before < many, qPrintable(QString::number(before)));
        m_fromScrolls->goesOn = [](int) { return true; };
        const VerifyResult result = compare();
        QCOMPARE(m_found, (QStringList{QStringLiteral("different/77")}));
        QVERIFY(result.outcome == Outcome::Findings);
        QCOMPARE(result.rows.first().source.read, many);
        QCOMPARE(result.rows.first().target.read, many);
    }

    //! Behind the first window, so that only what is read after the scroll shows it.
    void numbersThatRepeatCanNotBeLeftOut()
    {
        m_source->renumber(orders, [](qint64 number) { return number < 12'000 ? number : number - 4'000; });
        m_fromScrolls->goesOn = [](int page) { return page <= 1; };
        const VerifyResult result = compare();
        QVERIFY(m_fromScrolls->scrolled > 0);
        QVERIFY(result.outcome != Outcome::Succeeded);
        QVERIFY2(result.rows.first().reason.contains(QLatin1String("shrunk")), qPrintable(result.rows.first().reason));
    }

    void aShardWhoseNumbersRepeatIsReadByWindows()
    {
        m_source->renumber(orders, [](qint64 number) { return number % (many / 2); });
        const VerifyResult result = compare();
        QCOMPARE(m_found, QStringList());
        QVERIFY2(result.outcome == Outcome::Succeeded, qPrintable(result.reason + result.rows.first().reason));
        QCOMPARE(m_fromScrolls->pages, 0);
        QVERIFY(m_toScrolls->scrolled > 0);
    }
};

QTEST_GUILESS_MAIN(TestVerifyScroll)
#include "tst_verifyscroll.moc"
