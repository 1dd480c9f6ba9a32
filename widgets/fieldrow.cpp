// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fieldrow.h"

#include "widgets/panels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace godwit {

FieldRow::FieldRow(QWidget *field, QWidget *input, const QString &hint, QWidget *parent)
    : QWidget(parent)
    , m_input(input)
    , m_hint(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_problem(new QWidget)
    , m_message(new TextLabel(FontRole::Small, TextColor::Error))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(field);
    m_hint->setWordWrap(true);
    layout->addWidget(m_hint);
    auto *line = new QHBoxLayout(m_problem);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(5);
    auto *sign = new QLabel;
    sign->setPixmap(icon(QStringLiteral("circle-x"), IconColor::Error).pixmap(QSize(13, 13), devicePixelRatioF()));
    sign->setAlignment(Qt::AlignTop);
    sign->setContentsMargins(0, 1, 0, 0);
    line->addWidget(sign);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    line->addWidget(m_message, 1);
    layout->addWidget(m_problem);
    m_problem->hide();
    setHint(hint);
}

void FieldRow::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty() && m_message->text().isEmpty());
    if (m_message->text().isEmpty())
        m_input->setAccessibleDescription(hint);
}

void FieldRow::setMessage(const QString &message)
{
    m_message->setText(message);
    m_problem->setVisible(!message.isEmpty());
    m_hint->setVisible(message.isEmpty() && !m_hint->text().isEmpty());
    m_input->setAccessibleDescription(message.isEmpty() ? m_hint->text() : message);
}

QString FieldRow::message() const
{
    return m_message->text();
}

} // namespace godwit
