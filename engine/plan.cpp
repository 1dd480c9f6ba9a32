// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan.h"

#include "engine/planreader.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUrl>

#include <memory>
#include <tuple>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Plan)
};

template <class T>
using Choices = std::vector<std::pair<QString, T>>;

Choices<Product> products()
{
    return {{QStringLiteral("elasticsearch"), Product::Elasticsearch},
        {QStringLiteral("opensearch"), Product::OpenSearch}, {QStringLiteral("milvus"), Product::Milvus}};
}

Choices<AuthKind> authKinds()
{
    return {{QStringLiteral("none"), AuthKind::None}, {QStringLiteral("basic"), AuthKind::Basic},
        {QStringLiteral("api-key"), AuthKind::ApiKey}, {QStringLiteral("bearer"), AuthKind::Bearer}};
}

Choices<QString> sameWords(const QStringList &words)
{
    Choices<QString> choices;
    for (const QString &word : words)
        choices.emplace_back(word, word);
    return choices;
}

Choices<ExistingTarget> existingChoices()
{
    return {{QStringLiteral("refuse"), ExistingTarget::Refuse}, {QStringLiteral("append"), ExistingTarget::Append},
        {QStringLiteral("replace"), ExistingTarget::Replace}};
}

Choices<OnSourceDelete> sourceDeleteChoices()
{
    return {{QStringLiteral("keep"), OnSourceDelete::Keep}, {QStringLiteral("finding"), OnSourceDelete::Finding}};
}

Choices<SourceAfter> sourceAfterChoices()
{
    return {{QStringLiteral("blocked"), SourceAfter::Blocked}, {QStringLiteral("writable"), SourceAfter::Writable}};
}

template <class T>
QString wordOf(const Choices<T> &choices, T value)
{
    for (const auto &[word, meaning] : choices) {
        if (meaning == value)
            return word;
    }
    return {};
}

//! Quiet hours as the plan has them.
struct HoursText
{
    QString from;
    QString to;
    QStringList days;
    double documents = 0;
    double megabytes = 0;
};

//! What was read beside the plan itself and is checked afterwards.
struct Extra
{
    double format = 0;
    bool sourceAuth = false;
    bool sourceGiven = false;
    bool targetAuth = false;
    RenameRule rule;
    IndexOverride change;
    HoursText hours;
};

Field authField(AuthKind *to, bool *given)
{
    Field field = PlanReader::choice(QStringLiteral("auth"), to, authKinds());
    field.read = [read = field.read, given](const QJsonValue &value, const QString &place) {
        *given = true;
        return read(value, place);
    };
    return field;
}

std::vector<Field> endpointFields(Endpoint *to, bool *authGiven)
{
    return {
        PlanReader::text(QStringLiteral("profile"), &to->profile),
        PlanReader::choice(QStringLiteral("product"), &to->product, products()),
        PlanReader::text(QStringLiteral("url"), &to->url),
        PlanReader::text(QStringLiteral("user"), &to->user),
        authField(&to->auth, authGiven),
        PlanReader::text(QStringLiteral("ca_file"), &to->caFile),
        PlanReader::text(QStringLiteral("fingerprint"), &to->fingerprint),
        PlanReader::text(QStringLiteral("client_certificate"), &to->clientCertificate),
        PlanReader::text(QStringLiteral("client_key"), &to->clientKey),
        PlanReader::text(QStringLiteral("proxy"), &to->proxy),
        PlanReader::text(QStringLiteral("proxy_user"), &to->proxyUser),
        PlanReader::choice(QStringLiteral("environment"), &to->environment,
            sameWords(
                {QStringLiteral("DEV"), QStringLiteral("TEST"), QStringLiteral("STAGING"), QStringLiteral("PROD")})),
        PlanReader::choice(QStringLiteral("safety"), &to->safety,
            sameWords({QStringLiteral("read-only"), QStringLiteral("confirm"), QStringLiteral("free")})),
    };
}

Field selectField(Plan &plan, const std::shared_ptr<Extra> &extra)
{
    Selection &select = plan.select;
    const auto next = [&select, extra](const QString &place) -> Result<void> {
        if (const QString fault = renameRuleFault(extra->rule, place); !fault.isEmpty())
            return fail(ErrorKind::Usage, fault);
        select.rename.append(std::exchange(extra->rule, {}));
        return {};
    };
    return PlanReader::section(QStringLiteral("select"),
        {PlanReader::required(PlanReader::texts(QStringLiteral("indices"), &select.indices)),
            PlanReader::sections(QStringLiteral("rename"),
                {PlanReader::required(PlanReader::text(QStringLiteral("from"), &extra->rule.from)),
                    PlanReader::required(PlanReader::text(QStringLiteral("to"), &extra->rule.to))},
                next)});
}

