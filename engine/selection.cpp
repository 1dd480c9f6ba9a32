// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/selection.h"

#include <QRegularExpression>

namespace godwit {

namespace {

QString expand(const QString &to, const QRegularExpressionMatch &match)
{
    QString result;
    for (qsizetype i = 0; i < to.size(); ++i) {
        const bool group = to[i] == QLatin1Char('$') && i + 1 < to.size() && to[i + 1] >= QLatin1Char('1')
            && to[i + 1] <= QLatin1Char('9');
        if (group)
            result += match.captured(to[++i].digitValue());
        else
            result += to[i];
    }
    return result;
}

} // namespace

// Brackets are literal too: the servers know no more than these two.
bool matchesWildcard(QStringView pattern, QStringView name)
{
    qsizetype p = 0;
    qsizetype n = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == QLatin1Char('*')) {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && (pattern[p] == QLatin1Char('?') || pattern[p] == name[n])) {
            ++p;
            ++n;
        } else if (star >= 0) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == QLatin1Char('*'))
        ++p;
    return p == pattern.size();
}

Renamer::Renamer(const QList<RenameRule> &rules)
{
    for (const RenameRule &rule : rules)
        m_rules.append({QRegularExpression(rule.from), rule.to});
}

QString Renamer::operator()(const QString &source) const
{
    for (const auto &[from, to] : m_rules) {
        const QRegularExpressionMatch match = from.match(source);
        if (!match.hasMatch())
            continue;
        // Only the first match: ".*" would match a second time, with nothing, at the end of the name.
        return QString(source.left(match.capturedStart()) % expand(to, match) % source.mid(match.capturedEnd()));
    }
    return source;
}

QString Selection::targetName(const QString &source) const
{
    return rename.isEmpty() ? source : Renamer(rename)(source);
}

bool Selection::matches(const QString &name, bool hidden) const
{
    const bool shy = hidden || name.startsWith(QLatin1Char('.'));
    bool selected = false;
    for (const QString &entry : indices) {
        if (entry.startsWith(QLatin1Char('-'))) {
            if (matchesWildcard(QStringView(entry).mid(1), name))
                return false;
            continue;
        }
        const bool all = entry == QLatin1String("_all");
        const bool named = entry == name;
        if (shy && !named && !entry.startsWith(QLatin1Char('.')))
            continue;
        selected = selected || named || all || matchesWildcard(entry, name);
    }
    return selected;
}

QStringList listPatterns(const Selection &selection)
{
    static const QRegularExpression wild(QStringLiteral("[*?]+"));
    QStringList patterns;
    for (const QString &entry : selection.indices) {
        if (!entry.startsWith(QLatin1Char('-')))
            patterns.append(entry == QLatin1String("_all") ? QStringLiteral("*")
                                                           : QString(entry).replace(wild, QStringLiteral("*")));
    }
    patterns.removeDuplicates();
    return patterns;
}

} // namespace godwit
