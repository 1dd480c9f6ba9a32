// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QtTest>

using namespace godwit;
using Command = CommandLine::Command;

namespace {

Result<CommandLine> parsed(const char *text)
{
    return CommandLine::parse(QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingMeansTheWindow();
    void windowTakesAPlan();
    void runTakesItsOptions();
    void cutoverWords_data();
    void cutoverWords();
    void everyHeadlessCommandTakesStateAndProgress_data();
    void everyHeadlessCommandTakesStateAndProgress();
    void logRulesAreChecked();
    void reportNamesItsFile();
    void verifyTakesAPlanOrAddresses();
    void practiceKeepsItsArguments();
    void helpWinsOverEverything();
    void helpNamesEveryCommand();
    void mistakesAreUsageErrors_data();
    void mistakesAreUsageErrors();
};

void TestCommandLine::nothingMeansTheWindow()
{
    const auto line = parsed("");
    QVERIFY(line);
    QCOMPARE(line->command, Command::Window);
    QVERIFY(line->planFile.isEmpty());
    QVERIFY(!line->start);
}

void TestCommandLine::windowTakesAPlan()
{
    const auto line = parsed("--plan p.json --start --state /s");
    QVERIFY(line);
    QCOMPARE(line->command, Command::Window);
    QCOMPARE(line->planFile, QStringLiteral("p.json"));
    QVERIFY(line->start);
    QCOMPARE(line->stateDir, QStringLiteral("/s"));
    QVERIFY(parsed("-platform offscreen --plan p.json"));
    const auto other = parsed("--profile orders-eu --reset-layout");
    QVERIFY(other);
    QCOMPARE(other->profile, QStringLiteral("orders-eu"));
    QVERIFY(other->resetLayout);
    QVERIFY(!parsed("run p.json --profile orders-eu"));
}

void TestCommandLine::runTakesItsOptions()
{
    const auto plain = parsed("run p.json");
    QVERIFY(plain);
    QCOMPARE(plain->command, Command::Run);
    QCOMPARE(plain->planFile, QStringLiteral("p.json"));
    QCOMPARE(plain->cutover, CutoverMode::Ask);
    QVERIFY(!plain->json);
    const auto full = parsed("run --cutover=auto p=1.json --progress json --state=/a=b");
    QVERIFY(full);
    QCOMPARE(full->planFile, QStringLiteral("p=1.json"));
    QCOMPARE(full->cutover, CutoverMode::Auto);
    QVERIFY(full->json);
    QCOMPARE(full->stateDir, QStringLiteral("/a=b"));
}

void TestCommandLine::cutoverWords_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<CutoverMode>("mode");
    QTest::newRow("ask") << QStringLiteral("ask") << CutoverMode::Ask;
    QTest::newRow("auto") << QStringLiteral("auto") << CutoverMode::Auto;
    QTest::newRow("never") << QStringLiteral("never") << CutoverMode::Never;
}

void TestCommandLine::cutoverWords()
{
    QFETCH(QString, word);
    QFETCH(CutoverMode, mode);
    const auto line
        = CommandLine::parse({QStringLiteral("resume"), QStringLiteral("0123abcd"), QStringLiteral("--cutover"), word});
    QVERIFY(line);
    QCOMPARE(line->command, Command::Resume);
    QCOMPARE(line->job, QStringLiteral("0123abcd"));
    QCOMPARE(line->cutover, mode);
}

void TestCommandLine::everyHeadlessCommandTakesStateAndProgress_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<Command>("expected");
    QTest::newRow("check") << QStringLiteral("check p") << Command::Check;
    QTest::newRow("run") << QStringLiteral("run p") << Command::Run;
    QTest::newRow("resume") << QStringLiteral("resume j") << Command::Resume;
    QTest::newRow("jobs") << QStringLiteral("jobs") << Command::Jobs;
    QTest::newRow("report") << QStringLiteral("report j --out r.html") << Command::Report;
}

void TestCommandLine::everyHeadlessCommandTakesStateAndProgress()
{
    QFETCH(QString, command);
    QFETCH(Command, expected);
    const auto line = parsed(qPrintable(QString(command % QLatin1String(" --state /s --progress json"))));
    QVERIFY2(line, qPrintable(line ? QString() : line.error().summary));
    QCOMPARE(line->command, expected);
    QCOMPARE(line->stateDir, QStringLiteral("/s"));
    QVERIFY(line->json);
}

void TestCommandLine::logRulesAreChecked()
{
    for (const char *text :
        {"--log-rules godwit.http.debug=true;qt.*=false", "run p.json --log-rules=godwit.http.debug=true;qt.*=false"}) {
        const auto line = parsed(text);
        QVERIFY2(line, text);
        QCOMPARE(line->logRules, QStringLiteral("godwit.http.debug=true\nqt.*=false"));
    }
    for (const char *text : {"--log-rules godwit.http", "--log-rules a=yes", "--log-rules a=true,b=true"}) {
        const auto line = parsed(text);
        QVERIFY2(!line && line.error().kind == ErrorKind::Usage, text);
        QVERIFY2(line.error().summary.contains(QLatin1String("--log-rules")), text);
    }
}

