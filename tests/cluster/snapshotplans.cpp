// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/snapshotplans.h"

#include <QElapsedTimer>
#include <QTest>

namespace godwit::test {

QJsonObject sharedRepositoryPlan(const QString &name, const QString &folder, const QJsonObject &settings)
{
    QJsonObject all = settings;
    all.insert(QStringLiteral("location"),
        QString(TestCluster::sharedRepository() + u'/' + (folder.isEmpty() ? name : folder)));
    return {{QStringLiteral("name"), name}, {QStringLiteral("type"), QStringLiteral("fs")},
        {QStringLiteral("settings"), all}};
}

QJsonObject roundsPlan(TestCluster &source, TestCluster &target, const QStringList &indices, const QString &name,
    const QJsonObject &rounds)
{
    QJsonObject plan = planFor(source.url(), target.url(), indices);
    plan.insert(QStringLiteral("method"), QStringLiteral("snapshot-rounds"));
    plan.insert(QStringLiteral("options"),
        QJsonObject{{QStringLiteral("repository"), sharedRepositoryPlan(name)}, {QStringLiteral("rounds"), rounds}});
    return plan;
}

QJsonObject restorePlan(
    TestCluster &target, const QJsonObject &repository, const QString &snapshot, const QString &prefix)
{
    const QJsonObject rule{{QStringLiteral("from"), QStringLiteral("^(.*)$")},
        {QStringLiteral("to"), QString(prefix + QStringLiteral("$1"))}};
    return {{QStringLiteral("godwit"), 1}, {QStringLiteral("name"), QStringLiteral("test")},
        {QStringLiteral("method"), QStringLiteral("restore")},
        {QStringLiteral("target"), QJsonObject{{QStringLiteral("url"), target.url()}}},
        {QStringLiteral("select"),
            QJsonObject{{QStringLiteral("indices"), QJsonArray{QStringLiteral("*")}},
                {QStringLiteral("rename"), QJsonArray{rule}}}},
        {QStringLiteral("options"),
            QJsonObject{{QStringLiteral("repository"), repository}, {QStringLiteral("snapshot"), snapshot}}}};
}

QStringList snapshotsOf(TestCluster &cluster, const QByteArray &repository)
{
    QStringList names;
    const auto list
        = cluster.request("GET", "/_snapshot/" + repository + "/_all")[QLatin1String("snapshots")].toArray();
    for (const QJsonValue &entry : list)
        names.append(entry[QLatin1String("snapshot")].toString());
    return names;
}

bool isBlocked(TestCluster &cluster, const QByteArray &index)
{
    return cluster.rawRequest("GET", '/' + index + "/_settings/index.blocks.write?flat_settings=true")
        .contains("\"true\"");
}

bool waitInsideCutover(GodwitRun &run, TestCluster &source, const QByteArray &index, int atMostMs)
{
    QElapsedTimer timer;
    timer.start();
    while (run.running() && timer.elapsed() < 120'000 && !isBlocked(source, index))
        QTest::qWait(2); // the program's output is read meanwhile: a full pipe would hold it up
    if (!run.running() || !isBlocked(source, index))
        return false;
    QTest::qWait(atMostMs);
    return run.running();
}

} // namespace godwit::test
