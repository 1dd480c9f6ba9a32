// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a reindex is asked for.
#include "connectors/elasticsearch/reindexclient.h"

#include <QTest>

using namespace godwit;

class TestReindexClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOrderAlwaysNamesAPipeline();
};

//! Where it names none, servers take the default_pipeline of the index.
void TestReindexClient::anOrderAlwaysNamesAPipeline()
{
    const auto destination = [](const ReindexOrder &order) {
        return ReindexClient::bodyOf(order, {}).value(QLatin1String("dest")).toObject();
    };
    ReindexOrder order;
    order.from = QStringLiteral("old");
    order.to = QStringLiteral("new");
    QCOMPARE(destination(order),
        (QJsonObject{{QStringLiteral("index"), QStringLiteral("new")},
            {QStringLiteral("version_type"), QStringLiteral("external")},
            {QStringLiteral("pipeline"), QStringLiteral("_none")}}));
    order.pipeline = QStringLiteral("mark");
    QCOMPARE(destination(order).value(QLatin1String("pipeline")).toString(), QStringLiteral("mark"));
}

QTEST_GUILESS_MAIN(TestReindexClient)
#include "tst_reindexclient.moc"
