// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settingsmodel.h"

#include <algorithm>

namespace godwit {

SettingsModel::SettingsModel(Settings *settings, QObject *parent) : QAbstractListModel(parent), m_settings(settings)
{
    connect(settings, &Settings::changed, this, &SettingsModel::tell);
    connect(settings, &Settings::noteChanged, this, &SettingsModel::tell);
}

int SettingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_settings->all().size());
}

QVariant SettingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Setting &setting = m_settings->all().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return setting.name;
    case Qt::EditRole:
        return m_settings->value(setting.key);
    case KeyRole:
        return setting.key;
    case GroupRole:
        return setting.group;
    case SentenceRole:
    case Qt::AccessibleDescriptionRole:
        return setting.sentence;
    case DefaultTextRole:
        return m_settings->text(setting.key, setting.standard);
    case IsDefaultRole:
        return m_settings->isDefault(setting.key);
    case NoteRole:
        return m_settings->note(setting.key);
    case SearchRole: {
        QStringList parts{setting.name, setting.sentence, setting.group};
        for (const auto &[word, text] : setting.choices)
            parts.append(text);
        return parts.join(u'\n');
    }
    default:
        return {};
    }
}

bool SettingsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    return m_settings->set(m_settings->all().at(index.row()).key, value);
}

Qt::ItemFlags SettingsModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsEditable : Qt::NoItemFlags;
}

void SettingsModel::reset(int row)
{
    m_settings->reset(m_settings->all().at(row).key);
}

int SettingsModel::changedCount() const
{
    const QList<Setting> &all = m_settings->all();
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [this](const Setting &setting) { return !m_settings->isDefault(setting.key); }));
}

void SettingsModel::tell(const QString &key)
{
    const QList<Setting> &all = m_settings->all();
    const auto found = std::find_if(all.begin(), all.end(), [&key](const Setting &s) { return s.key == key; });
    if (found == all.end())
        return;
    const QModelIndex row = index(static_cast<int>(found - all.begin()));
    Q_EMIT dataChanged(row, row);
}

void SettingsFilter::setSearch(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool SettingsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(SettingsModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
        [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace godwit
