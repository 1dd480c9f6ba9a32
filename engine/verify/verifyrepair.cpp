// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifyrepair.h"

#include "engine/verify/guardedwrite.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <map>

#include <unistd.h>

namespace godwit {
namespace {

constexpr qsizetype undoneAtOnce = 2'000'000; // bytes of a bulk

QString tr(const char *text)
{
    return QCoreApplication::translate("Repair", text);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray actionLine(const QString &verb, const QString &index, const QString &id, const QString &routing)
{
    QJsonObject meta{{QStringLiteral("_index"), index}, {QStringLiteral("_id"), id}};
    if (!routing.isEmpty())
        meta.insert(QStringLiteral("routing"), routing);
    if (verb != QLatin1String("delete"))
        meta.insert(QStringLiteral("pipeline"), QStringLiteral("_none"));
    return compact({{verb, meta}}) + '\n';
}

//! The source is appended as bytes: numbers must not go through a JSON value.
QByteArray withSource(const QJsonObject &head, const std::string &source)
{
    QByteArray line = compact(head);
    line.chop(1);
    return line.append(undoSourceMark) + QByteArray::fromStdString(source) + "}\n";
}

Result<BulkAnswer> sendAll(SearchCluster &target, const QByteArray &body, int operations)
{
    return operations == 0 ? Result<BulkAnswer>(BulkAnswer()) : target.bulk(body, operations);
}

} // namespace

RepairOutcome &RepairOutcome::operator+=(const RepairOutcome &other)
{
    copied += other.copied;
    deleted += other.deleted;
    already += other.already;
    refused += other.refused;
    leftAlone += other.leftAlone;
    return *this;
}

bool isRepairable(const VerifyFinding &finding)
{
    static const QStringList kinds{
        QStringLiteral("missing"), QStringLiteral("extra"), QStringLiteral("different"), QStringLiteral("routing")};
    return !finding.id.isEmpty() && kinds.contains(finding.kind);
}

struct Repair::Step
{
    VerifyFinding finding;
    Lookup source;
    Lookup target;
    QString problem = {}; //!< why it is left alone
    //! Under which routing the target has it, or would have it.
    QString targetRouting() const
    {
        return finding.kind == QLatin1String("missing") ? finding.sourceRouting : finding.targetRouting;
    }
    QString sourceRouting() const
    {
        return finding.kind == QLatin1String("extra") ? finding.targetRouting : finding.sourceRouting;
    }
    bool sameRouting() const { return sourceRouting() == targetRouting(); }
    bool moves() const { return source.found && target.found && !sameRouting(); }
    bool nothingToDo() const
    {
        return (!source.found && !target.found)
            || (source.found && target.found && sameRouting() && source.source == target.source);
    }
    void judge();
    GuardedChange change() const;
};

//! Finds out whether a side is no longer what was compared.
void Repair::Step::judge()
{
    const auto changed = [](const SeenDocument &then, const Lookup &now) {
        return now.found ? then.seqNo != now.seqNo || then.primaryTerm != now.primaryTerm : then.seqNo != -1;
    };
    const auto said = [](const SeenDocument &then, const Lookup &now, const QStringList &words) {
        return words.at(!now.found ? 0 : then.seqNo < 0 ? 1 : 2);
    };
    if (finding.source.seqNo < -1 || finding.target.seqNo < -1)
        problem = tr("Which state of it was compared is not known, so it was left alone. Compare again.");
    else if (changed(finding.target, target))
        problem = said(finding.target, target,
            {tr("It was deleted on the target since it was compared, so it was left alone."),
                tr("It was created on the target since it was compared, so it was left alone."),
                tr("It was changed on the target since it was compared, so it was left alone.")});
    else if (changed(finding.source, source))
        problem = said(finding.source, source,
            {tr("It was deleted on the source since it was compared, so it was left alone. Compare again."),
                tr("It was created on the source since it was compared, so it was left alone. Compare again."),
                tr("It was changed on the source since it was compared, so it was left alone. Compare again.")});
}

GuardedChange Repair::Step::change() const
{
    GuardedChange change;
    change.index = finding.targetIndex;
    change.id = finding.id;
    change.has = target.found;
    change.routing = targetRouting();
    change.seen = target;
    change.wanted = source.found;
    change.wantedRouting = sourceRouting();
    change.source = source.source;
    return change;
}

Repair::Repair(SearchCluster &source, SearchCluster &target, const QString &undoFile)
    : m_source(source), m_target(target), m_undo(undoFile)
{
}

Result<void> Repair::repair(const QList<VerifyFinding> &findings)
{
    auto steps = look(findings);
    if (!steps)
        return fail(steps.error());
    if (const auto saved = save(*steps); !saved)
        return saved;
    return write(*steps);
}

//! Both sides in real time; what is equal by now falls out.
Result<std::vector<Repair::Step>> Repair::look(const QList<VerifyFinding> &findings)
{
    std::map<std::pair<QString, QString>, std::vector<Step>> byPair;
    for (const VerifyFinding &finding : findings)
        if (isRepairable(finding))
            byPair[{finding.sourceIndex, finding.targetIndex}].push_back({finding, {}, {}});
    std::vector<Step> steps;
    for (auto &[pair, some] : byPair) {
        std::vector<DocumentKey> here;
        std::vector<DocumentKey> there;
        for (const Step &step : some) {
            here.push_back({step.finding.id.toStdString(), step.sourceRouting().toStdString()});
            there.push_back({step.finding.id.toStdString(), step.targetRouting().toStdString()});
        }
        auto source = m_source.lookUp({pair.first, -1, {}}, here, true);
        if (!source)
            return fail(source.error());
        auto target = m_target.lookUp({pair.second, -1, {}}, there, true);
        if (!target)
            return fail(target.error());
        for (std::size_t i = 0; i < some.size(); ++i) {
            some[i].source = std::move((*source)[i]);
            some[i].target = std::move((*target)[i]);
            some[i].judge();
        }
        if (const auto seen = seeElsewhere(pair.second, some); !seen)
            return fail(seen.error());
        for (Step &step : some) {
            if (step.nothingToDo())
                ++m_outcome.already;
            else if (!step.problem.isEmpty())
                leaveAlone(step.finding, step.problem);
            else
                steps.push_back(std::move(step));
        }
    }
    return steps;
}

//! Where the routing is put right, somebody may have written the document under the right one already.
Result<void> Repair::seeElsewhere(const QString &index, std::vector<Step> &steps)
{
    std::vector<Step *> moved;
    std::vector<DocumentKey> keys;
    for (Step &step : steps) {
        if (!step.moves() || !step.problem.isEmpty())
            continue;
        moved.push_back(&step);
        keys.push_back({step.finding.id.toStdString(), step.sourceRouting().toStdString()});
    }
    const auto looked
        = moved.empty() ? Result<std::vector<Lookup>>(std::vector<Lookup>()) : m_target.lookUp({index, -1, {}}, keys);
    if (!looked)
        return fail(looked.error());
    for (std::size_t i = 0; i < moved.size(); ++i) {
        const Lookup &there = (*looked)[i]; // the same document, where both routings lead to one shard
        if (there.found && (there.seqNo != moved[i]->target.seqNo || there.primaryTerm != moved[i]->target.primaryTerm))
            moved[i]->problem = tr("It was created on the target since it was compared, so it was left alone.");
    }
    return {};
}

void Repair::leaveAlone(const VerifyFinding &finding, const QString &reason)
{
    ++m_outcome.leftAlone;
    m_outcome.refused.append(finding);
    m_outcome.refused.last().detail = reason;
}

Result<void> Repair::save(const std::vector<Step> &steps)
{
    if (steps.empty())
        return {};
    if (m_cluster.isEmpty()) {
        const auto info = m_target.info();
        if (!info)
            return fail(info.error());
        m_cluster = info->clusterUuid;
    }
    QByteArray text;
    for (const Step &step : steps) {
        QJsonObject head{{QStringLiteral("cluster"), m_cluster}, {QStringLiteral("index"), step.finding.targetIndex},
            {QStringLiteral("id"), step.finding.id}, {QStringLiteral("found"), step.target.found}};
        if (step.source.found) // under which routing it is written now
            head.insert(QStringLiteral("written_routing"), step.sourceRouting());
        if (step.target.found) {
            head.insert(QStringLiteral("routing"), step.targetRouting());
            head.insert(QStringLiteral("version"), step.target.version);
            text += withSource(head, step.target.source);
        } else {
            text += compact(head) + '\n';
        }
    }
    const bool open = m_undo.isOpen() || m_undo.open(QIODevice::Append);
    if (!open || m_undo.write(text) != text.size() || !m_undo.flush() || ::fsync(m_undo.handle()) != 0)
        return fail(ErrorKind::Storage,
            tr("%1 can't be written: %2. Nothing was repaired; make room first.")
                .arg(m_undo.fileName(), m_undo.errorString()));
    return {};
}

Result<void> Repair::write(std::vector<Step> &steps)
{
    std::vector<GuardedChange> changes;
    changes.reserve(steps.size());
    for (const Step &step : steps)
        changes.push_back(step.change());
    const auto written = writeGuarded(m_target, changes);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const VerifyFinding &finding = steps[i].finding;
        switch (changes[i].end) {
        case GuardedChange::End::Open:
            break;
        case GuardedChange::End::Done:
            ++(changes[i].wanted ? m_outcome.copied : m_outcome.deleted);
            break;
        case GuardedChange::End::LeftAlone:
            leaveAlone(finding, tr("It was changed on the target meanwhile, so it was left alone."));
            break;
        case GuardedChange::End::Refused:
            m_outcome.refused.append(finding);
            m_outcome.refused.last().detail = changes[i].reason;
            break;
        }
    }
    return written;
}

VerifyFinding UndoLine::named() const
{
    VerifyFinding finding;
    finding.kind = found ? QStringLiteral("different") : QStringLiteral("extra");
    finding.targetIndex = index;
    finding.id = id;
    return finding;
}

std::optional<UndoLine> undoLine(const QByteArray &given)
{
    const QByteArray text = given.trimmed();
    const qsizetype at = text.indexOf(undoSourceMark);
    const QJsonObject head = QJsonDocument::fromJson(at < 0 ? text : QByteArray(text.left(at) + '}')).object();
    UndoLine line;
    line.cluster = head.value(QLatin1String("cluster")).toString();
    line.index = head.value(QLatin1String("index")).toString();
    line.id = head.value(QLatin1String("id")).toString();
    line.found = head.value(QLatin1String("found")).toBool();
    if (line.index.isEmpty() || line.id.isEmpty() || line.found != (at >= 0))
        return std::nullopt;
    line.routing = head.value(QLatin1String("routing")).toString();
    line.written = head.contains(QLatin1String("written_routing"));
    line.writtenRouting = head.value(QLatin1String("written_routing")).toString();
    if (line.found) {
        line.source = text.mid(at + undoSourceMark.size());
        line.source.truncate(line.source.size() - 1); // the brace of the line
    }
    return line;
}

Result<void> readUndo(const QString &name, const std::function<Result<void>(const UndoLine &line)> &take)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, tr("%1 can't be read: %2.").arg(name, file.errorString()));
    for (qint64 number = 1; !file.atEnd(); ++number) {
        const qint64 at = file.pos();
        auto line = undoLine(file.readLine());
        if (!line)
            return fail(ErrorKind::Usage, tr("Line %1 of %2 is not one of Godwit's.").arg(number).arg(name));
        line->at = at;
        if (const auto taken = take(*line); !taken)
            return taken;
    }
    return {};
}

