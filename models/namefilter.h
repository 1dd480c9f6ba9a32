// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QRegularExpression>
#include <QStringList>

namespace godwit {

//! What somebody types to find names: words, wildcards (* and ?) and regular expressions between slashes, separated by
//! commas or spaces. A minus in front leaves out. A word without a wildcard is looked for anywhere in a name, and so is
//! an expression without anchors.
class NameFilter
{
    Q_DECLARE_TR_FUNCTIONS(godwit::NameFilter)

public:
    NameFilter() = default;
    explicit NameFilter(const QString &text);

    bool isEmpty() const { return m_rules.isEmpty(); }
    bool passes(const QString &name) const;
    //! Why the text can't be used, one sentence; empty when it can.
    QString fault() const { return m_fault; }
    //! The rules as a sentence: "Shows order*. Leaves out *test*."
    QString sentence() const;
    //! The same as patterns of a plan, which knows no regular expression: nothing where there is one.
    QStringList patterns() const;

private:
    struct Rule
    {
        bool leavesOut = false;
        QString pattern; //!< with wildcards, or the expression
        bool isExpression = false;
        QRegularExpression expression = {};

        bool matches(const QString &name) const;
        QString text() const;
    };
    void addWord(bool leavesOut, QString word);
    void addExpression(bool leavesOut, const QString &pattern);

    QList<Rule> m_rules;
    QString m_fault;
};

} // namespace godwit
