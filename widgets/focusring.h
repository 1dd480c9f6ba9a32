// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFocusFrame>
#include <QObject>
#include <QPointer>

namespace godwit {

//! Puts the 2 px frame around whichever control has the focus; tables paint theirs inside the cell.
class FocusRing final : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QObject *parent);
    ~FocusRing() override;

private:
    void move(QWidget *now);
    QPointer<QFocusFrame> m_frame;
};

} // namespace godwit
