// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requestfilter.h"

#include "models/discretion.h"
#include "models/requestmodel.h"

#include <algorithm>

namespace godwit {

RequestFilter::RequestFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(RequestModel::SortRole);
}

void RequestFilter::setText(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void RequestFilter::setCluster(const QString &cluster)
{
    m_cluster = cluster;
    invalidateRowsFilter();
}

void RequestFilter::setMethod(const QString &method)
{
    m_method = method.toLatin1();
    invalidateRowsFilter();
}

void RequestFilter::setErrorsOnly(bool on)
{
    m_errorsOnly = on;
    invalidateRowsFilter();
}

bool RequestFilter::isActive() const
{
    return !m_words.isEmpty() || !m_cluster.isEmpty() || !m_method.isEmpty() || m_errorsOnly;
}

bool RequestFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto *requests = qobject_cast<const RequestModel *>(sourceModel());
    if (!requests)
        return true;
    const RequestRecord &record = requests->record(row);
    if ((m_errorsOnly && !record.failed()) || (!m_cluster.isEmpty() && record.cluster != m_cluster)
        || (!m_method.isEmpty() && record.method != m_method))
        return false;
    if (m_words.isEmpty())
        return true;
    // What is shown is what is searched, so a masked name is found by its pseudonym only.
    const QString text = discreet(QString(record.cluster + u' ' + QString::fromUtf8(record.path) + u'?'
        + QString::fromUtf8(record.query) + u' ' + QString::number(record.status) + u' ' + record.error));
    return std::all_of(m_words.begin(), m_words.end(),
        [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace godwit
