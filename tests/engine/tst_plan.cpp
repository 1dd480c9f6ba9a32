// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace godwit;

namespace {

QByteArray example(const char *name)
{
    QFile file(QFINDTESTDATA(QLatin1String("plans/") + QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QByteArray smallest = example("smallest.json");
const QByteArray full = example("full.json");

//! The smallest plan with one value set; `path` such as "source.url" or "select.rename".
QByteArray with(const QString &path, const QJsonValue &value)
{
    QJsonObject plan = QJsonDocument::fromJson(smallest).object();
    const QStringList keys = path.split(QLatin1Char('.'));
    if (keys.size() == 1) {
        plan.insert(keys[0], value);
    } else {
        QJsonObject section = plan.value(keys[0]).toObject();
        section.insert(keys[1], value);
        plan.insert(keys[0], section);
    }
    return QJsonDocument(plan).toJson();
}

QByteArray without(const QString &key)
{
    QJsonObject plan = QJsonDocument::fromJson(smallest).object();
    plan.remove(key);
    return QJsonDocument(plan).toJson();
}

QString refusal(const QByteArray &json)
{
    const auto plan = Plan::fromJson(json);
    if (plan)
        return QStringLiteral("(accepted)");
    return plan.error().kind == ErrorKind::Usage ? plan.error().summary : QStringLiteral("(wrong kind)");
}

QJsonObject schema()
{
    QFile file(QFINDTESTDATA("../../docs/plan.schema.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

//! Full paths of all properties, and the paths of objects that would let unknown keys through.
void walkSchema(const QJsonObject &root, QJsonObject node, const QString &place, QStringList *keys, QStringList *open)
{
    const QString reference = node.value(QLatin1String("$ref")).toString();
    if (!reference.isEmpty())
        node = root.value(QLatin1String("$defs")).toObject().value(reference.section(QLatin1Char('/'), -1)).toObject();
    if (node.contains(QLatin1String("items")))
        walkSchema(
            root, node.value(QLatin1String("items")).toObject(), QString(place % QLatin1String("[]")), keys, open);
    if (const QJsonValue named = node.value(QLatin1String("additionalProperties")); named.isObject())
        walkSchema(root, named.toObject(), QString(place % QLatin1String(".*")), keys, open);
    const QJsonObject properties = node.value(QLatin1String("properties")).toObject();
    if (!properties.isEmpty() && node.value(QLatin1String("additionalProperties")) != QJsonValue(false))
        open->append(place);
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QString path = place.isEmpty() ? it.key() : QString(place % QLatin1Char('.') % it.key());
        keys->append(path);
        walkSchema(root, it.value().toObject(), path, keys, open);
    }
}

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallestFormIsRead();
    void defaultsAreAsDocumented();
    void everyKeyIsRead();
    void writtenPlanReadsBackTheSame();
    void defaultsAreLeftOut();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void userInTheAddressMoves();
    void passwordInTheAddressIsRefusedAndNotRepeated_data();
    void passwordInTheAddressIsRefusedAndNotRepeated();
    void newerFormatIsNamedFirst();
    void profileAloneIsEnough();
    void byteOrderMarkIsSkipped();
    void savedPlanLoads();
    void saveIntoAMissingFolderFails();
    void schemaAndReaderKnowTheSameKeys();
};

void TestPlan::smallestFormIsRead()
{
    const auto plan = Plan::fromJson(smallest);
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().summary));
    QCOMPARE(plan->name, QStringLiteral("orders to 8.x"));
    QCOMPARE(plan->method, QStringLiteral("live-copy"));
    QCOMPARE(plan->source.product, Product::Elasticsearch);
    QCOMPARE(plan->source.url, QStringLiteral("http://127.0.0.1:9200"));
    QCOMPARE(plan->target.url, QStringLiteral("http://127.0.0.1:9201"));
    QCOMPARE(plan->select.indices, QStringList({QStringLiteral("orders"), QStringLiteral("logs-*")}));
    QCOMPARE(plan->select.rename.size(), 1);
    QCOMPARE(plan->select.rename[0].from, QStringLiteral("^logs-(.*)"));
    QCOMPARE(plan->select.rename[0].to, QStringLiteral("old-$1"));
}

void TestPlan::defaultsAreAsDocumented()
{
    const auto plan = Plan::fromJson(smallest);
    QVERIFY(plan);
    QCOMPARE(plan->existing, ExistingTarget::Refuse);
    QCOMPARE(plan->onSourceDelete, OnSourceDelete::Finding);
    QCOMPARE(plan->sourceAfter, SourceAfter::Blocked);
    QVERIFY(!plan->acceptFindings);
    QVERIFY(plan->aliases);
    QCOMPARE(plan->lagLimitSeconds, 10.0);
    QCOMPARE(plan->pauseLimitSeconds, 30.0);
    QCOMPARE(plan->expireDays, 7.0);
    QCOMPARE(plan->source.auth, AuthKind::None);
}

void TestPlan::everyKeyIsRead()
{
    const auto plan = Plan::fromJson(full);
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().summary));
    QCOMPARE(plan->source.product, Product::OpenSearch);
    QCOMPARE(plan->source.url, QStringLiteral("https://old.example:9200/prefix"));
    QCOMPARE(plan->source.user, QStringLiteral("elena"));
    QCOMPARE(plan->source.auth, AuthKind::Bearer);
    QCOMPARE(plan->source.caFile, QStringLiteral("/ca.pem"));
    QVERIFY(plan->source.fingerprint.startsWith(QLatin1String("00:11")));
    QCOMPARE(plan->source.clientCertificate, QStringLiteral("/c.pem"));
    QCOMPARE(plan->source.clientKey, QStringLiteral("/k.pem"));
    QCOMPARE(plan->source.proxy, QStringLiteral("http://proxy.example:3128"));
    QCOMPARE(plan->source.proxyUser, QStringLiteral("ada"));
    QCOMPARE(plan->source.environment, QStringLiteral("PROD"));
    QCOMPARE(plan->source.safety, QStringLiteral("read-only"));
    QCOMPARE(plan->target.profile, QStringLiteral("new"));
    QCOMPARE(plan->target.auth, AuthKind::ApiKey);
    QCOMPARE(plan->select.rename.size(), 2);
    QCOMPARE(plan->select.rename[1].to, QStringLiteral("d"));
    QCOMPARE(plan->existing, ExistingTarget::Append);
    QCOMPARE(plan->onSourceDelete, OnSourceDelete::Keep);
    QCOMPARE(plan->sourceAfter, SourceAfter::Writable);
    QVERIFY(plan->acceptFindings);
    QVERIFY(!plan->aliases);
    QCOMPARE(plan->lagLimitSeconds, 2.5);
    QCOMPARE(plan->pauseLimitSeconds, 12.0);
    QCOMPARE(plan->expireDays, 30.0);
    QCOMPARE(plan->documentsPerSecond, 1000.0);
    QCOMPARE(plan->megabytesPerSecond, 1.5);
    QCOMPARE(plan->quietHours.size(), 2);
    QCOMPARE(plan->quietHours[0], (QuietHours{480, 1080, 0x11, 500, 2}));
    QCOMPARE(plan->quietHours[1], (QuietHours{1350, 360, QuietHours::everyDay, 0, 0}));
    QCOMPARE(plan->webhook, QStringLiteral("https://hooks.example/x"));
    QCOMPARE(plan->mailCommand, QStringLiteral("mail -s godwit root"));
    const IndexOverride change = plan->overrides.value(QStringLiteral("orders"));
    QVERIFY(change.settings.contains(QLatin1String("number_of_replicas")));
    QVERIFY(change.mappings.value(QLatin1String("properties")).toObject().value(QLatin1String("old")).isNull());
    QCOMPARE(plan->options.value(QLatin1String("readers")).toInt(), 4);
    QCOMPARE(plan->options.value(QLatin1String("deep")).toObject().value(QLatin1String("x")).toArray().size(), 2);
}

void TestPlan::writtenPlanReadsBackTheSame()
{
    for (const QByteArray &json : {smallest, full}) {
        const auto plan = Plan::fromJson(json);
        QVERIFY(plan);
        // Everything was given, nothing implied: what is written is what was read.
        QCOMPARE(plan->toJson(), QJsonDocument::fromJson(json).object());
        const auto again = Plan::fromJson(QJsonDocument(plan->toJson()).toJson());
        QVERIFY(again);
        QCOMPARE(again->toJson(), plan->toJson());
    }
}

void TestPlan::defaultsAreLeftOut()
{
    const auto plan = Plan::fromJson(with(QStringLiteral("lag_limit_s"), 10));
    QVERIFY(plan);
    QCOMPARE(plan->toJson(), QJsonDocument::fromJson(smallest).object());
}

void TestPlan::mistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &json, const char *says) {
        QTest::newRow(name) << json << QString::fromUtf8(says);
    };
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    row("unknown key", with(s("exsiting"), s("append")),
        "\"exsiting\" is not a key of a plan. Did you mean \"existing\"?");
    row("unknown key inside", with(s("select.indexes"), QJsonArray{s("a")}),
        "\"select.indexes\" is not a key of a plan. Did you mean \"select.indices\"?");
    row("unknown key of an override", with(s("overrides.orders"), QJsonObject{{s("setings"), QJsonObject()}}),
        "\"overrides.orders.setings\" is not a key of a plan. Did you mean \"overrides.orders.settings\"?");
    row("override of another kind", with(s("overrides.orders"), 7), "\"overrides.orders\" must be an object in braces");
    row("nothing near", with(s("select.zzzzzzzz"), 1), "Known keys here: indices, rename");
    row("unknown key in a list",
        with(s("select.rename"), QJsonArray{QJsonObject{{s("from"), s("a")}, {s("too"), s("b")}}}),
        "\"select.rename[0].too\" is not a key of a plan. Did you mean \"select.rename[0].to\"?");
    row("password key", with(s("source.password"), s("x")), "\"source.password\" is not a key");
    row("wrong type", with(s("accept_findings"), s("yes")), "\"accept_findings\" must be true or false, but is a text");
    row("wrong element", with(s("select.indices"), QJsonArray{s("a"), 7}),
        "\"select.indices[1]\" must be a text, but is a number");
    row("null", with(s("name"), QJsonValue::Null), "\"name\" must be a text, but is null");
    row("wrong word", with(s("existing"), s("repalce")),
        "it may be: refuse, append, replace. Did you mean \"replace\"?");
    row("wrong product", with(s("source.product"), s("solr")), "\"source.product\" is \"solr\"");
    row("negative", with(s("throttle"), QJsonObject{{s("documents_per_s"), -1}}), "\"throttle.documents_per_s\" is -1");
    const auto schedule = [&](const QJsonObject &hours) {
        return with(s("throttle"), QJsonObject{{s("schedule"), QJsonArray{hours}}});
    };
    row("hours without an end", schedule({{s("from"), s("08:00")}}), "The plan lacks \"throttle.schedule[0].to\"");
    row("no time", schedule({{s("from"), s("8")}, {s("to"), s("18:00")}}),
        "\"throttle.schedule[0].from\" is \"8\"; it must be a time");
    row("past midnight", schedule({{s("from"), s("08:00")}, {s("to"), s("24:00")}}), "\"throttle.schedule[0].to\"");
    row("no day", schedule({{s("from"), s("08:00")}, {s("to"), s("18:00")}, {s("days"), QJsonArray{s("mo")}}}),
        "\"throttle.schedule[0].days\" is \"mo\"");
    row("unknown key of hours", schedule({{s("from"), s("08:00")}, {s("to"), s("18:00")}, {s("day"), s("mon")}}),
        "Did you mean \"throttle.schedule[0].days\"?");
    row("negative in hours", schedule({{s("from"), s("08:00")}, {s("to"), s("18:00")}, {s("documents_per_s"), -1}}),
        "\"throttle.schedule[0].documents_per_s\" is -1");
    row("zero limit", with(s("lag_limit_s"), 0), "\"lag_limit_s\" is 0; it must be above 0");
    row("no format", without(s("godwit")), "The plan lacks \"godwit\"");
    row("no name", without(s("name")), "The plan lacks \"name\"");
    row("no selection", without(s("select")), "The plan lacks \"select\"");
    row("no target", without(s("target")), "The plan lacks \"target\"");
    row("no indices", with(s("select"), QJsonObject{}), "The plan lacks \"select.indices\"");
    row("no address", with(s("source"), QJsonObject{}), "The plan lacks \"source.url\"");
    row("empty selection", with(s("select.indices"), QJsonArray{}), "selects nothing");
    row("only exclusions", with(s("select.indices"), QJsonArray{s("-a")}), "selects nothing");
    row("blank index", with(s("select.indices"), QJsonArray{s(" ")}), "\"select.indices[0]\" is empty");
    row("bad expression",
        with(s("select.rename"), QJsonArray{QJsonObject{{s("from"), s("^logs-(")}, {s("to"), s("b")}}}),
        "\"select.rename[0].from\" is \"^logs-(\", which is not a regular expression");
    row("missing group", with(s("select.rename"), QJsonArray{QJsonObject{{s("from"), s("(a)")}, {s("to"), s("$2")}}}),
        "\"select.rename[0].to\" uses $2");
    row("no scheme", with(s("source.url"), s("localhost:9200")), "\"source.url\" is not an address");
    row("other scheme", with(s("source.url"), s("ftp://x")), "\"source.url\" is not an address");
    row("query", with(s("source.url"), s("http://x:1/?pretty")), "\"source.url\" must end with the path");
    row("fingerprint", with(s("source.fingerprint"), s("abc")), "\"source.fingerprint\" is not a SHA-256");
    row("half a pair", with(s("source.client_key"), s("/k")), "\"source.client_certificate\" and");
    row("basic without user", with(s("source.auth"), s("basic")), "\"source.user\" is needed");
    row("proxy", with(s("source.proxy"), s("proxy:3128")), "\"source.proxy\" may be");
    row("user in a proxy", with(s("source.proxy"), s("http://me:pw@p:1")), "belongs into \"source.proxy_user\"");
    row("user of no proxy", with(s("source.proxy_user"), s("me")), "\"source.proxy_user\" needs");
    row("method", with(s("method"), s("Live Copy")), "\"method\" is \"Live Copy\"");
    row("not JSON", "{\"godwit\": 1,\n \"name\" 5}", "in line 2, column");
    row("not an object", "[1]", "must be one JSON object");
    row("empty", "", "not valid JSON");
    row("key twice", "{\"godwit\": 1, \"name\": \"a\\\"b\", \"name\": \"c\"}", "has the key \"name\" twice");
}

