// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QLockFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace godwit;

class TestSingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSecondHandsItsPlanToTheFirst()
    {
        const QTemporaryDir state;
        SingleInstance first(state.path());
        QCOMPARE(first.begin({}), SingleInstance::Role::First);
        const QSignalSpy opened(&first, &SingleInstance::opened);
        const QString plan = state.filePath(QStringLiteral("plan.json"));
        // It blocks until it is answered, so it lives on another thread here, as it lives in another process otherwise.
        auto second = std::async(std::launch::async, [&] {
            return SingleInstance(state.path()).begin({plan, true, QStringLiteral("orders-eu")});
        });
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(second.get(), SingleInstance::Role::Second);
        const auto order = opened.first().first().value<WindowOrder>();
        QCOMPARE(order.plan, plan);
        QVERIFY(order.start);
        QCOMPARE(order.profile, QStringLiteral("orders-eu"));
    }
    void anotherFolderOfJobsHasItsOwnWindow()
    {
        const QTemporaryDir state;
        const QTemporaryDir other;
        SingleInstance first(state.path());
        SingleInstance second(other.path());
        QCOMPARE(first.begin({}), SingleInstance::Role::First);
        QCOMPARE(second.begin({}), SingleInstance::Role::First);
    }
    void afterTheFirstHasEndedTheNextIsTheFirst()
    {
        const QTemporaryDir state;
        {
            SingleInstance first(state.path());
            QCOMPARE(first.begin({}), SingleInstance::Role::First);
        }
        SingleInstance next(state.path());
        QCOMPARE(next.begin({}), SingleInstance::Role::First);
    }
    void aProcessThatDoesNotAnswerIsNotTakenForTheWindow()
    {
        const QTemporaryDir state;
        QLockFile lock(state.filePath(QStringLiteral("window.lock")));
        QVERIFY(lock.tryLock());
        QCOMPARE(SingleInstance(state.path()).begin({}), SingleInstance::Role::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
