// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! No secret leaves in a bundle, wherever it was, and no name when names are masked; and the archive is one that others
//! open.
#include "models/diagnosticbundle.h"
#include "models/secretmask.h"
#include "models/zipfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

//! Known to the store, with letters that every form writes in its own way.
const QString password = s("hünter2 \"&/=+");
const QString apiKey = s("VuaCfGcBCdbkQm:ui2lp2axTNmsyakw9tvNnw");

BundleSources sources()
{
    BundleSources all;
    all.versions = s("Godwit 0.1.0\nQt 6.4.2\n");
    all.system = s("Debian 12, x86_64");
    all.job = s("7f3a12bc");
    Plan plan;
    plan.name = s("Orders");
    plan.method = s("live-copy");
    plan.source.profile = s("acme-old");
    plan.source.url = s("https://es.acme.example:9200");
    plan.source.user = s("elena.acme");
    plan.source.auth = AuthKind::Basic;
    plan.source.caFile = QDir::home().filePath(s("ca.pem"));
    plan.target.url = s("https://new.acme.example:9200");
    plan.select.indices = {s("orders-*")};
    all.plan = plan;
    all.events = {{QDateTime::currentDateTimeUtc(), EventLevel::Warning, s("orders-1"), s("es.acme.example is slow")}};
    RequestRecord record;
    record.time = 1'790'000'000'000;
    record.cluster = s("acme-old");
    record.address = s("https://es.acme.example:9200");
    record.method = "POST";
    record.path = "/orders-1/_search";
    record.status = 200;
    all.requests = {record};
    all.settings = {{s("theme"), s("dark")}, {s("report/logo"), QDir::home().filePath(s("logo.png"))}};
    all.secrets = {password, apiKey};
    all.endpoints = {plan.source, plan.target};
    return all;
}

QString whole(const BundleSources &from, bool maskNames = false)
{
    QString text;
    const QList<BundlePiece> pieces = DiagnosticBundle::pieces(from, maskNames);
    for (const BundlePiece &piece : pieces)
        text += piece.file + u'\n' + piece.title + u'\n' + piece.text + u'\n';
    return text;
}

QByteArray base64(const QString &text)
{
    return text.toUtf8().toBase64();
}

} // namespace

