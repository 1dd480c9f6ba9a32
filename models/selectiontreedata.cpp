// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tree of a selection shows in its cells.
#include "models/formats.h"
#include "models/selectiontreemodel.h"

namespace godwit {

QModelIndex SelectionTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex SelectionTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, quintptr(0));
}

int SelectionTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return GroupCount;
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return int(m_visible[std::size_t(parent.row())].size());
}

int SelectionTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool SelectionTreeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

Qt::ItemFlags SelectionTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags usable = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const Qt::ItemFlags tickable = index.column() == NameColumn ? usable | Qt::ItemIsUserCheckable : usable;
    if (index.internalId() == 0)
        return index.row() == IndexGroup || index.row() == AliasGroup ? tickable : usable;
    const Qt::ItemFlags leaf = Qt::ItemNeverHasChildren;
    switch (int(index.internalId()) - 1) {
    case IndexGroup: {
        const IndexRow &row = m_indices[std::size_t(m_visible[IndexGroup][std::size_t(index.row())])];
        return leaf | (row.whyNot.isEmpty() ? tickable : Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    }
    case AliasGroup:
        return leaf | (m_aliasesWanted ? tickable : usable);
    default:
        return leaf | usable;
    }
}

QVariant SelectionTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number
            = index.column() == DocumentsColumn || index.column() == SizeColumn || index.column() == ShardsColumn;
        return QVariant::fromValue(Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == GroupRole)
        return index.internalId() == 0;
    if (index.internalId() == 0)
        return groupData(static_cast<Group>(index.row()), index.column(), role);
    const auto group = std::size_t(index.internalId()) - 1;
    const int at = m_visible[group][std::size_t(index.row())];
    switch (group) {
    case IndexGroup:
        return indexData(m_indices[std::size_t(at)], index.column(), role);
    case StreamGroup:
        return streamData(m_streams.at(at), index.column(), role);
    case AliasGroup:
        return aliasData(at, index.column(), role);
    default:
        return templateData(m_templates.at(at), index.column(), role);
    }
}

QVariant SelectionTreeModel::groupData(Group group, int column, int role) const
{
    if (role == Qt::CheckStateRole && column == NameColumn && (group == IndexGroup || group == AliasGroup))
        return groupState(group);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    if (role == Qt::ToolTipRole) {
        if (group == AliasGroup)
            return tr("Aliases are made at the cutover, for the indices that move. Untick to leave them all out.");
        return {};
    }
    const QString names[] = {tr("Indices"), tr("Data streams"), tr("Aliases"), tr("Index templates")};
    if (column == NameColumn)
        return names[group];
    if (column == SizeColumn && group == IndexGroup)
        return formats::bytes(totals().bytes);
    if (column == NewNameColumn && group == StreamGroup && !m_streams.isEmpty())
        return tr("can't be copied yet");
    if (column == NewNameColumn && group == TemplateGroup && !m_templates.isEmpty())
        return tr("not carried yet");
    if (column != DocumentsColumn)
        return {};
    const auto shown = [this](auto &list, auto system) {
        int count = 0;
        for (const auto &entry : list)
            count += int(m_showSystem || !system(entry));
        return count;
    };
    int ticked = 0;
    int all = 0;
    if (group == IndexGroup) {
        ticked = totals().indices;
        all = total();
    } else if (group == StreamGroup) {
        all = shown(m_streams, [](const StreamEntry &entry) { return entry.system; });
    } else if (group == AliasGroup) {
        ticked = totals().aliases;
        all = shown(m_aliases, [](const AliasEntry &entry) { return entry.name.startsWith(QLatin1Char('.')); });
    } else {
        all = shown(m_templates, [](const TemplateEntry &entry) { return entry.system; });
    }
    return tr("%1 of %2").arg(formats::count(ticked), formats::count(all));
}

QString SelectionTreeModel::existingText(const IndexRow &row) const
{
    if (!m_targetKnown || !row.ticked)
        return formats::unknown();
    if (!row.taken)
        return tr("new");
    switch (m_existing) {
    case ExistingTarget::Refuse:
        return tr("Refuse");
    case ExistingTarget::Append:
        return tr("Append");
    case ExistingTarget::Replace:
        return tr("Replace");
    }
    return {};
}

