// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pausebar.h"

#include "models/formats.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace godwit {

PauseBar::PauseBar(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Parts of the write pause"));
}

void PauseBar::setParts(QList<Part> parts)
{
    m_parts = std::move(parts);
    QStringList spoken;
    for (const Part &part : std::as_const(m_parts))
        spoken.append(QString(part.name + u' ' + formats::seconds(part.seconds)));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    setVisible(!m_parts.isEmpty());
    update();
}

QSize PauseBar::sizeHint() const
{
    const int text = QFontMetrics(fontFor(FontRole::ChartLabel)).height();
    return {400, boxHeight() + 2 + text + 6};
}

int PauseBar::boxHeight()
{
    return std::max(22, QFontMetrics(fontFor(FontRole::ChartLabel)).height() + 6);
}

void PauseBar::paintEvent(QPaintEvent *)
{
    if (m_parts.isEmpty())
        return;
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setFont(fontFor(FontRole::ChartLabel));
    const QFontMetrics metrics = painter.fontMetrics();
    double total = 0;
    double longest = 0;
    for (const Part &part : std::as_const(m_parts)) {
        total += part.seconds;
        longest = std::max(longest, part.seconds);
    }
    // To scale above a width that still holds figure and name.
    const auto count = static_cast<int>(m_parts.size());
    const int figure = metrics.horizontalAdvance(QStringLiteral("0.00 s")) + 12;
    QList<double> least;
    for (const Part &part : std::as_const(m_parts))
        least.append(std::min(std::max(figure, metrics.horizontalAdvance(part.name) + 8), width() / count - 2));
    const double spare = std::max(0.0, width() - std::accumulate(least.cbegin(), least.cend(), 0.0) - 2 * count);
    double x = 0;
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const Part &part = m_parts.at(i);
        const double w = least.at(i) + (total > 0 ? spare * part.seconds / total : spare / count);
        const QRectF box(x, 0, w, boxHeight());
        const bool most = part.seconds >= longest;
        painter.fillRect(box, most ? t.chart1 : t.selection);
        painter.setPen(most ? (t.isDark ? t.onAccent : t.base) : t.text);
        painter.drawText(box, Qt::AlignCenter, formats::seconds(part.seconds));
        painter.setPen(t.textSecondary);
        painter.drawText(QRectF(x, boxHeight() + 3, w, metrics.height()), Qt::AlignHCenter | Qt::AlignTop,
            metrics.elidedText(part.name, Qt::ElideRight, static_cast<int>(w)));
        x += w + 2;
    }
}

} // namespace godwit
