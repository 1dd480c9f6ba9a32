// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowlibraries.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace godwit {
namespace {

QString sqliteVersion()
{
    const QString name = QStringLiteral("godwit-about");
    QString version;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(QStringLiteral(":memory:"));
        if (database.open()) {
            QSqlQuery query(QStringLiteral("SELECT sqlite_version()"), database);
            if (query.next())
                version = query.value(0).toString();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return version;
}

} // namespace

QList<Library> builtWith()
{
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    return {{s("simdjson"), s(GODWIT_SIMDJSON_VERSION), s("Apache-2.0 or MIT"), s("simdjson.org")},
        {s("SQLite"), sqliteVersion(), s("Public domain"), s("sqlite.org")},
        {s("zlib"), s(GODWIT_ZLIB_VERSION), s("Zlib"), s("zlib.net")},
        {s("QtKeychain"), s(GODWIT_KEYCHAIN_VERSION), s("BSD-3-Clause"), s("github.com/frankosterfeld/qtkeychain")},
        {s("expected"), s(GODWIT_EXPECTED_VERSION), s("CC0-1.0"), s("github.com/TartanLlama/expected")}};
}

} // namespace godwit
