// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/selectiontreemodel.h"

#include "engine/preflight.h"

#include <QHash>

#include <algorithm>

namespace godwit {

namespace {

constexpr qsizetype mostExceptions = 50; //!< more of them say less than plain names
constexpr qsizetype mostSentences = 20;

bool isDot(const QString &name)
{
    return name.startsWith(QLatin1Char('.'));
}

bool isExclusion(const QString &entry)
{
    return entry.startsWith(QLatin1Char('-'));
}

} // namespace

SelectionTreeModel::SelectionTreeModel(QObject *parent) : QAbstractItemModel(parent) { }

void SelectionTreeModel::setCatalogue(const Catalogue &source)
{
    QSet<QString> ticked;
    for (const IndexRow &row : m_indices) {
        if (row.ticked)
            ticked.insert(row.index.name);
    }
    QHash<QString, QString> streamOf;
    for (const StreamEntry &stream : source.streams) {
        for (const QString &index : stream.indices)
            streamOf.insert(index, stream.name);
    }
    beginResetModel();
    m_indices.clear();
    m_indices.reserve(std::size_t(source.indices.size()));
    for (const IndexSummary &index : source.indices) {
        IndexRow row;
        row.index = index;
        row.target = index.name;
        row.system = index.hidden || isDot(index.name);
        if (const QString stream = streamOf.value(index.name); !stream.isEmpty())
            row.whyNot = tr("Belongs to the data stream %1. Data streams can't be copied yet.").arg(stream);
        else if (!index.open)
            row.whyNot = tr("Closed. Open it on the source to copy it.");
        row.ticked = row.whyNot.isEmpty() && ticked.contains(index.name);
        m_indices.push_back(row);
    }
    m_streams = source.streams;
    m_aliases = source.aliases;
    m_templates = source.templates;
    m_sourceUuid = source.info.clusterUuid;
    rename();
    judgeNames();
    refilter();
    endResetModel();
    Q_EMIT changed();
}

void SelectionTreeModel::setTarget(const Catalogue *target)
{
    m_targetIndices.clear();
    m_targetAliases.clear();
    m_targetKnown = target != nullptr;
    m_sameCluster = target && !m_sourceUuid.isEmpty() && target->info.clusterUuid == m_sourceUuid;
    if (target) {
        for (const IndexSummary &index : target->indices)
            m_targetIndices.insert(index.name);
        for (const AliasEntry &alias : target->aliases)
            m_targetAliases.insert(alias.name);
    }
    touched();
}

void SelectionTreeModel::setSelection(const Selection &selection)
{
    m_patterns = selection.indices;
    for (IndexRow &row : m_indices)
        row.ticked = row.whyNot.isEmpty() && selection.matches(row.index.name, row.index.hidden);
    m_rename = selection.rename;
    rename();
    if (m_onlyTicked) {
        beginResetModel();
        refilter();
        endResetModel();
    }
    touched();
}

const Selection &SelectionTreeModel::selection() const
{
    if (!m_selection)
        m_selection = makeSelection();
    return *m_selection;
}

Selection SelectionTreeModel::makeSelection() const
{
    Selection names;
    names.rename = m_rename;
    for (const IndexRow &row : m_indices) {
        if (row.ticked)
            names.indices.append(row.index.name);
    }
    if (names.indices.isEmpty() || m_patterns.isEmpty())
        return names;
    Selection patterns = names;
    patterns.indices = m_patterns;
    QStringList exceptions;
    for (const IndexRow &row : m_indices) {
        const bool matched = patterns.matches(row.index.name, row.index.hidden);
        if (row.ticked && !matched)
            exceptions.append(row.index.name);
        else if (!row.ticked && matched && row.whyNot.isEmpty())
            exceptions.append(QString(QLatin1Char('-') + row.index.name));
    }
    // A stream that a pattern finds would stop the start.
    for (const StreamEntry &stream : m_streams) {
        if (!isSystemStream(stream.name) && patterns.matches(stream.name, false))
            exceptions.append(QString(QLatin1Char('-') + stream.name));
    }
    if (exceptions.size() > mostExceptions)
        return names;
    patterns.indices += exceptions;
    const bool exact = std::all_of(m_indices.begin(), m_indices.end(), [&patterns](const IndexRow &row) {
        return !row.whyNot.isEmpty() || patterns.matches(row.index.name, row.index.hidden) == row.ticked;
    });
    return exact ? patterns : names;
}

bool SelectionTreeModel::passes(const QString &name, bool system) const
{
    if (system && !m_showSystem)
        return false;
    return m_filter.passes(name);
}

//! Inside a reset of the model.
void SelectionTreeModel::refilter()
{
    const auto fill = [this](Group group, int count, auto wanted) {
        std::vector<int> &rows = m_visible[group];
        rows.clear();
        for (int i = 0; i < count; ++i) {
            if (wanted(i))
                rows.push_back(i);
        }
    };
    fill(IndexGroup, int(m_indices.size()), [this](int i) {
        const IndexRow &row = m_indices[std::size_t(i)];
        if (m_onlyTicked)
            return row.ticked;
        return passes(row.index.name, row.system && !row.ticked);
    });
    fill(StreamGroup, int(m_streams.size()),
        [this](int i) { return !m_onlyTicked && passes(m_streams[i].name, m_streams[i].system); });
    fill(AliasGroup, int(m_aliases.size()), [this](int i) {
        if (m_onlyTicked)
            return aliasState(i) != Qt::Unchecked;
        return passes(m_aliases[i].name, isDot(m_aliases[i].name));
    });
    fill(TemplateGroup, int(m_templates.size()),
        [this](int i) { return !m_onlyTicked && passes(m_templates[i].name, m_templates[i].system); });
}

void SelectionTreeModel::setFilter(const QString &text)
{
    if (text == m_filterText)
        return;
    m_filterText = text;
    NameFilter filter(text);
    m_filterFault = filter.fault();
    if (m_filterFault.isEmpty()) {
        beginResetModel();
        m_filter = std::move(filter);
        refilter();
        endResetModel();
    }
    Q_EMIT shownChanged();
}

void SelectionTreeModel::setShowSystem(bool show)
{
    if (show == m_showSystem)
        return;
    beginResetModel();
    m_showSystem = show;
    refilter();
    endResetModel();
    Q_EMIT shownChanged();
}

void SelectionTreeModel::setOnlyTicked(bool only)
{
    if (only == m_onlyTicked)
        return;
    beginResetModel();
    m_onlyTicked = only;
    refilter();
    endResetModel();
    Q_EMIT shownChanged();
}

void SelectionTreeModel::setRename(const QList<RenameRule> &rules)
{
    m_rename = rules;
    rename();
    touched();
}

void SelectionTreeModel::setExisting(ExistingTarget existing)
{
    m_existing = existing;
    touched();
}

void SelectionTreeModel::setAliasesWanted(bool wanted)
{
    m_aliasesWanted = wanted;
    touched();
}

//! Every new name; an invalid rule changes nothing.
void SelectionTreeModel::rename()
{
    QList<RenameRule> usable;
    for (const RenameRule &rule : std::as_const(m_rename)) {
        if (renameRuleFault(rule, {}).isEmpty())
            usable.append(rule);
    }
    const Renamer renamer(usable);
    for (IndexRow &row : m_indices)
        row.target = usable.isEmpty() ? row.index.name : renamer(row.index.name);
}

//! What the new names of the ticked indices run into.
void SelectionTreeModel::judgeNames()
{
    m_selection.reset();
    m_outcome = {};
    QHash<QString, int> first;
    const auto clash = [this](IndexRow &row, const QString &sentence) {
        row.clash = true;
        if (m_outcome.collisions.size() < mostSentences)
            m_outcome.collisions.append(sentence);
    };
    for (IndexRow &row : m_indices) {
        row.clash = false;
        row.taken = m_targetIndices.contains(row.target);
    }
    for (std::size_t i = 0; i < m_indices.size(); ++i) {
        IndexRow &row = m_indices[i];
        if (!row.ticked)
            continue;
        const bool renamed = row.target != row.index.name;
        m_outcome.changed += int(renamed);
        m_outcome.existing += int(row.taken);
        if (!isLegalIndexName(row.target) && renamed)
            clash(row, tr("%1 would become \"%2\", which is no legal name.").arg(row.index.name, row.target));
        else if (const auto other = first.constFind(row.target); other != first.constEnd())
            clash(row,
                tr("%1 and %2 would both become %3.")
                    .arg(m_indices[std::size_t(*other)].index.name, row.index.name, row.target));
        else if (m_sameCluster && !renamed)
            clash(
                row, tr("%1 would be copied onto itself: source and target are the same cluster.").arg(row.index.name));
        else if (m_targetAliases.contains(row.target))
            clash(row, tr("%1 is an alias on the target.").arg(row.target));
        first.insert(row.target, int(i));
    }
}

void SelectionTreeModel::touched()
{
    judgeNames();
    for (int group = 0; group < GroupCount; ++group) {
        const QModelIndex parent = index(group, 0);
        Q_EMIT dataChanged(parent, index(group, ColumnCount - 1));
        if (const int rows = rowCount(parent); rows > 0)
            Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    }
    Q_EMIT changed();
}

void SelectionTreeModel::setVisibleTicks(bool ticked)
{
    for (const int i : m_visible[IndexGroup]) {
        IndexRow &row = m_indices[std::size_t(i)];
        row.ticked = ticked && row.whyNot.isEmpty();
    }
}

void SelectionTreeModel::tickMatches()
{
    // A plan knows no regular expression: it gets the names then.
    const QStringList patterns = m_filter.isEmpty() ? QStringList{QStringLiteral("*")} : m_filter.patterns();
    const bool none = std::none_of(m_indices.begin(), m_indices.end(), [](const IndexRow &row) { return row.ticked; });
    if (none)
        m_patterns = patterns;
    else if (std::none_of(patterns.begin(), patterns.end(), isExclusion))
        m_patterns += patterns;
    m_patterns.removeDuplicates();
    setVisibleTicks(true);
    touched();
}

void SelectionTreeModel::untickAll()
{
    m_patterns.clear();
    for (IndexRow &row : m_indices)
        row.ticked = false;
    if (m_onlyTicked) {
        beginResetModel();
        refilter();
        endResetModel();
    }
    touched();
}

int SelectionTreeModel::matches() const
{
    return int(m_visible[IndexGroup].size());
}

int SelectionTreeModel::total() const
{
    return int(std::count_if(
        m_indices.begin(), m_indices.end(), [this](const IndexRow &row) { return m_showSystem || !row.system; }));
}

TickedTotals SelectionTreeModel::totals() const
{
    TickedTotals totals;
    for (const IndexRow &row : m_indices) {
        if (!row.ticked)
            continue;
        ++totals.indices;
        totals.documents += std::max<qint64>(0, row.index.documents);
        totals.bytes += std::max<qint64>(0, row.index.primaryBytes);
    }
    int shown = 0;
    for (const int i : m_visible[IndexGroup])
        shown += int(m_indices[std::size_t(i)].ticked);
    totals.hiddenByFilter = totals.indices - shown;
    for (int alias = 0; alias < m_aliases.size(); ++alias)
        totals.aliases += int(aliasState(alias) != Qt::Unchecked);
    return totals;
}

QList<IndexSummary> SelectionTreeModel::picked() const
{
    QList<IndexSummary> picked;
    for (const IndexRow &row : m_indices) {
        if (row.ticked)
            picked.append(row.index);
    }
    return picked;
}

QStringList SelectionTreeModel::takenTargets() const
{
    QStringList taken;
    for (const IndexRow &row : m_indices) {
        if (row.ticked && row.taken)
            taken.append(row.target);
    }
    return taken;
}

int SelectionTreeModel::rowOf(const QString &name) const
{
    const auto it = std::lower_bound(m_indices.begin(), m_indices.end(), name,
        [](const IndexRow &row, const QString &wanted) { return row.index.name < wanted; });
    return it != m_indices.end() && it->index.name == name ? int(it - m_indices.begin()) : -1;
}

Qt::CheckState SelectionTreeModel::aliasState(int alias) const
{
    if (!m_aliasesWanted)
        return Qt::Unchecked;
    int ticked = 0;
    const QStringList &indices = m_aliases.at(alias).indices;
    for (const QString &name : indices) {
        const int row = rowOf(name);
        ticked += int(row >= 0 && m_indices[std::size_t(row)].ticked);
    }
    return ticked == 0 ? Qt::Unchecked : ticked == indices.size() ? Qt::Checked : Qt::PartiallyChecked;
}

Qt::CheckState SelectionTreeModel::groupState(Group group) const
{
    if (group == AliasGroup)
        return m_aliasesWanted ? Qt::Checked : Qt::Unchecked;
    if (group != IndexGroup)
        return Qt::Unchecked;
    int ticked = 0;
    int possible = 0;
    for (const IndexRow &row : m_indices) {
        ticked += int(row.ticked);
        possible += int(row.ticked || (row.whyNot.isEmpty() && !row.system));
    }
    return ticked == 0 ? Qt::Unchecked : ticked == possible ? Qt::Checked : Qt::PartiallyChecked;
}

bool SelectionTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != NameColumn || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    const bool tick = value.toInt() != Qt::Unchecked;
    const auto group = static_cast<Group>(index.internalId() == 0 ? index.row() : int(index.internalId()) - 1);
    if (index.internalId() == 0 && group == AliasGroup) {
        m_aliasesWanted = tick;
    } else if (index.internalId() == 0) {
        const auto &rows = m_visible[IndexGroup];
        const bool all = !rows.empty() && std::all_of(rows.begin(), rows.end(), [this](int i) {
            const IndexRow &row = m_indices[std::size_t(i)];
            return row.ticked || !row.whyNot.isEmpty();
        });
        if (!all) {
            tickMatches();
            return true;
        }
        setVisibleTicks(false);
    } else if (group == AliasGroup) {
        for (const QString &name : m_aliases.at(m_visible[AliasGroup][std::size_t(index.row())]).indices) {
            const int row = rowOf(name);
            if (row >= 0 && m_indices[std::size_t(row)].whyNot.isEmpty())
                m_indices[std::size_t(row)].ticked = tick;
        }
    } else {
        m_indices[std::size_t(m_visible[IndexGroup][std::size_t(index.row())])].ticked = tick;
    }
    touched();
    return true;
}

} // namespace godwit
