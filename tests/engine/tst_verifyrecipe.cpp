// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program in docs/verification.md, run as it stands there, against the hash that Godwit computes.
#include "engine/verify/documenthash.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

namespace {

struct Sample
{
    std::string id;
    std::string routing;
    std::string source;
};

//! {"a":{"a": ... }} around a value.
std::string nested(int levels, const std::string &inner)
{
    std::string text;
    for (int i = 0; i < levels; ++i)
        text += "{\"a\": ";
    return text + inner + std::string(static_cast<std::size_t>(levels), '}');
}

std::vector<Sample> samples()
{
    std::vector<Sample> all{
        {"1", "", R"({"b":1.10,"a":[100,-0.0,1E+2,0.001e5],"c":{"z":null,"y":true,"x":false}})"},
        {"2", "eu", R"({"big":9007199254740993,"huge":123456789012345678901234567890.000,"tiny":1e-400})"},
        {"3/ü", "", R"({"text":"é\u00e9\ud83d\ude00\/\u0001\n\"\\\u007f","A":1,"a":2,"é":3})"},
        {"4", "", R"({ "twice" : 1 , "twice" : 0.1 , "nested" : [ { "b":[], "a":{} } ] })"},
        {"5", "", R"({"lone":"\ud83d end","quote\"key":1,"quote key":2})"},
        {"6", "", R"({"a":1,"a!":2,"a b":3,"ab":4,"":5})"},
        {"_source", "_source", R"({"_source":{"_source":"_source"},"brackets":"]}[{\""})"},
        {"7", "", "{\"lone\":\"\xED\xA0\xBD\"}"}, // as bytes that no decoder of UTF-8 takes by itself
        {"8", "", R"({ "no number" : NaN })"},
        {"9", "", R"({ "n" : [1e0000000000000000005, 0E-0, 1e123456789012345, 1.50e-123456789012345] })"},
        {"10", "", R"({ "n" : [1.0, 1e1234567890123456] })"},
        {"11", "", R"({ "n" : [1.0, 0e-1234567890123456] })"},
    };
    for (const int levels : {498, 1'000, 1'001, 20'000}) {
        all.push_back({"deep" + std::to_string(levels), "", nested(levels, "1.0")});
        all.push_back({"empty" + std::to_string(levels), "", nested(levels, "{}")});
    }
    return all;
}

QByteArray hitOf(const Sample &sample, bool withSource = true)
{
    QByteArray hit = "{\"_id\":\"" + QByteArray::fromStdString(sample.id) + '"';
    if (!sample.routing.empty())
        hit += ",\"_routing\":\"" + QByteArray::fromStdString(sample.routing) + '"';
    if (withSource)
        hit += ",\"_source\":" + QByteArray::fromStdString(sample.source);
    return hit + '}';
}

QByteArray hashOf(const std::vector<Sample> &documents, bool withSource = true)
{
    DocumentHash hash;
    HashSum sum;
    for (const Sample &one : documents)
        sum.add(hash.of(one.id, one.routing, withSource ? one.source : std::string()));
    return sum.toHex().toLatin1();
}

//! A page of a scroll.
ScriptedReply pageOf(const QByteArrayList &hits, const QByteArray &shards = R"({"total":3,"successful":3,"failed":0})",
    const char *timedOut = "false")
{
    ScriptedReply reply;
    reply.body = QByteArray(R"({"_scroll_id":"s1","timed_out":)") + timedOut + ",\"_shards\":" + shards
        + ",\"hits\":{\"hits\":[" + hits.join(',') + "]}}";
    return reply;
}

} // namespace

class TestVerifyRecipe : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_script;
    QByteArray m_out;
    QByteArray m_errors;

    //! Its exit code.
    int run(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess python;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("no_proxy"), QStringLiteral("*"));
        python.setProcessEnvironment(environment);
        python.start(QStringLiteral("python3"), QStringList{m_script} + arguments);
        if (!python.waitForStarted())
            return -1;
        python.write(input);
        python.closeWriteChannel();
        if (!python.waitForFinished())
            return -1;
        m_out = python.readAllStandardOutput().trimmed();
        m_errors = python.readAllStandardError();
        return python.exitCode();
    }