Result<void> takeHours(const HoursText &text, const QString &place, QList<QuietHours> &into)
{
    QuietHours hours;
    const std::tuple<QString, QString, int *> times[]
        = {{QStringLiteral("from"), text.from, &hours.from}, {QStringLiteral("to"), text.to, &hours.to}};
    for (const auto &[key, value, minutes] : times) {
        *minutes = QuietHours::minutesOf(value);
        if (*minutes < 0)
            return fail(ErrorKind::Usage,
                Tr::tr("\"%1.%2\" is \"%3\"; it must be a time such as 08:00, from 00:00 to 23:59.")
                    .arg(place, key, value));
    }
    if (!text.days.isEmpty())
        hours.days = 0;
    for (const QString &day : text.days) {
        const auto at = QuietHours::dayWords().indexOf(day);
        if (at < 0)
            return PlanReader::wrongWord(QString(place % QStringLiteral(".days")), day, QuietHours::dayWords());
        hours.days |= 1 << at;
    }
    hours.documentsPerSecond = text.documents;
    hours.megabytesPerSecond = text.megabytes;
    into.append(hours);
    return {};
}

Field throttleField(Plan &plan, const std::shared_ptr<Extra> &extra)
{
    using R = PlanReader;
    HoursText &hours = extra->hours;
    const auto next = [&plan, extra](const QString &place) {
        return takeHours(std::exchange(extra->hours, {}), place, plan.quietHours);
    };
    return R::section(QStringLiteral("throttle"),
        {R::number(QStringLiteral("documents_per_s"), &plan.documentsPerSecond, 0),
            R::number(QStringLiteral("megabytes_per_s"), &plan.megabytesPerSecond, 0),
            R::sections(QStringLiteral("schedule"),
                {R::required(R::text(QStringLiteral("from"), &hours.from)),
                    R::required(R::text(QStringLiteral("to"), &hours.to)),
                    R::texts(QStringLiteral("days"), &hours.days),
                    R::number(QStringLiteral("documents_per_s"), &hours.documents, 0),
                    R::number(QStringLiteral("megabytes_per_s"), &hours.megabytes, 0)},
                next)});
}

Field overridesField(Plan &plan, const std::shared_ptr<Extra> &extra)
{
    const auto next = [&plan, extra](const QString &index) -> Result<void> {
        plan.overrides.insert(index, std::exchange(extra->change, {}));
        return {};
    };
    return PlanReader::byName(QStringLiteral("overrides"),
        {PlanReader::object(QStringLiteral("settings"), &extra->change.settings),
            PlanReader::object(QStringLiteral("mappings"), &extra->change.mappings)},
        next);
}

std::vector<Field> planFields(Plan &plan, const std::shared_ptr<Extra> &extra)
{
    using R = PlanReader;
    return {
        R::required(R::number(QStringLiteral("godwit"), &extra->format, 1)),
        R::required(R::text(QStringLiteral("name"), &plan.name)),
        R::required(R::text(QStringLiteral("method"), &plan.method)),
        R::section(QStringLiteral("source"), endpointFields(&plan.source, &extra->sourceAuth)),
        R::required(R::section(QStringLiteral("target"), endpointFields(&plan.target, &extra->targetAuth))),
        R::required(selectField(plan, extra)),
        R::choice(QStringLiteral("existing"), &plan.existing, existingChoices()),
        R::choice(QStringLiteral("on_source_delete"), &plan.onSourceDelete, sourceDeleteChoices()),
        R::choice(QStringLiteral("source_after"), &plan.sourceAfter, sourceAfterChoices()),
        R::flag(QStringLiteral("accept_findings"), &plan.acceptFindings),
        R::flag(QStringLiteral("aliases"), &plan.aliases),
        R::number(QStringLiteral("lag_limit_s"), &plan.lagLimitSeconds, 0, true),
        R::number(QStringLiteral("pause_limit_s"), &plan.pauseLimitSeconds, 0, true),
        R::number(QStringLiteral("expire_days"), &plan.expireDays, 0, true),
        throttleField(plan, extra),
        R::section(QStringLiteral("notify"),
            {R::text(QStringLiteral("webhook"), &plan.webhook),
                R::text(QStringLiteral("mail_command"), &plan.mailCommand)}),
        overridesField(plan, extra),
        R::object(QStringLiteral("options"), &plan.options),
    };
}

