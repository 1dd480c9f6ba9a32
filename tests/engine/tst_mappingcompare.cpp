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
    void defaultsSayNothing_data();
    void defaultsSayNothing();
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
    row("lost analyzer", "{'properties':{'a':{'type':'text','analyzer':'english'}}}",
        "{'properties':{'a':{'type':'text'}}}", "Field a: analyzer is missing, it should be english.");
    row("lost index", "{'properties':{'a':{'type':'keyword','index':false}}}",
        "{'properties':{'a':{'type':'keyword'}}}", "Field a: index is missing, it should be false.");
    row("lost format in an object", "{'properties':{'o':{'properties':{'d':{'type':'date','format':'yyyy'}}}}}",
        "{'properties':{'o':{'properties':{'d':{'type':'date'}}}}}",
        "Field o.d: format is missing, it should be yyyy.");
    row("lost null_value of a multi-field",
        "{'properties':{'a':{'type':'text','fields':{'raw':{'type':'keyword','null_value':'x'}}}}}",
        "{'properties':{'a':{'type':'text','fields':{'raw':{'type':'keyword'}}}}}",
        "Field a.raw: null_value is missing, it should be x.");
    row("lost dynamic", "{'dynamic':'strict','properties':{}}", "{'properties':{}}",
        "dynamic is missing, it should be strict.");
    row("lost required routing", "{'_routing':{'required':true}}", "{}",
        "_routing is missing, it should be {\"required\":true}.");
    row("parameter that only the target has", "{'properties':{'a':{'type':'keyword'}}}",
        "{'properties':{'a':{'type':'keyword','ignore_above':5}}}",
        "Field a: ignore_above is 5, it should not be there.");
    row("what a template puts at the root", "{}", "{'dynamic':'false','_meta':{'by':'template'}}", "");
    row("dynamic of the object around it", "{'dynamic':'strict','properties':{'o':{'properties':{}}}}",
        "{'dynamic':'strict','properties':{'o':{'dynamic':'strict','properties':{}}}}", "");
    row("another dynamic than the object around it",
        "{'dynamic':'strict','properties':{'o':{'dynamic':'true','properties':{}}}}",
        "{'dynamic':'strict','properties':{'o':{'properties':{}}}}", "Field o: dynamic is missing, it should be true.");
    row("search analyzer that is the analyzer",
        "{'properties':{'a':{'type':'text','analyzer':'english','search_analyzer':'english'}}}",
        "{'properties':{'a':{'type':'text','analyzer':'english'}}}", "");
    row("vectors of a newer target", "{'properties':{'v':{'type':'dense_vector','dims':3}}}",
        "{'properties':{'v':{'type':'dense_vector','dims':3,'index':true,'similarity':'cosine'}}}", "");
    row("lost vector similarity",
        "{'properties':{'v':{'type':'dense_vector','dims':3,'index':true,'similarity':'dot_product'}}}",
        "{'properties':{'v':{'type':'dense_vector','dims':3,'index':true}}}",
        "Field v: similarity is missing, it should be dot_product.");
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

