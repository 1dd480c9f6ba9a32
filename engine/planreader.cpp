// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/planreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace godwit {

namespace {

QString join(const QString &place, const QString &key)
{
    return place.isEmpty() ? key : QString(place % QLatin1Char('.') % key);
}

int editDistance(const QString &a, const QString &b)
{
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (int i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int above = row[at];
            row[at] = std::min({above + 1, row[at - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

//! Position of the end of the JSON string that begins at `at` (its opening quote), in text that is known to be valid.
qsizetype endOfString(const QByteArray &json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\')
            ++at;
    }
    return at;
}

//! First key that stands twice in one object. QJsonDocument silently keeps the last one, which would hide half of a
//! plan.
QByteArray duplicateKey(const QByteArray &json)
{
    std::vector<QSet<QByteArray>> open;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '{' || c == '[')
            open.emplace_back();
        if ((c == '}' || c == ']') && !open.empty())
            open.pop_back();
        if (c != '"')
            continue;
        const qsizetype begin = at + 1;
        at = endOfString(json, at);
        qsizetype after = at + 1;
        while (after < json.size() && std::isspace(static_cast<unsigned char>(json[after])))
            ++after;
        if (after >= json.size() || json[after] != ':' || open.empty())
            continue;
        const QByteArray key = json.mid(begin, at - begin);
        if (open.back().contains(key))
            return key;
        open.back().insert(key);
    }
    return {};
}

} // namespace

Result<QJsonObject> PlanReader::parse(const QByteArray &json, const QString &what)
{
    const QByteArray text = json.startsWith("\xEF\xBB\xBF") ? json.mid(3) : json;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const QByteArray before = text.left(error.offset);
        const qsizetype line = before.count('\n') + 1;
        const qsizetype column = before.size() - before.lastIndexOf('\n');
        return fail(ErrorKind::Usage,
            tr("%1 is not valid JSON: %2, in line %3, column %4. Correct it and try again.")
                .arg(what, error.errorString())
                .arg(line)
                .arg(column));
    }
    if (!document.isObject())
        return fail(ErrorKind::Usage, tr("%1 must be one JSON object in braces.").arg(what));
    if (const QByteArray key = duplicateKey(text); !key.isEmpty()) {
        return fail(ErrorKind::Usage,
            tr("%1 has the key \"%2\" twice in one object. Remove one of them.").arg(what, QString::fromUtf8(key)));
    }
    return document.object();
}

Result<void> PlanReader::read(const QJsonObject &object, const QString &place, const std::vector<Field> &fields)
{
    QStringList known;
    for (const Field &field : fields)
        known.append(field.key);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (known.contains(it.key()))
            continue;
        const QString near = nearest(it.key(), known);
        const QString hint = near.isEmpty() ? tr("Known keys here: %1.").arg(known.join(QStringLiteral(", ")))
                                            : tr("Did you mean \"%1\"?").arg(join(place, near));
        return fail(ErrorKind::Usage, tr("\"%1\" is not a key of a plan. %2").arg(join(place, it.key()), hint));
    }
    for (const Field &field : fields) {
        const QJsonValue value = object.value(field.key);
        if (value.isUndefined()) {
            if (field.required)
                return fail(ErrorKind::Usage, tr("The plan lacks \"%1\". Add it.").arg(join(place, field.key)));
            continue;
        }
        if (auto done = field.read(value, join(place, field.key)); !done)
            return done;
    }
    return {};
}

QStringList PlanReader::keys(const std::vector<Field> &fields, const QString &place)
{
    QStringList all;
    for (const Field &field : fields) {
        const QString path = join(place, field.key);
        all.append(path);
        const QLatin1String below(field.list ? "[]" : field.named ? ".*" : "");
        all += keys(field.children, QString(path % below));
    }
    all.sort();
    return all;
}

Field PlanReader::text(const QString &key, QString *to)
{
    const auto read = [to](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isString())
            return wrongType(place, tr("a text"), value);
        *to = value.toString();
        return {};
    };
    return {key, false, read, {}};
}

Field PlanReader::flag(const QString &key, bool *to)
{
    const auto read = [to](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isBool())
            return wrongType(place, tr("true or false"), value);
        *to = value.toBool();
        return {};
    };
    return {key, false, read, {}};
}

