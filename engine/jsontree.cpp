// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jsontree.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace godwit {
namespace {

constexpr int deepest = 512; //!< servers refuse documents nested deeper than 20 objects or so by default

//! Reads from left to right; ok() is false from the first byte on that does not belong there.
class Reader
{
public:
    explicit Reader(const QByteArray &text) : m_text(text) { }

    bool whole(JsonTree &tree)
    {
        if (!value(tree, 0))
            return false;
        skip();
        return m_at == m_text.size();
    }
    qsizetype at() const { return m_at; }

private:
    char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skip()
    {
        while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t')
            ++m_at;
    }
    bool take(char wanted)
    {
        skip();
        if (next() != wanted)
            return false;
        ++m_at;
        return true;
    }

    bool value(JsonTree &tree, int depth)
    {
        skip();
        switch (next()) {
        case '{':
            return object(tree, depth);
        case '[':
            return array(tree, depth);
        case '"':
            tree.kind = JsonTree::Kind::String;
            return string(tree.token);
        case 't':
            return word("true", JsonTree::Kind::Bool, tree);
        case 'f':
            return word("false", JsonTree::Kind::Bool, tree);
        case 'n':
            return word("null", JsonTree::Kind::Null, tree);
        default:
            return number(tree);
        }
    }

    bool object(JsonTree &tree, int depth)
    {
        tree.kind = JsonTree::Kind::Object;
        ++m_at;
        if (take('}'))
            return true;
        if (depth >= deepest)
            return false;
        do {
            skip();
            QByteArray key;
            if (next() != '"' || !string(key) || !take(':'))
                return false;
            if (!value(tree.children.emplace_back(unescaped(key), JsonTree()).second, depth + 1))
                return false;
        } while (take(','));
        return take('}');
    }

    bool array(JsonTree &tree, int depth)
    {
        tree.kind = JsonTree::Kind::Array;
        ++m_at;
        if (take(']'))
            return true;
        if (depth >= deepest)
            return false;
        do {
            if (!value(tree.children.emplace_back(QByteArray(), JsonTree()).second, depth + 1))
                return false;
        } while (take(','));
        return take(']');
    }

    bool string(QByteArray &token)
    {
        const qsizetype begin = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            if (static_cast<unsigned char>(m_text[m_at]) < 0x20)
                return false;
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        }
        if (m_at >= m_text.size())
            return false;
        ++m_at;
        token = m_text.mid(begin, m_at - begin);
        return true;
    }

    bool word(const char *text, JsonTree::Kind kind, JsonTree &tree)
    {
        const auto length = static_cast<qsizetype>(qstrlen(text));
        if (qstrncmp(m_text.constData() + m_at, text, static_cast<std::size_t>(length)) != 0)
            return false;
        tree.kind = kind;
        tree.token = text;
        m_at += length;
        return true;
    }

    bool digits()
    {
        const qsizetype begin = m_at;
        while (next() >= '0' && next() <= '9')
            ++m_at;
        return m_at > begin;
    }

