// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Live copies under a random workload, between the servers that every run of the tests has.
#include "tests/cluster/loadedcopy.h"

#include <QTest>

using namespace godwit::test;

//! A slot a pair: QtTest gives each slot five minutes, and servers start slowly on a busy machine.
class TestLiveCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByteArrivesFrom7To8() { copiesUnderLoad(QStringLiteral("es7"), QStringLiteral("es8")); }
    void everyByteArrivesFrom6To8() { copiesUnderLoad(QStringLiteral("es6"), QStringLiteral("es8")); }
    void everyByteArrivesFrom7ToOpenSearch2() { copiesUnderLoad(QStringLiteral("es7"), QStringLiteral("os2")); }
    void everyByteArrivesFromOpenSearch2() { copiesUnderLoad(QStringLiteral("os2"), QStringLiteral("os2")); }
};

QTEST_GUILESS_MAIN(TestLiveCopy)
#include "tst_livecopy.moc"
