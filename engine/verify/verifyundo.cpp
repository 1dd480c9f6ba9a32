// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifyundo.h"

#include "engine/verify/exactlookup.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>
#include <optional>

#include <unistd.h>

namespace godwit {
namespace {

constexpr qsizetype undoneAtOnce = 2'000'000; // bytes of sources
constexpr std::size_t undoneTogether = 200;
const QByteArray sourceMark(R"(,"source":)");

QString tr(const char *text)
{
    return QCoreApplication::translate("Repair", text);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

//! The source is appended as bytes: numbers must not go through a JSON value.
QByteArray withSource(const QJsonObject &head, const std::string &source)
{
    QByteArray line = compact(head);
    line.chop(1);
    return line + sourceMark + QByteArray::fromStdString(source) + "}\n";
}

QByteArray digestOf(const std::string &source)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(source), QCryptographicHash::Sha256).toHex();
}

QString routingAfter(const GuardedChange &change)
{
    return change.wanted ? change.wantedRouting : change.routing;
}

QJsonArray json(const SeenDocument &seen)
{
    return {seen.seqNo, seen.primaryTerm};
}

SeenDocument seenFrom(const QJsonValue &value)
{
    const QJsonArray list = value.toArray();
    return list.size() == 2 ? SeenDocument{list.at(0).toInteger(), list.at(1).toInteger()} : SeenDocument();
}

bool isSame(const SeenDocument &seen, const Lookup &look)
{
    return look.found && seen.seqNo == look.seqNo && seen.primaryTerm == look.primaryTerm;
}

//! A line of either kind: what was there, or what became of it ("kept": nothing).
struct Parsed
{
    UndoLine line;
    bool isAfter = false;
    bool kept = false;
    QString at; //!< then: under which routing
};

std::optional<Parsed> parse(const QByteArray &text)
{
    const qsizetype mark = text.indexOf(sourceMark);
    const QJsonObject head = QJsonDocument::fromJson(mark < 0 ? text : QByteArray(text.left(mark) + '}')).object();
    Parsed parsed;
    UndoLine &line = parsed.line;
    line.cluster = head.value(QLatin1String("cluster")).toString();
    line.index = head.value(QLatin1String("index")).toString();
    line.id = head.value(QLatin1String("id")).toString();
    line.found = head.value(QLatin1String("found")).toBool();
    if (line.index.isEmpty() || line.id.isEmpty() || line.found != (mark >= 0) || (mark >= 0 && !text.endsWith('}')))
        return std::nullopt;
    parsed.isAfter = head.contains(QLatin1String("at"));
    parsed.at = head.value(QLatin1String("at")).toString();
    parsed.kept = head.value(QLatin1String("kept")).toBool();
    line.after = seenFrom(head.value(QLatin1String("after")));
    line.before = seenFrom(head.value(QLatin1String("before")));
    line.routing = head.value(QLatin1String("routing")).toString();
    line.written = head.contains(QLatin1String("written_routing"));
    line.writtenRouting = head.value(QLatin1String("written_routing")).toString();
    line.digest = head.value(QLatin1String("written_sha256")).toString().toLatin1();
    if (line.found)
        line.source = text.mid(mark + sourceMark.size()).chopped(1);
    return parsed;
}

//! Whether a line at the end of a file, without its line end, is one all the same.
bool isWhole(const QByteArray &text)
{
    const auto parsed = parse(text);
    return parsed && (!parsed->line.found || !QJsonDocument::fromJson(parsed->line.source).isNull());
}

//! A document's line, without its source.
struct Entry
{
    UndoLine line;
    qint64 offset = 0;
    bool kept = false;
    QByteArray sourceDigest; //!< of what the target had
};

//! Documents that were repaired once or several times in a row, and nobody else changed them in between.
struct Chain
{
    std::size_t newest = 0;
    std::size_t oldest = 0;
};

class UndoFile
{
public:
    explicit UndoFile(const QString &name) : m_file(name) { }

    Result<void> read()
    {
        if (!m_file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Storage, tr("%1 can't be read: %2.").arg(m_file.fileName(), m_file.errorString()));
        for (qint64 number = 1; !m_file.atEnd(); ++number) {
            const qint64 offset = m_file.pos();
            const QByteArray text = m_file.readLine();
            if (!text.endsWith('\n') && !isWhole(text))
                break; // torn off by a crash: that document was not written
            auto parsed = parse(text.trimmed());
            if (!parsed)
                return fail(
                    ErrorKind::Usage, tr("Line %1 of %2 is not one of Godwit's.").arg(number).arg(m_file.fileName()));
            take(std::move(*parsed), offset);
        }
        return {};
    }