    bool number(JsonTree &tree)
    {
        const qsizetype begin = m_at;
        if (next() == '-')
            ++m_at;
        if (!digits())
            return false;
        if (next() == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (next() == 'e' || next() == 'E') {
            ++m_at;
            if (next() == '+' || next() == '-')
                ++m_at;
            if (!digits())
                return false;
        }
        tree.kind = JsonTree::Kind::Number;
        tree.token = m_text.mid(begin, m_at - begin);
        return true;
    }

public:
    static QByteArray unescaped(const QByteArray &token)
    {
        if (!token.contains('\\'))
            return token.mid(1, token.size() - 2);
        return QJsonDocument::fromJson('[' + token + ']').array().at(0).toString().toUtf8();
    }

private:
    const QByteArray &m_text;
    qsizetype m_at = 0;
};

//! A number as its digits without zeros at either end, and the power of ten behind them.
struct Decimal
{
    bool negative = false;
    QByteArray digits;
    qint64 exponent = 0;
    bool operator==(const Decimal &) const = default;
};

Decimal decimalOf(const QByteArray &token)
{
    Decimal number;
    qsizetype end = token.size();
    for (qsizetype i = 0; i < token.size(); ++i) {
        if (token[i] == 'e' || token[i] == 'E') {
            number.exponent = token.mid(i + 1).toLongLong();
            end = i;
            break;
        }
    }
    bool fraction = false;
    for (qsizetype i = 0; i < end; ++i) {
        const char c = token[i];
        if (c == '-') {
            number.negative = true;
        } else if (c == '.') {
            fraction = true;
        } else {
            number.digits += c;
            number.exponent -= fraction ? 1 : 0;
        }
    }
    while (number.digits.endsWith('0')) {
        number.digits.chop(1);
        ++number.exponent;
    }
    qsizetype zeros = 0;
    while (zeros < number.digits.size() && number.digits[zeros] == '0')
        ++zeros;
    number.digits.remove(0, zeros);
    return number.digits.isEmpty() ? Decimal() : number;
}

void append(const JsonTree &tree, QByteArray &text)
{
    if (!tree.isContainer()) {
        text += tree.token;
        return;
    }
    const bool object = tree.kind == JsonTree::Kind::Object;
    text += object ? '{' : '[';
    bool first = true;
    for (const auto &[key, child] : tree.children) {
        if (!first)
            text += ',';
        first = false;
        if (object)
            text += quotedToken(QString::fromUtf8(key)) + ':';
        append(child, text);
    }
    text += object ? '}' : ']';
}

} // namespace

Result<JsonTree> JsonTree::parse(const QByteArray &text)
{
    JsonTree tree;
    Reader reader(text);
    if (reader.whole(tree))
        return tree;
    const QByteArray before = text.left(reader.at());
    return fail(ErrorKind::Protocol,
        tr("This is no valid JSON: look at line %1, column %2.")
            .arg(before.count('\n') + 1)
            .arg(before.size() - before.lastIndexOf('\n')));
}

const JsonTree *JsonTree::find(QByteArrayView key) const
{
    const auto found
        = std::find_if(children.begin(), children.end(), [key](const auto &child) { return child.first == key; });
    return kind == Kind::Object && found != children.end() ? &found->second : nullptr;
}

QString JsonTree::text() const
{
    return QString::fromUtf8(kind == Kind::String ? Reader::unescaped(token) : token);
}

qint64 JsonTree::integer(qint64 fallback) const
{
    bool whole = false;
    const qint64 value = token.toLongLong(&whole);
    return whole && kind == Kind::Number ? value : fallback;
}

QByteArray JsonTree::compact() const
{
    QByteArray text;
    append(*this, text);
    return text;
}

QByteArray quotedToken(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

bool sameNumber(const QByteArray &one, const QByteArray &other)
{
    return one == other || decimalOf(one) == decimalOf(other);
}

bool sameMeaning(const JsonTree &one, const JsonTree &other)
{
    if (one.kind != other.kind || one.children.size() != other.children.size())
        return false;
    switch (one.kind) {
    case JsonTree::Kind::Number:
        return sameNumber(one.token, other.token);
    case JsonTree::Kind::String:
        return one.token == other.token || one.text() == other.text();
    case JsonTree::Kind::Null:
    case JsonTree::Kind::Bool:
        return one.token == other.token;
    case JsonTree::Kind::Array:
        return std::equal(one.children.begin(), one.children.end(), other.children.begin(),
            [](const auto &a, const auto &b) { return sameMeaning(a.second, b.second); });
    case JsonTree::Kind::Object:
        return std::all_of(one.children.begin(), one.children.end(), [&other](const auto &child) {
            const JsonTree *twin = other.find(child.first);
            return twin && sameMeaning(child.second, *twin);
        });
    }
    return false;
}

} // namespace godwit
