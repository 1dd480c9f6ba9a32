// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What two definitions say of the documents: whether a side rebuilds them, and which settings change them.
#include "engine/verify/definitioncompare.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace godwit;

namespace {

IndexDefinition definition(const QByteArray &settings, const QByteArray &mappings = "{}")
{
    IndexDefinition made;
    made.name = QStringLiteral("orders");
    made.settings = QJsonDocument::fromJson(settings).object();
    made.mappings = QJsonDocument::fromJson(mappings).object();
    return made;
}

} // namespace

class TestDefinitionCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSettingOfTheSourceDecidesAlone_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QByteArray>("mappings");
        QTest::addColumn<bool>("rebuilt");
        const auto row = [](const char *settings, const char *mappings, bool rebuilt) {
            QTest::addRow("%s %s", settings, mappings) << QByteArray(settings) << QByteArray(mappings) << rebuilt;
        };
        const char *synthetic = R"({"_source":{"mode":"synthetic"}})";
        const char *stored = R"({"_source":{"mode":"stored"}})";
        row("{}", "{}", false);
        row("{}", synthetic, true);
        row("{}", stored, false);
        row(R"({"index.mode":"standard"})", "{}", false);
        row(R"({"index.mode":"logsdb"})", "{}", true);
        row(R"({"index.mode":"time_series"})", "{}", true);
        row(R"({"index.mode":"logsdb_columnar"})", "{}", true);
        row(R"({"index.mode":"logsdb"})", stored, false);
        // What Elasticsearch writes without a licence for it.
        row(R"({"index.mode":"logsdb","index.mapping.source.mode":"STORED"})", "{}", false);
        row(R"({"index.mode":"time_series","index.mapping.source.mode":"stored"})", "{}", false);
        row(R"({"index.mapping.source.mode":"STORED"})", synthetic, false);
        row(R"({"index.mapping.source.mode":"SYNTHETIC"})", stored, true);
        row(R"({"index.mapping.source.mode":"columnar_stored"})", "{}", true);
        row(R"({"index.derived_source.enabled":"true"})", "{}", true);
        row(R"({"index.derived_source.enabled":"false"})", "{}", false);
    }
    void theSettingOfTheSourceDecidesAlone()
    {
        QFETCH(QByteArray, settings);
        QFETCH(QByteArray, mappings);
        QFETCH(bool, rebuilt);
        QCOMPARE(hasSyntheticSource(definition(settings, mappings)), rebuilt);
    }
    void aSettingOfTheTargetThatChangesEveryFieldMatters_data()
    {
        QTest::addColumn<QByteArray>("setting");
        QTest::addColumn<bool>("matters");
        const auto row
            = [](const char *setting, bool matters) { QTest::newRow(setting) << QByteArray(setting) << matters; };
        row(R"("index.analysis.analyzer.default.type":"german")", true);
        row(R"("index.analysis.analyzer.default.stopwords":["a"])", true);
        row(R"("index.analysis.analyzer.default_search.type":"standard")", true);
        row(R"("index.similarity.default.type":"boolean")", true);
        row(R"("index.mapping.coerce":"false")", true);
        row(R"("index.mapping.ignore_malformed":"true")", true);
        row(R"("index.analysis.analyzer.default.type":"standard")", false);
        row(R"("index.similarity.default.type":"BM25")", false);
        row(R"("index.mapping.coerce":"true")", false);
        row(R"("index.mapping.ignore_malformed":"false")", false);
        row(R"("index.analysis.analyzer.mine.type":"german")", false);
        row(R"("index.max_result_window":"20000")", false);
    }
    void aSettingOfTheTargetThatChangesEveryFieldMatters()
    {
        QFETCH(QByteArray, setting);
        QFETCH(bool, matters);
        const ClusterInfo es8{Product::Elasticsearch, {8, 17, 0}, {}, {}, {}};
        const QByteArray mappings = R"({"properties":{"t":{"type":"text"}}})";
        const auto places
            = compareDefinitions(definition("{}", mappings), definition('{' + setting + '}', mappings), es8, es8);
        QCOMPARE(places.size(), 1);
        QVERIFY(setting.contains(places.first().place.mid(9).toLatin1()));
        QVERIFY2(places.first().matters == matters, qPrintable(places.first().reason));
    }
    void aSourceThatIsSwitchedOffIsNotCompared()
    {
        QVERIFY(!sourceFault(definition(R"({"index.mapping.source.mode":"DISABLED"})")).isEmpty());
        QVERIFY(!sourceFault(definition("{}", R"({"_source":{"mode":"disabled"}})")).isEmpty());
        QVERIFY(sourceFault(definition(R"({"index.mapping.source.mode":"STORED"})")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDefinitionCompare)
#include "tst_definitioncompare.moc"
