// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verificationcertificate.h"
#include "app/verifyprinter.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

//! What a certificate says of a comparison.
class TestVerificationCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhatWasComparedAndHow();
    void textOfTheServersIsNoMarkup();
    void itIsKeptWithItsJob();
    void everyKindOfFileIsWritten();
    void nestedAndDeletedDocumentsAreCountedOnBothSides();
    void theLastLineForScriptsHoldsEverything();
};

namespace {

VerifyResult sample()
{
    VerifyResult result;
    result.outcome = Outcome::Findings;
    result.request.pairs = {{QStringLiteral("orders"), QStringLiteral("orders-2")}};
    result.sourceAddress = QStringLiteral("http://old:9200");
    result.targetAddress = QStringLiteral("http://new:9200");
    result.sourceVersion = QStringLiteral("Elasticsearch 7.17.28");
    result.targetVersion = QStringLiteral("Elasticsearch 8.3.3");
    result.begun = QDateTime(QDate(2026, 11, 21), QTime(10, 0), Qt::UTC);
    result.ended = result.begun.addSecs(75);
    result.seconds = 75;
    VerifyRow row(result.request.pairs.first());
    row.state = VerifyState::Differs;
    row.at = VerifyLevel::Content;
    row.source = {1'000, 3'000, -1, 1'000, 5'000, QString(64, QLatin1Char('a'))};
    row.target = {999, 2'997, -1, 999, 4'995, QString(64, QLatin1Char('b'))};
    row.missing = 1;
    row.findings = 1;
    row.definitions = {{QStringLiteral("settings.index.number_of_replicas"), QStringLiteral("1"), QStringLiteral("0"),
        false, QStringLiteral("It says how the index is kept.")}};
    result.rows = {row};
    VerifyFinding finding{QStringLiteral("missing"), QStringLiteral("orders"), QStringLiteral("orders-2"),
        QStringLiteral("<b>7</b>"), {}, {}, QStringLiteral("The target does not have this document."), {}};
    result.findings = {finding};
    result.findingCount = 1;
    return result;
}

} // namespace

void TestVerificationCertificate::itSaysWhatWasComparedAndHow()
{
    const VerificationCertificate certificate(sample(), QStringLiteral("1a2b3c4d"), QStringLiteral("Ada"));
    const QString html = certificate.html();
    for (const char *text : {"Not equal", "http://old:9200", "Elasticsearch 8.3.3", "_source of every document",
             "1a2b3c4d", "godwit-hash-1", "settings.index.number_of_replicas", "Ada", "Signature",
             "Godwit " GODWIT_VERSION, "2026-11-21 10:00:00 UTC", "equal in meaning"})
        QVERIFY2(html.contains(QString::fromUtf8(text)), text);
    QVERIFY(html.contains(QString(64, QLatin1Char('a'))) && html.contains(QString(64, QLatin1Char('b'))));
}

void TestVerificationCertificate::textOfTheServersIsNoMarkup()
{
    const QString html = VerificationCertificate(sample(), {}).html();
    QVERIFY(html.contains(QLatin1String("&lt;b&gt;7&lt;/b&gt;")));
    QVERIFY(!html.contains(QLatin1String("<b>7")));
}

void TestVerificationCertificate::itIsKeptWithItsJob()
{
    const QTemporaryDir folder;
    QVERIFY(!VerificationCertificate::load(folder.path()));
    const VerificationCertificate certificate(sample(), QStringLiteral("1a2b3c4d"));
    QVERIFY(certificate.keep(folder.path()));
    const auto loaded = VerificationCertificate::load(folder.path());
    QVERIFY(loaded);
    QCOMPARE(loaded->json(), certificate.json());
    QCOMPARE(loaded->html(), certificate.html());
}

void TestVerificationCertificate::everyKindOfFileIsWritten()
{
    const QTemporaryDir folder;
    const VerificationCertificate certificate(sample(), QStringLiteral("1a2b3c4d"));
    for (const auto &[name, begin] :
        {std::pair("c.html", "<!DOCTYPE html>"), std::pair("c.pdf", "%PDF"), std::pair("c.json", "{")}) {
        const QString path = folder.filePath(QLatin1String(name));
        QVERIFY(certificate.write(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begin));
    }
    QVERIFY(!certificate.write(folder.filePath(QStringLiteral("missing/c.html"))));
}

