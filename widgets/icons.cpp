// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icons.h"

#include "widgets/theme.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace godwit {
namespace {

QByteArray drawing(const QString &name)
{
    static QHash<QString, QByteArray> drawings;
    auto found = drawings.find(name);
    if (found == drawings.end()) {
        QFile file(QStringLiteral(":/godwit/icons/") + name + QStringLiteral(".svg"));
        const bool there = file.open(QIODevice::ReadOnly);
        Q_ASSERT_X(there, "icon", qPrintable(name));
        found = drawings.insert(name, there ? file.readAll() : QByteArray());
    }
    return *found;
}

QPixmap render(const QString &name, const QSize &pixels, const QColor &color)
{
    const QString key = QString(QStringLiteral("godwit:") + name + u':' + color.name() + u':'
        + QString::number(pixels.width()) + u'x' + QString::number(pixels.height()));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = drawing(name);
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QColor resolve(IconColor color)
{
    const Tokens &t = Theme::tokens();
    switch (color) {
    case IconColor::Text:
        return t.text;
    case IconColor::Secondary:
        return t.textSecondary;
    case IconColor::Accent:
        return t.accent;
    case IconColor::OnAccent:
        return t.onAccent;
    case IconColor::Ok:
        return t.ok;
    case IconColor::Running:
        return t.running;
    case IconColor::Waiting:
        return t.waiting;
    case IconColor::Paused:
        return t.paused;
    case IconColor::Warning:
        return t.warning;
    case IconColor::Error:
        return t.error;
    }
    return t.text;
}

//! Qt SVG takes no colour from a palette, so the drawing is coloured before it is rendered.
class LineIconEngine final : public QIconEngine
{
public:
    LineIconEngine(QString name, IconColor color) : m_name(std::move(name)), m_color(color) { }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_name, colorFor(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return render(m_name, size, colorFor(mode));
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }
    QIconEngine *clone() const override { return new LineIconEngine(m_name, m_color); }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        return mode == QIcon::Disabled ? Theme::tokens().textDisabled : resolve(m_color);
    }
    QString m_name;
    IconColor m_color;
};

} // namespace

QColor toneColor(StateTone tone)
{
    return resolve(iconColor(tone));
}

QColor toneTint(StateTone tone)
{
    const Tokens &t = Theme::tokens();
    switch (tone) {
    case StateTone::Ok:
        return t.okTint;
    case StateTone::Running:
        return t.runningTint;
    case StateTone::Waiting:
        return t.waitingTint;
    case StateTone::Paused:
        return t.pausedTint;
    case StateTone::Warning:
        return t.warningTint;
    case StateTone::Error:
        return t.errorTint;
    }
    return t.waitingTint;
}

IconColor iconColor(StateTone tone)
{
    switch (tone) {
    case StateTone::Ok:
        return IconColor::Ok;
    case StateTone::Running:
        return IconColor::Running;
    case StateTone::Waiting:
        return IconColor::Waiting;
    case StateTone::Paused:
        return IconColor::Paused;
    case StateTone::Warning:
        return IconColor::Warning;
    case StateTone::Error:
        return IconColor::Error;
    }
    return IconColor::Text;
}

QIcon icon(const QString &name, IconColor color)
{
    return QIcon(new LineIconEngine(name, color));
}

void paintIcon(QPainter *painter, const QRectF &where, const QString &name, const QColor &color)
{
    const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1;
    QPixmap pixmap = render(name, (where.size() * scale).toSize(), color);
    pixmap.setDevicePixelRatio(scale);
    painter->drawPixmap(where.topLeft(), pixmap);
}

} // namespace godwit
