// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requestmodel.h"

#include "models/discretion.h"
#include "models/formats.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace godwit {
namespace {

constexpr int lookMs = 100;

QString target(const RequestRecord &record)
{
    QString text = QString::fromUtf8(record.path);
    if (!record.query.isEmpty())
        text += u'?' + QString::fromUtf8(record.query);
    return text;
}

template <class Iterator>
int failuresIn(Iterator begin, Iterator end)
{
    return static_cast<int>(std::count_if(begin, end, [](const RequestRecord &record) { return record.failed(); }));
}

QString milliseconds(qint64 microseconds)
{
    const double value = static_cast<double>(microseconds) / 1000;
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0);
}

} // namespace

RequestModel::RequestModel(int capacity, QObject *parent)
    : QAbstractTableModel(parent), m_capacity(static_cast<std::size_t>(std::max(capacity, 1)))
{
    m_timer.setInterval(lookMs);
}

void RequestModel::follow(RequestLog &log)
{
    log.setRecording(true);
    connect(&m_timer, &QTimer::timeout, this, [this, &log] { append(log.take()); });
    m_timer.start();
}

void RequestModel::append(const QList<RequestRecord> &given)
{
    if (given.isEmpty())
        return;
    // Of a burst larger than the ring only its end can be seen.
    const auto keep = std::min<qsizetype>(given.size(), static_cast<qsizetype>(m_capacity));
    const std::size_t shown = m_ring.size();
    if (shown + static_cast<std::size_t>(keep) > m_capacity) {
        const std::size_t drop = shown + static_cast<std::size_t>(keep) - m_capacity;
        beginRemoveRows({}, static_cast<int>(shown - drop), static_cast<int>(shown) - 1);
        m_failures -= failuresIn(m_ring.begin(), m_ring.begin() + static_cast<std::ptrdiff_t>(drop));
        m_ring.erase(m_ring.begin(), m_ring.begin() + static_cast<std::ptrdiff_t>(drop));
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(keep) - 1);
    m_ring.insert(m_ring.end(), given.end() - keep, given.end());
    endInsertRows();
    m_failures += failuresIn(given.end() - keep, given.end());
    const qsizetype before = m_clusters.size();
    for (auto record = given.end() - keep; record != given.end(); ++record) {
        const auto place = std::lower_bound(m_clusters.begin(), m_clusters.end(), record->cluster);
        if (place == m_clusters.end() || *place != record->cluster)
            m_clusters.insert(place, record->cluster);
    }
    if (m_clusters.size() != before)
        Q_EMIT clustersChanged();
}

void RequestModel::clear()
{
    beginResetModel();
    m_ring.clear();
    m_failures = 0;
    endResetModel();
}

int RequestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ring.size());
}

const RequestRecord &RequestModel::record(int row) const
{
    return m_ring.at(m_ring.size() - 1 - static_cast<std::size_t>(row));
}

QVariant RequestModel::display(const RequestRecord &record, int column) const
{
    switch (column) {
    case TimeColumn:
        return QDateTime::fromMSecsSinceEpoch(record.time).toString(QStringLiteral("HH:mm:ss.zzz"));
    case ClusterColumn:
        return discreet(record.cluster);
    case MethodColumn:
        return QString::fromLatin1(record.method);
    case PathColumn:
        return discreet(target(record));
    case StatusColumn:
        return record.status > 0 ? QString::number(record.status) : tr("no answer");
    case MillisecondsColumn:
        return milliseconds(record.microseconds);
    case SentColumn:
        return formats::bytes(record.sent);
    case ReceivedColumn:
        return formats::bytes(record.received);
    default:
        return {};
    }
}

QVariant RequestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RequestRecord &line = record(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(line, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter | (column >= StatusColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        if (line.failed() && !line.error.isEmpty())
            return discreet(line.error);
        return column == PathColumn ? QVariant(discreet(target(line))) : QVariant();
    case FailedRole:
        return line.failed();
    case SortRole:
        switch (column) {
        case TimeColumn:
            return line.time;
        case StatusColumn:
            return line.status;
        case MillisecondsColumn:
            return line.microseconds;
        case SentColumn:
            return line.sent;
        case ReceivedColumn:
            return line.received;
        default:
            return display(line, column);
        }
    default:
        return {};
    }
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (section >= StatusColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString names[]
        = {tr("Time"), tr("Cluster"), tr("Method"), tr("Path"), tr("Status"), tr("ms"), tr("Sent"), tr("Received")};
    return section >= 0 && section < ColumnCount ? QVariant(names[section]) : QVariant();
}

} // namespace godwit
