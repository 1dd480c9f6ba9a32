// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mergedtablemodel.h"
#include "models/profilestore.h"

namespace godwit {

//! The saved connections, one column. A row can be dragged to another place; whoever saves the order hears of it.
class ProfileModel final : public MergedTableModel<Profile>
{
    Q_OBJECT
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
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(
        const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;
    QStringList ids() const;

Q_SIGNALS:
    //! Ids from top to bottom, as they would be after the drop.
    void orderDropped(const QStringList &ids);

protected:
    QString identity(const Profile &row) const override { return row.id; }
};

} // namespace godwit