private Q_SLOTS:
    void initTestCase();
    void hitsFromALineEach();
    void idsAlone();
    void anIndexIsReadPageByPage();
    void anAnswerThatIsNotWholeEndsIt_data();
    void anAnswerThatIsNotWholeEndsIt();
};

void TestVerifyRecipe::initTestCase()
{
    QFile page(qEnvironmentVariable("GODWIT_SOURCE_DIR") + QStringLiteral("/docs/verification.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QByteArray text = page.readAll();
    const qsizetype begin = text.indexOf("```python\n") + 10;
    const QByteArray program = text.mid(begin, text.indexOf("\n```", begin) - begin + 1);
    QVERIFY(program.contains("sha256"));
    QVERIFY(program.count('\n') < 70); // somebody has to read it
    m_script = m_folder.filePath(QStringLiteral("hash.py"));
    QFile script(m_script);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(program);
}

void TestVerifyRecipe::hitsFromALineEach()
{
    for (const Sample &sample : samples()) {
        run({QStringLiteral("-")}, hitOf(sample) + '\n');
        QCOMPARE(m_errors, QByteArray());
        QVERIFY2(m_out == hashOf({sample}), sample.id.c_str());
    }
    QByteArray lines;
    for (const Sample &sample : samples())
        lines += hitOf(sample) + '\n';
    run({QStringLiteral("-")}, lines);
    QCOMPARE(m_errors, QByteArray());
    QCOMPARE(m_out, hashOf(samples()));
}

void TestVerifyRecipe::idsAlone()
{
    QByteArray lines;
    for (const Sample &sample : samples())
        lines += hitOf(sample, false) + '\n';
    run({QStringLiteral("-"), QStringLiteral("ids")}, lines);
    QCOMPARE(m_errors, QByteArray());
    QCOMPARE(m_out, hashOf(samples(), false));
}

void TestVerifyRecipe::anIndexIsReadPageByPage()
{
    const std::vector<Sample> all = samples();
    for (const bool withSource : {true, false}) {
        ScriptedServer server;
        server.script({pageOf({hitOf(all[0], withSource), hitOf(all[6], withSource)}),
            pageOf({hitOf(all[1], withSource), hitOf(all[7], withSource)}), pageOf({})});
        QStringList arguments{QString(server.url() + QStringLiteral("/orders"))};
        if (!withSource)
            arguments.append(QStringLiteral("ids"));
        run(arguments);
        QCOMPARE(m_errors, QByteArray());
        QCOMPARE(m_out, hashOf({all[0], all[6], all[1], all[7]}, withSource));
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 3);
        QCOMPARE(requests.first().target, QByteArray("/orders/_search?scroll=5m"));
        const QJsonObject body = QJsonDocument::fromJson(requests.first().body).object();
        QCOMPARE(body.value(QLatin1String("_source")).toBool(!withSource), withSource);
        QCOMPARE(requests.last().target, QByteArray("/_search/scroll"));
    }
}

void TestVerifyRecipe::anAnswerThatIsNotWholeEndsIt_data()
{
    QTest::addColumn<QByteArray>("shards");
    QTest::addColumn<QByteArray>("timedOut");
    QTest::newRow("a shard failed") << QByteArray(R"({"total":3,"successful":2,"failed":1})") << QByteArray("false");
    QTest::newRow("a shard is away") << QByteArray(R"({"total":3,"successful":2,"failed":0})") << QByteArray("false");
    QTest::newRow("no time left") << QByteArray(R"({"total":3,"successful":3,"failed":0})") << QByteArray("true");
}

void TestVerifyRecipe::anAnswerThatIsNotWholeEndsIt()
{
    QFETCH(QByteArray, shards);
    QFETCH(QByteArray, timedOut);
    const QByteArrayList hits{hitOf(samples().front())};
    const ScriptedReply broken = pageOf(hits, shards, timedOut.constData());
    for (const QList<ScriptedReply> &replies : {QList<ScriptedReply>{broken}, {pageOf(hits), broken, pageOf({})}}) {
        ScriptedServer server;
        server.script(replies);
        QVERIFY(run({QString(server.url() + QStringLiteral("/orders"))}) > 0);
        QCOMPARE(m_out, QByteArray());
        QVERIFY2(m_errors.startsWith("The answer is not whole"), m_errors.constData());
    }
}

QTEST_GUILESS_MAIN(TestVerifyRecipe)
#include "tst_verifyrecipe.moc"
