// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journaldatabase.h"

#include "engine/journalschema.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlError>

#include <atomic>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Journal)
};

constexpr auto driver = "QSQLITE";

QString nextConnectionName()
{
    static std::atomic<int> number{0};
    return QStringLiteral("godwit-journal-%1").arg(number.fetch_add(1));
}

} // namespace

Result<std::unique_ptr<JournalDatabase>> JournalDatabase::open(const QString &path, Access access)
{
    if (access == Access::Read && !QFileInfo::exists(path))
        return fail(ErrorKind::NotFound, Tr::tr("There is no journal %1. Check the job's number.").arg(path));
    auto opened = std::unique_ptr<JournalDatabase>(new JournalDatabase(path, nextConnectionName()));
    if (auto done = opened->configure(access); !done)
        return fail(done.error());
    return opened;
}

JournalDatabase::JournalDatabase(QString path, QString connection)
    : m_path(std::move(path))
    , m_connection(std::move(connection))
    , m_database(QSqlDatabase::addDatabase(QLatin1String(driver), m_connection))
{
}

JournalDatabase::~JournalDatabase()
{
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void> JournalDatabase::configure(Access access)
{
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!m_database.open())
        return failed(m_database.lastError());
    if (access == Access::Read)
        return run(QStringLiteral("PRAGMA query_only=ON"));
    const auto mode = single(QStringLiteral("PRAGMA journal_mode=WAL"));
    if (!mode)
        return fail(mode.error());
    return run(QStringLiteral("PRAGMA synchronous=NORMAL"));
}

Result<void> JournalDatabase::upgrade()
{
    const auto version = single(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return fail(version.error());
    const auto &steps = journalSteps();
    const auto have = static_cast<std::size_t>(version->toInt());
    if (have > steps.size()) {
        return fail(ErrorKind::Storage,
            Tr::tr("The journal %1 was made by a newer Godwit (format %2). Open it with that one.")
                .arg(m_path)
                .arg(have));
    }
    for (std::size_t step = have; step < steps.size(); ++step) {
        QStringList statements{QStringLiteral("BEGIN IMMEDIATE")};
        statements += steps[step];
        statements += QStringLiteral("PRAGMA user_version=%1").arg(step + 1);
        statements += QStringLiteral("COMMIT");
        for (const QString &sql : std::as_const(statements)) {
            if (auto done = run(sql); !done) {
                const auto ignored = run(QStringLiteral("ROLLBACK"));
                Q_UNUSED(ignored)
                return done;
            }
        }
    }
    return {};
}

Result<QSqlQuery *> JournalDatabase::execute(const QString &sql, const QVariantList &values)
{
    // Some pragmas act when they are prepared, not when they run; so each time anew.
    if (sql.startsWith(QLatin1String("PRAGMA")))
        m_prepared.remove(sql);
    auto &query = m_prepared[sql];
    if (!query) {
        query = std::make_shared<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            const QSqlError error = query->lastError();
            m_prepared.remove(sql);
            return failed(error);
        }
    }
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, values[i]);
    if (!query->exec()) {
        const QSqlError error = query->lastError();
        query->finish();
        return failed(error);
    }
    return query.get();
}

Result<void> JournalDatabase::run(const QString &sql, const QVariantList &values)
{
    const auto query = execute(sql, values);
    if (!query)
        return fail(query.error());
    (*query)->finish();
    return {};
}

Result<void> JournalDatabase::select(
    const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row)
{
    const auto query = execute(sql, values);
    if (!query)
        return fail(query.error());
    while ((*query)->next())
        row(**query);
    const QSqlError error = (*query)->lastError();
    (*query)->finish();
    if (error.isValid())
        return failed(error);
    return {};
}

Result<QVariant> JournalDatabase::single(const QString &sql)
{
    QVariant value;
    auto done = select(sql, {}, [&value](const QSqlQuery &query) {
        if (!value.isValid())
            value = query.value(0);
    });
    if (!done)
        return fail(done.error());
    return value;
}

tl::unexpected<Error> JournalDatabase::failed(const QSqlError &error) const
{
    const QString code = error.nativeErrorCode();
    // SQLITE_FULL, SQLITE_CORRUPT, SQLITE_NOTADB
    if (code == QLatin1String("13")) {
        return fail(ErrorKind::Storage,
            Tr::tr("The disk with %1 is full. Make room there; the job can then go on.").arg(m_path), error.text());
    }
    if (code == QLatin1String("11") || code == QLatin1String("26")) {
        return fail(ErrorKind::Storage, Tr::tr("The journal %1 is damaged. Start the migration anew.").arg(m_path),
            error.text());
    }
    return fail(ErrorKind::Storage,
        Tr::tr("The journal %1 can't be used: %2. Check the disk and its rights.").arg(m_path, error.databaseText()),
        error.text());
}

} // namespace godwit