//! A user in the address moves to `user`. A password there is refused without repeating it.
Result<void> takeUserInfo(Endpoint &endpoint, const QString &place)
{
    QUrl url(endpoint.url, QUrl::StrictMode);
    // Looked for in the text as well: an address that does not parse must not come back in a message with its password.
    const QString authority = endpoint.url.section(QStringLiteral("//"), 1).section(QLatin1Char('/'), 0, 0);
    const QString userInfo
        = authority.contains(QLatin1Char('@')) ? authority.section(QLatin1Char('@'), 0, -2) : QString();
    if (userInfo.contains(QLatin1Char(':')) || !url.password().isEmpty()) {
        const QString role = place.toUpper();
        return fail(ErrorKind::Usage,
            Tr::tr("\"%1.url\" holds a password. A plan has no secrets: take it out of the address, and give it in "
                   "GODWIT_%2_PASSWORD or save it in the keychain with a profile.")
                .arg(place, role));
    }
    const bool http = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !http || url.host().isEmpty()) {
        return fail(ErrorKind::Usage,
            Tr::tr("\"%1.url\" is not an address such as http://127.0.0.1:9200. Correct it.").arg(place));
    }
    if (url.hasQuery() || url.hasFragment())
        return fail(
            ErrorKind::Usage, Tr::tr("\"%1.url\" must end with the path; leave out \"?\" and \"#\".").arg(place));
    const QString user = url.userName(QUrl::FullyDecoded);
    if (user.isEmpty())
        return {};
    if (!endpoint.user.isEmpty() && endpoint.user != user) {
        return fail(ErrorKind::Usage,
            Tr::tr("\"%1.url\" names the user \"%2\" and \"%1.user\" names \"%3\". Keep one.")
                .arg(place, user, endpoint.user));
    }
    endpoint.user = user;
    url.setUserInfo({});
    endpoint.url = url.toString(QUrl::FullyEncoded);
    return {};
}

Result<void> checkFingerprint(const QString &fingerprint, const QString &place)
{
    static const QRegularExpression sha256(QStringLiteral("^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$"));
    if (fingerprint.isEmpty() || sha256.match(fingerprint).hasMatch())
        return {};
    return fail(ErrorKind::Usage,
        Tr::tr("\"%1.fingerprint\" is not a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons.")
            .arg(place));
}

Result<void> checkEndpoint(Endpoint &endpoint, bool authGiven, const QString &place)
{
    if (endpoint.url.isEmpty() && endpoint.profile.isEmpty())
        return fail(ErrorKind::Usage, Tr::tr("The plan lacks \"%1.url\". Add it, or name a \"profile\".").arg(place));
    if (!endpoint.url.isEmpty()) {
        if (auto done = takeUserInfo(endpoint, place); !done)
            return done;
    }
    if (!authGiven && !endpoint.user.isEmpty())
        endpoint.auth = AuthKind::Basic;
    if (endpoint.auth == AuthKind::Basic && endpoint.user.isEmpty() && endpoint.profile.isEmpty())
        return fail(ErrorKind::Usage, Tr::tr("\"%1.auth\" is \"basic\", so \"%1.user\" is needed.").arg(place));
    if (endpoint.clientCertificate.isEmpty() != endpoint.clientKey.isEmpty()) {
        return fail(ErrorKind::Usage,
            Tr::tr("\"%1.client_certificate\" and \"%1.client_key\" go together; one of them is missing.").arg(place));
    }
    const bool knownProxy = endpoint.proxy.isEmpty() || endpoint.proxy == QLatin1String("system")
        || endpoint.proxy == QLatin1String("none") || endpoint.proxy.startsWith(QLatin1String("http://"));
    if (!knownProxy || endpoint.proxy.contains(QLatin1Char('@'))) {
        return fail(ErrorKind::Usage,
            Tr::tr(
                "\"%1.proxy\" may be \"system\", \"none\" or http://host:port; a user belongs into \"%1.proxy_user\".")
                .arg(place));
    }
    if (!endpoint.proxyUser.isEmpty() && !endpoint.proxy.startsWith(QLatin1String("http://"))
        && endpoint.profile.isEmpty())
        return fail(
            ErrorKind::Usage, Tr::tr("\"%1.proxy_user\" needs the address of a proxy in \"%1.proxy\".").arg(place));
    return checkFingerprint(endpoint.fingerprint, place);
}

Result<void> checkWebhook(const QString &webhook)
{
    const QUrl url(webhook, QUrl::StrictMode);
    const bool http = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (webhook.isEmpty() || (url.isValid() && http && !url.host().isEmpty() && url.password().isEmpty()))
        return {};
    return fail(ErrorKind::Usage,
        Tr::tr("\"notify.webhook\" must be an http or https address without a password. Correct it."));
}

