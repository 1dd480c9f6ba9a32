// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/documentpager.h"
#include "models/pagedrows.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>

namespace godwit {

//! The documents of an index as rows, read page by page as they come into view. Only what is looked at is kept. Where
//! an index has more than `windowRows` documents, the rows are a window into it: a view keeps a few bytes a row.
class DocumentBrowserModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NumberColumn, IdColumn, RoutingColumn, SeqNoColumn, SizeColumn, SourceColumn, ColumnCount };
    enum class State { Empty, Counting, Ready, Failed };
    enum Role { LoadedRole = Qt::UserRole };
    static constexpr qint64 windowRows = 1'000'000;
    static constexpr int pageRows = PagedRows<DocumentRow>::pageRows;

    //! Opens a connection; called on the model's own thread.
    using Opener = std::function<Result<std::unique_ptr<DocumentQuery>>(std::stop_token)>;

    explicit DocumentBrowserModel(QObject *parent = nullptr);
    ~DocumentBrowserModel() override;

    //! Counts, then shows; `lucene` narrows it down. Drops what was shown before.
    void open(Opener opener, const QString &index, const QString &lucene = {});
    void close();
    //! Makes the window one that holds this document, counted from 0; its row is returned, -1 when there is none.
    int showDocument(qint64 number);

    State state() const { return m_state; }
    qint64 total() const { return m_total; } //!< -1: not known yet
    qint64 windowStart() const { return m_start; }
    const Error &error() const { return m_error; }
    const QString &indexName() const { return m_index; }
    //! Null while the row's page is not there, and for a document that has changed since the count.
    const DocumentRow *document(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    //! Nothing: a view that looks for what is typed would read the whole index.
    QModelIndexList match(const QModelIndex &, int, const QVariant &, int, Qt::MatchFlags) const override { return {}; }

Q_SIGNALS:
    void stateChanged();
    void pageArrived(int firstRow, int lastRow);

private:
    struct Reader; //!< lives on the rows' thread
    using Page = PagedRows<DocumentRow>::Page;
    void takeCount(int generation, const Result<qint64> &total);
    void takePage(qint64 number, const Result<void> &read);
    QString text(const DocumentRow &row, int column) const;

    State m_state = State::Empty;
    QString m_index;
    Error m_error;
    qint64 m_total = -1;
    qint64 m_start = 0;
    int m_generation = 0; //!< answers to what was asked before a change are dropped
    std::stop_source m_stop{std::nostopstate};
    mutable PagedRows<DocumentRow> m_rows; //!< pages by their number within the index
};

} // namespace godwit
