// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>

namespace godwit {

//! One SQLite connection to a job's journal; belongs to the thread that opened it. Statements are prepared once.
class JournalDatabase
{
public:
    enum class Access { Read, Write };

    static Result<std::unique_ptr<JournalDatabase>> open(const QString &path, Access access);
    ~JournalDatabase();
    Q_DISABLE_COPY_MOVE(JournalDatabase)

    //! Runs the schema steps that are missing, each in a transaction of its own.
    Result<void> upgrade();
    Result<void> run(const QString &sql, const QVariantList &values = {});
    Result<void> select(
        const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row);
    //! First column of the first row; invalid when there is none.
    Result<QVariant> single(const QString &sql);

private:
    JournalDatabase(QString path, QString connection);
    Result<void> configure(Access access);
    Result<QSqlQuery *> execute(const QString &sql, const QVariantList &values);
    tl::unexpected<Error> failed(const QSqlError &error) const;

    QString m_path;
    QString m_connection;
    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
};

} // namespace godwit
