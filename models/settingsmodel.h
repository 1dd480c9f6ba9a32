// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

namespace godwit {

//! The settings as a list: name, value, sentence, default. Writes through to Settings and follows it.
class SettingsModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { KeyRole = Qt::UserRole, GroupRole, SentenceRole, DefaultTextRole, IsDefaultRole, NoteRole, SearchRole };

    //! The settings outlive the model.
    explicit SettingsModel(Settings *settings, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    //! Display: the name. Edit: the value.
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    //! Back to the default.
    void reset(int row);
    //! How many are not at their default.
    int changedCount() const;
    Settings *settings() const { return m_settings; }

private:
    void tell(const QString &key);
    Settings *m_settings;
};

//! Lets through what holds every word of a search, in any order: in name, sentence, heading or choices.
class SettingsFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setSearch(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace godwit