void MappingCompareTest::defaultsSayNothing_data()
{
    QTest::addColumn<QByteArray>("type"); // empty: the root
    QTest::addColumn<QByteArray>("parameter");
    QTest::addColumn<bool>("isDefault");
    const auto row = [](const char *type, const char *parameter, bool isDefault) {
        QTest::addRow("%s %s", type, parameter) << QByteArray(type) << QByteArray(parameter) << isDefault;
    };
    for (const char *type : {"keyword", "long", "date", "boolean", "ip", "geo_point", "double", "flattened"}) {
        row(type, "'doc_values':true", true);
        row(type, "'doc_values':false", false);
        row(type, "'index':true", true);
        row(type, "'index':false", false);
        row(type, "'norms':false", true);
        row(type, "'eager_global_ordinals':false", true);
        row(type, "'copy_to':[]", true);
        row(type, "'copy_to':['all']", false);
        row(type, "'null_value':null", true);
        row(type, "'null_value':'0'", false);
        row(type, "'unheard_of':true", false);
    }
    for (const char *type : {"text", "search_as_you_type"}) {
        row(type, "'norms':true", true);
        row(type, "'norms':false", false);
        row(type, "'index_options':'positions'", true);
        row(type, "'index_options':'docs'", false);
        row(type, "'analyzer':'default'", true);
        row(type, "'analyzer':'standard'", true);
        row(type, "'analyzer':'german'", false);
        row(type, "'search_analyzer':'standard'", true);
        row(type, "'search_analyzer':'german'", false);
        row(type, "'store':true", false);
        row(type, "'similarity':'BM25'", true);
        row(type, "'similarity':'boolean'", false);
        row(type, "'term_vector':'no'", true);
        row(type, "'position_increment_gap':100", true);
        row(type, "'fielddata':false", true);
        row(type, "'fielddata':true", false);
        row(type, "'boost':1.0", true);
        row(type, "'boost':2.0", false);
    }
    row("keyword", "'index_options':'docs'", true);
    row("keyword", "'index_options':'freqs'", false);
    row("keyword", "'ignore_above':2147483647", true);
    row("keyword", "'ignore_above':256", false);
    row("keyword", "'split_queries_on_whitespace':false", true);
    row("keyword", "'normalizer':'lower'", false);
    row("long", "'coerce':true", true);
    row("long", "'coerce':false", false);
    row("geo_shape", "'coerce':false", true);
    row("long", "'ignore_malformed':false", true);
    row("long", "'ignore_malformed':true", false);
    row("scaled_float", "'scaling_factor':100", false);
    row("date", "'format':'strict_date_optional_time||epoch_millis'", true);
    row("date", "'format':'epoch_millis'", false);
    row("date", "'locale':'de'", false);
    row("binary", "'doc_values':false", true);
    row("binary", "'doc_values':true", false);
    row("join", "'eager_global_ordinals':true", true);
    row("join", "'eager_global_ordinals':false", false);
    row("completion", "'analyzer':'simple'", true);
    row("completion", "'analyzer':'standard'", false);
    row("flattened", "'depth_limit':20", true);
    row("flattened", "'depth_limit':5", false);
    row("object", "'enabled':true", true);
    row("object", "'enabled':false", false);
    row("nested", "'include_in_root':true", false);
    row("object", "'dynamic':'true'", true);
    row("object", "'dynamic':'strict'", false);
    row("alias", "'path':'a'", false);
    row("", "'dynamic':'true'", true);
    row("", "'dynamic':'runtime'", false);
    row("", "'date_detection':true", true);
    row("", "'date_detection':false", false);
    row("", "'numeric_detection':true", false);
    row("", "'dynamic_date_formats':['strict_date_optional_time','yyyy/MM/dd HH:mm:ss Z||yyyy/MM/dd Z']", true);
    row("", "'dynamic_date_formats':['yyyy']", false);
    row("", "'dynamic_templates':[]", true);
    row("", "'_routing':{'required':false}", true);
    row("", "'_routing':{'required':true}", false);
    row("", "'_source':{'enabled':true}", true);
    row("", "'_source':{'mode':'synthetic'}", false);
    row("", "'_meta':{'x':1}", false);
    row("", "'index':true", false); // a root has no such parameter
}

void MappingCompareTest::defaultsSayNothing()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, parameter);
    QFETCH(bool, isDefault);
    const auto mapping = [&](const QByteArray &more) {
        if (type.isEmpty())
            return json(QByteArray("{" + more + "}").constData());
        return json(QByteArray("{'properties':{'f':{'type':'" + type + "'" + (more.isEmpty() ? "" : ",") + more + "}}}")
                        .constData());
    };
    const QStringList lost = mappingDifferences(mapping(parameter), mapping({}));
    QVERIFY2(lost.isEmpty() == isDefault, qPrintable(lost.join(u' ')));
    if (!type.isEmpty())
        QCOMPARE(mappingDifferences(mapping({}), mapping(parameter)).isEmpty(), isDefault);
}

QTEST_APPLESS_MAIN(MappingCompareTest)
#include "tst_mappingcompare.moc"
