// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace godwit {

//! Colours of a query as it is typed: keys, texts, numbers and words of JSON, or fields and operators of a Lucene
//! string. Follows the theme.
class JsonHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    explicit JsonHighlighter(QTextDocument *document);
    void setLucene(bool lucene);

    enum class Part { Key, Text, Number, Word };
    struct Span
    {
        Part part;
        int start;
        int length;
        bool operator==(const Span &) const = default;
    };
    static QList<Span> spansOfJson(const QString &line);
    static QList<Span> spansOfLucene(const QString &line);

protected:
    void highlightBlock(const QString &text) override;

private:
    bool m_lucene = false;
};

} // namespace godwit
