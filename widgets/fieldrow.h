// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace godwit {

//! One field of a form with a hint below it, and in the hint's place a message when something is wrong with the field.
class FieldRow final : public QWidget
{
    Q_OBJECT
public:
    //! `input` is what takes the keyboard: the field itself or a part of it.
    FieldRow(QWidget *field, QWidget *input, const QString &hint = {}, QWidget *parent = nullptr);

    QWidget *input() const { return m_input; }
    void setHint(const QString &hint);
    void setMessage(const QString &message); //!< empty: nothing is wrong
    QString message() const;

private:
    QWidget *m_input;
    QLabel *m_hint;
    QWidget *m_problem;
    QLabel *m_message;
};

} // namespace godwit
