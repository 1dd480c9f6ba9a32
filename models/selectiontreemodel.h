// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalogue.h"
#include "engine/plan.h"
#include "models/namefilter.h"

#include <QAbstractItemModel>
#include <QSet>

#include <array>
#include <vector>

namespace godwit {

//! What new names mean for the ticked indices.
struct RenameOutcome
{
    int changed = 0;
    int existing = 0; //!< names that the target has as an index
    QStringList collisions; //!< one sentence each; the migration can't start with any
};

//! Figures of what is ticked.
struct TickedTotals
{
    int indices = 0;
    int aliases = 0;
    qint64 documents = 0; //!< of those that are known
    qint64 bytes = 0;
    int hiddenByFilter = 0;
};

//! A cluster as a tree to choose from: indices, data streams, aliases, templates. Filters by itself, so that a
//! keystroke costs one walk over the names and no proxy's bookkeeping.
class SelectionTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Group { IndexGroup, StreamGroup, AliasGroup, TemplateGroup, GroupCount };
    enum Column { NameColumn, DocumentsColumn, SizeColumn, ShardsColumn, NewNameColumn, ExistingColumn, ColumnCount };
    enum Role { NoteRole = Qt::UserRole, ToneRole, GroupRole, RenamedRole };
    enum class Tone { Normal, Quiet, Warning, Error };

    explicit SelectionTreeModel(QObject *parent = nullptr);

    void setCatalogue(const Catalogue &source);
    //! What the target has already; null before it was read.
    void setTarget(const Catalogue *target);
    //! Ticks what a plan selects, and remembers its patterns.
    void setSelection(const Selection &selection);
    //! What the ticks mean to a plan: the remembered patterns with exceptions where they say exactly this, else names.
    const Selection &selection() const;

    //! As NameFilter reads it. A text that can't be used leaves shown what was shown before.
    void setFilter(const QString &text);
    QString filterFault() const { return m_filterFault; }
    //! The filter as a sentence; empty when all is shown.
    QString filterSentence() const { return m_filter.sentence(); }
    void setShowSystem(bool show);
    void setOnlyTicked(bool only);
    void setRename(const QList<RenameRule> &rules);
    void setExisting(ExistingTarget existing);
    void setAliasesWanted(bool wanted);
    void tickMatches();
    void untickAll();

    int matches() const; //!< indices that the filter lets through
    int total() const; //!< indices that could be shown
    TickedTotals totals() const;
    QList<IndexSummary> picked() const;
    //! Target index names that exist and would be taken by ticked indices.
    QStringList takenTargets() const;
    bool aliasesWanted() const { return m_aliasesWanted; }
    const QList<RenameRule> &renameRules() const { return m_rename; }
    const RenameOutcome &renameOutcome() const { return m_outcome; }
    bool filtered() const { return !m_filter.isEmpty() || m_onlyTicked; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void changed(); //!< ticks, names or counts
    void shownChanged(); //!< other rows are shown; what is ticked is the same

private:
    struct IndexRow
    {
        IndexSummary index;
        QString target; //!< name on the target by the rename rules
        QString whyNot; //!< empty: can be ticked
        bool system = false;
        bool ticked = false;
        bool clash = false;
        bool taken = false; //!< the target has an index of that name
    };

    Selection makeSelection() const;
    bool passes(const QString &name, bool system) const;
    void refilter();
    void rename();
    void judgeNames();
    void touched();
    Qt::CheckState aliasState(int alias) const;
    Qt::CheckState groupState(Group group) const;
    void setVisibleTicks(bool ticked);
    int rowOf(const QString &name) const;
    QVariant groupData(Group group, int column, int role) const;
    QVariant indexData(const IndexRow &row, int column, int role) const;
    QVariant streamData(const StreamEntry &stream, int column, int role) const;
    QVariant aliasData(int alias, int column, int role) const;
    QVariant templateData(const TemplateEntry &entry, int column, int role) const;
    QString existingText(const IndexRow &row) const;

    std::vector<IndexRow> m_indices; //!< by name
    QList<StreamEntry> m_streams;
    QList<AliasEntry> m_aliases;
    QList<TemplateEntry> m_templates;
    std::array<std::vector<int>, GroupCount> m_visible;
    QSet<QString> m_targetIndices;
    QSet<QString> m_targetAliases;
    bool m_targetKnown = false;
    bool m_sameCluster = false;
    QString m_sourceUuid;
    QStringList m_patterns; //!< of the plan or of ticked matches
    NameFilter m_filter;
    QString m_filterText;
    QString m_filterFault;
    QList<RenameRule> m_rename;
    ExistingTarget m_existing = ExistingTarget::Refuse;
    RenameOutcome m_outcome;
    mutable std::optional<Selection> m_selection; //!< until a tick or a name changes
    bool m_aliasesWanted = true;
    bool m_showSystem = false;
    bool m_onlyTicked = false;
};

} // namespace godwit