void TestPlan::mistakesAreNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const QString said = refusal(json);
    QVERIFY2(said.contains(says), qPrintable(said));
}

void TestPlan::userInTheAddressMoves()
{
    const auto plan
        = Plan::fromJson(with(QStringLiteral("source.url"), QStringLiteral("https://elena%40x@old:9200/p")));
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().summary));
    QCOMPARE(plan->source.user, QStringLiteral("elena@x"));
    QCOMPARE(plan->source.url, QStringLiteral("https://old:9200/p"));
    QCOMPARE(plan->source.auth, AuthKind::Basic);
}

void TestPlan::passwordInTheAddressIsRefusedAndNotRepeated_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << QStringLiteral("http://elena:s3cr3t@old:9200");
    QTest::newRow("no user") << QStringLiteral("http://:s3cr3t@old:9200");
    QTest::newRow("not a valid address") << QStringLiteral("http://elena:s3cr3t@old:nine");
    QTest::newRow("unescaped") << QStringLiteral("http://elena:s3cr3t@@ o%ld:9200");
}

void TestPlan::passwordInTheAddressIsRefusedAndNotRepeated()
{
    QFETCH(QString, url);
    const QString said = refusal(with(QStringLiteral("source.url"), url));
    QVERIFY2(said.contains(QLatin1String("GODWIT_SOURCE_PASSWORD")), qPrintable(said));
    QVERIFY2(said.contains(QLatin1String("keychain")), qPrintable(said));
    QVERIFY2(!said.contains(QLatin1String("s3cr3t")), qPrintable(said));
}