class TestDiagnosticBundle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPieceIsThere()
    {
        QStringList files;
        const QList<BundlePiece> pieces = DiagnosticBundle::pieces(sources(), false);
        for (const BundlePiece &piece : pieces) {
            files.append(piece.file);
            QVERIFY2(!piece.text.isEmpty() && !piece.title.isEmpty(), qPrintable(piece.file));
        }
        QCOMPARE(files,
            QStringList({s("versions.txt"), s("system.txt"), s("settings.txt"), s("plan.json"), s("events.txt"),
                s("requests.ndjson")}));
        // What is no secret stays, and the plan stays one that can be run.
        const QString text = whole(sources());
        for (const char *wanted :
            {"orders-*", "es.acme.example is slow", "WARNING", "theme: dark", "/orders-1/_search"})
            QVERIFY2(text.contains(s(wanted)), wanted);
        const auto plan = Plan::fromJson(pieces.at(3).text.toUtf8());
        QVERIFY(plan);
        QCOMPARE(plan->toJson(), sources().plan->toJson());
        BundleSources less = sources();
        less.plan.reset();
        less.job.clear();
        QCOMPARE(DiagnosticBundle::pieces(less, false).size(), 4);
    }

    void aSecretIsNowhere_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("planted");
        const auto row = [](const char *name, const QString &secret, const QString &planted) {
            QTest::newRow(name) << secret << planted;
        };
        // Known ones, in every form in which they travel.
        row("known", password, password);
        row("known, base64", QString::fromLatin1(base64(password)), QString::fromLatin1(base64(password)));
        row("known, in an address", QString::fromLatin1(QUrl::toPercentEncoding(password)),
            QString::fromLatin1(QUrl::toPercentEncoding(password)));
        row("known key", apiKey, apiKey);
        row("known key alone", s("ui2lp2axTNmsyakw9tvNnw"), s("key ui2lp2axTNmsyakw9tvNnw is refused"));
        row("known key, encoded", QString::fromLatin1(base64(apiKey)), QString::fromLatin1(base64(apiKey)));
        // Unknown ones, by what stands around them.
        const QString unknown = s("s3cr3tValue9");
        row("address", unknown, s("https://elena:%1@es.example:9200/x").arg(unknown));
        row("basic", s("ZWxlbmE6czNjcjN0"), s("Authorization: Basic ZWxlbmE6czNjcjN0"));
        row("key header", unknown, s("-H \"Authorization: ApiKey %1\"").arg(unknown));
        row("bearer", unknown, s("sent Bearer %1 twice").arg(unknown));
        row("json", unknown, s("{\"user\": \"elena\", \"password\": \"%1\"}").arg(unknown));
        row("json in json", unknown, s("{\\\"db_password\\\":\\\"%1\\\"}").arg(unknown));
        row("query", unknown, s("/_x?api_key=%1&pretty").arg(unknown));
        row("variable", unknown, s("GODWIT_SOURCE_PASSWORD=%1").arg(unknown));
        row("argument", unknown, s("run --password %1 now").arg(unknown));
        row("camel case", unknown, s("{\"secretAccessKey\": \"%1\"}").arg(unknown));
        row("private key", s("MIIEvQIBADANBg"),
            s("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----"));
    }
    void aSecretIsNowhere()
    {
        QFETCH(QString, secret);
        QFETCH(QString, planted);
        BundleSources all = sources();
        all.versions += planted + u'\n';
        all.system += u' ' + planted;
        all.plan->name = planted;
        all.plan->select.indices.append(planted);
        all.plan->overrides.insert(s("orders"), {QJsonObject{{s("note"), planted}}, QJsonObject{{s("x"), planted}}});
        all.plan->options.insert(s("anything"), planted);
        all.events.append({QDateTime::currentDateTimeUtc(), EventLevel::Error, planted, planted});
        RequestRecord record = all.requests.first();
        record.cluster = planted;
        record.path = planted.toUtf8();
        record.query = planted.toUtf8();
        record.error = planted;
        all.requests.append(record);
        all.settings.append({s("report/logo"), planted});
        for (const bool maskNames : {false, true}) {
            const QList<BundlePiece> pieces = DiagnosticBundle::pieces(all, maskNames);
            for (const BundlePiece &piece : pieces) {
                QVERIFY2(!piece.text.contains(secret), qPrintable(QString(piece.file + u':' + piece.text)));
                // It was there. With names, all of an address before its host goes.
                QVERIFY2(maskNames || piece.text.contains(SecretMask::stand()), qPrintable(piece.file));
                // JSON writes some letters in its own way.
                QVERIFY2(!QJsonDocument::fromJson(piece.text.toUtf8()).toJson().contains(secret.toUtf8()),
                    qPrintable(piece.file));
            }
        }
    }
    void whatNobodyCanKnowToBeASecretIsLeftOut()
    {
        BundleSources all = sources();
        all.plan->webhook = s("https://hooks.example/services/T00/B00/XyZzY");
        all.plan->mailCommand = s("curl -d hook-XyZzY smtp.example");
        const QString text = whole(all);
        QVERIFY(!text.contains(s("XyZzY")));
        QVERIFY(text.contains(s("https://hooks.example/***")));
        QVERIFY(text.contains(s("curl ***")));
    }
    void whatIsNoSecretStays()
    {
        const SecretMask mask;
        for (const char *text :
            {"{\"tokenizer\": \"standard\", \"analyzer\": \"x\"}", "https://es.example:9200/_search",
                "Sign-in by Basic authentication", "401: the user elena may not read", "POST /_bulk 200"})
            QCOMPARE(mask(s(text)), s(text));
    }
    void aMaskedBundleNamesNobody()
    {
        const QString open = whole(sources());
        const QString masked = whole(sources(), true);
        QStringList names{s("acme"), s("elena")};
        if (const QString user = QFileInfo(QDir::homePath()).fileName(); user.size() > 2)
            names.append(QDir::homePath());
        for (const QString &name : std::as_const(names)) {
            QVERIFY2(open.contains(name), qPrintable(name));
            QVERIFY2(!masked.contains(name), qPrintable(masked));
        }
        QVERIFY(masked.contains(s("orders-*"))); // indices are not names
    }

    void theArchiveIsOpenedByOthers()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(s("bundle.zip"));
        const QList<BundlePiece> pieces = DiagnosticBundle::pieces(sources(), false);
        QVERIFY(DiagnosticBundle::save(path, pieces));
        QProcess unzip;
        unzip.start(s("unzip"), {s("-q"), path, s("-d"), folder.filePath(s("out"))});
        QVERIFY2(unzip.waitForFinished(), "unzip is missing; scripts/setup installs it.");
        QVERIFY2(unzip.exitCode() == 0, unzip.readAllStandardError().constData());
        for (const BundlePiece &piece : pieces) {
            QFile file(QString(folder.filePath(s("out/")) + piece.file));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(piece.file));
            QCOMPARE(QString::fromUtf8(file.readAll()), piece.text);
        }
        QCOMPARE(QDir(folder.filePath(s("out"))).entryList(QDir::Files).size(), pieces.size());
    }
    void anEmptyEntryAndALargeOneAreStoredToo()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(s("a.zip"));
        const QByteArray large = QByteArray("0123456789abcdef").repeated(200'000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(zipped({{s("empty"), {}}, {s("dir/grün.txt"), large}}, QDateTime::currentDateTime()));
        file.close();
        QVERIFY(file.size() < large.size() / 50);
        QProcess unzip;
        unzip.start(s("unzip"), {s("-t"), path});
        QVERIFY(unzip.waitForFinished());
        QVERIFY2(unzip.exitCode() == 0, unzip.readAllStandardOutput().constData());
    }
    void aPlaceThatCantBeWrittenIsExplained()
    {
        const auto saved = DiagnosticBundle::save(s("/nonexistent/bundle.zip"), {});
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
    }
};

QTEST_GUILESS_MAIN(TestDiagnosticBundle)
#include "tst_diagnosticbundle.moc"
