// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/options.h"
#include "widgets/wizard/snapshotform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace godwit;

class TestSnapshotForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItMakesIsWhatTheEngineReads();
    void whatItDoesNotShowStays();
    void aTypeTakesItsOwnPlace();
    void aRestoreNamesItsSnapshot();
};

void TestSnapshotForm::whatItMakesIsWhatTheEngineReads()
{
    SnapshotForm form;
    form.setOptions({}, false);
    QCOMPARE(form.nameField()->text(), QStringLiteral("godwit"));
    form.typeField()->setCurrentIndex(form.typeField()->findData(QStringLiteral("fs")));
    QVERIFY(form.obstacle().contains(QLatin1String("place")));
    QSignalSpy spy(&form, &SnapshotForm::changed);
    QTest::keyClicks(form.placeField(), QStringLiteral("/mnt/backup"));
    QVERIFY(spy.count() > 0);
    QVERIFY(form.obstacle().isEmpty());
    const auto read = RoundsOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->repository.own.place(), QStringLiteral("fs:/mnt/backup"));
    QCOMPARE(read->atLeast, 2);
    QCOMPARE(read->untilSeconds, 10.0);
    SnapshotForm again;
    again.setOptions(form.options(), false);
    QCOMPARE(again.options(), form.options());
}

void TestSnapshotForm::whatItDoesNotShowStays()
{
    const QJsonObject settings{{QStringLiteral("location"), QStringLiteral("/a")}, {QStringLiteral("compress"), true}};
    const QJsonObject options{
        {QStringLiteral("repository"),
            QJsonObject{{QStringLiteral("name"), QStringLiteral("x")}, {QStringLiteral("type"), QStringLiteral("fs")},
                {QStringLiteral("settings"), settings}}},
        {QStringLiteral("integrations"), QJsonArray{QStringLiteral("shop")}}};
    SnapshotForm form;
    form.setOptions(options, false);
    const QJsonObject made = form.options();
    QCOMPARE(made.value(QLatin1String("integrations")), options.value(QLatin1String("integrations")));
    QCOMPARE(made.value(QLatin1String("repository"))[QLatin1String("settings")].toObject(), settings);
}

void TestSnapshotForm::aTypeTakesItsOwnPlace()
{
    SnapshotForm form;
    form.setOptions({}, false);
    form.typeField()->setCurrentIndex(form.typeField()->findData(QStringLiteral("s3")));
    form.placeField()->setText(QStringLiteral("bucket"));
    const auto read = RoundsOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->repository.own.place(), QStringLiteral("s3:bucket/"));
    // Registered already: neither type nor settings in the plan.
    form.typeField()->setCurrentIndex(0);
    QVERIFY(form.obstacle().isEmpty());
    QCOMPARE(form.options().value(QLatin1String("repository")).toObject().keys(), QStringList{QStringLiteral("name")});
}

void TestSnapshotForm::aRestoreNamesItsSnapshot()
{
    SnapshotForm form;
    form.setOptions({}, true);
    QVERIFY(form.obstacle().contains(QLatin1String("snapshot"), Qt::CaseInsensitive));
    form.snapshotField()->setText(QStringLiteral("nightly"));
    QVERIFY(form.obstacle().isEmpty());
    const auto read = RestoreOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->snapshot, QStringLiteral("nightly"));
    QVERIFY(!form.options().contains(QLatin1String("rounds")));
}

QTEST_MAIN(TestSnapshotForm)
#include "tst_snapshotform.moc"
