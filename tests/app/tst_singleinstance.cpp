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
        QCOMPARE(first.begin({}, false), SingleInstance::Role::First);
        const QSignalSpy opened(&first, &SingleInstance::opened);
        const QString plan = state.filePath(QStringLiteral("plan.json"));
        // It blocks until it is answered, so it lives on another thread here, as it lives in another process otherwise.
        auto second = std::async(std::launch::async, [&] { return SingleInstance(state.path()).begin(plan, true); });
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(second.get(), SingleInstance::Role::Second);
        QCOMPARE(opened.first().at(0).toString(), plan);
        QCOMPARE(opened.first().at(1).toBool(), true);
    }
    void anotherFolderOfJobsHasItsOwnWindow()
    {
        const QTemporaryDir state;
        const QTemporaryDir other;
        SingleInstance first(state.path());
        SingleInstance second(other.path());
        QCOMPARE(first.begin({}, false), SingleInstance::Role::First);
        QCOMPARE(second.begin({}, false), SingleInstance::Role::First);
    }
    void afterTheFirstHasEndedTheNextIsTheFirst()
    {
        const QTemporaryDir state;
        {
            SingleInstance first(state.path());
            QCOMPARE(first.begin({}, false), SingleInstance::Role::First);
        }
        SingleInstance next(state.path());
        QCOMPARE(next.begin({}, false), SingleInstance::Role::First);
    }
    void aProcessThatDoesNotAnswerIsNotTakenForTheWindow()
    {
        const QTemporaryDir state;
        QLockFile lock(state.filePath(QStringLiteral("window.lock")));
        QVERIFY(lock.tryLock());
        QCOMPARE(SingleInstance(state.path()).begin({}, false), SingleInstance::Role::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