void TestVerificationCertificate::nestedAndDeletedDocumentsAreCountedOnBothSides()
{
    VerifyResult result = sample();
    result.rows.first().target.deletedDocuments = 1'234;
    const VerificationCertificate certificate(result, {});
    const QString html = certificate.html();
    const auto line = [](const QStringList &cells) {
        return QString(QStringLiteral("<td align=\"left\" valign=\"top\">")
            + cells.join(QStringLiteral("</td><td align=\"left\" valign=\"top\">")) + QStringLiteral("</td></tr>"));
    };
    const auto number = [](qint64 count) { return QLocale().toString(count); };
    QVERIFY2(html.contains(line(
                 {QStringLiteral("source, orders"), number(1'000), number(2'000), number(3'000), QStringLiteral("–")})),
        qPrintable(html));
    QVERIFY(html.contains(
        line({QStringLiteral("target, orders-2"), number(999), number(1'998), number(2'997), number(1'234)})));
    QVERIFY(html.contains(countsNote()));
    const QJsonValue row = certificate.json().value(QLatin1String("indices"))[0];
    QCOMPARE(row[QLatin1String("source")][QLatin1String("nested_documents")].toInt(), 2'000);
    QVERIFY(row[QLatin1String("source")][QLatin1String("deleted_documents")].isNull());
    QCOMPARE(row[QLatin1String("target")][QLatin1String("deleted_documents")].toInt(), 1'234);
    QCOMPARE(certificate.json().value(QLatin1String("counts_note")).toString(), countsNote());
    result.rows.first().source.documents = 4'000; // counted while documents came in
    const VerificationCertificate moved(result, {});
    QVERIFY(moved.json()
                .value(QLatin1String("indices"))[0][QLatin1String("source")][QLatin1String("nested_documents")]
                .isNull());
    QStringList lines;
    VerifyPrinter printer(
        false, [&](const QString &text) { lines.append(text); }, [](const QString &) {});
    printer.end({}, sample(), {});
    QCOMPARE(lines.count(countsNote()), 1);
    QVERIFY2(lines.at(1).contains(
                 QStringLiteral("Target: %1 documents, %2 nested objects, – deleted").arg(number(999), number(1'998))),
        qPrintable(lines.join(u'\n')));
    result.rows = {VerifyRow({QStringLiteral("a"), QStringLiteral("b")})}; // nothing was counted
    QVERIFY(!VerificationCertificate(result, {}).html().contains(countsNote()));
}

void TestVerificationCertificate::theLastLineForScriptsHoldsEverything()
{
    QStringList lines;
    VerifyPrinter printer(
        true, [&](const QString &line) { lines.append(line); }, [](const QString &) {});
    JobSummary summary;
    summary.outcome = Outcome::Findings;
    summary.job = QStringLiteral("1a2b3c4d");
    for (const VerifyFinding &finding : sample().findings)
        summary.findings.append(finding.toFinding());
    summary.findingCount = 1;
    printer.end(summary, sample(), {{QStringLiteral("repair"), QJsonObject{{QStringLiteral("copied"), 3}}}});
    QCOMPARE(lines.size(), 1);
    const QJsonObject json = QJsonDocument::fromJson(lines.first().toUtf8()).object();
    QCOMPARE(json.value(QLatin1String("outcome")).toString(), QStringLiteral("findings"));
    QCOMPARE(json.value(QLatin1String("findings"))[0][QLatin1String("kind")].toString(), QStringLiteral("missing"));
    QCOMPARE(json.value(QLatin1String("verification"))[QLatin1String("level")].toString(), QStringLiteral("content"));
    QCOMPARE(json.value(QLatin1String("repair"))[QLatin1String("copied")].toInt(), 3);
    QCOMPARE(summary.exitCode(), 4);
}

QTEST_MAIN(TestVerificationCertificate)
#include "tst_verificationcertificate.moc"
