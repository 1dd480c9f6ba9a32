// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a user may see, by what `_security/user/_privileges` answers (8.x; the form is the same since 6.5).
#include "connectors/elasticsearch/searchconnector.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace godwit;
using namespace godwit::test;

class TestPrivileges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatRolesHideIsNamed();
};

namespace {

ScriptedReply answer(const ScriptedRequest &asked)
{
    ScriptedReply reply;
    if (asked.target == "/")
        reply.body = R"({"cluster_name":"c","cluster_uuid":"u","version":{"number":"8.19.0","build_flavor":"default"},
              "tagline":"You Know, for Search"})";
    else if (asked.target.startsWith("/_security/user/_has_privileges"))
        reply.body = R"({"username":"half","has_all_requested":true,"cluster":{},"application":{},"index":{
              "orders-1":{"read":true},"orders-all":{"read":true},"logs-1":{"read":true},"open":{"read":true}}})";
    else if (asked.target.startsWith("/_security/user/_privileges"))
        reply.body = R"({"cluster":["monitor"],"global":[],"applications":[],"run_as":[],"indices":[
              {"names":["orders*"],"privileges":["read"],"query":["{\"term\":{\"eu\":true}}"],"allow_restricted_indices":false},
              {"names":["orders-all"],"privileges":["read"],"allow_restricted_indices":false},
              {"names":["/logs-.+/"],"privileges":["all"],"allow_restricted_indices":false,
               "field_security":[{"grant":["*"],"except":["ip"]}]},
              {"names":["open"],"privileges":["read","monitor"],"allow_restricted_indices":false,
               "field_security":[{"grant":["*"]}]},
              {"names":["logs-1"],"privileges":["monitor"],"allow_restricted_indices":false}]})";
    else
        reply.status = 404;
    return reply;
}

} // namespace

void TestPrivileges::whatRolesHideIsNamed()
{
    ScriptedServer server(answer);
    Endpoint endpoint;
    endpoint.url = server.url();
    SearchConnector connector(endpoint, Secrets());
    const auto check = connector.open({})->privileges(
        {QStringLiteral("orders-1"), QStringLiteral("orders-all"), QStringLiteral("logs-1"), QStringLiteral("open")},
        {QStringLiteral("read")});
    QVERIFY2(check, check ? "" : qPrintable(check.error().summary));
    QVERIFY(check->known && check->missing.isEmpty());
    // A role without a query shows all documents; one that only monitors shows nothing.
    QCOMPARE(
        check->narrowed, (QStringList{QStringLiteral("documents of orders-1"), QStringLiteral("fields of logs-1")}));
}

QTEST_GUILESS_MAIN(TestPrivileges)
#include "tst_privileges.moc"
