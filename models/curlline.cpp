// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/curlline.h"

#include <algorithm>
#include <array>

namespace godwit {
namespace {

struct Option
{
    QChar letter; //!< null: it has none
    const char *name;
    QString CurlLine::*text; //!< null: the value is not for us
};

//! Options that take a value. All others are switches.
const std::array options{Option{u'u', "user", &CurlLine::credentials}, Option{u'H', "header", nullptr},
    Option{u'E', "cert", &CurlLine::certificate}, Option{QChar(), "key", &CurlLine::key},
    Option{QChar(), "cacert", &CurlLine::caFile}, Option{QChar(), "url", &CurlLine::url},
    Option{u'x', "proxy", &CurlLine::proxy}, Option{u'U', "proxy-user", &CurlLine::proxyCredentials},
    Option{QChar(), "oauth2-bearer", &CurlLine::bearer}, Option{u'X', "request", nullptr},
    Option{u'd', "data", nullptr}, Option{QChar(), "data-binary", nullptr}, Option{QChar(), "data-raw", nullptr},
    Option{QChar(), "json", nullptr}, Option{QChar(), "data-ascii", nullptr},
    Option{QChar(), "data-urlencode", nullptr}, Option{u'o', "output", nullptr}, Option{u'A', "user-agent", nullptr},
    Option{u'm', "max-time", nullptr}, Option{QChar(), "connect-timeout", nullptr}, Option{u'w', "write-out", nullptr},
    Option{u'b', "cookie", nullptr}, Option{QChar(), "resolve", nullptr}, Option{QChar(), "retry", nullptr},
    Option{u'F', "form", nullptr}, Option{u'T', "upload-file", nullptr}, Option{QChar(), "pass", nullptr},
    Option{QChar(), "cert-type", nullptr}, Option{QChar(), "key-type", nullptr}};

const Option *named(const QString &name)
{
    const auto found = std::find_if(
        options.begin(), options.end(), [&](const Option &option) { return name == QLatin1String(option.name); });
    return found == options.end() ? nullptr : found;
}

const Option *lettered(QChar letter)
{
    const auto found
        = std::find_if(options.begin(), options.end(), [&](const Option &option) { return option.letter == letter; });
    return found == options.end() ? nullptr : found;
}

void take(CurlLine *line, const Option &option, const QString &value)
{
    if (option.letter == u'H')
        line->headers.append(value);
    else if (option.text)
        line->*option.text = value;
}

//! "-sku" and "-uelastic:secret": letters in one word; the first that takes a value takes the rest, or the next word.
//! Returns how many further words were used.
int takeLetters(CurlLine *line, const QString &letters, const QString &next)
{
    for (qsizetype i = 0; i < letters.size(); ++i) {
        if (letters.at(i) == u'k')
            line->insecure = true;
        const Option *option = lettered(letters.at(i));
        if (!option)
            continue;
        const QString rest = letters.mid(i + 1);
        take(line, *option, rest.isEmpty() ? next : rest);
        return rest.isEmpty() ? 1 : 0;
    }
    return 0;
}

int takeName(CurlLine *line, const QString &word, const QString &next)
{
    const qsizetype equals = word.indexOf(u'=');
    const QString name = equals < 0 ? word : word.left(equals);
    if (name == QLatin1String("insecure"))
        line->insecure = true;
    const Option *option = named(name);
    if (!option)
        return 0;
    take(line, *option, equals < 0 ? next : word.mid(equals + 1));
    return equals < 0 ? 1 : 0;
}

} // namespace

QStringList shellWords(const QString &text)
{
    QString line = text;
    line.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(QChar::LineSeparator, u'\n');
    QStringList words;
    QString word;
    bool inside = false;
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        const QChar next = i + 1 < line.size() ? line.at(i + 1) : QChar();
        if (quote == u'\'') {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'\\' && (quote.isNull() || next == u'"' || next == u'\\' || next == u'$' || next == u'`')) {
            if (next != u'\n')
                word += next;
            inside = inside || next != u'\n';
            ++i;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            inside = true;
        } else if (c.isSpace()) {
            if (inside)
                words.append(word);
            word.clear();
            inside = false;
        } else {
            word += c;
            inside = true;
        }
    }
    if (inside)
        words.append(word);
    return words;
}

CurlLine readCurlLine(const QString &text)
{
    CurlLine line;
    const QStringList words = shellWords(text);
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word.startsWith(QLatin1String("--")))
            i += takeName(&line, word.mid(2), words.value(i + 1));
        else if (word.startsWith(u'-') && word.size() > 1)
            i += takeLetters(&line, word.mid(1), words.value(i + 1));
        else if (line.url.isEmpty())
            line.url = word;
    }
    return line;
}

QString curlFor(const Endpoint &endpoint, const QString &request)
{
    const auto quoted
        = [](QString text) { return QString(u'\'' + text.replace(u'\'', QLatin1String("'\\''")) + u'\''); };
    const QString head = request.section(u'\n', 0, 0).trimmed();
    const QString body = request.section(u'\n', 1);
    QStringList words{QStringLiteral("curl"), QStringLiteral("-X"), head.section(u' ', 0, 0)};
    switch (endpoint.auth) {
    case AuthKind::None:
        break;
    case AuthKind::Basic:
        words << QStringLiteral("-u") << quoted(endpoint.user);
        break;
    case AuthKind::ApiKey:
        words << QStringLiteral("-H") << QStringLiteral("\"Authorization: ApiKey $API_KEY\"");
        break;
    case AuthKind::Bearer:
        words << QStringLiteral("-H") << QStringLiteral("\"Authorization: Bearer $TOKEN\"");
        break;
    }
    if (!endpoint.caFile.isEmpty())
        words << QStringLiteral("--cacert") << quoted(endpoint.caFile);
    words << quoted(endpoint.url + head.section(u' ', 1));
    if (!body.isEmpty())
        words << QStringLiteral("-H") << QStringLiteral("'Content-Type: application/json'") << QStringLiteral("-d")
              << quoted(body);
    return words.join(u' ');
}

} // namespace godwit
