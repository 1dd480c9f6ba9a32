// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

#include <algorithm>
#include <optional>

namespace godwit {

//! A cluster that only answers what a preflight asks. Anything that writes or reads documents fails the test.
class StillCluster : public SearchCluster
{
public:
    Result<ClusterInfo> cluster = ClusterInfo{};
    QList<IndexSummary> indices;
    QHash<QString, IndexDefinition> definition;
    QStringList streams;
    QStringList templates;
    Result<QList<AttachingPolicy>> policies = QList<AttachingPolicy>();
    QStringList missingPrivileges;
    bool privilegesKnown = true;
    QStringList narrowed;
    QList<std::pair<QString, QString>> refused;
    ClusterRoom clusterRoom{3, 900, 1000, 0.95, 10, 1000};
    qint64 time = 1'000'000;
    qint64 counted = 7;
    qint64 routed = 0;
    std::optional<Error> countError;

    Result<ClusterInfo> info() override { return cluster; }
    Result<QList<IndexSummary>> listIndices(const QStringList &patterns) override
    {
        QList<IndexSummary> found;
        for (const IndexSummary &index : indices) {
            const bool byAlias = std::any_of(patterns.cbegin(), patterns.cend(),
                [&](const QString &name) { return definition.value(index.name).aliases.contains(name); });
            if (patterns.contains(QStringLiteral("*")) || patterns.contains(index.name) || byAlias)
                found.append(index);
        }
        return found;
    }
    Result<QHash<QString, IndexDefinition>> definitions(const QStringList &names) override
    {
        QHash<QString, IndexDefinition> found;
        for (const QString &name : names) {
            if (definition.contains(name))
                found.insert(name, definition.value(name));
        }
        return found;
    }
    Result<ClusterRoom> room() override { return clusterRoom; }
    Result<qint64> clock() override { return time; }
    Result<PrivilegeCheck> privileges(const QStringList &, const QStringList &wanted) override
    {
        PrivilegeCheck check{privilegesKnown, {}, wanted.contains(QLatin1String("read")) ? narrowed : QStringList()};
        for (const QString &privilege : wanted) {
            if (missingPrivileges.contains(privilege))
                check.missing.append(privilege + QLatin1String(" on orders"));
        }
        return check;
    }
    Result<QStringList> dataStreams(const QStringList &) override { return streams; }
    Result<ClusterNames> names() override { return ClusterNames{}; }
    Result<QHash<QString, QStringList>> templatesFor(const QStringList &names) override
    {
        QHash<QString, QStringList> found;
        for (const QString &index : names)
            found.insert(index, templates);
        return found;
    }
    Result<QList<AttachingPolicy>> attachingPolicies() override { return policies; }
    Result<QList<std::pair<QString, QString>>> refusedAnalyzers(const QJsonObject &) override { return refused; }
    Result<qint64> count(const QString &) override
    {
        if (countError)
            return fail(*countError);
        return counted;
    }

    Result<qint64> countRouted(const QString &) override
    {
        if (countError)
            return fail(*countError);
        return routed;
    }

    Result<QHash<QString, QByteArray>> mappings(const QStringList &) override { return no(); }
    Result<void> createIndex(const QString &, const QJsonObject &) override { return no(); }
    Result<void> waitForPrimaries(const QStringList &) override { return no(); }
    Result<void> deleteIndex(const QString &) override { return no(); }
    Result<void> putMapping(const QString &, const QJsonObject &) override { return no(); }
    Result<void> putSettings(const QString &, const QJsonObject &) override { return no(); }
    Result<void> updateAliases(const QJsonArray &) override { return no(); }
    Result<std::vector<ShardState>> shardStates(const QStringList &) override { return no(); }
    Result<void> refresh(const QStringList &, int) override { return no(); }
    Result<void> flush(const QStringList &) override { return no(); }
    Result<HitPage> readWindow(const WindowRead &) override { return no(); }
    Result<qint64> countUpTo(const ShardRef &, qint64) override { return no(); }
    Result<std::vector<SeqBucket>> seqHistogram(const ShardRef &, const std::vector<SeqRange> &, qint64) override
    {
        return no();
    }
    Result<std::vector<std::pair<qint64, std::string>>> seqNosIn(
        const ShardRef &, const std::vector<SeqRange> &) override
    {
        return no();
    }
    Result<std::vector<Lookup>> lookUp(const ShardRef &, const std::vector<DocumentKey> &, LookAt) override
    {
        return no();
    }
    Result<BulkAnswer> bulk(const QByteArray &, int) override { return no(); }
    bool blockIsComplete() const override { return true; }
    Result<void> setWriteBlock(const QStringList &) override { return no(); }
    Result<void> liftWriteBlock(const QStringList &) override { return no(); }
    QString liftWriteBlockCommand(const QStringList &) const override { return {}; }
    Result<std::vector<RunningWrite>> runningWrites(const QStringList &) override { return no(); }
    Result<QString> health(const QStringList &) override { return no(); }
    bool knowsExcludeVectors() const override { return false; }
    bool isReadOnly() const override { return readOnly; }

    bool touched = false;
    bool readOnly = false;

private:
    tl::unexpected<Error> no()
    {
        touched = true;
        return fail(ErrorKind::Internal, QStringLiteral("not part of a preflight"));
    }
};

} // namespace godwit
