// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logmodel.h"

#include "models/discretion.h"

#include <QLocale>

namespace godwit {
namespace {

QString levelName(EventLevel level)
{
    switch (level) {
    case EventLevel::Info:
        return QStringLiteral("info");
    case EventLevel::Warning:
        return QStringLiteral("warning");
    case EventLevel::Error:
        return QStringLiteral("error");
    }
    return {};
}

//! Of a job that runs for days, or that was resumed, a time alone says little.
QString timeText(const QDateTime &when)
{
    const QString time = when.toString(QStringLiteral("HH:mm:ss"));
    return when.date() == QDate::currentDate()
        ? time
        : QString(QLocale().toString(when.date(), QLocale::ShortFormat) + u' ' + time);
}

} // namespace

LogModel::LogModel(int capacity, QObject *parent)
    : QAbstractTableModel(parent), m_capacity(static_cast<std::size_t>(std::max(capacity, 1)))
{
}

void LogModel::append(const QList<JobEvent> &given)
{
    if (given.isEmpty())
        return;
    // Of a burst larger than the ring only its end can be seen.
    const auto keep = std::min<qsizetype>(given.size(), static_cast<qsizetype>(m_capacity));
    const QList<JobEvent> events = given.last(keep);
    const auto shown = m_ring.size();
    const auto over = shown + static_cast<std::size_t>(keep);
    if (over > m_capacity) {
        const auto drop = static_cast<int>(over - m_capacity);
        beginRemoveRows({}, static_cast<int>(shown) - drop, static_cast<int>(shown) - 1);
        std::rotate(m_ring.begin(), m_ring.begin() + static_cast<std::ptrdiff_t>(m_next), m_ring.end());
        m_ring.erase(m_ring.begin(), m_ring.begin() + drop);
        m_next = 0;
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(keep) - 1);
    m_ring.insert(m_ring.end(), events.begin(), events.end());
    endInsertRows();
}

void LogModel::clear()
{
    beginResetModel();
    m_ring.clear();
    m_next = 0;
    endResetModel();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ring.size());
}

const JobEvent &LogModel::event(int row) const
{
    return m_ring.at(m_ring.size() - 1 - static_cast<std::size_t>(row));
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobEvent &line = event(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == TimeColumn)
            return timeText(line.time.toLocalTime());
        return discreet(index.column() == IndexColumn ? line.index : line.text);
    case Qt::ToolTipRole:
        return index.column() == TimeColumn ? QLocale().toString(line.time.toLocalTime()) : discreet(line.text);
    case Qt::AccessibleTextRole:
        return QString(levelName(line.level) + u' ' + discreet(line.index) + u' ' + discreet(line.text));
    case LevelRole:
        return static_cast<int>(line.level);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case IndexColumn:
        return tr("Index");
    case TextColumn:
        return tr("Event");
    default:
        return {};
    }
}

QString LogModel::toText() const
{
    QString text;
    for (int row = rowCount() - 1; row >= 0; --row) {
        const JobEvent &line = event(row);
        text += line.time.toUTC().toString(Qt::ISODateWithMs) + u' ' + levelName(line.level) + u' '
            + (line.index.isEmpty() ? QStringLiteral("-") : discreet(line.index)) + u' ' + discreet(line.text) + u'\n';
    }
    return text;
}

} // namespace godwit
