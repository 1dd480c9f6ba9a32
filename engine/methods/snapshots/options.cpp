// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/options.h"

#include "engine/plan.h"
#include "engine/planreader.h"
#include "engine/schemaoverride.h"

#include <QRegularExpression>

#include <algorithm>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::SnapshotOptions)
};

const QString place = QStringLiteral("options");

std::vector<std::pair<QString, RoundPace>> paces()
{
    return {{QStringLiteral("until-short"), RoundPace::UntilShort}, {QStringLiteral("interval"), RoundPace::Interval},
        {QStringLiteral("by-hand"), RoundPace::ByHand}};
}

std::vector<std::pair<QString, VerifyLevel>> levels()
{
    return {{QStringLiteral("counts"), VerifyLevel::Counts}, {QStringLiteral("ids"), VerifyLevel::Ids},
        {QStringLiteral("content"), VerifyLevel::Content}};
}

//! What a type can't do without.
QString neededSetting(const QString &type)
{
    if (type == QLatin1String("fs"))
        return QStringLiteral("location");
    if (type == QLatin1String("s3") || type == QLatin1String("gcs"))
        return QStringLiteral("bucket");
    if (type == QLatin1String("azure"))
        return QStringLiteral("container");
    return type == QLatin1String("url") ? QStringLiteral("url") : QString();
}

std::vector<Field> placeFields(RepositoryInfo *to)
{
    return {PlanReader::text(QStringLiteral("type"), &to->type),
        PlanReader::object(QStringLiteral("settings"), &to->settings)};
}

Field repositoryField(RepositoryOptions *to)
{
    std::vector<Field> fields = placeFields(&to->own);
    fields.push_back(PlanReader::required(PlanReader::text(QStringLiteral("name"), &to->own.name)));
    fields.push_back(PlanReader::section(QStringLiteral("target"), placeFields(&to->onTarget)));
    return PlanReader::required(PlanReader::section(QStringLiteral("repository"), std::move(fields)));
}

Result<void> checkPlace(const RepositoryInfo &repository, const QString &where)
{
    static const QStringList types{QStringLiteral("fs"), QStringLiteral("s3"), QStringLiteral("gcs"),
        QStringLiteral("azure"), QStringLiteral("url")};
    if (repository.type.isEmpty()) {
        if (repository.settings.isEmpty())
            return {};
        return fail(ErrorKind::Usage, Tr::tr("\"%1.settings\" needs \"%1.type\" beside it.").arg(where));
    }
    if (!types.contains(repository.type))
        return PlanReader::wrongWord(QString(where + QStringLiteral(".type")), repository.type, types);
    const QString needed = neededSetting(repository.type);
    if (repository.settings.value(needed).toString().isEmpty())
        return fail(ErrorKind::Usage,
            Tr::tr("\"%1.settings.%2\" is missing: a repository of type %3 needs it.")
                .arg(where, needed, repository.type));
    static const QStringList secrets{QStringLiteral("access_key"), QStringLiteral("secret_key"),
        QStringLiteral("session_token"), QStringLiteral("key"), QStringLiteral("sas_token"), QStringLiteral("account"),
        QStringLiteral("credentials_file")};
    for (const QString &secret : secrets)
        if (repository.settings.contains(secret))
            return fail(ErrorKind::Usage,
                Tr::tr("\"%1.settings.%2\" is a secret. A plan has none: put it into the keystore of the servers.")
                    .arg(where, secret));
    static const QRegularExpression credentials(QStringLiteral("://[^/?#\\s]*@"));
    for (auto it = repository.settings.begin(); it != repository.settings.end(); ++it)
        if (credentials.match(it.value().toString()).hasMatch())
            return fail(ErrorKind::Usage,
                Tr::tr("\"%1.settings.%2\" has a user name or a password in its address. A plan has none: leave them "
                       "out, and let the servers in by other means.")
                    .arg(where, it.key()));
    return {};
}

Result<void> checkRepository(RepositoryOptions &repository)
{
    static const QRegularExpression legal(QStringLiteral("^[^\\s\\\\/*?\"<>|,#_][^\\s\\\\/*?\"<>|,#]*$"));
    if (!legal.match(repository.own.name).hasMatch())
        return fail(ErrorKind::Usage,
            Tr::tr("\"options.repository.name\" is \"%1\", which is not the name of a repository.")
                .arg(repository.own.name));
    const QString where = QStringLiteral("options.repository");
    if (auto done = checkPlace(repository.own, where); !done)
        return done;
    if (auto done = checkPlace(repository.onTarget, QString(where + QStringLiteral(".target"))); !done)
        return done;
    if (repository.onTarget.type.isEmpty())
        repository.onTarget = repository.own;
    repository.onTarget.name = repository.own.name;
    return {};
}

} // namespace

