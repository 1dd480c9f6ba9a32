// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which policies attach themselves, by what `_plugins/_ism/policies` answers. The form is that of the documentation and
// of the plugin's GetPoliciesResponse; the practice servers come without the plugin.
#include "connectors/elasticsearch/searchconnector.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace godwit;
using namespace godwit::test;

class TestIsmPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void templatesOfPoliciesAreRead();
    void aServerWithoutThePluginHasNone_data();
    void aServerWithoutThePluginHasNone();
    void whatMayNotBeSeenIsAnError();
    void elasticsearchIsNotAsked();
};

namespace {

ScriptedServer serverThatAnswers(int status, const QByteArray &body, bool openSearch = true)
{
    return ScriptedServer([=](const ScriptedRequest &asked) {
        ScriptedReply reply;
        if (asked.target == "/") {
            reply.body = openSearch
                ? R"({"cluster_name":"c","cluster_uuid":"u","version":{"distribution":"opensearch","number":"2.19.0"},
                      "tagline":"The OpenSearch Project: https://opensearch.org/"})"
                : R"({"cluster_name":"c","cluster_uuid":"u","version":{"number":"8.19.0","build_flavor":"default"},
                      "tagline":"You Know, for Search"})";
        } else {
            reply.status = asked.target.startsWith("/_plugins/_ism/policies") ? status : 404;
            reply.body = body;
        }
        return reply;
    });
}

Result<QList<AttachingPolicy>> policiesOf(const ScriptedServer &server)
{
    Endpoint endpoint;
    endpoint.url = server.url();
    SearchConnector connector(endpoint, Secrets());
    return connector.open({})->attachingPolicies();
}

} // namespace

void TestIsmPolicies::templatesOfPoliciesAreRead()
{
    const ScriptedServer server = serverThatAnswers(200, R"({"policies":[
        {"_id":"hot-delete","_seq_no":3,"_primary_term":1,"policy":{"policy_id":"hot-delete","description":"","states":[],
         "last_updated_time":1622234465000,"schema_version":21,"error_notification":null,"default_state":"hot",
         "ism_template":[{"index_patterns":["logs-*","audit"],"priority":100,"last_updated_time":1622234465000},
                         {"index_patterns":["old-*"],"priority":1,"last_updated_time":1622234465999}]}},
        {"_id":"by-hand","_seq_no":4,"_primary_term":1,"policy":{"policy_id":"by-hand","states":[],"ism_template":null}},
        {"_id":"of-1.0","_seq_no":5,"_primary_term":1,"policy":{"policy_id":"of-1.0","states":[],
         "ism_template":{"index_patterns":["*"],"priority":0,"last_updated_time":7}}}],
        "total_policies":3})");
    const auto policies = policiesOf(server);
    QVERIFY2(policies, policies ? "" : qPrintable(policies.error().summary));
    QCOMPARE(policies->size(), 3);
    const AttachingPolicy first = policies->at(0);
    QCOMPARE(first.name, QStringLiteral("hot-delete"));
    QCOMPARE(first.patterns, QStringList({QStringLiteral("logs-*"), QStringLiteral("audit")}));
    QCOMPARE(first.priority, 100);
    QCOMPARE(first.since, qint64(1'622'234'465'000));
    QCOMPARE(policies->at(1).since, qint64(1'622'234'465'999));
    QCOMPARE(policies->at(2).name, QStringLiteral("of-1.0"));
    QCOMPARE(policies->at(2).patterns, QStringList({QStringLiteral("*")}));
}

void TestIsmPolicies::aServerWithoutThePluginHasNone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("without the plugin")
        << 400
        << QByteArray(R"({"error":"no handler found for uri [/_plugins/_ism/policies] and method [GET]"})");
    QTest::newRow("taken for an index")
        << 404
        << QByteArray(R"({"error":{"type":"index_not_found_exception","reason":"no such index [_plugins]"},"status":404})");
    QTest::newRow("without a policy") << 200 << QByteArray(R"({"total_policies":0})");
}

void TestIsmPolicies::aServerWithoutThePluginHasNone()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const ScriptedServer server = serverThatAnswers(status, body);
    const auto policies = policiesOf(server);
    QVERIFY2(policies, policies ? "" : qPrintable(policies.error().summary));
    QVERIFY(policies->isEmpty());
}

void TestIsmPolicies::whatMayNotBeSeenIsAnError()
{
    const ScriptedServer server = serverThatAnswers(403,
        R"({"error":{"type":"security_exception","reason":"no permissions for [cluster:admin/opendistro/ism/policy/search]"},)"
        R"("status":403})");
    const auto policies = policiesOf(server);
    QVERIFY(!policies);
    QCOMPARE(policies.error().kind, ErrorKind::Forbidden);
}

void TestIsmPolicies::elasticsearchIsNotAsked()
{
    const ScriptedServer server = serverThatAnswers(500, "{}", false);
    const auto policies = policiesOf(server);
    QVERIFY(policies && policies->isEmpty());
}

QTEST_GUILESS_MAIN(TestIsmPolicies)
#include "tst_ismpolicies.moc"
