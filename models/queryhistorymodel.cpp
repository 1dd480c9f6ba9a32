// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/queryhistorymodel.h"

#include "models/formats.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace godwit {

QueryHistoryModel::QueryHistoryModel(QString path, QObject *parent)
    : QAbstractListModel(parent), m_path(std::move(path))
{
    load();
}

void QueryHistoryModel::add(const SavedQuery &query, const QDateTime &when)
{
    const auto known = std::find_if(m_entries.begin(), m_entries.end(),
        [&query](const Entry &entry) { return entry.query.text == query.text && entry.query.lucene == query.lucene; });
    if (known != m_entries.end()) {
        const auto row = static_cast<int>(known - m_entries.begin());
        beginRemoveRows({}, row, row);
        m_entries.erase(known);
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_entries.prepend({query, when});
    endInsertRows();
    if (m_entries.size() > capacity) {
        beginRemoveRows({}, capacity, static_cast<int>(m_entries.size()) - 1);
        m_entries.resize(capacity);
        endRemoveRows();
    }
    save();
}

void QueryHistoryModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
    save();
}

void QueryHistoryModel::load()
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    const QJsonArray list = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &value : list) {
        const QJsonObject entry = value.toObject();
        const bool lucene = entry.contains(QLatin1String("lucene"));
        const QString text = entry.value(lucene ? QLatin1String("lucene") : QLatin1String("json")).toString();
        if (!text.isEmpty() && m_entries.size() < capacity)
            m_entries.append({{entry.value(QLatin1String("name")).toString(), lucene, text},
                QDateTime::fromString(entry.value(QLatin1String("when")).toString(), Qt::ISODate)});
    }
}

void QueryHistoryModel::save() const
{
    if (m_path.isEmpty())
        return;
    QJsonArray list;
    for (const Entry &entry : m_entries)
        list.append(QJsonObject{{QStringLiteral("name"), entry.query.name},
            {entry.query.lucene ? QStringLiteral("lucene") : QStringLiteral("json"), entry.query.text},
            {QStringLiteral("when"), entry.when.toString(Qt::ISODate)}});
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(list).toJson(QJsonDocument::Indented));
        file.commit();
    }
}

int QueryHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant QueryHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    constexpr int longest = 70;
    switch (role) {
    case Qt::DisplayRole:
        return entry.query.name.isEmpty() ? entry.query.text.simplified().left(longest) : entry.query.name;
    case Qt::ToolTipRole:
        return tr("%1, %2").arg(formats::ago(entry.when), entry.query.text.left(400));
    default:
        return {};
    }
}

} // namespace godwit
