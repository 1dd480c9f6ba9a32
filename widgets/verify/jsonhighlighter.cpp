// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/jsonhighlighter.h"

#include "widgets/theme.h"

#include <QRegularExpression>

namespace godwit {
namespace {

using Part = JsonHighlighter::Part;

QTextCharFormat formatOf(Part part)
{
    const Tokens &t = Theme::tokens();
    QTextCharFormat format;
    switch (part) {
    case Part::Key:
        format.setForeground(t.running);
        break;
    case Part::Text:
        format.setForeground(t.ok);
        break;
    case Part::Number:
        format.setForeground(t.chart2);
        break;
    case Part::Word:
        format.setForeground(t.paused);
        break;
    }
    return format;
}

//! Where a text that begins at `start` ends, behind its quote; the line's end when it does not.
int endOfText(const QString &line, int start)
{
    for (int i = start + 1; i < line.size(); ++i) {
        if (line[i] == u'\\')
            ++i;
        else if (line[i] == u'"')
            return i + 1;
    }
    return static_cast<int>(line.size());
}

bool isKey(const QString &line, int end)
{
    while (end < line.size() && line[end].isSpace())
        ++end;
    return end < line.size() && line[end] == u':';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document) : QSyntaxHighlighter(document) { }

void JsonHighlighter::setLucene(bool lucene)
{
    m_lucene = lucene;
    rehighlight();
}

QList<JsonHighlighter::Span> JsonHighlighter::spansOfJson(const QString &line)
{
    static const QRegularExpression scalar(QStringLiteral("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?|\\b(true|false|null)\\b"));
    QList<Span> spans;
    const auto length = static_cast<int>(line.size());
    int at = 0;
    while (at < length) {
        if (line[at] == u'"') {
            const int end = endOfText(line, at);
            spans.append({isKey(line, end) ? Part::Key : Part::Text, at, end - at});
            at = end;
        } else if (line[at].isLetterOrNumber() || line[at] == u'-') {
            const auto match = scalar.match(
                line, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
            const int taken = std::max(1, static_cast<int>(match.capturedLength()));
            if (match.hasMatch())
                spans.append({match.capturedLength(3) > 0 ? Part::Word : Part::Number, at, taken});
            at += taken;
        } else {
            ++at;
        }
    }
    return spans;
}

QList<JsonHighlighter::Span> JsonHighlighter::spansOfLucene(const QString &line)
{
    static const QRegularExpression parts(QStringLiteral("(\"(?:[^\"\\\\]|\\\\.)*\"?)|([\\w.@*-]+)(?=:)|\\b(AND|OR|NOT|"
                                                         "TO)\\b|(?<![\\w.])(-?\\d+(?:\\.\\d+)?)(?![\\w.])"));
    QList<Span> spans;
    auto matches = parts.globalMatch(line);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const Part part = match.capturedLength(1) > 0 ? Part::Text
            : match.capturedLength(2) > 0             ? Part::Key
            : match.capturedLength(3) > 0             ? Part::Word
                                                      : Part::Number;
        spans.append({part, static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())});
    }
    return spans;
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    const QList<Span> spans = m_lucene ? spansOfLucene(text) : spansOfJson(text);
    for (const Span &span : spans)
        setFormat(span.start, span.length, formatOf(span.part));
}

} // namespace godwit
