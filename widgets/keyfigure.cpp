// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/keyfigure.h"

#include <QVBoxLayout>

namespace godwit {

KeyFigure::KeyFigure(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(new TextLabel(name, FontRole::Small, TextColor::Secondary))
    , m_figure(new TextLabel(FontRole::KeyFigure))
    , m_verdict(new IconText)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 11, 12, 11);
    layout->setSpacing(2);
    QFont font = m_name->font();
    font.setWeight(QFont::DemiBold);
    m_name->setFont(font);
    layout->addWidget(m_name);
    layout->addWidget(m_figure);
    m_verdict->label()->setWordWrap(true);
    layout->addWidget(m_verdict);
    setAccessibleName(name);
}

void KeyFigure::setName(const QString &name)
{
    m_name->setText(name);
    setAccessibleName(name);
}

void KeyFigure::setFigure(const QString &figure)
{
    m_figure->setText(figure);
    setAccessibleDescription(figure);
}

void KeyFigure::setVerdict(const QString &icon, const QString &text, IconColor color)
{
    m_verdict->setContent(icon, text, color);
    m_verdict->setToolTip(text);
}

} // namespace godwit
