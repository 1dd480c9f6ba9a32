// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/undobar.h"

#include "widgets/panels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace godwit {

UndoBar::UndoBar(QWidget *parent)
    : QFrame(parent), m_text(new TextLabel(FontRole::Body)), m_undo(makeButton(tr("Undo"), QStringLiteral("undo-2")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undo);
    auto *close = new QToolButton;
    close->setIcon(icon(QStringLiteral("x"), IconColor::Secondary));
    close->setAccessibleName(tr("Close this message"));
    close->setToolTip(close->accessibleName());
    close->setAutoRaise(true);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &UndoBar::dismiss);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        const auto act = std::exchange(m_act, {});
        dismiss();
        if (act)
            act();
    });
    hide();
}

void UndoBar::offer(const QString &text, const QString &button, std::function<void()> undo)
{
    tell(text);
    m_act = std::move(undo);
    m_undo->setText(button);
    m_undo->setAccessibleName(button);
    m_undo->setVisible(true);
}

void UndoBar::tell(const QString &text)
{
    m_act = {};
    m_text->setText(text);
    setAccessibleName(text);
    m_undo->setVisible(false);
    show();
}

void UndoBar::dismiss()
{
    m_act = {};
    hide();
}

QString UndoBar::text() const
{
    return m_text->text();
}

void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::tokens().line, 1));
    painter.setBrush(toneTint(StateTone::Running));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace godwit
