// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"

#include <QDebug>
#include <QFile>

namespace godwit::journaltest {

inline JobRecord record()
{
    JobRecord made;
    made.job = QStringLiteral("0123abcd");
    made.name = QStringLiteral("orders");
    made.method = QStringLiteral("live-copy");
    made.created = QDateTime::fromString(QStringLiteral("2024-01-02T03:04:05.678Z"), Qt::ISODateWithMs);
    made.state = QStringLiteral("running");
    made.plan.name = made.name;
    made.plan.method = made.method;
    made.plan.source.url = QStringLiteral("http://a:1");
    made.plan.target.url = QStringLiteral("http://b:2");
    made.plan.select.indices = {QStringLiteral("x")};
    return made;
}

inline ShardCheckpoint checkpoint(const QString &index, int shard, qint64 applied)
{
    ShardCheckpoint made;
    made.index = index;
    made.shard = shard;
    made.historyUuid = QStringLiteral("h");
    made.startLine = 5;
    made.applied = applied;
    made.baseDone = true;
    made.deleteTotal = 6;
    made.deleteNode = QStringLiteral("node");
    made.ledger = {10, 5, 3, 1, 1, 9, 7, 2};
    made.bytes = applied * 10;
    made.registerBytes = applied * 3;
    return made;
}

inline std::unique_ptr<Journal> opened(const QString &folder)
{
    auto journal = Journal::open(folder);
    if (!journal) {
        qWarning() << journal.error().summary << journal.error().detail;
        return nullptr;
    }
    return std::move(*journal);
}

inline QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace godwit::journaltest
