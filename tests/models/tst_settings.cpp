// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settingsmodel.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLocale>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

class TestSettings : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everySettingIsExplained()
    {
        const Settings settings;
        QSet<QString> keys;
        QSet<QString> names;
        QString group;
        QSet<QString> groups;
        for (const Setting &setting : settings.all()) {
            QVERIFY2(!keys.contains(setting.key), qPrintable(setting.key));
            keys.insert(setting.key);
            QVERIFY2(!names.contains(setting.name), qPrintable(setting.name));
            names.insert(setting.name);
            QVERIFY2(setting.sentence.endsWith(u'.'), qPrintable(setting.key));
            QVERIFY2(settings.isDefault(setting.key), qPrintable(setting.key));
            QVERIFY2(!settings.text(setting.key, setting.standard).isEmpty(), qPrintable(setting.key));
            if (setting.group != group) { // those of one heading stand together
                QVERIFY2(!groups.contains(setting.group), qPrintable(setting.group));
                groups.insert(setting.group);
                group = setting.group;
            }
        }
    }
    void whatIsChosenOutlivesTheProgram()
    {
        const QString path = file("kept.ini");
        {
            Settings settings(path);
            QVERIFY(settings.set(settingkeys::theme, QStringLiteral("dark")));
            QVERIFY(settings.set(settingkeys::sleep, false));
            QVERIFY(settings.set(settingkeys::lagLimit, 2.5));
            QVERIFY(settings.set(settingkeys::reportLogo, QStringLiteral("/logo.png")));
        }
        const Settings settings(path);
        QCOMPARE(settings.word(settingkeys::theme), QStringLiteral("dark"));
        QVERIFY(!settings.flag(settingkeys::sleep));
        QCOMPARE(settings.number(settingkeys::lagLimit), 2.5);
        QCOMPARE(settings.word(settingkeys::reportLogo), QStringLiteral("/logo.png"));
        QVERIFY(settings.flag(settingkeys::noticeEnded));
    }
    void aDefaultLeavesTheFile()
    {
        const QString path = file("default.ini");
        {
            Settings settings(path);
            settings.set(settingkeys::lagLimit, 30);
            settings.set(settingkeys::lagLimit, 10);
            settings.set(settingkeys::sleep, false);
            settings.reset(settingkeys::sleep);
        }
        QVERIFY(QSettings(path, QSettings::IniFormat).allKeys().isEmpty());
    }
    void whatMakesNoSenseIsTheDefault_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("word") << settingkeys::theme << QVariant(QStringLiteral("pink"));
        QTest::newRow("flag") << settingkeys::sleep << QVariant(QStringLiteral("maybe"));
        QTest::newRow("not a number") << settingkeys::lagLimit << QVariant(QStringLiteral("soon"));
        QTest::newRow("too small") << settingkeys::lagLimit << QVariant(0);
        QTest::newRow("too large") << settingkeys::presentationText << QVariant(5000);
    }
    void whatMakesNoSenseIsTheDefault()
    {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        const QString path = file("odd.ini");
        QFile::remove(path);
        QSettings(path, QSettings::IniFormat).setValue(key, value);
        Settings settings(path);
        QVERIFY(settings.isDefault(key));
        QCOMPARE(settings.value(key), settings.setting(key).standard);
        const QSignalSpy changed(&settings, &Settings::changed);
        QVERIFY(!settings.set(key, value));
        QCOMPARE(changed.size(), 0);
    }
    void aChangeIsToldOnce()
    {
        Settings settings;
        const QSignalSpy changed(&settings, &Settings::changed);
        settings.set(settingkeys::theme, QStringLiteral("dark"));
        settings.set(settingkeys::theme, QStringLiteral("dark"));
        QCOMPARE(changed.size(), 1);
        settings.reset(settingkeys::theme);
        settings.reset(settingkeys::theme);
        QCOMPARE(changed.size(), 2);
        settings.set(settingkeys::sleep, false);
        settings.set(settingkeys::closing, QStringLiteral("finish"));
        settings.resetAll();
        QCOMPARE(changed.size(), 6);
        for (const Setting &setting : settings.all())
            QVERIFY(settings.isDefault(setting.key));
    }

    void theModelWritesThroughAndFollows()
    {
        Settings settings;
        SettingsModel model(&settings);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), int(settings.all().size()));
        QCOMPARE(model.changedCount(), 0);
        const QModelIndex theme = model.index(0);
        QCOMPARE(theme.data(SettingsModel::KeyRole).toString(), settingkeys::theme);
        QCOMPARE(theme.data(SettingsModel::DefaultTextRole).toString(), QStringLiteral("As the system"));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QVERIFY(model.setData(theme, QStringLiteral("dark")));
        QCOMPARE(settings.word(settingkeys::theme), QStringLiteral("dark"));
        QVERIFY(!theme.data(SettingsModel::IsDefaultRole).toBool());
        QCOMPARE(model.changedCount(), 1);
        QVERIFY(!model.setData(theme, QStringLiteral("pink")));
        QCOMPARE(changed.size(), 1);
        settings.set(settingkeys::sleep, false);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.last().first().toModelIndex().data(SettingsModel::KeyRole).toString(), settingkeys::sleep);
        model.reset(0);
        QCOMPARE(theme.data(Qt::EditRole).toString(), QStringLiteral("system"));
        settings.setNote(settingkeys::sleep, QStringLiteral("No bus here."));
        QCOMPARE(changed.last().first().toModelIndex().data(SettingsModel::NoteRole).toString(),
            QStringLiteral("No bus here."));
    }
    void everyWordOfASearchMustBeThere()
    {
        Settings settings;
        SettingsModel model(&settings);
        SettingsFilter filter;
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSourceModel(&model);
        const auto found = [&filter](const char *text) {
            filter.setSearch(QString::fromLatin1(text));
            QStringList names;
            for (int row = 0; row < filter.rowCount(); ++row)
                names.append(filter.index(row, 0).data().toString());
            return names;
        };
        QCOMPARE(found("").size(), settings.all().size());
        QCOMPARE(found("dark"), QStringList(QStringLiteral("Theme"))); // a choice of it
        QCOMPARE(found("RUNS sleep"), QStringList(QStringLiteral("Hold off sleep"))); // a heading and a name
        QCOMPARE(found("notices failed").size(), 1);
        QCOMPARE(found("zebra"), QStringList());
    }
    void valuesReadAsTheyAreShown()
    {
        const Settings settings;
        QCOMPARE(settings.text(settingkeys::lagLimit, 2.5), QStringLiteral("2.5 s"));
        QCOMPARE(settings.text(settingkeys::sleep, false), QStringLiteral("Off"));
        QCOMPARE(
            settings.text(settingkeys::closing, QStringLiteral("finish")), QStringLiteral("Finish batch and quit"));
        QCOMPARE(settings.text(settingkeys::reportLogo, QString()), QStringLiteral("none"));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
