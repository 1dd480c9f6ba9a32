// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/smallpicture.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <vector>

namespace godwit {
namespace {

constexpr std::size_t mostColors = 256;
constexpr std::size_t keptByCount = 160; //!< the others are chosen by how far off the rest would be

struct Shade
{
    QRgb color;
    qint64 count;
    int error = std::numeric_limits<int>::max(); //!< squared distance to the nearest that is kept
    int nearest = 0; //!< its place
};

int distance(QRgb a, QRgb b)
{
    const int red = qRed(a) - qRed(b);
    const int green = qGreen(a) - qGreen(b);
    const int blue = qBlue(a) - qBlue(b);
    return 2 * red * red + 4 * green * green + blue * blue; // about how eyes weigh them
}

std::vector<Shade> shadesOf(const QImage &image)
{
    QHash<QRgb, qint64> counts;
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x)
            ++counts[line[x] | 0xff000000];
    }
    std::vector<Shade> shades;
    shades.reserve(static_cast<std::size_t>(counts.size()));
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        shades.push_back({count.key(), count.value()});
    std::sort(shades.begin(), shades.end(),
        [](const Shade &a, const Shade &b) { return a.count == b.count ? a.color < b.color : a.count > b.count; });
    return shades;
}

QList<QRgb> palette(std::vector<Shade> &shades)
{
    QList<QRgb> kept;
    const auto keep = [&](QRgb color) {
        for (Shade &shade : shades) {
            if (const int error = distance(shade.color, color); error < shade.error) {
                shade.error = error;
                shade.nearest = static_cast<int>(kept.size());
            }
        }
        kept.append(color);
    };
    const std::size_t most = std::min(mostColors, shades.size());
    for (std::size_t i = 0; i < most; ++i) {
        if (i < keptByCount || shades.size() <= mostColors) {
            keep(shades[i].color);
            continue;
        }
        const auto worst = std::max_element(shades.begin(), shades.end(), [](const Shade &a, const Shade &b) {
            return double(a.error) * double(a.count) < double(b.error) * double(b.count);
        });
        keep(worst->color);
    }
    return kept;
}

} // namespace

QImage withFewColors(const QImage &image)
{
    const QImage whole = image.convertToFormat(QImage::Format_RGB32);
    std::vector<Shade> shades = shadesOf(whole);
    const QList<QRgb> colors = palette(shades);
    QHash<QRgb, uchar> places;
    for (const Shade &shade : shades)
        places.insert(shade.color, static_cast<uchar>(shade.nearest));
    QImage few(whole.size(), QImage::Format_Indexed8);
    few.setColorTable(colors);
    for (int y = 0; y < whole.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(whole.constScanLine(y));
        uchar *to = few.scanLine(y);
        for (int x = 0; x < whole.width(); ++x)
            to[x] = places.value(from[x] | 0xff000000);
    }
    return few;
}

bool saveSmall(const QImage &image, const QString &path)
{
    return withFewColors(image).save(path, "PNG", 0); // 0: the strongest packing
}

} // namespace godwit
