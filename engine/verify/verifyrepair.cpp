// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifyrepair.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <map>
#include <set>

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

//! The action line of one document. `version` below 0: none.
QByteArray actionLine(
    const QString &verb, const QString &index, const QString &id, const QString &routing, qint64 version)
{
    QJsonObject meta{{QStringLiteral("_index"), index}, {QStringLiteral("_id"), id}};
    if (!routing.isEmpty())
        meta.insert(QStringLiteral("routing"), routing);
    if (version >= 0) {
        meta.insert(QStringLiteral("version"), version);
        meta.insert(QStringLiteral("version_type"), QStringLiteral("external_gte"));
    }
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
    qint64 version = -1;
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
};

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
            byPair[{finding.sourceIndex, finding.targetIndex}].push_back({finding, {}, {}, -1});
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
            Step &step = some[i];
            step.source = std::move((*source)[i]);
            step.target = std::move((*target)[i]);
            const bool neither = !step.source.found && !step.target.found;
            if (neither
                || (step.source.found && step.target.found && step.sameRouting()
                    && step.source.source == step.target.source)) {
                ++m_outcome.already;
                continue;
            }
            step.version = std::max(
                step.source.found ? step.source.seqNo + 1 : -1, step.target.found ? step.target.version : -1);
            steps.push_back(std::move(step));
        }
    }
    return steps;
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
    QByteArray body;
    std::vector<std::pair<Step *, bool>> operations; // whether the step is through with it
    for (Step &step : steps) {
        const QString &index = step.finding.targetIndex;
        const bool removes = step.target.found && (!step.source.found || !step.sameRouting());
        if (removes) {
            body += actionLine(QStringLiteral("delete"), index, step.finding.id, step.targetRouting(), step.version);
            operations.emplace_back(&step, !step.source.found);
        }
        if (step.source.found) {
            body += actionLine(QStringLiteral("index"), index, step.finding.id, step.sourceRouting(), step.version);
            body += QByteArray::fromStdString(step.source.source) + '\n';
            operations.emplace_back(&step, true);
        }
    }
    const auto answer = sendAll(m_target, body, static_cast<int>(operations.size()));
    if (!answer)
        return fail(answer.error());
    std::set<const Step *> failed;
    std::vector<Step *> again;
    for (const BulkItem &item : answer->notOk) {
        Step *step = operations[static_cast<std::size_t>(item.position)].first;
        if (!failed.insert(step).second)
            continue;
        if (item.status == 409 && step->source.found && !step->target.found) {
            again.push_back(step); // its deletion is still remembered, with a higher version
            continue;
        }
        VerifyFinding refused = step->finding;
        refused.detail = item.status == 409 ? tr("It was changed on the target meanwhile, so it was left alone.")
                                            : QString(item.type + QStringLiteral(": ") + item.reason);
        m_outcome.refused.append(refused);
    }
    for (const auto &[step, last] : operations) {
        if (!last || failed.contains(step))
            continue;
        ++(step->source.found ? m_outcome.copied : m_outcome.deleted);
    }
    return createAgain(std::move(again));
}

//! Only where there still is no such document.
Result<void> Repair::createAgain(std::vector<Step *> steps)
{
    QByteArray body;
    for (const Step *step : steps) {
        body += actionLine(
            QStringLiteral("create"), step->finding.targetIndex, step->finding.id, step->sourceRouting(), -1);
        body += QByteArray::fromStdString(step->source.source) + '\n';
    }
    const auto answer = sendAll(m_target, body, static_cast<int>(steps.size()));
    if (!answer)
        return fail(answer.error());
    m_outcome.copied += static_cast<qint64>(steps.size() - answer->notOk.size());
    for (const BulkItem &item : answer->notOk) {
        VerifyFinding refused = steps[static_cast<std::size_t>(item.position)]->finding;
        refused.detail = QString(item.type + QStringLiteral(": ") + item.reason);
        m_outcome.refused.append(refused);
    }
    return {};
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
            body += actionLine(QStringLiteral("delete"), line.index, line.id, line.writtenRouting, -1);
            operations.push_back(line.named());
            outcome.deleted += line.found ? 0 : 1;
        }
        if (line.found) {
            body += actionLine(QStringLiteral("index"), line.index, line.id, line.routing, -1);
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
