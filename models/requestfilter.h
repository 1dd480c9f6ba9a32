// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace godwit {

//! The requests that the activity page shows: by words in path, cluster or error, by cluster, by method, errors only.
class RequestFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit RequestFilter(QObject *parent = nullptr);

    void setText(const QString &text);
    void setCluster(const QString &cluster); //!< empty: all
    void setMethod(const QString &method); //!< empty: all
    void setErrorsOnly(bool on);
    bool isActive() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    QString m_cluster;
    QByteArray m_method;
    bool m_errorsOnly = false;
};

} // namespace godwit
