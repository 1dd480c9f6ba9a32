// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/smallpicture.h"

#include <QFileInfo>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

class TestSmallPicture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fewColorsStayExactly()
    {
        QImage image(40, 40, QImage::Format_RGB32);
        image.fill(QColor(0x0B, 0x64, 0x80));
        image.setPixelColor(3, 4, QColor(0xA8, 0x20, 0x1A));
        QCOMPARE(withFewColors(image).convertToFormat(QImage::Format_RGB32), image);
    }
    void manyColorsBecomeTheNearest()
    {
        QImage image(600, 300, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        QLinearGradient colors(0, 0, 600, 0);
        colors.setColorAt(0, QColor(0x0B, 0x64, 0x80));
        colors.setColorAt(1, QColor(0xF0, 0xB2, 0x3A));
        painter.setPen(QPen(colors, 7));
        for (int i = 0; i < 20; ++i)
            painter.drawLine(0, 15 * i, 600, 300 - 11 * i);
        painter.end();
        const QImage few = withFewColors(image);
        QVERIFY(few.colorCount() <= 256);
        QCOMPARE(few.pixelColor(300, 290).rgb(), image.pixelColor(300, 290).rgb());
        double sum = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor a = image.pixelColor(x, y);
                const QColor b = few.pixelColor(x, y);
                const int off = std::max(
                    {std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
                QVERIFY2(off < 40, qPrintable(QStringLiteral("%1 at %2, %3").arg(off).arg(x).arg(y)));
                sum += off;
            }
        }
        QVERIFY(sum / (600 * 300) < 2);
        const QTemporaryDir folder;
        QVERIFY(saveSmall(image, folder.filePath(QStringLiteral("small.png"))));
        QVERIFY(image.save(folder.filePath(QStringLiteral("whole.png"))));
        const auto size
            = [&folder](const char *name) { return QFileInfo(folder.filePath(QLatin1String(name))).size(); };
        QVERIFY(size("small.png") * 2 < size("whole.png"));
    }
};

QTEST_GUILESS_MAIN(TestSmallPicture)
#include "tst_smallpicture.moc"
