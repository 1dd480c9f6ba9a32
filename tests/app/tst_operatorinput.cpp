// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operatorword.h"
#include "app/stopsignals.h"

#include <QtTest>

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

using namespace godwit;

class TestOperatorInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void wordIsHeard_data();
    void wordIsHeard();
    void whoStopsWritesIsHeard();
    void aRoundIsHeard();
    void otherWordsAreNot();
    void endOfInputEndsNothing();
    void floodIsNotKept();
    void listenerEndsWhileNothingIsSaid();
    void signalsAreCounted();
    void signalsKeepTheirMeaningAfterwards();

private:
    void say(const QByteArray &bytes) const
    {
        QCOMPARE(::write(m_pipe[1], bytes.constData(), static_cast<size_t>(bytes.size())), bytes.size());
    }

    std::array<int, 2> m_pipe{-1, -1};
};

void TestOperatorInput::init()
{
    QCOMPARE(::pipe(m_pipe.data()), 0);
}

void TestOperatorInput::cleanup()
{
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void TestOperatorInput::wordIsHeard_data()
{
    QTest::addColumn<QByteArrayList>("parts");
    QTest::newRow("whole") << QByteArrayList{"cutover\n"};
    QTest::newRow("in parts") << QByteArrayList{"cut", "over", "\n"};
    QTest::newRow("after others") << QByteArrayList{"hello\ncutover\n"};
    QTest::newRow("DOS") << QByteArrayList{"cutover\r\n"};
}

void TestOperatorInput::wordIsHeard()
{
    QFETCH(QByteArrayList, parts);
    std::atomic<int> heard{0};
    const OperatorWord word([&heard](OperatorWord::Said) { ++heard; }, m_pipe[0]);
    for (const QByteArray &part : parts) {
        QCOMPARE(heard.load(), 0);
        say(part);
        QTest::qWait(20);
    }
    QTRY_COMPARE(heard.load(), 1);
}

void TestOperatorInput::whoStopsWritesIsHeard()
{
    std::atomic<int> godwit{0};
    std::atomic<int> operators{0};
    const OperatorWord word(
        [&](OperatorWord::Said blocks) { ++(blocks == OperatorWord::Said::CutoverWritesStopped ? operators : godwit); },
        m_pipe[0]);
    say("cutover  writes-stopped\n");
    QTRY_COMPARE(operators.load(), 1);
    QCOMPARE(godwit.load(), 0);
    say("cutover\n");
    QTRY_COMPARE(godwit.load(), 1);
    QCOMPARE(operators.load(), 1);
}

void TestOperatorInput::aRoundIsHeard()
{
    std::atomic<int> rounds{0};
    std::atomic<int> others{0};
    const OperatorWord word(
        [&](OperatorWord::Said said) { ++(said == OperatorWord::Said::Round ? rounds : others); }, m_pipe[0]);
    say(" round\nrounds\nround\n");
    QTRY_COMPARE(rounds.load(), 2);
    QCOMPARE(others.load(), 0);
}

void TestOperatorInput::otherWordsAreNot()
{
    std::atomic<int> heard{0};
    const OperatorWord word([&heard](OperatorWord::Said) { ++heard; }, m_pipe[0]);
    say("cutovers\nno cutover\nCUTOVER now\ncutover writes\n\n");
    QTest::qWait(100);
    QCOMPARE(heard.load(), 0);
}

void TestOperatorInput::endOfInputEndsNothing()
{
    std::atomic<int> heard{0};
    {
        const OperatorWord word([&heard](OperatorWord::Said) { ++heard; }, m_pipe[0]);
        say("cutover");
        ::close(std::exchange(m_pipe[1], ::open("/dev/null", O_WRONLY)));
        QTRY_COMPARE(heard.load(), 1); // a last line may lack its end
        QTest::qWait(50);
    }
    QCOMPARE(heard.load(), 1);
}

void TestOperatorInput::floodIsNotKept()
{
    std::atomic<int> heard{0};
    const OperatorWord word([&heard](OperatorWord::Said) { ++heard; }, m_pipe[0]);
    for (int i = 0; i < 100; ++i)
        say(QByteArray(8192, 'x')); // whole reads, so that nothing of it is left over by chance
    QTest::qWait(200);
    say("cutover\n"); // the end of the flood, not a line of its own
    QTest::qWait(100);
    QCOMPARE(heard.load(), 0);
    say("cutover\n");
    QTRY_COMPARE(heard.load(), 1);
}

void TestOperatorInput::listenerEndsWhileNothingIsSaid()
{
    QElapsedTimer timer;
    timer.start();
    {
        const OperatorWord word([](OperatorWord::Said) {}, m_pipe[0]);
        QTest::qWait(20);
    }
    QVERIFY(timer.elapsed() < 2000);
}

void TestOperatorInput::signalsAreCounted()
{
    std::atomic<int> count{0};
    const StopSignals signals([&count](int number) { count = number; });
    ::kill(::getpid(), SIGINT);
    QTRY_COMPARE(count.load(), 1);
    ::kill(::getpid(), SIGTERM);
    QTRY_COMPARE(count.load(), 2);
}

void TestOperatorInput::signalsKeepTheirMeaningAfterwards()
{
    {
        const StopSignals signals([](int) {});
    }
    struct sigaction action = {};
    QCOMPARE(::sigaction(SIGINT, nullptr, &action), 0);
    QVERIFY(action.sa_handler == SIG_DFL);
}

QTEST_GUILESS_MAIN(TestOperatorInput)
#include "tst_operatorinput.moc"
