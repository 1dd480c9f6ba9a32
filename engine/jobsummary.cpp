// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobsummary.h"

#include <QJsonArray>

#include <algorithm>

namespace godwit {

namespace {

constexpr int listedFindings = 1000;

QJsonValue numberOrNull(double value)
{
    return value < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(value);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject ledgerJson(const Ledger &ledger)
{
    return {{QStringLiteral("read"), ledger.read}, {QStringLiteral("written"), ledger.written},
        {QStringLiteral("already"), ledger.already}, {QStringLiteral("rejected"), ledger.rejected},
        {QStringLiteral("filtered"), ledger.filtered},
        {QStringLiteral("deleted"),
            QJsonObject{{QStringLiteral("found"), ledger.deletesFound},
                {QStringLiteral("applied"), ledger.deletesApplied},
                {QStringLiteral("superseded"), ledger.deletesSuperseded}}}};
}

bool underWay(StepState state)
{
    return state == StepState::Running || state == StepState::Waiting || state == StepState::Failed;
}

QString stageName(StageId id)
{
    switch (id) {
    case StageId::Initialization:
        return QStringLiteral("initialization");
    case StageId::Migration:
        return QStringLiteral("migration");
    case StageId::Finalization:
        break;
    }
    return QStringLiteral("finalization");
}

//! The last stage or step that is under way; else the last that is done.
template <class T>
const T *current(const QList<T> &list)
{
    const auto last = [&list](auto condition) -> const T * {
        const auto it = std::find_if(list.rbegin(), list.rend(), condition);
        return it == list.rend() ? nullptr : &*it;
    };
    const T *found = last([](const T &t) { return underWay(t.state); });
    return found ? found : last([](const T &t) { return t.state == StepState::Done; });
}

QString currentIndex(const QList<IndexProgress> &indices)
{
    for (const IndexState state : {IndexState::Copying, IndexState::Creating}) {
        for (const IndexProgress &index : indices) {
            if (index.state == state)
                return index.source;
        }
    }
    return {};
}

} // namespace

QJsonObject JobSummary::toJson() const
{
    QJsonArray list;
    for (const Finding &finding : findings.first(std::min<qsizetype>(findings.size(), listedFindings))) {
        list.append(QJsonObject{{QStringLiteral("kind"), finding.kind}, {QStringLiteral("index"), finding.index},
            {QStringLiteral("id"), finding.id}, {QStringLiteral("detail"), finding.detail}});
    }
    QJsonObject object{{QStringLiteral("outcome"), outcomeName(outcome)}, {QStringLiteral("job"), job},
        {QStringLiteral("ledger"), ledgerJson(ledger)},
        {QStringLiteral("write_pause_s"), numberOrNull(writePauseSeconds)}, {QStringLiteral("seconds"), seconds},
        {QStringLiteral("read_in_all"), readInAll}, {QStringLiteral("rejected_file"), textOrNull(rejectedFile)},
        {QStringLiteral("findings_file"), textOrNull(findingsFile)}, {QStringLiteral("findings"), list}};
    if (findingCount > list.size())
        object.insert(QStringLiteral("finding_count"), findingCount);
    if (!rounds.isEmpty())
        object.insert(QStringLiteral("rounds"), rounds);
    if (!writeBlocked.isEmpty())
        object.insert(QStringLiteral("write_blocked"), QJsonArray::fromStringList(writeBlocked));
    if (!reason.isEmpty())
        object.insert(QStringLiteral("reason"), reason);
    if (!errorKind.isEmpty())
        object.insert(QStringLiteral("error"), errorKind);
    return object;
}

int JobSummary::exitCode() const
{
    switch (outcome) {
    case Outcome::Succeeded:
        return 0;
    case Outcome::Findings:
        return 4;
    case Outcome::Failed:
        return preflightBlocked ? 3 : 5;
    case Outcome::Stopped:
        break;
    }
    return 6;
}

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Succeeded:
        return QStringLiteral("succeeded");
    case Outcome::Findings:
        return QStringLiteral("findings");
    case Outcome::Failed:
        return QStringLiteral("failed");
    case Outcome::Stopped:
        break;
    }
    return QStringLiteral("stopped");
}

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
        return QStringLiteral("usage");
    case ErrorKind::Connection:
        return QStringLiteral("connection");
    case ErrorKind::Timeout:
        return QStringLiteral("timeout");
    case ErrorKind::Tls:
        return QStringLiteral("tls");
    case ErrorKind::Authentication:
        return QStringLiteral("authentication");
    case ErrorKind::Forbidden:
        return QStringLiteral("forbidden");
    case ErrorKind::NotFound:
        return QStringLiteral("not-found");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    case ErrorKind::TooLarge:
        return QStringLiteral("too-large");
    case ErrorKind::Busy:
        return QStringLiteral("busy");
    case ErrorKind::Blocked:
        return QStringLiteral("blocked");
    case ErrorKind::Refused:
        return QStringLiteral("refused");
    case ErrorKind::Server:
        return QStringLiteral("server");
    case ErrorKind::Protocol:
        return QStringLiteral("protocol");
    case ErrorKind::Incomplete:
        return QStringLiteral("incomplete");
    case ErrorKind::Version:
        return QStringLiteral("version");
    case ErrorKind::Changed:
        return QStringLiteral("changed");
    case ErrorKind::Preflight:
        return QStringLiteral("preflight");
    case ErrorKind::Storage:
        return QStringLiteral("storage");
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Expired:
        return QStringLiteral("expired");
    case ErrorKind::Internal:
        break;
    }
    return QStringLiteral("internal");
}

QJsonObject progressLine(const JobSnapshot &snapshot)
{
    const Stage *stage = current(snapshot.stages);
    const Step *step = stage ? current(stage->steps) : nullptr;
    return {{QStringLiteral("t"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
        {QStringLiteral("stage"), stage ? QJsonValue(stageName(stage->id)) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("step"), step ? QJsonValue(step->id) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("index"), textOrNull(currentIndex(snapshot.indices))},
        {QStringLiteral("read"), snapshot.ledger.read}, {QStringLiteral("written"), snapshot.ledger.written},
        {QStringLiteral("rejected"), snapshot.ledger.rejected},
        {QStringLiteral("lag_s"), numberOrNull(snapshot.lagSeconds)},
        {QStringLiteral("rate"), snapshot.writtenPerSecond}};
}

} // namespace godwit