Result<RepairOutcome> undoRepair(const QString &name, SearchCluster &target)
{
    const auto info = target.info();
    if (!info)
        return fail(info.error());
    RepairOutcome outcome;
    QByteArray body;
    std::vector<VerifyFinding> operations;
    const auto send = [&]() -> Result<void> {
        const auto answer = sendAll(target, body, static_cast<int>(operations.size()));
        if (!answer)
            return fail(answer.error());
        for (const BulkItem &item : answer->notOk) {
            VerifyFinding refused = operations[static_cast<std::size_t>(item.position)];
            refused.detail = QString(item.type + QStringLiteral(": ") + item.reason);
            outcome.refused.append(refused);
        }
        body.clear();
        operations.clear();
        return {};
    };
    const auto read = readUndo(name, [&](const UndoLine &line) -> Result<void> {
        if (!line.cluster.isEmpty() && line.cluster != info->clusterUuid)
            return fail(ErrorKind::Usage,
                tr("%1 was saved from another cluster than this target. Choose the cluster that was repaired.")
                    .arg(name));
        if (line.written && (!line.found || line.routing != line.writtenRouting)) {
            body += actionLine(QStringLiteral("delete"), line.index, line.id, line.writtenRouting);
            operations.push_back(line.named());
            outcome.deleted += line.found ? 0 : 1;
        }
        if (line.found) {
            body += actionLine(QStringLiteral("index"), line.index, line.id, line.routing);
            body += line.source + '\n';
            operations.push_back(line.named());
            ++outcome.copied;
        }
        return body.size() > undoneAtOnce ? send() : Result<void>();
    });
    if (!read)
        return fail(read.error());
    if (const auto sent = send(); !sent)
        return fail(sent.error());
    return outcome;
}

} // namespace godwit
