// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace godwit {

//! Says what was just done and offers to take it back; stays until it is used, closed, or replaced by the next one.
class UndoBar final : public QFrame
{
    Q_OBJECT
public:
    explicit UndoBar(QWidget *parent = nullptr);

    void offer(const QString &text, const QString &button, std::function<void()> undo);
    //! A sentence without a way back.
    void tell(const QString &text);
    void dismiss();
    QString text() const;
    QPushButton *button() const { return m_undo; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QPushButton *m_undo;
    std::function<void()> m_act;
};

} // namespace godwit
