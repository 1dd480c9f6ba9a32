// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a server that rebuilds documents keeps of their values: the spelling in which it gives them back is no
// difference, another value is one.
#include "engine/verify/definitioncompare.h"
#include "engine/verify/sourcecompare.h"
#include "engine/verify/verifyprogress.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace godwit;

namespace {

IndexDefinition index(const QByteArray &properties)
{
    IndexDefinition made;
    made.name = QStringLiteral("orders");
    made.mappings = QJsonDocument::fromJson("{\"properties\":" + properties + '}').object();
    return made;
}

Spelling spelling(const QByteArray &field)
{
    QStringList asWritten;
    return {{}, true, {}, fieldForms(index("{\"f\":" + field + '}'), &asWritten)};
}

QByteArray spelled(const QByteArray &field, const QByteArray &value)
{
    CanonicalJson maker;
    maker.setSpelling(spelling(field));
    std::string out;
    if (!maker.append(QByteArray("{\"f\":" + value + '}').toStdString(), out))
        return {};
    return QByteArray::fromStdString(out);
}

const QByteArray day = R"({"f":"2026-01-01T00:00:00.000000000Z"})";
const QByteArray date = R"({"type":"date"})";

} // namespace

class TestFieldForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreSpelledAsTheyAreKept_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const QByteArray &field, const QByteArray &value, const QByteArray &wanted) {
            QTest::addRow("%s %s", field.constData(), value.constData()) << field << value << wanted;
        };
        for (const char *same : {R"("2026-01-01")", R"("2026-01-01T00:00:00Z")", R"("2026-01-01T00:00:00.000Z")",
                 R"("2026")", "2026", R"("2026-01")", "1767225600000", R"("1767225600000")", "1767225600000.25",
                 R"("2026-01-01T00:00:00.000999999Z")", R"("2026-01-01T01:00:00+01:00")", R"("2026-01-01T01:00+0100")",
                 R"("2025-12-31T19-05")", R"("2026-01-01T00:00:00,0Z")", R"("2026-01-01T")"})
            row(date, same, day);
        const QByteArray nanos = R"({"type":"date_nanos"})";
        row(nanos, R"("2026-01-01T00:00:00.123456789Z")", R"({"f":"2026-01-01T00:00:00.123456789Z"})");
        row(nanos, "1767225600123.456789", R"({"f":"2026-01-01T00:00:00.123456789Z"})");
        row(date, R"("1969-12-31T23:59:59.9999Z")", R"({"f":"1969-12-31T23:59:59.999000000Z"})");
        row(date, "-1", R"({"f":"1969-12-31T23:59:59.999000000Z"})");
        row(date, R"("2024-02-29T12:00:00.5Z")", R"({"f":"2024-02-29T12:00:00.500000000Z"})");
        // What servers refuse, or could read in another way, stays as it is.
        for (const char *other : {R"("2026-02-29")", R"("2026-13-01")", R"("2026-1-1")", R"("2026-01-01T24:00:00Z")",
                 R"("2026-01-01T00:00:60Z")", R"("2026-01-01Z")", R"("2026-01-01T00:00:00Zx")", R"("2026-01-01T1")",
                 R"("2026-01-01T00:00:00.Z")", R"("2026-01-01T00:00:00.1234567890Z")", R"("soon")", R"("")",
                 R"("2026-01-01T00:00:00+1")", R"("-1.5")", R"("99999999999999999999")"})
            row(date, other, QByteArray("{\"f\":") + other + '}');
        row(date, "1.5e3", R"({"f":15e2})");
        row(R"({"type":"date","format":"epoch_second"})", "1767225600", day);
        row(R"({"type":"date","format":"date_time_no_millis||epoch_millis"})", "1767225600999", day);
        row(R"({"type":"date","format":"strict_date||epoch_millis"})", "1767225600999", day);
        row(R"({"type":"date","format":"strict_date||epoch_millis"})", "-1",
            R"({"f":"1969-12-31T00:00:00.000000000Z"})");
        row(R"({"type":"date","format":"epoch_millis||strict_date"})", "2026",
            R"({"f":"1970-01-01T00:00:02.026000000Z"})");
        row(R"({"type":"date","format":"date_optional_time||epoch_millis"})", "12345", R"({"f":12345})");
        row(R"({"type":"date","format":"epoch_millis||strict_date","print_format":"strict_date"})", "1767225600999",
            day);
        row(R"({"type":"date","format":"yyyy/MM/dd"})", R"("2026/01/01")", R"({"f":"2026/01/01"})");
        row(R"({"type":"date","format":"strict_date||HH"})", R"("2026-01-01")", R"({"f":"2026-01-01"})");
        row(R"({"type":"date","null_value":"2026-01-01"})", "null", day);
        row(date, R"(["2026-01-01","2026-01-01T00:00:00Z"])",
            R"({"f":"2026-01-01T00:00:00.000000000Z","f":"2026-01-01T00:00:00.000000000Z"})");

        row(R"({"type":"long"})", R"("5")", R"({"f":5})");
        row(R"({"type":"long"})", R"("+05.90")", R"({"f":5})");
        row(R"({"type":"long"})", "9007199254740993.7", R"({"f":9007199254740993})");
        row(R"({"type":"long"})", "-0.9", R"({"f":0})");
        row(R"({"type":"integer"})", "109.99", R"({"f":109})");
        row(R"({"type":"integer"})", "100.99", R"({"f":1e2})");
        row(R"({"type":"integer"})", "1e2", R"({"f":1e2})");
        row(R"({"type":"long"})", R"("")", "{}");
        row(R"({"type":"long","null_value":-7})", "null", R"({"f":-7})");
        row(R"({"type":"long"})", R"("five")", R"({"f":"five"})");
        row(R"({"type":"long"})", "true", R"({"f":true})");
        row(R"({"type":"unsigned_long"})", R"("18446744073709551615")", R"({"f":18446744073709551615})");
        row(R"({"type":"double"})", R"("0.10")", R"({"f":1e-1})");
        row(R"({"type":"double"})", "0.1000000000000000055511151231257827", R"({"f":1e-1})");
        row(R"({"type":"double"})", "1e-400", R"({"f":0})");
        row(R"({"type":"double"})", "1e400", R"({"f":1e400})");
        row(R"({"type":"double"})", R"(".5")", R"({"f":5e-1})");
        row(R"({"type":"float"})", "0.10000000149011612", R"({"f":1e-1})");
        row(R"({"type":"half_float"})", "0.1", R"({"f":99975586e-9})");
        row(R"({"type":"half_float"})", "0.099975586", R"({"f":99975586e-9})");
        row(R"({"type":"half_float"})", "2049", R"({"f":2048})"); // between two of them, and the even one
        row(R"({"type":"half_float"})", "6e-8", R"({"f":59604645e-15})");
        row(R"({"type":"half_float"})", "-65504", R"({"f":-65504})");
        row(R"({"type":"scaled_float","scaling_factor":100})", "1.234", R"({"f":123})");
        row(R"({"type":"scaled_float","scaling_factor":100})", R"("1.23")", R"({"f":123})");
        row(R"({"type":"scaled_float","scaling_factor":1})", "-2.5", R"({"f":-2})");
        row(R"({"type":"scaled_float","scaling_factor":10})", "1e300", R"({"f":9223372036854775807})");
        row(R"({"type":"boolean"})", R"(["true",false,""])", R"({"f":false,"f":false,"f":true})");
        row(R"({"type":"boolean"})", R"("yes")", R"({"f":"yes"})");
        row(R"({"type":"ip"})", R"(["::FFFF:10.0.0.1","10.0.0.1"])", R"({"f":"10.0.0.1"})");
        row(R"({"type":"ip"})", R"("2001:DB8::1")", R"({"f":"2001:0db8:0000:0000:0000:0000:0000:0001"})");
        row(R"({"type":"ip"})", R"("10.0.0.256")", R"({"f":"10.0.0.256"})");
        row(R"({"type":"keyword"})", R"([200,1.50,true,"a","200"])", R"({"f":"1.50","f":"200","f":"a","f":"true"})");
        row(R"({"type":"keyword","null_value":"NONE"})", "[null]", R"({"f":"NONE"})");
        row(R"({"type":"flattened"})", R"({"a":5,"b":{"c":[true,"x","x"],"d":null}})",
            R"({"f.a":"5","f.b.c":"true","f.b.c":"x"})");
        row(R"({"properties":{"n":{"type":"long"}}})", R"([{"n":"5"},{"n":4.5}])", R"({"f.n":4,"f.n":5})");
        row(R"({"type":"geo_point"})", R"("1,2")", R"({"f":"1,2"})");
    }
    void valuesAreSpelledAsTheyAreKept()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, wanted);
        QCOMPARE(spelled(field, value), wanted);
    }

    void whatComesBackInAnotherFormIsEqualInMeaning()
    {
        const Spelling dates = spelling(date);
        const auto compare = [&](const char *source, const char *target) {
            return compareSources(source, target, dates);
        };
        QCOMPARE(compare(R"({"f":"2026-01-01"})", R"({"f":"2026-01-01T00:00:00.000Z"})").sameness, Sameness::Meaning);
        QCOMPARE(compare(R"({"f":1767225600000})", R"({"f":"2026-01-01T00:00:00.000Z"})").sameness, Sameness::Meaning);
        QCOMPARE(compare(R"({"f":"2026-01-01"})", R"({"f":"2026-01-01T00:00:00.001Z"})").sameness, Sameness::Different);
        // Only what differs is named.
        const auto differ
            = compare(R"({"f":"2026-01-01","g":1})", R"({"f":"2026-01-01T00:00:00.000Z","g":2})");
        QCOMPARE(differ.sameness, Sameness::Different);
        QCOMPARE(differ.places.size(), 1);
        QCOMPARE(differ.places.first().place, QStringLiteral("g"));
        // Where both keep their source a date is a text.
        QCOMPARE(compareSources(R"({"f":"2026-01-01"})", R"({"f":"2026-01-01T00:00:00.000Z"})").sameness,
            Sameness::Different);
    }

    void fieldsThatCanNotBeReadAreNamed()
    {
        QStringList asWritten;
        const FieldForms forms = fieldForms(
            index(R"({"a":{"type":"date"},"b":{"type":"date","format":"yyyy/MM/dd||epoch_millis"},)"
                  R"("o":{"properties":{"g":{"type":"geo_point"},"r":{"type":"ip_range"},"k":{"type":"keyword"}}}})"),
            &asWritten);
        QCOMPARE(asWritten, (QStringList{QStringLiteral("b"), QStringLiteral("o.g"), QStringLiteral("o.r")}));
        QCOMPARE(forms.size(), std::size_t(2));
        QVERIFY(formOf(forms, "o.k") && !formOf(forms, "o.k.x") && !formOf(forms, "b"));
    }

    void aRowSaysHowItWasSpelled()
    {
        VerifyRow row(IndexPair{QStringLiteral("a"), QStringLiteral("b")});
        row.bySynthetic = row.byVectors = true;
        row.asWritten = {QStringLiteral("when")};
        QCOMPARE(VerifyRow::fromJson(row.toJson()), row);
        QJsonObject older = row.toJson();
        for (const char *key : {"by_synthetic_source", "by_vectors", "as_written"})
            older.remove(QLatin1String(key));
        QVERIFY(!VerifyRow::fromJson(older).bySynthetic);
    }
};

QTEST_GUILESS_MAIN(TestFieldForm)
#include "tst_fieldform.moc"
