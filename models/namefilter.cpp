// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/namefilter.h"

#include "engine/plan.h"

#include <algorithm>

namespace godwit {

namespace {

// An expression that tries without end would hold up the window; a name that costs more than this does not match.
const QLatin1String limits("(*LIMIT_MATCH=20000)");

bool separates(QChar c)
{
    return c == u',' || c.isSpace();
}

//! Where an expression that begins behind a slash ends: at the next slash that is not escaped, or with the text.
qsizetype endOfExpression(const QString &text, qsizetype from)
{
    for (qsizetype at = from; at < text.size(); ++at) {
        if (text[at] == u'\\')
            ++at;
        else if (text[at] == u'/')
            return at;
    }
    return text.size();
}

} // namespace

NameFilter::NameFilter(const QString &text)
{
    for (qsizetype at = 0; at < text.size();) {
        if (separates(text[at])) {
            ++at;
            continue;
        }
        const bool minus = text[at] == u'-';
        const qsizetype begin = at + qsizetype(minus);
        if (begin < text.size() && text[begin] == u'/') {
            const qsizetype end = endOfExpression(text, begin + 1);
            addExpression(minus, text.mid(begin + 1, end - begin - 1));
            at = end + 1;
            continue;
        }
        at = begin;
        while (at < text.size() && !separates(text[at]))
            ++at;
        addWord(minus, text.mid(begin, at - begin));
    }
}

void NameFilter::addWord(bool leavesOut, QString word)
{
    if (word.isEmpty())
        return;
    if (!word.contains(u'*') && !word.contains(u'?') && !word.startsWith(u'.'))
        word = QString(u'*' + word + u'*');
    m_rules.append({leavesOut, word});
}

void NameFilter::addExpression(bool leavesOut, const QString &pattern)
{
    if (pattern.isEmpty())
        return;
    const QRegularExpression typed(pattern);
    if (!typed.isValid()) {
        if (m_fault.isEmpty())
            m_fault = tr("/%1/ is no regular expression: %2, at character %3.")
                          .arg(pattern, typed.errorString())
                          .arg(typed.patternErrorOffset() + 1);
        return;
    }
    m_rules.append({leavesOut, pattern, true, QRegularExpression(QString(limits + pattern))});
}

bool NameFilter::Rule::matches(const QString &name) const
{
    return isExpression ? expression.match(name).hasMatch()
                        : pattern == QLatin1String("_all") || matchesWildcard(pattern, name);
}

QString NameFilter::Rule::text() const
{
    return isExpression ? QString(u'/' + pattern + u'/') : pattern;
}

bool NameFilter::passes(const QString &name) const
{
    bool wanted = std::all_of(m_rules.begin(), m_rules.end(), [](const Rule &rule) { return rule.leavesOut; });
    for (const Rule &rule : m_rules) {
        if (rule.leavesOut && rule.matches(name))
            return false;
        wanted = wanted || (!rule.leavesOut && rule.matches(name));
    }
    return wanted;
}

QString NameFilter::sentence() const
{
    QStringList shown;
    QStringList leftOut;
    for (const Rule &rule : m_rules)
        (rule.leavesOut ? leftOut : shown).append(rule.text());
    const QString comma = QStringLiteral(", ");
    if (shown.isEmpty() && leftOut.isEmpty())
        return {};
    const QString first = shown.isEmpty() ? tr("Shows all names.") : tr("Shows %1.").arg(shown.join(comma));
    return leftOut.isEmpty() ? first : QString(first + u' ' + tr("Leaves out %1.").arg(leftOut.join(comma)));
}

QStringList NameFilter::patterns() const
{
    QStringList patterns;
    for (const Rule &rule : m_rules) {
        if (rule.isExpression)
            return {};
        patterns.append(rule.leavesOut ? QString(u'-' + rule.pattern) : rule.pattern);
    }
    if (std::all_of(m_rules.begin(), m_rules.end(), [](const Rule &rule) { return rule.leavesOut; })
        && !patterns.isEmpty())
        patterns.prepend(QStringLiteral("*"));
    return patterns;
}

} // namespace godwit
