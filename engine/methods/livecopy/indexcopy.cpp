// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/indexcopy.h"

#include "engine/methods/common/targets.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace godwit {
namespace {

const QLatin1String templatePipelinesKey("template_pipelines");

} // namespace

QByteArray jsonToken(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

IndexCopy::IndexCopy(IndexRecord record, ConvertedIndex conversion)
    : converted(std::move(conversion)), m_record(std::move(record))
{
    const QByteArray name = jsonToken(m_record.target);
    indexAction = QByteArray(R"({"index":{"_index":)") + name + QByteArray(R"(,"_id":)");
    deleteAction = QByteArray(R"({"delete":{"_index":)") + name + QByteArray(R"(,"_id":)");
    godwit::holdPipelines(converted, m_record.definition.value(templatePipelinesKey).toObject());
}

IndexRecord IndexCopy::record() const
{
    const std::lock_guard lock(m_mutex);
    IndexRecord record = m_record;
    record.reason = m_reason;
    switch (m_state.load()) {
    case IndexState::Waiting:
    case IndexState::Creating:
        record.state = record.targetUuid.isEmpty() ? QStringLiteral("planned") : QStringLiteral("created");
        break;
    case IndexState::Copying:
        record.state = QStringLiteral("base");
        break;
    case IndexState::Following:
        record.state = QStringLiteral("following");
        break;
    case IndexState::Finished:
        record.state = QStringLiteral("finished");
        break;
    case IndexState::Stopped:
    case IndexState::Failed:
        record.state = QStringLiteral("stopped");
        break;
    }
    return record;
}

void IndexCopy::setTargetUuid(const QString &uuid)
{
    const std::lock_guard lock(m_mutex);
    m_record.targetUuid = uuid;
}

QJsonObject IndexCopy::targetHistory() const
{
    const std::lock_guard lock(m_mutex);
    return m_record.definition.value(QLatin1String("target_history")).toObject();
}

void IndexCopy::setTargetHistory(const QJsonObject &history)
{
    const std::lock_guard lock(m_mutex);
    m_record.definition.insert(QStringLiteral("target_history"), history);
}

bool IndexCopy::isScattered(const ClusterInfo &target) const
{
    const qsizetype there = targetHistory().size();
    const IndexRecord mine = record();
    IndexDefinition made; // its settings tell by which rules it was made
    made.settings = mine.definition.value(QLatin1String("settings")).toObject();
    return there > 1 && (there != mine.shards || placedAnew(made, target));
}

void IndexCopy::holdPipelines(const QJsonObject &ofTemplate)
{
    godwit::holdPipelines(converted, ofTemplate);
    const std::lock_guard lock(m_mutex);
    QJsonObject kept = m_record.definition.value(templatePipelinesKey).toObject();
    for (auto it = ofTemplate.begin(); it != ofTemplate.end(); ++it)
        kept.insert(it.key(), it.value());
    m_record.definition.insert(templatePipelinesKey, kept);
}

void IndexCopy::setState(IndexState state)
{
    if (!m_stopped)
        m_state = state;
}

bool IndexCopy::stop(const QString &reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopped)
        return false;
    m_reason = reason;
    m_state = IndexState::Stopped;
    m_stopped = true;
    return true;
}

QString IndexCopy::reason() const
{
    const std::lock_guard lock(m_mutex);
    return m_reason;
}

bool IndexCopy::baseDone() const
{
    return !shards.empty() && std::all_of(shards.begin(), shards.end(), [](const auto &s) { return s->baseDone(); });
}

bool IndexCopy::caughtUp() const
{
    return std::all_of(shards.begin(), shards.end(), [](const auto &s) { return s->caughtUp(); });
}

bool IndexCopy::idle() const
{
    return std::all_of(shards.begin(), shards.end(), [](const auto &s) { return s->idle(); });
}

} // namespace godwit
