// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mergedtablemodel.h"
#include "models/profilestore.h"

#include <QCoreApplication>

namespace godwit {

//! The saved connections, one column.
class ProfileModel final : public MergedTableModel<Profile>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ProfileModel)
public:
    enum Role { IdRole = Qt::UserRole, EnvironmentRole, SafetyRole, DetailRole, HealthRole, ToneRole, SearchRole };
    //! What the last test means for the list.
    enum Tone { Untested, Good, Warned, Failed };

    using MergedTableModel::MergedTableModel;

    void setProfiles(const QList<Profile> &profiles) { merge(profiles); }
    int rowOf(const QString &id) const;
    static Tone toneOf(const ProfileHealth &health);
    //! "green, 5 nodes", "right missing", "no answer, 2 days ago"; "not tested".
    static QString healthText(const ProfileHealth &health);
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override;

protected:
    QString identity(const Profile &row) const override { return row.id; }
};

} // namespace godwit
