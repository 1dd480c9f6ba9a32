// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/comparison.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <QThread>

namespace godwit::test {

QString difference(const Documents &here, const Documents &there)
{
    int missing = 0;
    int extra = 0;
    int changed = 0;
    QStringList examples;
    for (auto it = here.begin(); it != here.end(); ++it) {
        const auto other = there.constFind(it.key());
        if (other == there.constEnd())
            ++missing;
        else if (*other != *it)
            ++changed;
        else
            continue;
        if (examples.size() < 3)
            examples.append(QString::fromUtf8(it.key().first + " here " + *it
                + (other == there.constEnd() ? QByteArray(" not there") : " there " + *other)));
    }
    for (auto it = there.begin(); it != there.end(); ++it) {
        if (here.contains(it.key()))
            continue;
        ++extra;
        if (examples.size() < 3)
            examples.append(QString::fromUtf8(it.key().first + " only there"));
    }
    if (missing + extra + changed == 0)
        return {};
    return QStringLiteral("%1 missing, %2 extra, %3 changed of %4: %5")
        .arg(missing)
        .arg(extra)
        .arg(changed)
        .arg(here.size())
        .arg(examples.join(QStringLiteral("; ")));
}

QStringList namedFindings(const QJsonObject &summary)
{
    QStringList names;
    for (const QJsonValue &finding : summary.value(QLatin1String("findings")).toArray())
        names.append(finding[QLatin1String("kind")].toString() + u'/' + finding[QLatin1String("id")].toString());
    names.sort();
    return names;
}

void endsExactly(
    GodwitRun &run, TestCluster &source, TestCluster &target, const QList<QByteArray> &indices, int milliseconds)
{
    QVERIFY2(run.waitFinished(milliseconds), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0 || run.hadFinished(), qPrintable(run.outputText()));
    for (const QByteArray &index : indices) {
        const QString differs = difference(source.allDocuments(index), target.allDocuments(index));
        QVERIFY2(differs.isEmpty(), qPrintable(QString(QString::fromUtf8(index) + u": " + differs)));
    }
}

void runsExactly(GodwitRun &run, TestCluster &source, TestCluster &target, const QList<QByteArray> &indices)
{
    run.sayCutover();
    endsExactly(run, source, target, indices);
}

QByteArray documentLines(const QByteArray &index, int from, int to, const QByteArray &body)
{
    QByteArray all;
    for (int i = from; i < to; ++i)
        all += R"({"index":{"_index":")" + index + R"(","_id":")" + QByteArray::number(i) + "\"}}\n" + body + '\n';
    return all;
}

QByteArray deleteLines(const QByteArray &index, int from, int to)
{
    QByteArray all;
    for (int i = from; i < to; ++i)
        all += R"({"delete":{"_index":")" + index + R"(","_id":")" + QByteArray::number(i) + "\"}}\n";
    return all;
}

bool createIndex(TestCluster &cluster, const QByteArray &name, const QByteArray &settings, const QByteArray &mappings)
{
    int status = 0;
    cluster.rawRequest("PUT", "/" + name,
        R"({"settings":{)" + settings + "}" + (mappings.isEmpty() ? QByteArray() : R"(,"mappings":)" + mappings) + "}",
        &status);
    return status == 200;
}

bool waitForHealth(TestCluster &cluster, const QByteArray &wanted, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
        int status = 0;
        const QJsonObject answer
            = cluster.request("GET", "/_cluster/health?timeout=5s&wait_for_status=" + wanted, {}, &status).object();
        if (status == 200 && !answer.value(QLatin1String("timed_out")).toBool(true))
            return true;
        QThread::msleep(100);
    }
    return false;
}

void deleteIndices(TestCluster &cluster)
{
    const QJsonArray rows = cluster.request("GET", "/_cat/indices?format=json&h=index&expand_wildcards=all").array();
    for (const QJsonValue &row : rows) {
        const QString name = row.toObject().value(QLatin1String("index")).toString();
        if (!name.startsWith(u'.'))
            cluster.rawRequest("DELETE", "/" + name.toUtf8());
    }
}

int primaryNode(TestCluster &cluster, const QByteArray &index, int shard)
{
    const QJsonArray rows
        = cluster.request("GET", "/_cat/shards/" + index + "?format=json&h=shard,prirep,node").array();
    for (const QJsonValue &row : rows) {
        const QJsonObject one = row.toObject();
        if (one.value(QLatin1String("prirep")).toString() == QLatin1String("p")
            && one.value(QLatin1String("shard")).toString().toInt() == shard) {
            const QString node = one.value(QLatin1String("node")).toString();
            return node.right(1).toInt();
        }
    }
    return -1;
}

} // namespace godwit::test
