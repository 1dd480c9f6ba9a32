// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include <functional>

namespace godwit {

//! Something that the command palette can do or open.
struct Command
{
    QString title;
    QString place; //!< "Migration", "Connection": where it is found otherwise
    QString keys; //!< as shown
    QString icon;
    std::function<void()> run = {};
};

//! The commands that fit what was typed, the best first.
class CommandModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { PlaceRole = Qt::UserRole, KeysRole, IconRole, MarksRole };

    using QAbstractListModel::QAbstractListModel;
    void setCommands(QList<Command> commands);
    void setPattern(const QString &pattern);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const Command &command(int row) const { return m_commands.at(m_shown.at(row).command); }

private:
    struct Hit
    {
        qsizetype command;
        int score;
        QList<int> marks; //!< letters of the title that fit
    };
    QList<Command> m_commands;
    QList<Hit> m_shown;
};

} // namespace godwit
