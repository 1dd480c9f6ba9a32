// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Live copies under a random workload, to and between the newest servers.
#include "tests/cluster/loadedcopy.h"

#include <QTest>

using namespace godwit::test;

//! A slot a pair: QtTest gives each slot five minutes, and servers start slowly on a busy machine.
class TestLiveCopyLarge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByteArrivesFrom7To819() { copiesUnderLoad(QStringLiteral("es7"), QStringLiteral("es8x")); }
    void everyByteArrivesFrom819To9() { copiesUnderLoad(QStringLiteral("es8x"), QStringLiteral("es9")); }
    void everyByteArrivesFromOpenSearch2To3() { copiesUnderLoad(QStringLiteral("os2"), QStringLiteral("os3")); }
};

QTEST_GUILESS_MAIN(TestLiveCopyLarge)
#include "tst_livecopylarge.moc"
