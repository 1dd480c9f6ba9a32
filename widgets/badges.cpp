// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/badges.h"

#include "engine/endpoint.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <array>

namespace godwit {
namespace {

int strictness(const QString &environment)
{
    return static_cast<int>(environments().indexOf(environment));
}

} // namespace

EnvironmentTag::EnvironmentTag(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void EnvironmentTag::setEnvironment(const QString &environment)
{
    setVisible(!environment.isEmpty());
    if (m_environment == environment)
        return;
    m_environment = environment;
    setAccessibleName(tr("Environment %1").arg(environment));
    updateGeometry();
    update();
}

QSize EnvironmentTag::sizeFor(const QString &environment)
{
    const QFontMetrics metrics(fontFor(FontRole::Tag));
    return {metrics.horizontalAdvance(environment) + 11, metrics.height() + 3};
}

QSize EnvironmentTag::sizeHint() const
{
    return sizeFor(m_environment);
}

QColor EnvironmentTag::fill(const QString &environment)
{
    const Tokens &t = Theme::tokens();
    const std::array colors{t.envDev, t.envTest, t.envStaging, t.envProd};
    const int place = strictness(environment);
    return place < 0 ? t.control : colors.at(static_cast<std::size_t>(place));
}

QColor EnvironmentTag::ink(const QString &environment)
{
    const Tokens &t = Theme::tokens();
    const std::array colors{t.onEnvDev, t.onEnvTest, t.onEnvStaging, t.onEnvProd};
    const int place = strictness(environment);
    return place < 0 ? t.base : colors.at(static_cast<std::size_t>(place));
}

QString EnvironmentTag::stricter(const QString &one, const QString &other)
{
    return stricterEnvironment(one, other);
}

void EnvironmentTag::paint(QPainter *painter, const QRect &rect, const QString &environment)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill(environment));
    painter->drawRoundedRect(rect, 3, 3);
    painter->setFont(fontFor(FontRole::Tag));
    painter->setPen(ink(environment));
    painter->drawText(rect, Qt::AlignCenter, environment);
    painter->restore();
}

void EnvironmentTag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, rect(), m_environment);
}

EnvironmentStrip::EnvironmentStrip(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(3);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void EnvironmentStrip::setEnvironment(const QString &environment)
{
    if (m_environment == environment)
        return;
    m_environment = environment;
    setAccessibleName(environment.isEmpty() ? QString() : tr("Can write to %1").arg(environment));
    setToolTip(accessibleName());
    update();
}

void EnvironmentStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_environment.isEmpty())
        painter.fillRect(rect(), EnvironmentTag::fill(m_environment));
}

StatePill::StatePill(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatePill::setState(StateTone tone, const QString &icon, const QString &text)
{
    if (m_tone == tone && m_icon == icon && m_text == text)
        return;
    m_tone = tone;
    m_icon = icon;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const
{
    const QFontMetrics metrics(fontFor(FontRole::Small));
    return {metrics.horizontalAdvance(m_text) + 13 + 5 + 6 + 10, std::max(20, metrics.height() + 5)};
}

void StatePill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneTint(m_tone));
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QRectF place(mirrored ? width() - 20 : 7, (height() - 13) / 2.0, 13, 13);
    paintIcon(&painter, place, m_icon, toneColor(m_tone));
    painter.setFont(fontFor(FontRole::Small));
    painter.setPen(toneColor(m_tone));
    painter.drawText(rect().adjusted(mirrored ? 10 : 25, 0, mirrored ? -25 : -9, 0), Qt::AlignVCenter | Qt::AlignLeft,
        m_text); // the painter mirrors it
}

IconText::IconText(QWidget *parent) : QWidget(parent), m_icon(new QLabel(this)), m_label(new QLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(m_icon, 0, Qt::AlignVCenter);
    layout->addWidget(m_label, 1);
    m_label->setFont(fontFor(FontRole::Small));
    m_label->setTextFormat(Qt::PlainText);
}

void IconText::setContent(const QString &icon, const QString &text, IconColor color, bool tinted)
{
    m_label->setText(text);
    if (m_name == icon && m_color == color && m_tinted == tinted)
        return;
    m_name = icon;
    m_color = color;
    m_tinted = tinted;
    recolor();
}

void IconText::recolor()
{
    m_icon->setVisible(!m_name.isEmpty());
    if (!m_name.isEmpty())
        m_icon->setPixmap(icon(m_name, m_color).pixmap(QSize(13, 13), devicePixelRatioF()));
    const Tokens &t = Theme::tokens();
    QColor ink = t.textSecondary;
    if (m_tinted) {
        ink = m_color == IconColor::Ok      ? t.ok
            : m_color == IconColor::Warning ? t.warning
            : m_color == IconColor::Error   ? t.error
            : m_color == IconColor::Running ? t.running
            : m_color == IconColor::Paused  ? t.paused
                                            : t.textSecondary;
    }
    QPalette palette = m_label->palette();
    palette.setColor(QPalette::WindowText, ink);
    m_label->setPalette(palette);
}

void IconText::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_name.isNull())
        recolor();
}

} // namespace godwit
