// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrationdraft.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace godwit {

class TextLabel;

class RegisterDialog;

//! Repository and snapshot of a restore, chosen from what the target lists. A repository that it lacks is registered
//! from here.
class SnapshotPicker final : public QWidget
{
    Q_OBJECT
public:
    //! `direction`: whether the two lists stand below or beside each other.
    SnapshotPicker(MigrationDraft *draft, Qt::Orientation direction, QWidget *parent = nullptr);
    //! Asks for the lists, unless they are there, and shows what the plan has.
    void refresh();
    //! What is missing, in a few words; empty when nothing is.
    QString obstacle() const;
    QComboBox *repositoryBox() const { return m_repository; }
    QComboBox *snapshotBox() const { return m_snapshot; }
    QPushButton *registerButton() const { return m_register; }
    RegisterDialog *openRegister();
    QString state() const;

Q_SIGNALS:
    void chosen();

private:
    QComboBox *addBox(class QBoxLayout *layout, const QString &name, const QString &placeholder);
    void fill();
    void take(const QString &repository, const QString &snapshot);
    void takeRegistered(const QString &repository);
    QString plannedRepository() const;
    QString plannedSnapshot() const;

    MigrationDraft *m_draft;
    QComboBox *m_repository;
    QComboBox *m_snapshot;
    TextLabel *m_state;
    QPushButton *m_again;
    QPushButton *m_register;
};

} // namespace godwit
