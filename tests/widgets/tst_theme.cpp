// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/badges.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QTest>

using namespace godwit;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }

    void contrastIsEnough_data()
    {
        QTest::addColumn<QString>("ink");
        QTest::addColumn<QString>("ground");
        QTest::addColumn<double>("least");
        const QStringList grounds{QStringLiteral("window"), QStringLiteral("nav"), QStringLiteral("base"),
            QStringLiteral("alternateBase"), QStringLiteral("selection")};
        const QStringList states{QStringLiteral("ok"), QStringLiteral("running"), QStringLiteral("waiting"),
            QStringLiteral("paused"), QStringLiteral("warning"), QStringLiteral("error")};
        const auto row = [](const QString &ink, const QString &ground, double least) {
            QTest::newRow(qPrintable(QString(ink + QStringLiteral(" on ") + ground))) << ink << ground << least;
        };
        for (const QString &ground : grounds) {
            for (const QString &ink :
                {QStringLiteral("text"), QStringLiteral("textSecondary"), QStringLiteral("accent")})
                row(ink, ground, 4.5);
            for (const QString &state : states)
                row(state, ground, 4.5);
        }
        for (const QString &state : states)
            row(state, QString(state + QStringLiteral("Tint")), 4.5);
        for (const QString &state : states)
            row(QStringLiteral("text"), QString(state + QStringLiteral("Tint")), 4.5);
        row(QStringLiteral("text"), QStringLiteral("button"), 4.5);
        for (const QString &ink : {QStringLiteral("textSecondary"), QStringLiteral("accent"), QStringLiteral("error")})
            row(ink, QStringLiteral("button"), 4.5);
        row(QStringLiteral("onAccent"), QStringLiteral("accent"), 4.5);
        for (const char *environment : {"Prod", "Staging", "Test", "Dev"})
            row(QString(QStringLiteral("onEnv") + QLatin1String(environment)),
                QString(QStringLiteral("env") + QLatin1String(environment)), 4.5);
        for (const char *line : {"chart1", "chart2", "chart3", "chart4", "chartLag", "chartLimit"})
            row(QLatin1String(line), QStringLiteral("base"), 4.5);
        row(QStringLiteral("control"), QStringLiteral("window"), 3.0);
        row(QStringLiteral("control"), QStringLiteral("base"), 3.0);
    }
    void contrastIsEnough()
    {
        QFETCH(QString, ink);
        QFETCH(QString, ground);
        QFETCH(double, least);
        for (const Tokens *tokens : {&Tokens::light(), &Tokens::dark()}) {
            QVERIFY(tokens->byName(ink).isValid());
            QVERIFY(tokens->byName(ground).isValid());
            const double ratio = contrastRatio(tokens->byName(ink), tokens->byName(ground));
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 : 1, dark: %2").arg(ratio).arg(tokens->isDark)));
        }
    }
    void theWindowFollowsTheDesktopLive()
    {
        QWidget window;
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(40, 40, 40));
        dark.setColor(QPalette::WindowText, QColor(230, 230, 230));
        QApplication::setPalette(dark);
        QTRY_VERIFY(Theme::tokens().isDark);
        QTRY_COMPARE(window.palette().color(QPalette::Window), Tokens::dark().window);
        QPalette light;
        light.setColor(QPalette::Window, QColor(240, 240, 240));
        light.setColor(QPalette::WindowText, QColor(20, 20, 20));
        QApplication::setPalette(light);
        QTRY_VERIFY(!Theme::tokens().isDark);
        QTRY_COMPARE(window.palette().color(QPalette::Window), Tokens::light().window);
    }
    void aHighContrastDesktopWins()
    {
        QPalette high;
        high.setColor(QPalette::Window, Qt::black);
        high.setColor(QPalette::WindowText, Qt::white);
        QApplication::setPalette(high);
        QTRY_COMPARE(QApplication::palette().color(QPalette::Window), QColor(Qt::black));
        QApplication::setPalette(Theme::palette(Tokens::light()));
        QTRY_VERIFY(!Theme::tokens().isDark);
    }
    void aHighContrastDesktopColoursWhatIsPaintedByHand_data()
    {
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<QColor>("ink");
        QTest::newRow("black") << QColor(Qt::black) << QColor(Qt::white);
        QTest::newRow("white") << QColor(Qt::white) << QColor(Qt::black);
    }
    void aHighContrastDesktopColoursWhatIsPaintedByHand()
    {
        QFETCH(QColor, ground);
        QFETCH(QColor, ink);
        QPalette high;
        high.setColor(QPalette::Window, ground);
        high.setColor(QPalette::WindowText, ink);
        high.setColor(QPalette::Highlight, QColor(0, 120, 215));
        const Tokens tokens = Tokens::highContrast(high);
        for (const char *name : {"window", "nav", "base", "alternateBase", "button"})
            QCOMPARE(tokens.byName(QLatin1String(name)), ground);
        for (const char *name : {"text", "textSecondary", "control", "line"})
            QCOMPARE(tokens.byName(QLatin1String(name)), ink);
        QVERIFY(contrastRatio(tokens.text, tokens.selection) >= 7);
        for (const QColor &state :
            {tokens.ok, tokens.running, tokens.waiting, tokens.paused, tokens.warning, tokens.error, tokens.accent})
            QVERIFY(contrastRatio(state, ground) >= 4.5);
    }
    void aChoiceOutlivesTheDesktopButNotItsHighContrast()
    {
        Theme *theme = Theme::install(qApp);
        theme->choose(Theme::Choice::Dark);
        QVERIFY(Theme::tokens().isDark);
        QApplication::setPalette(Theme::palette(Tokens::light()));
        QTRY_COMPARE(QApplication::palette().color(QPalette::Window), Tokens::dark().window);
        QPalette high;
        high.setColor(QPalette::Window, Qt::white);
        high.setColor(QPalette::WindowText, Qt::black);
        QApplication::setPalette(high);
        QTRY_COMPARE(Theme::tokens().text, QColor(Qt::black));
        // What a desktop's palette leaves unsaid is readable on its ground as well.
        for (const auto role : {QPalette::Link, QPalette::LinkVisited, QPalette::PlaceholderText})
            QVERIFY(contrastRatio(QApplication::palette().color(role), Qt::white) >= 4.5);
        QApplication::setPalette(Theme::palette(Tokens::light()));
        QTRY_VERIFY(Theme::tokens().isDark);
        theme->choose(Theme::Choice::System);
        QTRY_VERIFY(!Theme::tokens().isDark);
    }
    void theStricterEnvironmentLeads()
    {
        const QString prod = QStringLiteral("PROD");
        const QString dev = QStringLiteral("DEV");
        QCOMPARE(EnvironmentTag::stricter(prod, dev), prod);
        QCOMPARE(EnvironmentTag::stricter(dev, prod), prod);
        QCOMPARE(EnvironmentTag::stricter({}, dev), dev);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
