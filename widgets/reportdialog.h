// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobservices.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace godwit {

class Note;
class Settings;

//! What a ReportDialog has written.
struct ReportKind
{
    QString title; //!< "Export report"
    QString text; //!< what is in it
    QString button;
    QString fileName; //!< without its suffix
    //! Called in the GUI thread, returns at once; null: nothing can be written.
    std::function<QFuture<Result<void>>(const QString &path, const QString &logo)> write;
};

//! The report of a migration; without services nobody writes it.
ReportKind reportOf(const QString &job, JobServices *services);
//! The certificate of a comparison. `job` may be empty: of one that is no job.
ReportKind certificateOf(const QString &job, JobServices *services);

//! Asks for format and logo of a report and has it written.
class ReportDialog final : public QDialog
{
    Q_OBJECT
public:
    //! Keeps the logo among the settings, which outlive the dialog; null: keeps nothing.
    ReportDialog(ReportKind kind, Settings *settings, QWidget *parent = nullptr);
    QComboBox *format() const { return m_format; }
    QLineEdit *logo() const { return m_logo; }
    Note *note() const { return m_note; }
    //! Has it written to `path`; note() says how that went.
    void write(const QString &path);

private:
    void chooseLogo();
    void askForPath();

    ReportKind m_kind;
    Settings *m_settings;
    QComboBox *m_format;
    QLineEdit *m_logo;
    Note *m_note;
    QPushButton *m_save;
};

} // namespace godwit
