// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! The house rules that a machine can check: who may include what, and how long a file may be.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

namespace {

struct Rule
{
    QString folder;
    QStringList mayInclude; //!< project folders
    QRegularExpression forbidden; //!< library headers
};

QList<Rule> rules()
{
    // Classes of the network, of the window and of drawing, by header and by module.
    const QString network = QStringLiteral("QtNetwork/|QNetwork|QTcp|QSsl|QUdp|QHost|QAbstractSocket|QLocalS");
    const QString window
        = QStringLiteral("QtWidgets/|QtCharts/|QWidget|QApplication|QMainWindow|QDialog|QLayout|QPushButton|"
                         "QLabel|QTableView|QTreeView|QListView|QChart|QStyledItemDelegate|QMessageBox|"
                         "QAbstractItemView|QSystemTrayIcon|QWizard");
    const QString drawing
        = QStringLiteral("QtGui/|QGui|QPainter|QPixmap|QImage|QColor|QIcon|QFont|QPalette|QBrush|QWindow|QSvg");
    const auto pattern
        = [](const QStringList &parts) { return QRegularExpression(QStringLiteral("^(?:%1)").arg(parts.join(u'|'))); };
    const QRegularExpression nothing(QStringLiteral("(?!)"));
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    return {
        {s("engine"), {s("engine")}, pattern({network, window, drawing})},
        {s("connectors"), {s("engine"), s("connectors")}, pattern({window, drawing})},
        {s("practice"), {s("engine"), s("connectors"), s("practice")}, pattern({window, drawing})},
        {s("models"), {s("engine"), s("models")}, pattern({network, window})},
        {s("widgets"), {s("engine"), s("models"), s("widgets")}, pattern({network})},
        {s("app"), {s("engine"), s("connectors"), s("practice"), s("models"), s("widgets"), s("app")}, nothing},
    };
}

//! The includes of a text that a rule forbids, with their line numbers.
QStringList forbiddenIncludes(const Rule &rule, const QByteArray &text)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"));
    QStringList found;
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        const auto match = include.match(QString::fromUtf8(line));
        if (!match.hasMatch())
            continue;
        const QString header = match.captured(2);
        const bool ownProject = match.captured(1) == QLatin1String("\"") && header.contains(u'/');
        const bool allowed = ownProject ? rule.mayInclude.contains(header.section(u'/', 0, 0))
                                        : !rule.forbidden.match(header).hasMatch();
        const bool climbs = header.startsWith(QLatin1String(".."));
        if (!allowed || climbs)
            found << QStringLiteral("line %1: %2").arg(number).arg(header);
    }
    return found;
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theRuleSeesForbiddenIncludes_data();
    void theRuleSeesForbiddenIncludes();
    void everyFolderIncludesOnlyWhatItMay_data();
    void everyFolderIncludesOnlyWhatItMay();
    void noFileIsLongerThan600Lines();
    void answersAreAwaitedByWhenReady();
    void noFileHoldsLeftovers();

private:
    static QStringList sources(const QString &folder, const QStringList &patterns);
    static QByteArray contents(const QString &name);
    static QString root() { return qEnvironmentVariable("GODWIT_SOURCE_DIR"); }
};

