// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journalschema.h"

namespace godwit {

const std::vector<QStringList> &journalSteps()
{
    static const std::vector<QStringList> steps{
        {
            QStringLiteral(
                "CREATE TABLE job (one INTEGER PRIMARY KEY CHECK (one = 1), job TEXT, name TEXT, method TEXT,"
                " created TEXT, updated TEXT, state TEXT, phase TEXT, reason TEXT, plan TEXT)"),
            QStringLiteral("CREATE TABLE named_value (key TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID"),
            QStringLiteral(
                "CREATE TABLE job_index (source TEXT PRIMARY KEY, target TEXT, source_uuid TEXT, target_uuid TEXT,"
                " shards INTEGER, definition TEXT, state TEXT, reason TEXT)"),
            QStringLiteral(
                "CREATE TABLE checkpoint (source TEXT, shard INTEGER, history_uuid TEXT, start_line INTEGER,"
                " applied INTEGER, base_done INTEGER, delete_total INTEGER, delete_node TEXT, read INTEGER,"
                " written INTEGER, already INTEGER, rejected INTEGER, filtered INTEGER, deletes_found INTEGER,"
                " deletes_applied INTEGER, deletes_superseded INTEGER, bytes INTEGER,"
                " register_bytes INTEGER,"
                " PRIMARY KEY (source, shard)) WITHOUT ROWID"),
            QStringLiteral(
                "CREATE TABLE undo (id INTEGER PRIMARY KEY AUTOINCREMENT, cluster TEXT, source TEXT, uuid TEXT,"
                " kind TEXT, payload TEXT)"),
            QStringLiteral(
                "CREATE TABLE event (id INTEGER PRIMARY KEY, time TEXT, level INTEGER, source TEXT, text TEXT)"),
            QStringLiteral(
                "CREATE TABLE finding (id INTEGER PRIMARY KEY, kind TEXT, source TEXT, document TEXT, detail TEXT)"),
            QStringLiteral("CREATE TABLE summary (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT)"),
            QStringLiteral("CREATE TABLE synced (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER)"),
            QStringLiteral("INSERT INTO synced (one, count) VALUES (1, 0)"),
        },
    };
    return steps;
}

} // namespace godwit
