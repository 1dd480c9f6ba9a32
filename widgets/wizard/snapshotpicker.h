// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrationdraft.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace godwit {

class TextLabel;

//! Repository and snapshot that are the source of a restore without its cluster, chosen from what the target lists.
class SnapshotPicker final : public QWidget
{
    Q_OBJECT
public:
    explicit SnapshotPicker(MigrationDraft *draft, QWidget *parent = nullptr);
    //! Asks for the lists, unless they are there, and shows what the plan has.
    void refresh();
    //! What is missing, in a few words; empty when nothing is.
    QString obstacle() const;
    QComboBox *repositoryBox() const { return m_repository; }
    QComboBox *snapshotBox() const { return m_snapshot; }
    QString state() const;

Q_SIGNALS:
    void chosen();

private:
    QComboBox *addBox(class QVBoxLayout *layout, const QString &name, const QString &placeholder);
    void fill();
    void take(bool otherRepository);
    QString plannedRepository() const;
    QString plannedSnapshot() const;

    MigrationDraft *m_draft;
    QComboBox *m_repository;
    QComboBox *m_snapshot;
    TextLabel *m_state;
    QPushButton *m_again;
};

} // namespace godwit