Result<void> check(Plan &plan, const Extra &extra)
{
    if (extra.format != 1) {
        return fail(ErrorKind::Usage,
            Tr::tr("The plan has format %1 (\"godwit\"); this Godwit reads format 1. Use a newer Godwit.")
                .arg(extra.format));
    }
    if (plan.name.trimmed().isEmpty())
        return fail(ErrorKind::Usage, Tr::tr("\"name\" is empty. Give the migration a name."));
    static const QRegularExpression word(QStringLiteral("^[a-z][a-z0-9-]*$"));
    if (!word.match(plan.method).hasMatch())
        return fail(ErrorKind::Usage, Tr::tr("\"method\" is \"%1\", not a method such as live-copy.").arg(plan.method));
    const auto including = [](const QString &entry) { return !entry.startsWith(QLatin1Char('-')); };
    if (std::none_of(plan.select.indices.begin(), plan.select.indices.end(), including)) {
        return fail(ErrorKind::Usage,
            Tr::tr("\"select.indices\" selects nothing. Name an index or a wildcard; \"*\" means all that are not "
                   "hidden."));
    }
    const bool sourceless = !extra.sourceGiven && plan.method == QLatin1String("restore");
    if (!extra.sourceGiven && !sourceless)
        return fail(ErrorKind::Usage, Tr::tr("The plan lacks \"source\". Add it; only a restore goes without one."));
    if (!sourceless) {
        if (auto done = checkEndpoint(plan.source, extra.sourceAuth, QStringLiteral("source")); !done)
            return done;
    }
    if (auto done = checkEndpoint(plan.target, extra.targetAuth, QStringLiteral("target")); !done)
        return done;
    return checkWebhook(plan.webhook);
}

void put(QJsonObject &object, const char *key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(QLatin1String(key), value);
}

QJsonObject endpointJson(const Endpoint &endpoint)
{
    QJsonObject object;
    put(object, "profile", endpoint.profile);
    put(object, "product", wordOf(products(), endpoint.product));
    put(object, "url", endpoint.url);
    put(object, "user", endpoint.user);
    const AuthKind implied = endpoint.user.isEmpty() ? AuthKind::None : AuthKind::Basic;
    if (endpoint.auth != implied)
        put(object, "auth", wordOf(authKinds(), endpoint.auth));
    put(object, "ca_file", endpoint.caFile);
    put(object, "fingerprint", endpoint.fingerprint);
    put(object, "client_certificate", endpoint.clientCertificate);
    put(object, "client_key", endpoint.clientKey);
    put(object, "proxy", endpoint.proxy);
    put(object, "proxy_user", endpoint.proxyUser);
    put(object, "environment", endpoint.environment);
    put(object, "safety", endpoint.safety);
    return object;
}

QJsonObject selectJson(const Selection &select)
{
    QJsonObject object{{QStringLiteral("indices"), QJsonArray::fromStringList(select.indices)}};
    QJsonArray rules;
    for (const RenameRule &rule : select.rename)
        rules.append(QJsonObject{{QStringLiteral("from"), rule.from}, {QStringLiteral("to"), rule.to}});
    if (!rules.isEmpty())
        object.insert(QStringLiteral("rename"), rules);
    return object;
}

QJsonObject overridesJson(const QMap<QString, IndexOverride> &overrides)
{
    QJsonObject object;
    for (auto it = overrides.constBegin(); it != overrides.constEnd(); ++it) {
        QJsonObject change;
        if (!it->settings.isEmpty())
            change.insert(QStringLiteral("settings"), it->settings);
        if (!it->mappings.isEmpty())
            change.insert(QStringLiteral("mappings"), it->mappings);
        if (!change.isEmpty())
            object.insert(it.key(), change);
    }
    return object;
}

void putNumber(QJsonObject &object, const char *key, double value, double standard)
{
    if (value != standard)
        object.insert(QLatin1String(key), value);
}

} // namespace