Field PlanReader::number(const QString &key, double *to, double least, bool above)
{
    const auto read = [to, least, above](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isDouble())
            return wrongType(place, tr("a number"), value);
        const double number = value.toDouble();
        if (above && !(number > least))
            return fail(ErrorKind::Usage, tr("\"%1\" is %2; it must be above %3.").arg(place).arg(number).arg(least));
        if (!(number >= least))
            return fail(
                ErrorKind::Usage, tr("\"%1\" is %2; it must be at least %3.").arg(place).arg(number).arg(least));
        *to = number;
        return {};
    };
    return {key, false, read, {}};
}

Field PlanReader::texts(const QString &key, QStringList *to)
{
    const auto read = [to](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isArray())
            return wrongType(place, tr("a list of texts"), value);
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString element = QStringLiteral("%1[%2]").arg(place).arg(i);
            if (!array.at(i).isString())
                return wrongType(element, tr("a text"), array.at(i));
            if (array.at(i).toString().trimmed().isEmpty())
                return fail(ErrorKind::Usage, tr("\"%1\" is empty. Remove it or fill it in.").arg(element));
            to->append(array.at(i).toString());
        }
        return {};
    };
    return {key, false, read, {}};
}

Field PlanReader::object(const QString &key, QJsonObject *to)
{
    const auto read = [to](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isObject())
            return wrongType(place, tr("an object in braces"), value);
        *to = value.toObject();
        return {};
    };
    return {key, false, read, {}};
}

Field PlanReader::section(const QString &key, std::vector<Field> children)
{
    const auto reader = [children](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isObject())
            return wrongType(place, tr("an object in braces"), value);
        return read(value.toObject(), place, children);
    };
    return {key, false, reader, std::move(children)};
}

Field PlanReader::sections(
    const QString &key, std::vector<Field> children, std::function<Result<void>(const QString &)> next)
{
    const auto reader
        = [children, next = std::move(next)](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isArray())
            return wrongType(place, tr("a list of objects"), value);
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString element = QStringLiteral("%1[%2]").arg(place).arg(i);
            if (!array.at(i).isObject())
                return wrongType(element, tr("an object in braces"), array.at(i));
            if (auto done = read(array.at(i).toObject(), element, children); !done)
                return done;
            if (auto done = next(element); !done)
                return done;
        }
        return {};
    };
    return {key, false, reader, std::move(children), true};
}

Field PlanReader::byName(
    const QString &key, std::vector<Field> children, std::function<Result<void>(const QString &)> next)
{
    const auto reader
        = [children, next = std::move(next)](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isObject())
            return wrongType(place, tr("an object in braces"), value);
        const QJsonObject entries = value.toObject();
        for (auto it = entries.begin(); it != entries.end(); ++it) {
            const QString entry = join(place, it.key());
            if (!it.value().isObject())
                return wrongType(entry, tr("an object in braces"), it.value());
            if (auto done = read(it.value().toObject(), entry, children); !done)
                return done;
            if (auto done = next(it.key()); !done)
                return done;
        }
        return {};
    };
    return {key, false, reader, std::move(children), false, true};
}

Field PlanReader::required(Field field)
{
    field.required = true;
    return field;
}

QString PlanReader::nearest(const QString &word, const QStringList &words)
{
    QString best;
    int bestDistance = std::max<int>(2, static_cast<int>(word.size()) / 3) + 1;
    for (const QString &candidate : words) {
        const int distance = editDistance(word.toLower(), candidate.toLower());
        if (distance < bestDistance && distance < candidate.size()) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

tl::unexpected<Error> PlanReader::wrongType(const QString &place, const QString &wanted, const QJsonValue &value)
{
    const auto found = [&value] {
        switch (value.type()) {
        case QJsonValue::Bool:
            return tr("true or false");
        case QJsonValue::Double:
            return tr("a number");
        case QJsonValue::String:
            return tr("a text");
        case QJsonValue::Array:
            return tr("a list");
        case QJsonValue::Object:
            return tr("an object");
        case QJsonValue::Null:
        case QJsonValue::Undefined:
            break;
        }
        return tr("null");
    };
    return fail(ErrorKind::Usage, tr("\"%1\" must be %2, but is %3.").arg(place, wanted, found()));
}

tl::unexpected<Error> PlanReader::wrongWord(const QString &place, const QString &word, const QStringList &words)
{
    const QString near = nearest(word, words);
    const QString hint = near.isEmpty() ? QString() : QString(QLatin1Char(' ') % tr("Did you mean \"%1\"?").arg(near));
    return fail(ErrorKind::Usage,
        QString(tr("\"%1\" is \"%2\"; it may be: %3.").arg(place, word, words.join(QStringLiteral(", "))) % hint));
}

} // namespace godwit
