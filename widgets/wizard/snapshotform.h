// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace godwit {

//! The options of the methods that move data by snapshots: the repository, and the rounds or the snapshot. Keys that it
//! has no field for stay as they are in the plan.
class SnapshotForm final : public QWidget
{
    Q_OBJECT
public:
    explicit SnapshotForm(QWidget *parent = nullptr);

    //! `restore`: a snapshot to restore instead of rounds.
    void setOptions(const QJsonObject &options, bool restore);
    QJsonObject options() const;
    //! What is missing, in a few words; empty when nothing is.
    QString obstacle() const;

    QLineEdit *nameField() const { return m_name; }
    QComboBox *typeField() const { return m_type; }
    QLineEdit *placeField() const { return m_place; }
    QLineEdit *snapshotField() const { return m_snapshot; }

Q_SIGNALS:
    void changed();

private:
    template <class Field>
    Field *row(Field *field, const QString &name, const QString &hint);
    void follow();

    QFormLayout *m_form;
    QLineEdit *m_name;
    QComboBox *m_type;
    QLineEdit *m_place;
    QLineEdit *m_path;
    QSpinBox *m_atLeast;
    QDoubleSpinBox *m_until;
    QDoubleSpinBox *m_every;
    QCheckBox *m_remove;
    QLineEdit *m_snapshot;
    QCheckBox *m_aliases;
    QJsonObject m_kept;
    bool m_restore = false;
};

} // namespace godwit
