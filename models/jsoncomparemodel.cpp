// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jsoncomparemodel.h"

namespace godwit {

JsonCompareModel::JsonCompareModel(QObject *parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<ComparedValue>()), m_names{tr("Source"), tr("Target")}
{
}

void JsonCompareModel::setComparison(std::unique_ptr<ComparedValue> root)
{
    beginResetModel();
    m_root = std::move(root);
    endResetModel();
}

void JsonCompareModel::setNames(const QString &source, const QString &target)
{
    m_names[0] = source;
    m_names[1] = target;
    Q_EMIT headerDataChanged(Qt::Horizontal, SourceColumn, TargetColumn);
}

const ComparedValue &JsonCompareModel::node(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<const ComparedValue *>(index.internalPointer()) : *m_root;
}

QModelIndex JsonCompareModel::index(int row, int column, const QModelIndex &parent) const
{
    const ComparedValue &above = node(parent);
    if (parent.column() > 0 || row < 0 || column < 0 || column >= ColumnCount
        || row >= static_cast<int>(above.children.size()))
        return {};
    return createIndex(row, column, above.children[static_cast<std::size_t>(row)].get());
}

QModelIndex JsonCompareModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    ComparedValue *above = node(index).parent;
    return above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int JsonCompareModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(parent).children.size());
}

QString JsonCompareModel::sign(ValueMark mark)
{
    switch (mark) {
    case ValueMark::Equal:
        break;
    case ValueMark::Meaning:
        return QStringLiteral("≈");
    case ValueMark::Different:
        return QStringLiteral("≠");
    case ValueMark::SourceOnly:
        return QStringLiteral("−");
    case ValueMark::TargetOnly:
        return QStringLiteral("+");
    }
    return {};
}

QString JsonCompareModel::word(ValueMark mark)
{
    switch (mark) {
    case ValueMark::Equal:
        return tr("equal");
    case ValueMark::Meaning:
        return tr("equal in meaning");
    case ValueMark::Different:
        return tr("different");
    case ValueMark::SourceOnly:
        return tr("only on the source");
    case ValueMark::TargetOnly:
        return tr("only on the target");
    }
    return {};
}

QVariant JsonCompareModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ComparedValue &value = node(index);
    const QString &side = index.column() == TargetColumn ? value.target : value.source;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == FieldColumn)
            return value.key;
        return side.isNull() ? tr("not there") : side;
    case Qt::ToolTipRole:
        return index.column() == FieldColumn || side.size() < 40 ? QVariant() : QVariant(side.left(2000));
    case Qt::AccessibleTextRole:
        if (index.column() == FieldColumn)
            return value.mark == ValueMark::Equal ? value.key : tr("%1, %2").arg(value.key, word(value.mark));
        return side.isNull() ? tr("not there") : side;
    case MarkRole:
        return static_cast<int>(value.mark);
    case LeafRole:
        return value.children.empty() || value.mark == ValueMark::SourceOnly || value.mark == ValueMark::TargetOnly;
    default:
        return {};
    }
}

QVariant JsonCompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == FieldColumn ? tr("Field") : m_names[section == TargetColumn ? 1 : 0];
}

void DifferingOnly::setActive(bool active)
{
    m_active = active;
    invalidateFilter();
}

bool DifferingOnly::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return !m_active
        || sourceModel()->index(row, 0, parent).data(JsonCompareModel::MarkRole).toInt()
        != static_cast<int>(ValueMark::Equal);
}

} // namespace godwit
