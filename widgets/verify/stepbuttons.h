// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>
#include <QKeySequence>
#include <QPushButton>

namespace godwit {

//! The buttons to the previous and the next difference, beside each other. Their tool tips are given with "%1" for the
//! key, which is the same wherever differences are gone through.
inline QWidget *stepButtons(
    QPushButton *previous, const QString &previousTip, QPushButton *next, const QString &nextTip)
{
    const auto keys = [](const QKeySequence &sequence) { return sequence.toString(QKeySequence::NativeText); };
    previous->setToolTip(previousTip.arg(keys(Qt::SHIFT | Qt::Key_F8)));
    next->setToolTip(nextTip.arg(keys(Qt::Key_F8)));
    auto *steps = new QWidget;
    auto *row = new QHBoxLayout(steps);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QPushButton *button : {previous, next}) {
        button->setProperty("low", true);
        row->addWidget(button);
    }
    return steps;
}

} // namespace godwit
