// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rejectedfile.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

#include <functional>
#include <memory>

namespace godwit {

//! The documents of a rejected file, read page by page as they come into view, so that a file of any size can be
//! browsed. Nothing is read on this thread.
class RejectedModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { IndexColumn, IdColumn, StatusColumn, ReasonColumn, ColumnCount };

    explicit RejectedModel(QObject *parent = nullptr);
    ~RejectedModel() override;

    //! Reads the file anew; loaded() tells when that is done.
    void load(const QString &path);
    //! Only the documents of a group, or -1 for all.
    void setGroup(int group);
    const QList<RejectedGroup> &groups() const { return m_index.groups; }
    qint64 total() const { return static_cast<qint64>(m_index.lines.size()); }
    //! Calls back on this thread with the whole document, unless another was asked for meanwhile.
    void fetch(int row, std::function<void(const RejectedDocument &)> then);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded(const QString &problem); //!< empty when all went well

private:
    using Page = std::vector<RejectedDocument>;
    void takeIndex(Result<RejectedIndex> index);
    void ask(int page) const;
    void takePage(int page, Page documents);
    RejectedIndex::Line line(int row) const;
    //! Runs `work` on another thread and hands what it returns to `then` here, if this model is still there.
    template <class Work, class Then>
    void later(Work work, Then then) const;

    QString m_path;
    RejectedIndex m_index;
    std::vector<int> m_shown; //!< lines of the chosen group; empty with m_group -1
    int m_group = -1;
    int m_generation = 0; //!< answers to what was asked before a change are dropped
    int m_fetches = 0;
    mutable QCache<int, Page> m_pages;
    mutable QSet<int> m_asked;
    std::shared_ptr<bool> m_alive;
};

//! Copies the file of refused documents; in presentation mode with pseudonyms, every other byte as it is. Blocks. What
//! went wrong, empty when nothing did.
QString exportRejected(const QString &from, const QString &to);

} // namespace godwit
