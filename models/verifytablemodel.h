// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifyprogress.h"
#include "models/mergedtablemodel.h"

#include <QAbstractListModel>
#include <QCoreApplication>
#include <QSortFilterProxyModel>

namespace godwit {

//! The pairs of a comparison, one row each.
class VerifyTableModel final : public MergedTableModel<VerifyRow>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::VerifyTableModel)
public:
    enum Column {
        IndexColumn,
        TargetColumn,
        ResultColumn,
        ComparedColumn,
        MissingColumn,
        ExtraColumn,
        DifferentColumn,
        MeaningColumn,
        AgainColumn,
        TimeColumn,
        ColumnCount
    };
    enum Role {
        StateRole = Qt::UserRole + 100, //!< int of VerifyState
        FindingsRole, //!< how many there are
        WarnRole, //!< the figure is a finding
    };

    using MergedTableModel::MergedTableModel;
    void setRows(const QList<VerifyRow> &rows) { merge(rows); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    //! "Equal", "4 findings", "reading, 62 %", …
    static QString resultText(const VerifyRow &row);
    //! What each side counts: documents, and what Lucene has besides them. Empty before anything was counted.
    static QString countsText(const VerifyRow &row);
    //! The same without the sentence that says why.
    static QString countedText(const VerifyRow &row);

protected:
    QString identity(const VerifyRow &row) const override { return QString(row.pair.source + u'\n' + row.pair.target); }

private:
    qint64 figure(const VerifyRow &row, int column) const;
};

//! What two indices do not have in common, as a list.
class FindingModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        KindRole = Qt::UserRole, //!< "missing", "extra", "different", …
        IdRole,
        DetailRole,
        IndexRole, //!< source index
    };
    using QAbstractListModel::QAbstractListModel;

    void clear();
    void add(const QList<VerifyFinding> &findings);
    const VerifyFinding &finding(int row) const { return m_findings.at(row); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    static QString kindText(const QString &kind);

private:
    QList<VerifyFinding> m_findings;
};

//! Findings of one kind, or of one index.
class FindingFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setKind(const QString &kind); //!< empty: all
    void setIndexName(const QString &index); //!< empty: all
    const QString &kind() const { return m_kind; }
    const QString &indexName() const { return m_index; }
    //! Whether a finding passes; for those that are only in the file, too.
    bool passes(const QString &kind, const QString &index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_kind;
    QString m_index;
};

//! Copies the lines of a findings file that pass the filter. Empty: done; else what went wrong.
QString exportFindings(const QString &from, const QString &to, const FindingFilter &filter);

} // namespace godwit
