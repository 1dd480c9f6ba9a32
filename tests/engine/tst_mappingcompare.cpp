// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mappingcompare.h"

#include <QJsonDocument>
#include <QTest>

using namespace godwit;

namespace {

QJsonObject json(const char *text)
{
    QByteArray bytes(text);
    bytes.replace('\'', '"');
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    Q_ASSERT(document.isObject());
    return document.object();
}

} // namespace

class MappingCompareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differencesAreNamed_data();
    void differencesAreNamed();
};

void MappingCompareTest::differencesAreNamed_data()
{
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QByteArray>("there");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const char *wanted, const char *there, const char *found) {
        QTest::newRow(name) << QByteArray(wanted) << QByteArray(there) << QString::fromUtf8(found);
    };
    row("equal", "{'properties':{'a':{'type':'keyword'}}}", "{'properties':{'a':{'type':'keyword'}}}", "");
    row("type", "{'properties':{'a':{'type':'keyword'}}}", "{'properties':{'a':{'type':'text'}}}",
        "Field a is text, it should be keyword.");
    row("missing field inside an object", "{'properties':{'o':{'properties':{'b':{'type':'long'}}}}}",
        "{'properties':{'o':{'properties':{}}}}", "Field o.b is missing.");
    row("missing multi-field", "{'properties':{'a':{'type':'text','fields':{'raw':{'type':'keyword'}}}}}",
        "{'properties':{'a':{'type':'text'}}}", "Field a.raw is missing.");
    row("object where nested belongs", "{'properties':{'o':{'type':'nested','properties':{}}}}",
        "{'properties':{'o':{'properties':{}}}}", "Field o is object, it should be nested.");
    row("parameter of a field", "{'properties':{'a':{'type':'date','format':'yyyy'}}}",
        "{'properties':{'a':{'type':'date','format':'uuuu'}}}", "Field a: format is uuuu, it should be yyyy.");
    row("parameter at the top", "{'dynamic':'strict','properties':{}}", "{'dynamic':'true','properties':{}}",
        "dynamic is true, it should be strict.");
    row("two spellings of one value", "{'dynamic':true,'properties':{'a':{'type':'text','norms':'false'}}}",
        "{'dynamic':'true','properties':{'a':{'type':'text','norms':false}}}", "");
    row("defaults are left out by servers", "{'properties':{'a':{'type':'keyword','index':true}}}",
        "{'properties':{'a':{'type':'keyword'}}}", "");
    row("fields of a template", "{'properties':{}}", "{'properties':{'x':{'type':'long'}}}", "");
    row("required routing", "{'_routing':{'required':true}}", "{'_routing':{'required':false}}",
        "_routing is {\"required\":false}, it should be {\"required\":true}.");
}

void MappingCompareTest::differencesAreNamed()
{
    QFETCH(QByteArray, wanted);
    QFETCH(QByteArray, there);
    QFETCH(QString, found);
    QCOMPARE(mappingDifferences(json(wanted), json(there)).join(QLatin1Char(' ')), found);
}

QTEST_APPLESS_MAIN(MappingCompareTest)
#include "tst_mappingcompare.moc"
