// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/secretmask.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace godwit {
namespace {

constexpr int leastLetters = 3;

//! As it stands inside of a JSON string.
QString inJson(const QString &text)
{
    const QString array = QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact));
    return array.mid(2, array.size() - 4);
}

const QList<std::pair<QRegularExpression, QString>> &patterns()
{
    using E = QRegularExpression;
    const auto make = [](const QString &pattern, E::PatternOptions more = {}) {
        E expression(pattern, E::CaseInsensitiveOption | more);
        expression.optimize();
        return expression;
    };
    // "token", not "tokenizer".
    const QString key = QStringLiteral(
        "(?:pass(?:word|wd|phrase)|pwd|secret|token(?!i[sz])|api[_-]?key|access[_-]?key|private[_-]?key|"
        "credential)");
    static const QList<std::pair<E, QString>> all{
        {make(QStringLiteral("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"),
             E::DotMatchesEverythingOption),
            SecretMask::stand()},
        // Header values, with the way of signing in left.
        {make(QStringLiteral("(authorization[\"']?\\s*[:=]\\s*[\"']?(?:(?:basic|apikey|bearer)\\s+)?)[^\\s\"',;]+")),
            QStringLiteral("\\1***")},
        {make(QStringLiteral("\\b(basic|apikey|bearer)\\s+(?=\\S*[0-9=+/_.-])[A-Za-z0-9+/=._~-]{8,}")),
            QStringLiteral("\\1 ***")},
        {make(QStringLiteral("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?")), SecretMask::stand()},
        {make(QStringLiteral("(://[^\\s/:@\"'<>]*:)[^\\s/\"'<>]*@")), QStringLiteral("\\1***@")},
        // "some_password": "…" and some_password=…
        {make(QString(
             QStringLiteral("(\"[^\"\\n]*") + key + QStringLiteral("[^\"\\n]*\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*\""))),
            QStringLiteral("\\1***\"")},
        {make(QString(QStringLiteral("(\"[^\"\\n]*") + key
             + QStringLiteral("[^\"\\n]*\"\\s*:\\s*)[^\\s\"\\\\,}\\]\\[{][^\\s,}\\]\\[{]*"))),
            QStringLiteral("\\1\"***\"")},
        // The same as a text inside of JSON.
        {make(QString(QStringLiteral("(") + key + QStringLiteral("[^\"\\n]*?\\\\+\"\\s*:\\s*\\\\+\")[^\"\\\\]*"))),
            QStringLiteral("\\1***")},
        {make(QString(QStringLiteral("(") + key
             + QStringLiteral("[\\w.-]*\\s*[=:]\\s*)(?:\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s&\"',;]+)"))),
            QStringLiteral("\\1***")},
        {make(QStringLiteral("(\\s(?:-u|--user|--password|--pass|--token|--api-key|--secret)[ =]+)\\S+")),
            QStringLiteral("\\1***")},
    };
    return all;
}

} // namespace

SecretMask::SecretMask(const QStringList &known)
{
    QSet<QString> forms;
    const auto add = [&forms](const QString &secret) {
        if (secret.size() < leastLetters)
            return;
        forms.insert(secret);
        forms.insert(inJson(secret));
        forms.insert(QString::fromLatin1(QUrl::toPercentEncoding(secret)));
        forms.insert(QString::fromLatin1(secret.toUtf8().toBase64()));
        forms.insert(QString::fromLatin1(secret.toUtf8().toBase64(QByteArray::OmitTrailingEquals)));
    };
    for (const QString &secret : known) {
        add(secret);
        add(secret.trimmed());
        // An API key is an id and a key; the id alone opens nothing.
        if (const auto colon = secret.indexOf(u':'); colon >= 0)
            add(secret.mid(colon + 1));
        const QString decoded = QString::fromUtf8(QByteArray::fromBase64(secret.toLatin1()));
        if (const auto colon = decoded.indexOf(u':'); colon >= 0 && !decoded.contains(QChar::ReplacementCharacter)) {
            add(decoded);
            add(decoded.mid(colon + 1));
        }
    }
    m_known = QStringList(forms.cbegin(), forms.cend());
    std::sort(m_known.begin(), m_known.end(),
        [](const QString &a, const QString &b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
}

QString SecretMask::operator()(const QString &text) const
{
    QString result = text;
    for (const QString &secret : m_known)
        result.replace(secret, stand());
    for (const auto &[pattern, with] : patterns())
        result.replace(pattern, with);
    return result;
}

} // namespace godwit
