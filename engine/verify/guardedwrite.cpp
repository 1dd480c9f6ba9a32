// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/guardedwrite.h"

#include <QJsonDocument>

namespace godwit {
namespace {

using End = GuardedChange::End;

//! Operations of one bulk, and whose they are.
class Bulk
{
public:
    void remove(GuardedChange &change) { add(QStringLiteral("delete"), change, change.routing, true); }
    void index(GuardedChange &change)
    {
        add(QStringLiteral("index"), change, change.wantedRouting, true);
        m_body += QByteArray::fromStdString(change.source) + '\n'; // as bytes: numbers must not go through a JSON value
    }
    void create(GuardedChange &change, const QString &routing, const std::string &source)
    {
        add(QStringLiteral("create"), change, routing, false);
        m_body += QByteArray::fromStdString(source) + '\n';
    }

    //! Each change is Done or has its reason.
    Result<void> send(SearchCluster &target)
    {
        if (m_changes.empty())
            return {};
        const auto answer = target.bulk(m_body, static_cast<int>(m_changes.size()));
        if (!answer)
            return fail(answer.error());
        for (GuardedChange *change : m_changes)
            change->end = End::Done;
        for (const BulkItem &item : answer->notOk) {
            GuardedChange &change = *m_changes[static_cast<std::size_t>(item.position)];
            change.end = item.status == 409 ? End::LeftAlone : End::Refused;
            change.reason = QString(item.type + QStringLiteral(": ") + item.reason);
        }
        return {};
    }
    const std::vector<GuardedChange *> &changes() const { return m_changes; }

private:
    void add(const QString &verb, GuardedChange &change, const QString &routing, bool guarded)
    {
        QJsonObject meta{{QStringLiteral("_index"), change.index}, {QStringLiteral("_id"), change.id}};
        if (!routing.isEmpty())
            meta.insert(QStringLiteral("routing"), routing);
        if (guarded) {
            meta.insert(QStringLiteral("if_seq_no"), change.seen.seqNo);
            meta.insert(QStringLiteral("if_primary_term"), change.seen.primaryTerm);
        }
        if (verb != QLatin1String("delete"))
            meta.insert(QStringLiteral("pipeline"), QStringLiteral("_none"));
        m_body += QJsonDocument(QJsonObject{{verb, meta}}).toJson(QJsonDocument::Compact) + '\n';
        m_changes.push_back(&change);
    }

    QByteArray m_body;
    std::vector<GuardedChange *> m_changes;
};

//! What was deleted under its old routing and is refused under the new one is put back, if nobody else did so.
Result<void> putBack(SearchCluster &target, const std::vector<GuardedChange *> &moved)
{
    Bulk back;
    std::vector<std::pair<End, QString>> why;
    for (GuardedChange *change : moved) {
        if (change->end != End::Refused)
            continue;
        why.emplace_back(change->end, change->reason);
        back.create(*change, change->routing, change->seen.source);
    }
    const auto sent = back.send(target);
    for (std::size_t i = 0; i < why.size(); ++i)
        std::tie(back.changes()[i]->end, back.changes()[i]->reason) = why[i];
    return sent;
}

} // namespace

Result<void> writeGuarded(SearchCluster &target, std::vector<GuardedChange> &changes)
{
    Bulk first;
    for (GuardedChange &change : changes) {
        if (change.has && change.wanted && !change.moves())
            first.index(change);
        else if (change.has)
            first.remove(change);
        else if (change.wanted)
            first.create(change, change.wantedRouting, change.source);
        else
            change.end = End::Done;
    }
    if (const auto sent = first.send(target); !sent)
        return sent;
    Bulk second;
    for (GuardedChange &change : changes)
        if (change.moves() && change.end == End::Done) {
            change.end = End::Open;
            second.create(change, change.wantedRouting, change.source);
        }
    if (const auto sent = second.send(target); !sent)
        return sent;
    return putBack(target, second.changes());
}

} // namespace godwit
