// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logfilterproxy.h"

#include "models/logmodel.h"

namespace godwit {

void LogFilterProxy::setLevel(EventLevel least)
{
    if (std::exchange(m_least, least) != least)
        invalidate();
}

void LogFilterProxy::setText(const QString &text)
{
    const QString wanted = text.trimmed();
    if (wanted == m_text)
        return;
    m_text = wanted;
    invalidate();
}

bool LogFilterProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (parent.isValid())
        return false;
    const JobEvent &event = static_cast<const LogModel *>(sourceModel())->event(row);
    return event.level >= m_least
        && (m_text.isEmpty() || event.text.contains(m_text, Qt::CaseInsensitive)
            || event.index.contains(m_text, Qt::CaseInsensitive));
}

} // namespace godwit
