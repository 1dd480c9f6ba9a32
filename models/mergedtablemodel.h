// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QString>

#include <algorithm>
#include <utility>

namespace godwit {

//! A table of values with an identity. A fresh list is merged into the shown one by identity: rows are removed, moved,
//! inserted and changed in ranges, the model is never reset, so selection, current row and scroll position survive
//! every update.
template <class Row>
class MergedTableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    const QList<Row> &rows() const { return m_rows; }
    const Row &row(int number) const { return m_rows.at(number); }

protected:
    virtual QString identity(const Row &row) const = 0;

    //! Later rows with an identity that was there before are left out.
    void merge(const QList<Row> &given)
    {
        if (sameIdentities(given)) {
            updateValues(given);
            return;
        }
        QHash<QString, qsizetype> places;
        QList<Row> fresh;
        fresh.reserve(given.size());
        for (const Row &row : given) {
            if (const QString id = identity(row); !places.contains(id)) {
                places.insert(id, fresh.size());
                fresh.append(row);
            }
        }
        removeVanished(places);
        placeAll(fresh);
        updateValues(fresh);
    }

private:
    static constexpr qsizetype mostRanges = 64;

    bool sameIdentities(const QList<Row> &fresh) const
    {
        return fresh.size() == m_rows.size()
            && std::equal(fresh.begin(), fresh.end(), m_rows.begin(),
                [this](const Row &a, const Row &b) { return identity(a) == identity(b); });
    }

    void removeVanished(const QHash<QString, qsizetype> &places)
    {
        qsizetype last = m_rows.size() - 1;
        while (last >= 0) {
            if (places.contains(identity(m_rows.at(last)))) {
                --last;
                continue;
            }
            qsizetype first = last;
            while (first > 0 && !places.contains(identity(m_rows.at(first - 1))))
                --first;
            beginRemoveRows({}, static_cast<int>(first), static_cast<int>(last));
            m_rows.remove(first, last - first + 1);
            endRemoveRows();
            last = first - 1;
        }
    }

    void placeAll(const QList<Row> &fresh)
    {
        QHash<QString, bool> shown;
        for (const Row &row : std::as_const(m_rows))
            shown.insert(identity(row), true);
        for (qsizetype i = 0; i < fresh.size(); ++i) {
            const QString id = identity(fresh.at(i));
            if (i < m_rows.size() && identity(m_rows.at(i)) == id)
                continue;
            if (shown.contains(id))
                moveUp(id, i);
            else
                i += insertRun(fresh, i, shown) - 1;
        }
    }

    void moveUp(const QString &id, qsizetype to)
    {
        const auto found
            = std::find_if(m_rows.begin() + to, m_rows.end(), [&](const Row &row) { return identity(row) == id; });
        const auto from = static_cast<int>(found - m_rows.begin());
        beginMoveRows({}, from, from, {}, static_cast<int>(to));
        m_rows.move(from, to);
        endMoveRows();
    }

    //! Inserts the rows from `first` on that are not shown yet, as one range; returns how many.
    qsizetype insertRun(const QList<Row> &fresh, qsizetype first, const QHash<QString, bool> &shown)
    {
        qsizetype end = first + 1;
        while (end < fresh.size() && !shown.contains(identity(fresh.at(end))))
            ++end;
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(end - 1));
        for (qsizetype i = first; i < end; ++i)
            m_rows.insert(i, fresh.at(i));
        endInsertRows();
        return end - first;
    }

    void updateValues(const QList<Row> &fresh)
    {
        QList<std::pair<int, int>> ranges;
        for (qsizetype i = 0; i < fresh.size(); ++i) {
            if (m_rows.at(i) == fresh.at(i))
                continue;
            const qsizetype first = i;
            while (i < fresh.size() && !(m_rows.at(i) == fresh.at(i)))
                ++i;
            ranges.append({static_cast<int>(first), static_cast<int>(i - 1)});
        }
        if (ranges.isEmpty())
            return;
        // The lists are as long as each other by now; sharing one costs nothing, whatever its length.
        m_rows = fresh;
        // Thousands of small ranges cost a view more than one that names some rows for nothing.
        if (ranges.size() > mostRanges)
            ranges = {{ranges.first().first, ranges.last().second}};
        const int lastColumn = this->columnCount() - 1;
        for (const auto &[first, last] : std::as_const(ranges))
            Q_EMIT dataChanged(index(first, 0), index(last, lastColumn));
    }

    QList<Row> m_rows;
};

} // namespace godwit
