// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/stepbar.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

namespace godwit {
namespace {

constexpr int disc = 20;
constexpr int gap = 8;
constexpr int dash = 22;

//! A disc with a number or a tick, and the step's name.
class StepButton final : public QAbstractButton
{
public:
    StepButton(int number, const QString &title) : m_number(number)
    {
        setText(title);
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    void setState(bool current, bool done, bool reachable)
    {
        m_current = current;
        m_done = done;
        setEnabled(reachable);
        setToolTip(text());
        setAccessibleName(current ? tr("Step %1, %2, shown now").arg(m_number).arg(text())
                : done            ? tr("Step %1, %2, done").arg(m_number).arg(text())
                                  : tr("Step %1, %2").arg(m_number).arg(text()));
        updateGeometry();
        update();
    }
    //! Without its name, which is its tool tip then; the shown step keeps it.
    void setShort(bool isShort)
    {
        if (m_short == isShort)
            return;
        m_short = isShort;
        updateGeometry();
        update();
    }
    int fullWidth() const
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return disc + 8 + QFontMetrics(bold).horizontalAdvance(text()) + 2;
    }
    QSize sizeHint() const override
    {
        return {m_short && !m_current ? disc + 2 : fullWidth(), std::max(disc, fontMetrics().height()) + 4};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const QRectF circle(mirrored ? width() - disc + 0.5 : 0.5, (height() - disc) / 2.0 + 0.5, disc - 1, disc - 1);
        painter.setPen(QPen(m_current ? t.accent : m_done ? t.ok : t.control, 1));
        painter.setBrush(m_current ? QBrush(t.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(circle);
        QFont own = font();
        own.setWeight(m_current ? QFont::DemiBold : QFont::Normal);
        if (m_done && !m_current) {
            paintIcon(&painter, circle.adjusted(3, 3, -3, -3), QStringLiteral("check"), t.ok);
        } else {
            painter.setFont(fontFor(FontRole::Small));
            painter.setPen(m_current ? t.onAccent : t.textSecondary);
            painter.drawText(circle, Qt::AlignCenter, QString::number(m_number));
        }
        painter.setFont(own);
        painter.setPen(m_current ? t.text : t.textSecondary);
        if (!m_short || m_current)
            painter.drawText(rect().adjusted(mirrored ? 0 : disc + 7, 0, mirrored ? -disc - 7 : 0, 0),
                Qt::AlignLeft | Qt::AlignVCenter, text());
    }

private:
    int m_number;
    bool m_current = false;
    bool m_done = false;
    bool m_short = false;
};

class Dash final : public QWidget
{
public:
    Dash() { setFixedSize(dash, disc); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(QRect(0, height() / 2, width(), 1), Theme::tokens().control);
    }
};

} // namespace

StepBar::StepBar(const QStringList &titles, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    for (int i = 0; i < titles.size(); ++i) {
        if (i > 0)
            layout->addWidget(new Dash);
        auto *button = new StepButton(i + 1, titles.at(i));
        m_buttons.append(button);
        layout->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, i] { Q_EMIT chosen(i); });
    }
    layout->addStretch();
}

void StepBar::setCurrent(int step, int reached)
{
    for (int i = 0; i < m_buttons.size(); ++i)
        static_cast<StepButton *>(m_buttons.at(i))
            ->setState(i == step, i < step || (i != step && i < reached), i <= reached);
    fit();
}

QSize StepBar::minimumSizeHint() const
{
    int widest = 0;
    for (const QAbstractButton *button : m_buttons)
        widest = std::max(widest, static_cast<const StepButton *>(button)->fullWidth());
    const auto others = static_cast<int>(m_buttons.size()) - 1;
    return {widest + others * (disc + 2 + 2 * gap + dash), sizeHint().height()};
}

void StepBar::fit()
{
    int wanted = 0;
    for (const QAbstractButton *button : std::as_const(m_buttons))
        wanted += static_cast<const StepButton *>(button)->fullWidth() + 2 * gap + dash;
    for (QAbstractButton *button : std::as_const(m_buttons))
        static_cast<StepButton *>(button)->setShort(wanted - 2 * gap - dash > width());
}

void StepBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace godwit