QVariant SelectionTreeModel::indexData(const IndexRow &row, int column, int role) const
{
    const bool renamed = row.target != row.index.name;
    switch (role) {
    case Qt::CheckStateRole:
        return column == NameColumn && row.whyNot.isEmpty() ? QVariant(row.ticked ? Qt::Checked : Qt::Unchecked)
                                                            : QVariant();
    case NoteRole:
        if (column != NameColumn)
            return {};
        return !row.index.open ? tr("closed") : row.index.health == QLatin1String("red") ? tr("red") : QString();
    case RenamedRole:
        return renamed;
    case Qt::ToolTipRole:
        return row.whyNot.isEmpty() ? (column == NameColumn ? QVariant(row.index.name) : QVariant()) : row.whyNot;
    case ToneRole:
        if (!row.whyNot.isEmpty() || !row.ticked)
            return QVariant::fromValue(Tone::Quiet);
        if (row.clash && column == NewNameColumn)
            return QVariant::fromValue(Tone::Error);
        if (row.taken && column == ExistingColumn)
            return QVariant::fromValue(m_existing == ExistingTarget::Refuse ? Tone::Error : Tone::Warning);
        if (column == NewNameColumn && !renamed)
            return QVariant::fromValue(Tone::Quiet);
        return QVariant::fromValue(Tone::Normal);
    case Qt::AccessibleTextRole:
        if (column == NameColumn)
            return row.whyNot.isEmpty() ? row.index.name : QString(row.index.name + QStringLiteral(". ") + row.whyNot);
        [[fallthrough]];
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case NameColumn:
        return row.index.name;
    case DocumentsColumn:
        return formats::count(row.index.documents);
    case SizeColumn:
        return formats::bytes(row.index.primaryBytes);
    case ShardsColumn:
        return QStringLiteral("%1 + %2").arg(row.index.primaries).arg(row.index.replicas);
    case NewNameColumn:
        return renamed ? row.target : row.ticked ? tr("same") : QString();
    case ExistingColumn:
        return existingText(row);
    default:
        return {};
    }
}

QVariant SelectionTreeModel::streamData(const StreamEntry &stream, int column, int role) const
{
    const QString reason = tr("Data streams can't be copied yet. Move them by snapshot.");
    if (role == ToneRole)
        return QVariant::fromValue(Tone::Quiet);
    if (role == Qt::ToolTipRole)
        return reason;
    if (role == Qt::AccessibleTextRole && column == NameColumn)
        return QString(stream.name + QStringLiteral(". ") + reason);
    if (role != Qt::DisplayRole)
        return {};
    qint64 documents = 0;
    qint64 bytes = 0;
    for (const QString &name : stream.indices) {
        const int at = rowOf(name);
        const IndexSummary *index = at < 0 ? nullptr : &m_indices[std::size_t(at)].index;
        documents = !index || index->documents < 0 || documents < 0 ? -1 : documents + index->documents;
        bytes = !index || index->primaryBytes < 0 || bytes < 0 ? -1 : bytes + index->primaryBytes;
    }
    switch (column) {
    case NameColumn:
        return stream.name;
    case DocumentsColumn:
        return formats::count(documents);
    case SizeColumn:
        return formats::bytes(bytes);
    case NewNameColumn:
        return tr("can't be copied yet");
    default:
        return {};
    }
}

QVariant SelectionTreeModel::aliasData(int alias, int column, int role) const
{
    const AliasEntry &entry = m_aliases.at(alias);
    const Qt::CheckState state = aliasState(alias);
    if (role == Qt::CheckStateRole && column == NameColumn)
        return state;
    if (role == ToneRole) {
        const bool there = column == ExistingColumn && m_targetAliases.contains(entry.name);
        return QVariant::fromValue(state == Qt::Unchecked ? Tone::Quiet : there ? Tone::Warning : Tone::Normal);
    }
    if (role == Qt::ToolTipRole)
        return tr("Leads to %1. Ticking it ticks these indices.").arg(entry.indices.join(QStringLiteral(", ")));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn:
        return entry.name;
    case DocumentsColumn:
        return tr("%n index(es)", nullptr, int(entry.indices.size()));
    case NewNameColumn:
        if (!entry.writeIndex.isEmpty())
            return tr("writes to %1").arg(entry.writeIndex);
        return state == Qt::Unchecked ? QString() : tr("same");
    case ExistingColumn:
        if (state == Qt::Unchecked || !m_targetKnown)
            return formats::unknown();
        return m_targetAliases.contains(entry.name) ? tr("is there too") : tr("new");
    default:
        return {};
    }
}

QVariant SelectionTreeModel::templateData(const TemplateEntry &entry, int column, int role) const
{
    const QString reason = tr("Templates are not carried yet. Put this one on the target yourself before the cutover.");
    if (role == ToneRole)
        return QVariant::fromValue(Tone::Quiet);
    if (role == Qt::ToolTipRole)
        return reason;
    if (role == Qt::AccessibleTextRole && column == NameColumn)
        return QString(entry.name + QStringLiteral(". ") + reason);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn:
        return entry.name;
    case NewNameColumn:
        return entry.patterns.join(QStringLiteral(", "));
    default:
        return {};
    }
}

QVariant SelectionTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == DocumentsColumn || section == SizeColumn || section == ShardsColumn;
        return QVariant::fromValue(Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole && section == DocumentsColumn)
        return tr("As the cluster's own lists count them (_cat/indices): each nested object is a document more");
    if (role != Qt::DisplayRole)
        return {};
    const QString names[]
        = {tr("Name"), tr("Documents"), tr("Size"), tr("Shards"), tr("New name"), tr("On the target")};
    return names[section];
}

} // namespace godwit
