// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The methods of a selection, side by side.
#include "widgets/wizard/methodpanel.h"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QTest>

using namespace godwit;

class TestMethodPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheChosenMethodIsToldAtLength()
    {
        QList<MethodAdvice> advice(3);
        for (MethodAdvice &each : advice) {
            each.id = each.title = QStringLiteral("m%1").arg(&each - advice.data());
            each.seconds = 90;
            each.basis = QStringLiteral("measured");
            each.load = QStringLiteral("of ") + each.id;
        }
        advice[2].possible = false;
        advice[2].reasons = {QStringLiteral("It can't.")};
        MethodPanel panel;
        panel.setAdvice(advice, QStringLiteral("m0"));
        panel.resize(300, 600);
        panel.show();
        const auto seen = [&panel](const char *text) {
            const auto labels = panel.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [text](const QLabel *label) {
                return label->isVisible() && label->text().contains(QLatin1String(text));
            });
        };
        QVERIFY(seen("Load: of m0") && !seen("Load: of m1"));
        QVERIFY2(seen("copies in about"), "what the other is compared by");
        QVERIFY(seen("It can't."));
        panel.group()->buttons().at(1)->click();
        QVERIFY(seen("Load: of m1") && !seen("Load: of m0"));
    }
};

QTEST_MAIN(TestMethodPanel)
#include "tst_methodpanel.moc"
