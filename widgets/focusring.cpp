// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/focusring.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSlider>

namespace godwit {

FocusRing::FocusRing(QObject *parent) : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { move(now); });
}

FocusRing::~FocusRing()
{
    delete m_frame;
}

void FocusRing::move(QWidget *now)
{
    const bool wanted = qobject_cast<QAbstractButton *>(now) || qobject_cast<QLineEdit *>(now)
        || qobject_cast<QComboBox *>(now) || qobject_cast<QSlider *>(now) || qobject_cast<QAbstractSpinBox *>(now);
    if (!wanted) {
        if (m_frame)
            m_frame->setWidget(nullptr);
        return;
    }
    // A frame lives beside the widget it surrounds, so it may have died with an earlier page.
    if (!m_frame)
        m_frame = new QFocusFrame(now->parentWidget());
    m_frame->setWidget(now);
}

} // namespace godwit