Result<void> checkRegistration(const RepositoryInfo &repository)
{
    if (repository.type.isEmpty())
        return fail(ErrorKind::Usage, Tr::tr("A repository is registered with a type."));
    RepositoryOptions one{repository, {}};
    return checkRepository(one);
}

Result<RoundsOptions> RoundsOptions::from(const QJsonObject &options)
{
    using R = PlanReader;
    RoundsOptions made;
    double atLeast = made.atLeast;
    QString firstAt;
    const std::vector<Field> fields{repositoryField(&made.repository),
        R::section(QStringLiteral("rounds"),
            {R::choice(QStringLiteral("pace"), &made.pace, paces()), R::number(QStringLiteral("at_least"), &atLeast, 1),
                R::number(QStringLiteral("until_seconds"), &made.untilSeconds, 0, true),
                R::number(QStringLiteral("every_seconds"), &made.everySeconds, 0),
                R::text(QStringLiteral("first_at"), &firstAt)}),
        R::flag(QStringLiteral("remove_snapshots"), &made.removeSnapshots),
        R::object(QStringLiteral("index_settings"), &made.indexSettings),
        R::texts(QStringLiteral("ignore_index_settings"), &made.ignoreIndexSettings),
        R::texts(QStringLiteral("integrations"), &made.integrations),
        R::choice(QStringLiteral("verify"), &made.verify, levels()),
        R::number(QStringLiteral("patience_seconds"), &made.patienceSeconds, 0)};
    if (auto done = R::read(options, place, fields); !done)
        return fail(done.error());
    made.indexSettings = flatSettings(made.indexSettings);
    if (auto done = checkRepository(made.repository); !done)
        return fail(done.error());
    if (made.repository.own.type == QLatin1String("url"))
        return fail(ErrorKind::Usage,
            Tr::tr("A repository of type url can only be read. Name a type that the source can write, and url below "
                   "\"options.repository.target\"."));
    made.atLeast = static_cast<int>(atLeast);
    if (!firstAt.isEmpty()) {
        made.firstAt = QDateTime::fromString(firstAt, Qt::ISODate);
        if (!made.firstAt.isValid())
            return fail(ErrorKind::Usage,
                Tr::tr("\"options.rounds.first_at\" is \"%1\"; it must be a time such as 2026-01-31T22:00.")
                    .arg(firstAt));
    }
    return made;
}

Result<RestoreOptions> RestoreOptions::from(const QJsonObject &options)
{
    using R = PlanReader;
    RestoreOptions made;
    const std::vector<Field> fields{repositoryField(&made.repository),
        R::required(R::text(QStringLiteral("snapshot"), &made.snapshot)),
        R::flag(QStringLiteral("include_aliases"), &made.includeAliases),
        R::flag(QStringLiteral("include_global_state"), &made.includeGlobalState),
        R::flag(QStringLiteral("lift_write_block"), &made.liftWriteBlock),
        R::texts(QStringLiteral("feature_states"), &made.featureStates),
        R::object(QStringLiteral("index_settings"), &made.indexSettings),
        R::texts(QStringLiteral("ignore_index_settings"), &made.ignoreIndexSettings),
        R::number(QStringLiteral("patience_seconds"), &made.patienceSeconds, 0)};
    if (auto done = R::read(options, place, fields); !done)
        return fail(done.error());
    made.indexSettings = flatSettings(made.indexSettings);
    if (auto done = checkRepository(made.repository); !done)
        return fail(done.error());
    if (made.snapshot.isEmpty() || made.snapshot.contains(QLatin1Char('*')) || made.snapshot.contains(u','))
        return fail(ErrorKind::Usage, Tr::tr("\"options.snapshot\" must be the name of one snapshot."));
    return made;
}

bool RestoreOptions::leavesWriteBlock() const
{
    const QString block = writeBlockSetting();
    return liftWriteBlock
        || std::any_of(ignoreIndexSettings.begin(), ignoreIndexSettings.end(),
            [&block](const QString &pattern) { return matchesWildcard(pattern, block); });
}

} // namespace godwit