    //! Newest first. `broken`: lines that stay out.
    std::vector<Chain> chains(const std::function<void(const UndoLine &)> &broken) const
    {
        std::vector<Chain> all;
        QHash<QString, QList<std::size_t>> byDocument;
        for (std::size_t i = m_entries.size(); i-- > 0;) {
            const Entry &entry = m_entries[i];
            if (entry.kept)
                continue;
            QList<std::size_t> &ofDocument = byDocument[keyOf(entry.line)];
            const auto newer = std::find_if(ofDocument.begin(), ofDocument.end(), [&](std::size_t chain) {
                return m_entries[all[chain].oldest].line.routingBefore() == entry.line.routingAfter();
            });
            if (newer == ofDocument.end()) {
                ofDocument.append(all.size());
                all.push_back({i, i});
            } else if (leadsTo(entry, m_entries[all[*newer].oldest])) {
                all[*newer].oldest = i;
            } else if (broken) {
                broken(entry.line);
            }
        }
        return all;
    }

    Result<UndoLine> line(const Chain &chain)
    {
        m_file.seek(m_entries[chain.oldest].offset);
        auto parsed = parse(m_file.readLine().trimmed());
        if (!parsed)
            return fail(ErrorKind::Storage, tr("%1 can't be read: %2.").arg(m_file.fileName(), m_file.errorString()));
        const UndoLine &newest = m_entries[chain.newest].line;
        UndoLine line = std::move(parsed->line);
        line.written = newest.written;
        line.writtenRouting = newest.written ? newest.writtenRouting : newest.routing;
        line.after = newest.after;
        line.digest = newest.digest;
        if (chain.newest != chain.oldest)
            line.between = newest.before;
        line.at = m_entries[chain.oldest].offset;
        return line;
    }

private:
    static QString keyOf(const UndoLine &line) { return QString(line.index + u'/' + line.id); }

    void take(Parsed parsed, qint64 offset)
    {
        if (!parsed.isAfter) {
            Entry entry;
            entry.line = std::move(parsed.line);
            entry.offset = offset;
            entry.sourceDigest = QCryptographicHash::hash(entry.line.source, QCryptographicHash::Sha256).toHex();
            entry.line.source.clear();
            m_last.insert(keyOf(entry.line) + u'/' + entry.line.routingAfter(), m_entries.size());
            m_entries.push_back(std::move(entry));
            return;
        }
        const auto before = m_last.constFind(keyOf(parsed.line) + u'/' + parsed.at);
        if (before == m_last.constEnd())
            return;
        m_entries[*before].kept = parsed.kept;
        m_entries[*before].line.after = parsed.line.after;
    }

    //! Whether the target, when it was repaired again, still had what the first repair made.
    static bool leadsTo(const Entry &first, const Entry &second)
    {
        if (!second.line.found)
            return !first.line.written;
        if (first.line.after.seqNo >= 0)
            return first.line.after == second.line.before;
        return first.line.written && first.line.after.seqNo == -2 && first.line.digest == second.sourceDigest;
    }

    QFile m_file;
    std::vector<Entry> m_entries;
    QHash<QString, std::size_t> m_last;
};

//! Puts documents back, some at a time.
class Undo
{
public:
    explicit Undo(SearchCluster &target) : m_target(target) { }
    RepairOutcome outcome;

