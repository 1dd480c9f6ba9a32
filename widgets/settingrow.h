// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settingsmodel.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace godwit {

//! One setting: what it is, its control, its default, and the way back to that.
class SettingRow final : public QWidget
{
    Q_OBJECT
public:
    SettingRow(SettingsModel *model, int row, QWidget *parent = nullptr);

    //! What takes the keyboard: a check box, a list, a number or a field.
    QWidget *control() const { return m_control; }
    QPushButton *resetButton() const { return m_reset; }
    QString noteText() const;
    QString defaultText() const;
    //! Takes over what the model has.
    void refresh();

private:
    QWidget *makeControl(const Setting &setting);
    QWidget *makeFileControl(const Setting &setting);
    void write(const QVariant &value);

    SettingsModel *m_model;
    int m_row;
    QWidget *m_control = nullptr;
    QPushButton *m_reset;
    QLabel *m_default;
    QLabel *m_note;
    std::function<void(const QVariant &value)> m_show; //!< puts a value into the control
};

} // namespace godwit