QStringList TestIncludes::sources(const QString &folder, const QStringList &patterns)
{
    QStringList names;
    QDirIterator it(QString(root() + u'/' + folder), patterns, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        names << it.next();
    names.sort();
    return names;
}

QByteArray TestIncludes::contents(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestIncludes::initTestCase()
{
    QVERIFY2(QFile::exists(QString(root() + QStringLiteral("/engine/error.h"))),
        "GODWIT_SOURCE_DIR does not name the source tree; run this test with ctest.");
}

void TestIncludes::theRuleSeesForbiddenIncludes_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("forbidden");
    const auto row = [](const char *folder, const char *line, bool forbidden) {
        QTest::addRow("%s %s", folder, line) << QString::fromLatin1(folder) << QByteArray(line) << forbidden;
    };
    row("engine", "#include <QNetworkAccessManager>", true);
    row("engine", "#include <QtWidgets/QWidget>", true);
    row("engine", "#include <QGuiApplication>", true);
    row("engine", "#include \"connectors/http/httpclient.h\"", true);
    row("engine", "#  include \"../models/a.h\"", true);
    row("engine", "#include <QSqlDatabase>", false);
    row("engine", "#include \"engine/methods/livecopy/window.h\"", false);
    row("engine", "#include \"local.h\"", false);
    row("connectors", "#include <QTcpSocket>", false);
    row("connectors", "#include \"practice/practice.h\"", true);
    row("practice", "#include \"connectors/http/httpclient.h\"", false);
    row("practice", "#include <QWidget>", true);
    row("models", "#include <QAbstractTableModel>", false);
    row("models", "#include <QColor>", false);
    row("models", "#include <QWidget>", true);
    row("models", "#include \"connectors/http/httpclient.h\"", true);
    row("widgets", "#include \"connectors/http/httpclient.h\"", true);
    row("widgets", "#include <QNetworkReply>", true);
    row("widgets", "#include \"models/a.h\"", false);
    row("app", "#include \"connectors/http/httpclient.h\"", false);
}

void TestIncludes::theRuleSeesForbiddenIncludes()
{
    QFETCH(QString, folder);
    QFETCH(QByteArray, line);
    QFETCH(bool, forbidden);
    for (const Rule &rule : rules()) {
        if (rule.folder == folder)
            QCOMPARE(!forbiddenIncludes(rule, line).isEmpty(), forbidden);
    }
}

void TestIncludes::everyFolderIncludesOnlyWhatItMay_data()
{
    QTest::addColumn<int>("number");
    const QList<Rule> all = rules();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all.at(i).folder)) << i;
}

void TestIncludes::everyFolderIncludesOnlyWhatItMay()
{
    QFETCH(int, number);
    const Rule rule = rules().at(number);
    QStringList found;
    for (const QString &name : sources(rule.folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        for (const QString &include : forbiddenIncludes(rule, contents(name)))
            found << QString(name + QStringLiteral(", ") + include);
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TestIncludes::noFileIsLongerThan600Lines()
{
    QStringList found;
    for (const char *folder : {"engine", "connectors", "practice", "models", "widgets", "app", "tests", "bench"}) {
        for (const QString &name :
            sources(QLatin1String(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.sh")})) {
            const qsizetype lines = contents(name).count('\n');
            if (lines > 600)
                found << QStringLiteral("%1 has %2 lines").arg(name).arg(lines);
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

//! QFuture::then() with a context ends a debug build of Qt 6.4 where the context dies first.
void TestIncludes::answersAreAwaitedByWhenReady()
{
    QStringList found;
    for (const char *folder : {"models", "widgets", "app"}) {
        for (const QString &name : sources(QLatin1String(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
            if (contents(name).contains(".then("))
                found << name;
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TestIncludes::noFileHoldsLeftovers()
{
    // Put together here, so that this file does not find itself.
    const QList<QByteArray> leftovers = {QByteArray("TO") + "DO", QByteArray("FIX") + "ME", QByteArray("/wo") + "rk/"};
    QStringList found;
    for (const char *folder : {"engine", "connectors", "practice", "models", "widgets", "app", "tests", "bench",
             "scripts", "cmake", "docs", "resources", "installer", ".ci"}) {
        for (const QString &name : sources(QLatin1String(folder),
                 {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.sh"), QStringLiteral("*.cmake"),
                     QStringLiteral("*.txt"), QStringLiteral("*.md"), QStringLiteral("*.json"), QStringLiteral("*.qrc"),
                     QStringLiteral("setup"), QStringLiteral("test"), QStringLiteral("demo"), QStringLiteral("run")})) {
            const QByteArray text = contents(name);
            for (const QByteArray &leftover : leftovers) {
                if (text.contains(leftover))
                    found << QStringLiteral("%1 says %2").arg(name, QString::fromLatin1(leftover));
            }
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
