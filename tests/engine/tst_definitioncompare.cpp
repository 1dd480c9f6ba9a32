// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What two definitions say of the documents: whether a side rebuilds them, and which settings change them.
#include "engine/verify/definitioncompare.h"

#include <QJsonDocument>
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
    void aSourceThatIsSwitchedOffIsNotCompared()
    {
        QVERIFY(!sourceFault(definition(R"({"index.mapping.source.mode":"DISABLED"})")).isEmpty());
        QVERIFY(!sourceFault(definition("{}", R"({"_source":{"mode":"disabled"}})")).isEmpty());
        QVERIFY(sourceFault(definition(R"({"index.mapping.source.mode":"STORED"})")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDefinitionCompare)
#include "tst_definitioncompare.moc"