    Result<void> add(const UndoLine &line)
    {
        m_bytes += line.source.size();
        m_lines.push_back(line);
        return m_bytes > undoneAtOnce || m_lines.size() >= undoneTogether ? send() : Result<void>();
    }
    void leaveAlone(const UndoLine &line)
    {
        ++outcome.leftAlone;
        outcome.refused.append(line.named());
        outcome.refused.last().detail = tr("It was changed on the target since the repair, so it was left alone.");
    }
    Result<void> send()
    {
        m_bytes = 0;
        std::map<QString, std::vector<UndoLine>> byIndex;
        for (UndoLine &line : m_lines)
            byIndex[line.index].push_back(std::move(line));
        m_lines.clear();
        for (const auto &[index, lines] : byIndex)
            if (const auto sent = sendSome(index, lines); !sent)
                return sent;
        return {};
    }

private:
    Result<void> sendSome(const QString &index, const std::vector<UndoLine> &lines)
    {
        std::vector<DocumentKey> keys;
        for (const UndoLine &line : lines)
            keys.push_back({line.id.toStdString(), line.routingAfter().toStdString()});
        auto looks = lookUpExactly(m_target, index, keys);
        if (!looks)
            return fail(looks.error());
        const auto elsewhere = lookWhereItWas(index, lines);
        if (!elsewhere)
            return fail(elsewhere.error());
        std::vector<GuardedChange> changes;
        std::vector<const UndoLine *> ofChange;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            Lookup &look = (*looks)[i];
            const Lookup &before = (*elsewhere)[i];
            if (isUndone(lines[i], look) || (!look.found && isThere(lines[i], before))) {
                ++outcome.already;
            } else if (isHalfWay(lines[i]) && !look.found && !before.found) {
                changes.push_back(change(lines[i], {}));
                ofChange.push_back(&lines[i]);
            } else if (!isOurs(lines[i], look)) {
                leaveAlone(lines[i]);
            } else {
                changes.push_back(change(lines[i], std::move(look)));
                ofChange.push_back(&lines[i]);
            }
        }
        const auto written = writeGuarded(m_target, changes);
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (changes[i].end == GuardedChange::End::Done) {
                ++(changes[i].wanted ? outcome.copied : outcome.deleted);
            } else if (changes[i].end == GuardedChange::End::LeftAlone) {
                leaveAlone(*ofChange[i]);
            } else if (changes[i].end == GuardedChange::End::Refused) {
                outcome.refused.append(ofChange[i]->named());
                outcome.refused.last().detail = changes[i].reason;
            }
        }
        return written;
    }

    //! Documents that the repair moved to another routing, under the one before. The others are not looked for.
    Result<std::vector<Lookup>> lookWhereItWas(const QString &index, const std::vector<UndoLine> &lines)
    {
        std::vector<Lookup> all(lines.size());
        std::vector<std::size_t> moved;
        std::vector<DocumentKey> keys;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (lines[i].found && lines[i].routingAfter() != lines[i].routing) {
                moved.push_back(i);
                keys.push_back({lines[i].id.toStdString(), lines[i].routing.toStdString()});
            }
        if (moved.empty())
            return all;
        auto looks = lookUpExactly(m_target, index, keys);
        if (!looks)
            return fail(looks.error());
        for (std::size_t i = 0; i < moved.size(); ++i)
            all[moved[i]] = std::move((*looks)[i]);
        return all;
    }

    static bool isThere(const UndoLine &line, const Lookup &look)
    {
        return look.found && (isSame(line.before, look) || look.source == line.source.toStdString());
    }
    //! The repair ended between the deletion under the old routing and the creation under the new one.
    static bool isHalfWay(const UndoLine &line)
    {
        return line.found && line.written && line.routingAfter() != line.routing && line.after.seqNo == -2;
    }
    //! The target has what it had before the repair, because the repair never got to it or was undone.
    static bool isUndone(const UndoLine &line, const Lookup &look)
    {
        if (!line.found)
            return !look.found;
        return line.routingAfter() == line.routing && isThere(line, look);
    }
    //! The target has what the repair made.
    static bool isOurs(const UndoLine &line, const Lookup &look)
    {
        if (line.after.seqNo < -2)
            return false; // somebody changed it right after the repair
        if (line.between.seqNo >= 0 && isSame(line.between, look))
            return true; // the last repair never got to it
        if (!line.written)
            return !look.found;
        return look.found && (line.after.seqNo >= 0 ? isSame(line.after, look) : line.digest == digestOf(look.source));
    }
    static GuardedChange change(const UndoLine &line, Lookup look)
    {
        GuardedChange change;
        change.index = line.index;
        change.id = line.id;
        change.has = look.found;
        change.routing = line.routingAfter();
        change.seen = std::move(look);
        change.wanted = line.found;
        change.wantedRouting = line.routing;
        change.source = line.source.toStdString();
        return change;
    }

    SearchCluster &m_target;
    std::vector<UndoLine> m_lines;
    qsizetype m_bytes = 0;
};

} // namespace

VerifyFinding UndoLine::named() const
{
    VerifyFinding finding;
    finding.kind = found ? QStringLiteral("different") : QStringLiteral("extra");
    finding.targetIndex = index;
    finding.id = id;
    return finding;
}

Result<void> UndoWriter::open()
{
    if (m_file.isOpen())
        return {};
    const auto unwritable = [this]() -> Result<void> {
        return fail(ErrorKind::Storage,
            tr("%1 can't be written: %2. Nothing more was repaired; make room first.")
                .arg(m_file.fileName(), m_file.errorString()));
    };
    if (!m_file.open(QIODevice::ReadWrite))
        return unwritable();
    qint64 whole = 0; // up to the end of the last line
    while (!m_file.atEnd()) {
        const QByteArray text = m_file.readLine();
        if (text.endsWith('\n') || isWhole(text))
            whole = m_file.pos();
        if (m_file.atEnd() && whole == m_file.pos() && !text.endsWith('\n'))
            return m_file.write("\n") == 1 ? Result<void>() : unwritable();
    }
    if ((whole < m_file.size() && !m_file.resize(whole)) || !m_file.seek(whole))
        return unwritable();
    return {};
}

