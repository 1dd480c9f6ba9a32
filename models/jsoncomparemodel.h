// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jsoncompare.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

namespace godwit {

//! One document as both sides have it: a tree of its values with a mark where they differ.
class JsonCompareModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { FieldColumn, SourceColumn, TargetColumn, ColumnCount };
    enum Role {
        MarkRole = Qt::UserRole, //!< a ValueMark
        LeafRole, //!< it is this value that differs, not only something in it
    };

    explicit JsonCompareModel(QObject *parent = nullptr);
    void setComparison(std::unique_ptr<ComparedValue> root);
    void setNames(const QString &source, const QString &target);
    int differing() const { return m_root->differing; }
    int alike() const { return m_root->alike; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    //! "≠", "≈", "−", "+", or nothing.
    static QString sign(ValueMark mark);
    static QString word(ValueMark mark);

private:
    const ComparedValue &node(const QModelIndex &index) const;

    std::unique_ptr<ComparedValue> m_root;
    QString m_names[2];
};

//! Leaves out what is equal, when told.
class DifferingOnly final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setActive(bool active);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool m_active = false;
};

} // namespace godwit
