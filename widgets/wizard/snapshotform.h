// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"
#include "widgets/wizard/repositoryfields.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace godwit {

class LineList;
class TextLabel;

//! The options of the methods that move data by snapshots: the repository, and the rounds or the snapshot. Keys that it
//! has no field for stay as they are in the plan. It knows no server: whoever does offers lists to choose from; names
//! can be typed all the same.
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
    //! Of everything that is selected; below 0: not known. The timeline rests on it.
    void setBytes(qint64 bytes);
    void offerRepositories(const QList<RepositoryInfo> &repositories);
    void offerSnapshots(const QList<SnapshotInfo> &snapshots);
    //! Where the lists are, or why there are none.
    void setListState(const QString &text);
    //! Repository and snapshot are the source itself, chosen elsewhere.
    void setPlaceFixed(bool fixed);

    QLineEdit *nameField() const;
    QComboBox *nameBox() const { return m_name; }
    QComboBox *typeField() const { return m_where.type(); }
    QLineEdit *placeField() const { return m_where.place(); }
    QLineEdit *clientField() const { return m_where.client(); }
    QLineEdit *snapshotField() const;
    QComboBox *snapshotBox() const { return m_snapshot; }
    QComboBox *paceField() const { return m_pace; }
    QCheckBox *firstAtBox() const { return m_firstAt; }
    QDateTimeEdit *firstAtField() const { return m_firstTime; }
    QCheckBox *aliasesBox() const { return m_aliases; }
    QCheckBox *liftBlockBox() const { return m_liftBlock; }
    QCheckBox *globalStateBox() const { return m_globalState; }
    QLineEdit *featuresField() const { return m_features; }
    LineList *integrations() const { return m_integrations; }
    QLineEdit *settingsField() const { return m_settings; }
    QLineEdit *ignoredField() const { return m_ignored; }
    QString timeline() const;

Q_SIGNALS:
    void changed();
    void repositoryChosen(const QString &repository);

private:
    template <class Field>
    Field *row(Field *field, const QString &name, const QString &hint);
    //! The same with its hint below, for what replaces something.
    template <class Field>
    Field *warnedRow(Field *field, const QString &name, const QString &hint);
    void makePlace();
    void makeRounds();
    void makeRestore();
    void makeSettings();
    void connectFields();
    void follow();
    void showTimeline();
    void sayFeatures();
    void showRow(QWidget *field, bool visible);
    void putRounds(QJsonObject &options) const;
    void putRestore(QJsonObject &options) const;

    QFormLayout *m_form;
    QHash<QWidget *, QWidget *> m_rows; //!< what stands in the form for a field
    QComboBox *m_name;
    RepositoryFields m_where{true};
    TextLabel *m_listState;
    QCheckBox *m_firstAt;
    QDateTimeEdit *m_firstTime;
    QComboBox *m_pace;
    QSpinBox *m_atLeast;
    QDoubleSpinBox *m_until;
    QDoubleSpinBox *m_every;
    QCheckBox *m_remove;
    LineList *m_integrations;
    TextLabel *m_timeline;
    QComboBox *m_snapshot;
    QCheckBox *m_aliases;
    QCheckBox *m_liftBlock;
    QCheckBox *m_globalState;
    QLineEdit *m_features;
    QLineEdit *m_settings;
    QLineEdit *m_ignored;
    QList<SnapshotInfo> m_offered;
    QJsonObject m_kept;
    qint64 m_bytes = -1;
    bool m_restore = false;
};

} // namespace godwit
