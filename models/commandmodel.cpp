// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/commandmodel.h"

#include "models/discretion.h"
#include "models/fuzzymatch.h"

#include <algorithm>

namespace godwit {

void CommandModel::setCommands(QList<Command> commands)
{
    m_commands = std::move(commands);
    setPattern({});
}

void CommandModel::setPattern(const QString &pattern)
{
    QList<Hit> hits;
    for (qsizetype i = 0; i < m_commands.size(); ++i) {
        const QString title = discreet(m_commands.at(i).title);
        QList<int> marks;
        int score = fuzzyScore(pattern, title, &marks);
        if (score >= 0) {
            score *= 2; // the title says more than the place
        } else {
            marks.clear();
            score = fuzzyScore(pattern, QString(m_commands.at(i).place + u' ' + title));
        }
        if (score >= 0)
            hits.append({i, score, marks});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });
    beginResetModel();
    m_shown = std::move(hits);
    endResetModel();
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Command &shown = command(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return discreet(shown.title);
    case Qt::AccessibleTextRole:
        return QString(discreet(shown.title) + QStringLiteral(", ") + shown.place
            + (shown.keys.isEmpty() ? QString() : QString(QStringLiteral(", ") + shown.keys)));
    case PlaceRole:
        return shown.place;
    case KeysRole:
        return shown.keys;
    case IconRole:
        return shown.icon;
    case MarksRole:
        return QVariant::fromValue(m_shown.at(index.row()).marks);
    default:
        return {};
    }
}

} // namespace godwit