Result<void> UndoWriter::write(const QByteArray &text)
{
    if (const auto opened = open(); !opened)
        return opened;
    if (m_file.write(text) != text.size() || !m_file.flush() || ::fsync(m_file.handle()) != 0)
        return fail(ErrorKind::Storage,
            tr("%1 can't be written: %2. Nothing more was repaired; make room first.")
                .arg(m_file.fileName(), m_file.errorString()));
    return {};
}

Result<void> UndoWriter::before(const QString &cluster, const std::vector<GuardedChange> &changes)
{
    QByteArray text;
    for (const GuardedChange &change : changes) {
        QJsonObject head{{QStringLiteral("cluster"), cluster}, {QStringLiteral("index"), change.index},
            {QStringLiteral("id"), change.id}, {QStringLiteral("found"), change.has}};
        if (change.wanted) { // under which routing it is written now
            head.insert(QStringLiteral("written_routing"), change.wantedRouting);
            head.insert(QStringLiteral("written_sha256"), QString::fromLatin1(digestOf(change.source)));
        }
        if (change.has) {
            head.insert(QStringLiteral("routing"), change.routing);
            head.insert(QStringLiteral("before"), json({change.seen.seqNo, change.seen.primaryTerm}));
            text += withSource(head, change.seen.source);
        } else {
            text += compact(head) + '\n';
        }
    }
    return write(text);
}

Result<void> UndoWriter::after(SearchCluster &target, const std::vector<GuardedChange> &changes)
{
    std::map<QString, std::vector<const GuardedChange *>> byIndex;
    for (const GuardedChange &change : changes)
        byIndex[change.index].push_back(&change);
    QByteArray text;
    for (const auto &[index, some] : byIndex) {
        std::vector<DocumentKey> keys;
        for (const GuardedChange *change : some)
            keys.push_back({change->id.toStdString(), routingAfter(*change).toStdString()});
        const auto looks = lookUpExactly(target, index, keys);
        if (!looks)
            return fail(looks.error());
        for (std::size_t i = 0; i < some.size(); ++i) {
            const GuardedChange &change = *some[i];
            const Lookup &look = (*looks)[i];
            QJsonObject line{{QStringLiteral("index"), index}, {QStringLiteral("id"), change.id},
                {QStringLiteral("at"), routingAfter(change)}};
            // The next version of what was there, the first one of what was not, or the same bytes: nobody was faster.
            const bool next = look.version == (change.has && !change.moves() ? change.seen.version + 1 : 1);
            if (change.wanted && look.found && (next || look.source == change.source)
                && change.end != GuardedChange::End::LeftAlone)
                line.insert(QStringLiteral("after"), json({look.seqNo, look.primaryTerm}));
            else if (!change.wanted && change.end == GuardedChange::End::Done && !look.found)
                line.insert(QStringLiteral("after"), json({-1, -1}));
            else if (change.end == GuardedChange::End::Done)
                line.insert(QStringLiteral("after"), json({-3, -3})); // somebody changed it at once
            else
                line.insert(QStringLiteral("kept"), true);
            text += compact(line) + '\n';
        }
    }
    return write(text);
}

Result<void> readUndo(const QString &name, const std::function<Result<void>(const UndoLine &line)> &take,
    const std::function<void(const UndoLine &line)> &skipped)
{
    UndoFile file(name);
    if (const auto read = file.read(); !read)
        return read;
    for (const Chain &chain : file.chains(skipped)) {
        const auto line = file.line(chain);
        if (!line)
            return fail(line.error());
        if (const auto taken = take(*line); !taken)
            return taken;
    }
    return {};
}

std::optional<VerifyFinding> undoneAt(QFile &file)
{
    constexpr qint64 usual = 16 * 1024;
    QByteArray text = file.readLine(usual);
    if (!text.endsWith('\n') && !text.contains(sourceMark))
        text += file.readLine();
    text = text.trimmed();
    if (text.contains(sourceMark) && !text.endsWith('}'))
        text += '}'; // the document is cut off
    const auto parsed = parse(text);
    return parsed ? std::optional(parsed->line.named()) : std::nullopt;
}

Result<RepairOutcome> undoRepair(const QString &name, SearchCluster &target)
{
    const auto info = target.info();
    if (!info)
        return fail(info.error());
    Undo undo(target);
    const auto read = readUndo(
        name,
        [&](const UndoLine &line) -> Result<void> {
            if (!line.cluster.isEmpty() && line.cluster != info->clusterUuid)
                return fail(ErrorKind::Usage,
                    tr("%1 was saved of another cluster than this target. Choose the cluster that was repaired.")
                        .arg(name));
            return line.found || line.written ? undo.add(line) : Result<void>();
        },
        [&](const UndoLine &line) { undo.leaveAlone(line); });
    if (!read)
        return fail(read.error());
    if (const auto sent = undo.send(); !sent)
        return fail(sent.error());
    return undo.outcome;
}

} // namespace godwit
