// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"
#include "widgets/wizard/repositoryfields.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace godwit {

class MigrationDraft;
class Note;
class TextLabel;

//! Registers a repository on the target of a new migration, so that its snapshots can be listed there. Says what is
//! sent before it is, and what came of it. It writes to the target, so it asks where the connection wants that.
class RegisterDialog final : public QDialog
{
    Q_OBJECT
public:
    //! Filled with the repository of the plan. The draft outlives the dialog.
    explicit RegisterDialog(MigrationDraft *draft, QWidget *parent = nullptr);

    QLineEdit *nameField() const { return m_name; }
    const RepositoryFields &where() const { return m_where; }
    QLineEdit *settingsField() const { return m_settings; }
    QCheckBox *readOnlyBox() const { return m_readOnly; }
    QPushButton *registerButton() const { return m_register; }
    Note *note() const { return m_note; }
    //! What is about to be sent, or why nothing can be.
    QString announcement() const;

Q_SIGNALS:
    void registered(const QString &repository);

private:
    void makeFields(QFormLayout *form);
    void connectFields();
    void follow();
    void run();
    void showOutcome();
    RepositoryInfo repository() const;
    QString obstacle() const;

    MigrationDraft *m_draft;
    QFormLayout *m_form;
    QLineEdit *m_name;
    RepositoryFields m_where{false};
    QLineEdit *m_settings;
    QCheckBox *m_readOnly;
    TextLabel *m_sent;
    Note *m_note;
    QPushButton *m_register;
    QPushButton *m_close;
    bool m_asked = false; //!< by this dialog
};

} // namespace godwit
