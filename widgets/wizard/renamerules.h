// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"
#include "widgets/badges.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace godwit {

//! Rename rules as rows of two fields; says what they change and what they run into.
class RenameRules final : public QWidget
{
    Q_OBJECT
public:
    explicit RenameRules(QWidget *parent = nullptr);

    void setRules(const QList<RenameRule> &rules);
    //! Rows that are filled in; a row that is empty on the left is no rule.
    QList<RenameRule> rules() const;
    void setOutcome(const QString &icon, const QString &text, IconColor color, const QString &details);
    //! What is wrong with the rules themselves; empty: nothing.
    QString fault() const;
    QLineEdit *fromEdit(int row) const { return m_rows.at(row).from; }
    QLineEdit *toEdit(int row) const { return m_rows.at(row).to; }
    IconText *outcome() const { return m_outcome; }
    QPushButton *addButton() const { return m_add; }

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        QWidget *line;
        QLineEdit *from;
        QLineEdit *to;
        QPushButton *remove;
    };
    void addRow(const RenameRule &rule);
    void removeRow(QWidget *line);
    void updateRows();

    QList<Row> m_rows;
    QVBoxLayout *m_layout;
    IconText *m_outcome;
    QPushButton *m_add;
};

} // namespace godwit
