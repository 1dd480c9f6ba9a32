// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/etaestimator.h"

#include <QTest>

using namespace godwit;

class TestEtaEstimator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsPromisedBeforeHalfAMinute()
    {
        EtaEstimator eta;
        for (int t = 0; t < 29; ++t)
            eta.add(t, t * 1000, 1'000'000);
        QVERIFY(eta.text().isEmpty());
        for (int t = 29; t < 40; ++t)
            eta.add(t, t * 1000, 1'000'000);
        QVERIFY(!eta.text().isEmpty());
    }
    void aSteadyRateGivesANarrowRange()
    {
        EtaEstimator eta;
        for (int t = 0; t <= 60; ++t)
            eta.add(t, t * 1000, 660'000);
        QCOMPARE(eta.text(), QStringLiteral("about 10 min"));
    }
    void aSwingingRateGivesARangeAndAWildOneNothing()
    {
        EtaEstimator swinging;
        qint64 done = 0;
        for (int t = 0; t <= 60; ++t)
            swinging.add(t, done += t < 20 ? 1000 : 1200, 1'000'000);
        QVERIFY2(swinging.text().contains(QStringLiteral(" to ")), qPrintable(swinging.text()));
        EtaEstimator wild;
        done = 0;
        for (int t = 0; t <= 60; ++t)
            wild.add(t, done += t < 20 ? 200 : 2000, 1'000'000);
        QVERIFY2(wild.text().isEmpty(), qPrintable(wild.text()));
    }
    void goingBackStartsOver()
    {
        EtaEstimator eta;
        for (int t = 0; t <= 60; ++t)
            eta.add(t, t * 1000, 660'000);
        eta.add(61, 0, 660'000);
        QVERIFY(eta.text().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEtaEstimator)
#include "tst_etaestimator.moc"