QString renameRuleFault(const RenameRule &rule, const QString &place)
{
    const QRegularExpression expression(rule.from);
    if (!expression.isValid()) {
        return Tr::tr("\"%1.from\" is \"%2\", which is not a regular expression: %3, at character %4. Correct it.")
            .arg(place, rule.from, expression.errorString())
            .arg(expression.patternErrorOffset() + 1);
    }
    static const QRegularExpression reference(QStringLiteral("\\$([1-9])"));
    for (auto it = reference.globalMatch(rule.to); it.hasNext();) {
        const int group = it.next().captured(1).toInt();
        if (group > expression.captureCount()) {
            return Tr::tr("\"%1.to\" uses $%2, but \"%3\" has only %4 groups in parentheses.")
                .arg(place)
                .arg(group)
                .arg(rule.from)
                .arg(expression.captureCount());
        }
    }
    if (rule.to.isEmpty())
        return Tr::tr("\"%1.to\" is empty, so an index would have no name. Fill it in.").arg(place);
    return {};
}

Result<Plan> Plan::fromJson(const QByteArray &json)
{
    const auto object = PlanReader::parse(json, Tr::tr("The plan"));
    if (!object)
        return fail(object.error());
    Plan plan;
    const auto extra = std::make_shared<Extra>();
    // First of all: a newer format has keys that are unknown here, and its number explains more than the first of them.
    const QJsonValue format = object->value(QLatin1String("godwit"));
    if (format.isDouble() && format.toDouble() != 1) {
        extra->format = format.toDouble();
        return fail(check(plan, *extra).error());
    }
    extra->sourceGiven = object->contains(QLatin1String("source"));
    if (const auto done = PlanReader::read(*object, {}, planFields(plan, extra)); !done)
        return fail(done.error());
    if (const auto done = check(plan, *extra); !done)
        return fail(done.error());
    return plan;
}

Result<Plan> Plan::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(
            ErrorKind::Usage, Tr::tr("The plan %1 can't be read: %2. Check the path.").arg(path, file.errorString()));
    }
    auto plan = fromJson(file.readAll());
    if (!plan)
        plan.error().summary = QString(path % QLatin1String(": ") % plan.error().summary);
    return plan;
}

QJsonObject Plan::toJson() const
{
    const Plan standard;
    QJsonObject object{{QStringLiteral("godwit"), 1}, {QStringLiteral("name"), name},
        {QStringLiteral("method"), method}, {QStringLiteral("target"), endpointJson(target)},
        {QStringLiteral("select"), selectJson(select)}};
    if (hasSource() || method != QLatin1String("restore"))
        object.insert(QStringLiteral("source"), endpointJson(source));
    if (existing != standard.existing)
        put(object, "existing", wordOf(existingChoices(), existing));
    if (onSourceDelete != standard.onSourceDelete)
        put(object, "on_source_delete", wordOf(sourceDeleteChoices(), onSourceDelete));
    if (sourceAfter != standard.sourceAfter)
        put(object, "source_after", wordOf(sourceAfterChoices(), sourceAfter));
    if (acceptFindings != standard.acceptFindings)
        object.insert(QStringLiteral("accept_findings"), acceptFindings);
    if (aliases != standard.aliases)
        object.insert(QStringLiteral("aliases"), aliases);
    putNumber(object, "lag_limit_s", lagLimitSeconds, standard.lagLimitSeconds);
    putNumber(object, "pause_limit_s", pauseLimitSeconds, standard.pauseLimitSeconds);
    putNumber(object, "expire_days", expireDays, standard.expireDays);
    QJsonObject throttle;
    putNumber(throttle, "documents_per_s", documentsPerSecond, 0);
    putNumber(throttle, "megabytes_per_s", megabytesPerSecond, 0);
    QJsonArray schedule;
    for (const QuietHours &hours : quietHours)
        schedule.append(hours.toJson());
    if (!schedule.isEmpty())
        throttle.insert(QStringLiteral("schedule"), schedule);
    if (!throttle.isEmpty())
        object.insert(QStringLiteral("throttle"), throttle);
    QJsonObject notify;
    put(notify, "webhook", webhook);
    put(notify, "mail_command", mailCommand);
    if (!notify.isEmpty())
        object.insert(QStringLiteral("notify"), notify);
    if (const QJsonObject changes = overridesJson(overrides); !changes.isEmpty())
        object.insert(QStringLiteral("overrides"), changes);
    if (!options.isEmpty())
        object.insert(QStringLiteral("options"), options);
    return object;
}

Result<void> Plan::save(const QString &path) const
{
    QSaveFile file(path);
    const QByteArray json = QJsonDocument(toJson()).toJson(QJsonDocument::Indented);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit()) {
        return fail(ErrorKind::Storage,
            Tr::tr("The plan could not be saved as %1: %2. Choose another place.").arg(path, file.errorString()));
    }
    return {};
}

QStringList Plan::keys()
{
    Plan plan;
    return PlanReader::keys(planFields(plan, std::make_shared<Extra>()));
}

} // namespace godwit
