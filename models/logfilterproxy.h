// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QSortFilterProxyModel>

namespace godwit {

//! Lines of a log from a level on that hold a text in index or event.
class LogFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setLevel(EventLevel least);
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    EventLevel m_least = EventLevel::Info;
    QString m_text;
};

} // namespace godwit