void TestCommandLine::reportNamesItsFile()
{
    for (const char *text : {"report j --out r.html", "report j --out r.PDF", "report --out r.json j"})
        QVERIFY2(parsed(text), text);
    QCOMPARE(parsed("report j --out r.html")->outFile, QStringLiteral("r.html"));
}

void TestCommandLine::verifyTakesAPlanOrAddresses()
{
    const auto plan = parsed("verify plan.json --deep --out proof.pdf");
    QVERIFY(plan);
    QCOMPARE(plan->command, Command::Verify);
    QCOMPARE(plan->planFile, QStringLiteral("plan.json"));
    QCOMPARE(plan->verify.level, QStringLiteral("content"));
    QCOMPARE(plan->outFile, QStringLiteral("proof.pdf"));
    const auto addresses = parsed("verify --source http://a --target http://b --index x:y,z --index w --level ids "
                                  "--equal-by bytes --rate 500 --repair --yes");
    QVERIFY(addresses);
    QCOMPARE(addresses->verify.indices, (QStringList{QStringLiteral("x:y"), QStringLiteral("z"), QStringLiteral("w")}));
    QCOMPARE(addresses->verify.level, QStringLiteral("ids"));
    QCOMPARE(addresses->verify.equalBy, QStringLiteral("bytes"));
    QCOMPARE(addresses->verify.documentsPerSecond, 500);
    QVERIFY(addresses->verify.repair && addresses->verify.yes && !addresses->verify.cost);
    QCOMPARE(parsed("verify plan.json")->verify.level, QStringLiteral("counts"));
    QVERIFY(parsed("verify --undo saved.ndjson --target http://b"));
    for (const char *wrong :
        {"verify", "verify plan.json --source http://a", "verify --source http://a --target http://b",
            "verify plan.json --level deep", "verify plan.json --equal-by luck", "verify plan.json --rate 0",
            "verify --undo saved.ndjson", "verify plan.json other.json"}) {
        const auto line = parsed(wrong);
        QVERIFY2(!line, wrong);
        QCOMPARE(line.error().kind, ErrorKind::Usage);
    }
}

void TestCommandLine::practiceKeepsItsArguments()
{
    const auto line = parsed("practice start --documents 5 --help");
    QVERIFY(line);
    QCOMPARE(line->command, Command::Practice);
    QCOMPARE(line->practice,
        QStringList(
            {QStringLiteral("start"), QStringLiteral("--documents"), QStringLiteral("5"), QStringLiteral("--help")}));
}

void TestCommandLine::helpWinsOverEverything()
{
    QCOMPARE(parsed("--help")->command, Command::Help);
    QCOMPARE(parsed("run --help")->command, Command::Help);
    QCOMPARE(parsed("-h")->command, Command::Help);
    QCOMPARE(parsed("--version")->command, Command::Version);
}

void TestCommandLine::helpNamesEveryCommand()
{
    const QString help = CommandLine::help();
    for (const char *word : {"check", "run", "resume", "jobs", "report", "practice", "--cutover", "--progress",
             "--state", "--plan", "--profile", "--log-rules", "GODWIT_SOURCE_PASSWORD"})
        QVERIFY2(help.contains(QLatin1String(word)), word);
}

void TestCommandLine::mistakesAreUsageErrors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *text, const char *says) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(says);
    };
    row("chekc p", "did you mean \"check\"");
    row("certify p", "\"certify\" is not a command");
    row("run", "godwit run needs PLAN");
    row("resume", "godwit resume needs JOB");
    row("run p q", "\"q\" is one argument too many");
    row("jobs x", "\"x\" is one argument too many");
    row("run p --cutover", "--cutover needs a value");
    row("run p --cutover --progress json", "--cutover needs a value");
    row("run p --cutover=", "--cutover needs a value");
    row("run p --cutover later", "it may be ask, auto or never");
    row("run p --progress xml", "it may be plain or json");
    row("run p --cutovr auto", "did you mean \"--cutover\"");
    row("run p --password x", "\"--password\" is not an option here");
    row("check p --cutover auto", "\"--cutover\" is not an option here");
    row("report j", "needs --out");
    row("report j --out r.txt", "must end in");
    row("--start", "--start needs --plan");
    row("--start=1 --plan p", "--start takes no value");
    row("--plan", "--plan needs a value");
    row("--plan p x", "\"x\" is not an option");
}

void TestCommandLine::mistakesAreUsageErrors()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto line = parsed(qPrintable(text));
    QVERIFY(!line);
    QCOMPARE(line.error().kind, ErrorKind::Usage);
    QVERIFY2(line.error().summary.contains(says), qPrintable(line.error().summary));
    QVERIFY(!line.error().summary.contains(QLatin1Char('\n')));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
