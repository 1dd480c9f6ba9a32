// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels.h"

#include <QPushButton>
#include <QStackedLayout>

namespace godwit {

//! The whole of a widget: its content, or a few words why there is none.
class ContentStack final
{
public:
    ContentStack(QWidget *owner, const QString &icon)
        : m_content(new QWidget), m_empty(new EmptyState(icon, {}, {}, {})), m_stack(new QStackedLayout(owner))
    {
        m_empty->button()->hide();
        m_stack->addWidget(m_content);
        m_stack->addWidget(m_empty);
    }

    QWidget *content() const { return m_content; } //!< gets its layout from who uses this
    void showContent() { m_stack->setCurrentWidget(m_content); }
    void showEmpty(const QString &title, const QString &text)
    {
        m_empty->setText(title, text);
        m_stack->setCurrentWidget(m_empty);
    }
    bool showsContent() const { return m_stack->currentWidget() == m_content; }

private:
    QWidget *m_content;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace godwit
