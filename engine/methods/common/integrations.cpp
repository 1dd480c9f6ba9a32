// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/integrations.h"

#include <QJsonArray>

namespace godwit {
namespace {

const QString tickedKey = QStringLiteral("integrations_ticked"); //!< their texts

} // namespace

QList<Integration> integrationsOf(const Plan &plan, const QHash<QString, QJsonValue> &journalValues)
{
    const QJsonArray ticked = journalValues.value(tickedKey).toArray();
    QList<Integration> all;
    const QJsonArray wanted = plan.options.value(QLatin1String("integrations")).toArray();
    for (const QJsonValue &each : wanted)
        all.append({each.toString(), ticked.contains(each)});
    return all;
}

QList<Integration> integrationsOf(const Plan &plan, const Journal &journal)
{
    return integrationsOf(plan, QHash<QString, QJsonValue>{{tickedKey, journal.value(tickedKey)}});
}

Integrations::Integrations(const Plan &plan, Journal &journal)
    : m_journal(journal), m_list(integrationsOf(plan, journal))
{
}

void Integrations::take(JobControl &control)
{
    const QHash<QString, bool> ticks = control.takeTicks();
    bool changed = false;
    for (Integration &each : m_list) {
        const bool ticked = ticks.value(each.text, each.ticked);
        changed = changed || ticked != each.ticked;
        each.ticked = ticked;
    }
    if (!changed)
        return;
    QJsonArray texts;
    for (const Integration &each : std::as_const(m_list))
        if (each.ticked)
            texts.append(each.text);
    m_journal.setValue(tickedKey, texts);
}

} // namespace godwit
