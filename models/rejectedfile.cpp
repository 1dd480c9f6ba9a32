// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rejectedfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <numeric>

namespace godwit {
namespace {

constexpr auto sourceMark = R"(,"source":)";

RejectedDocument parse(const QByteArray &line, bool withSource)
{
    // The source goes past the parser: its numbers must stay as they are written.
    const qsizetype at = line.indexOf(sourceMark);
    const QJsonObject head = QJsonDocument::fromJson(at < 0 ? line : QByteArray(line.left(at) + '}')).object();
    const auto text = [&head](const char *key) { return head.value(QLatin1String(key)).toString(); };
    RejectedDocument document{
        text("index"), text("target"), text("id"), head.value(QLatin1String("status")).toInt(), text("reason"), {}};
    if (const QString type = text("type"); !type.isEmpty())
        document.reason.prepend(QString(type + QStringLiteral(": ")));
    if (withSource && at >= 0) {
        document.source = line.mid(at + static_cast<qsizetype>(std::char_traits<char>::length(sourceMark)));
        while (document.source.endsWith('\n') || document.source.endsWith('\r'))
            document.source.chop(1);
        document.source.chop(1);
    }
    return document;
}

QString commonReason(QString reason)
{
    static const QRegularExpression quoted(QStringLiteral("'[^']*'"));
    return reason.replace(quoted, QStringLiteral("'…'"));
}

void sortGroups(RejectedIndex &index)
{
    std::vector<int> order(static_cast<std::size_t>(index.groups.size()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(
        order.begin(), order.end(), [&](int a, int b) { return index.groups.at(a).count > index.groups.at(b).count; });
    QList<RejectedGroup> sorted;
    std::vector<int> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
        sorted.append(index.groups.at(order[i]));
    }
    index.groups = sorted;
    for (RejectedIndex::Line &line : index.lines)
        line.group = place[static_cast<std::size_t>(line.group)];
}

} // namespace

Result<RejectedIndex> indexRejected(const QString &path)
{
    RejectedIndex index;
    QFile file(path);
    if (!file.exists())
        return index;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage,
            QCoreApplication::translate("godwit::RejectedFile", "The rejected file %1 can't be read: %2.")
                .arg(path, file.errorString()));
    QHash<QString, int> known;
    qint64 offset = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const auto length = static_cast<int>(line.size());
        if (line.trimmed().size() > 1) {
            const QString reason = commonReason(parse(line, false).reason);
            auto group = known.constFind(reason);
            if (group == known.constEnd()) {
                group = known.insert(reason, static_cast<int>(index.groups.size()));
                index.groups.append({reason, 0});
            }
            ++index.groups[*group].count;
            index.lines.push_back({offset, length, *group});
        }
        offset += length;
    }
    sortGroups(index);
    return index;
}

std::vector<RejectedDocument> readRejected(
    const QString &path, const std::vector<RejectedIndex::Line> &lines, bool withSource)
{
    std::vector<RejectedDocument> documents;
    QFile file(path);
    const bool open = file.open(QIODevice::ReadOnly);
    for (const RejectedIndex::Line &line : lines) {
        const bool there = open && file.seek(line.offset);
        documents.push_back(there ? parse(file.read(line.length), withSource) : RejectedDocument());
    }
    return documents;
}

QByteArray indented(const QByteArray &json)
{
    QByteArray text;
    int depth = 0;
    bool inString = false;
    bool escaped = false;
    const auto breakLine = [&] { text += '\n' + QByteArray(depth * 2, ' '); };
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inString) {
            text += c;
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c == '}' || c == ']') {
            --depth;
            if (!text.endsWith('{') && !text.endsWith('['))
                breakLine();
        }
        if ((text.endsWith('{') || text.endsWith('[')) && c != '}' && c != ']')
            breakLine();
        text += c;
        inString = c == '"';
        if (c == '{' || c == '[')
            ++depth;
        else if (c == ',')
            breakLine();
        else if (c == ':')
            text += ' ';
    }
    return text;
}

} // namespace godwit