void TestPlan::newerFormatIsNamedFirst()
{
    const QString said = refusal("{\"godwit\": 2, \"whatever\": true}");
    QVERIFY2(said.contains(QLatin1String("format 2")), qPrintable(said));
}

void TestPlan::profileAloneIsEnough()
{
    const auto plan = Plan::fromJson(
        with(QStringLiteral("source"), QJsonObject{{QStringLiteral("profile"), QStringLiteral("old")}}));
    QVERIFY(plan);
    QCOMPARE(plan->source.profile, QStringLiteral("old"));
}

void TestPlan::byteOrderMarkIsSkipped()
{
    QVERIFY(Plan::fromJson(QByteArray("\xEF\xBB\xBF") + smallest));
}

void TestPlan::savedPlanLoads()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plan.json"));
    const auto plan = Plan::fromJson(full);
    QVERIFY(plan);
    QVERIFY(plan->save(path));
    const auto loaded = Plan::load(path);
    QVERIFY(loaded);
    QCOMPARE(loaded->toJson(), plan->toJson());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(QStringLiteral("plan.json")));
}

void TestPlan::saveIntoAMissingFolderFails()
{
    const auto plan = Plan::fromJson(smallest);
    QVERIFY(plan);
    const auto saved = plan->save(QStringLiteral("/nonexistent/plan.json"));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Storage);
    QVERIFY(!Plan::load(QStringLiteral("/nonexistent/plan.json")));
}

void TestPlan::schemaAndReaderKnowTheSameKeys()
{
    const QJsonObject root = schema();
    QVERIFY(!root.isEmpty());
    QStringList keys;
    QStringList open;
    walkSchema(root, root, {}, &keys, &open);
    keys.sort();
    QCOMPARE(keys, Plan::keys());
    QCOMPARE(open, QStringList());
}

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
