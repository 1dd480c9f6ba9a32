// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settingsmodel.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace godwit {

class EmptyState;
class SettingRow;

//! Everything that can be chosen for the window, searchable; takes effect at once.
class SettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    //! The settings outlive the dialog.
    explicit SettingsDialog(Settings *settings, QWidget *parent = nullptr);

    QLineEdit *search() const { return m_search; }
    QPushButton *resetAllButton() const { return m_resetAll; }
    //! The row of a setting.
    SettingRow *row(const QString &key) const;

private:
    QWidget *makeList();
    void showMatches();
    void askResetAll();
    void updateFoot();

    SettingsModel *m_model;
    SettingsFilter *m_filter;
    QLineEdit *m_search;
    EmptyState *m_empty;
    QWidget *m_list;
    QPushButton *m_resetAll;
    QList<SettingRow *> m_rows; //!< by the model's rows
    QList<std::pair<QString, QWidget *>> m_headings;
};

} // namespace godwit
