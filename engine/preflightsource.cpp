// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preflightrun.h"
#include "engine/selection.h"

#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace godwit {

namespace {

QString encoded(const QString &name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}

bool isDot(const QString &name)
{
    return name.startsWith(QLatin1Char('.'));
}

bool isPattern(const QString &entry)
{
    return entry.contains(QLatin1Char('*')) || entry.contains(QLatin1Char('?')) || entry == QLatin1String("_all");
}

//! What a pattern would take if shyness did not keep it away.
bool isLeftOut(const IndexSummary &index, const Selection &select)
{
    if (!(index.hidden || isDot(index.name)) || select.matches(index.name, index.hidden))
        return false;
    QString bare = index.name;
    while (isDot(bare))
        bare.remove(0, 1);
    return !bare.isEmpty() && select.matches(bare, false);
}

} // namespace

void PreflightRun::checkSelection()
{
    const QString id = QStringLiteral("selection");
    const QString title = tr("The selection finds indices");
    const Result<QList<IndexSummary>> all = m_source.listIndices({QStringLiteral("*")});
    if (!all)
        return addFailure(id, title, CheckState::Blocker, all.error());
    m_all = *all;
    std::sort(m_all.begin(), m_all.end(), [](const IndexSummary &a, const IndexSummary &b) { return a.name < b.name; });
    int leftOut = 0;
    qint64 documents = 0;
    qint64 bytes = 0;
    for (const IndexSummary &index : std::as_const(m_all)) {
        leftOut += int(isLeftOut(index, m_plan.select));
        if (!m_plan.select.matches(index.name, index.hidden))
            continue;
        (index.open ? m_picked : m_closed).append(index);
        documents += std::max<qint64>(0, index.documents);
        bytes += std::max<qint64>(0, index.primaryBytes);
    }
    const QLocale locale;
    const QString seen = tr("%1 of %2 indices, %3 documents, %4")
                             .arg(locale.toString(m_picked.size()), locale.toString(m_all.size()),
                                 locale.toString(documents), locale.formattedDataSize(bytes));
    if (m_picked.isEmpty())
        add(id, title, CheckState::Blocker, seen, tr("Choose at least one open index of the source."));
    else
        add(id, title, CheckState::Pass, seen);
    if (leftOut > 0)
        add(QStringLiteral("left-out"), tr("Hidden, dot and system indices"), CheckState::Pass,
            tr("%n left out", nullptr, leftOut),
            tr("Name one, or a pattern that begins with a dot, to take it along."));
}

void PreflightRun::checkPatterns()
{
    for (const QString &entry : m_plan.select.indices) {
        if (entry.startsWith(QLatin1Char('-')))
            continue;
        Selection single;
        single.indices = {entry};
        const bool found = std::any_of(m_all.cbegin(), m_all.cend(),
            [&single](const IndexSummary &index) { return single.matches(index.name, index.hidden); });
        if (found)
            continue;
        const QString id = QStringLiteral("selection-entry");
        if (isPattern(entry))
            add(id, tr("Every pattern finds something"), CheckState::Warning, tr("\"%1\" finds nothing now").arg(entry),
                tr("Indices that appear later are taken along. Remove the pattern if that is not meant."));
        else
            add(id, tr("Every named index is there"), CheckState::Blocker,
                tr("no index \"%1\" on the source").arg(entry),
                tr("Correct the name. If it is an alias, name the indices behind it: the alias goes with them."),
                entry);
    }
}

QStringList selectedStreams(const QStringList &streams, const Selection &select)
{
    QStringList selected;
    for (const QString &stream : streams)
        if (!isSystemStream(stream) && select.matches(stream, false))
            selected.append(stream);
    return selected;
}

void PreflightRun::checkDataStreams()
{
    const QString id = QStringLiteral("data-streams");
    const QString title = tr("No data streams are selected");
    const Result<QStringList> streams = m_source.dataStreams(listPatterns(m_plan.select));
    if (!streams)
        return addFailure(id, title, CheckState::Warning, streams.error());
    const QStringList selected = selectedStreams(*streams, m_plan.select);
    if (selected.isEmpty())
        return void(add(id, title, CheckState::Pass, tr("none")));
    add(id, title, CheckState::Blocker, selected.join(QLatin1String(", ")),
        tr("Data streams can't be copied. Exclude them with \"-%1\" in the selection, and move them with a snapshot "
           "and "
           "restore of the servers' own.")
            .arg(selected.first()));
}

void PreflightRun::checkClosed()
{
    for (const IndexSummary &index : std::as_const(m_closed)) {
        add(QStringLiteral("closed"), tr("The index is open"), CheckState::Warning, tr("closed"),
            tr("A closed index is not copied. Open it first, or exclude it."), index.name)
            .request
            = QLatin1String("POST /") + encoded(index.name) + QLatin1String("/_open");
    }
}

void PreflightRun::checkHealth()
{
    int green = 0;
    for (const IndexSummary &index : std::as_const(m_picked)) {
        if (index.health == QLatin1String("red")) {
            add(QStringLiteral("health"), tr("Every primary shard is there"), CheckState::Blocker, tr("red"),
                tr("A primary shard is missing, so not every document can be read. Bring the shard back first."),
                index.name);
            m_report.items.last().request = QLatin1String("GET /_cluster/allocation/explain");
            m_report.items.last().cause = tr("A node that held the shard is gone, or its disk is full.");
        } else {
            ++green;
        }
    }
    if (green == m_picked.size() && green > 0)
        add(QStringLiteral("health"), tr("Every primary shard is there"), CheckState::Pass,
            tr("%n indices", nullptr, green));
}

void PreflightRun::readDefinitions()
{
    if (m_picked.isEmpty())
        return;
    Result<QHash<QString, IndexDefinition>> definitions = m_source.definitions(pickedNames());
    if (!definitions)
        return addFailure(QStringLiteral("definitions"), tr("Settings and mappings can be read"), CheckState::Blocker,
            definitions.error());
    m_definitions = *std::move(definitions);
    for (const QString &name : pickedNames()) {
        if (!m_definitions.contains(name))
            add(QStringLiteral("definitions"), tr("Settings and mappings can be read"), CheckState::Blocker,
                tr("no definition in the answer"), tr("The index vanished while it was looked at. Check again."), name);
    }
}

void PreflightRun::checkBlocks()
{
    for (const QString &name : pickedNames()) {
        const QJsonObject settings = m_definitions.value(name).settings;
        const auto on = [&settings](const char *block) {
            return settings.value(QLatin1String("index.blocks.") + QLatin1String(block)).toVariant().toBool();
        };
        if (on("read"))
            add(QStringLiteral("read-block"), tr("The index may be read"), CheckState::Blocker,
                QStringLiteral("index.blocks.read: true"), tr("Lift the block on the source."), name)
                .request
                = QLatin1String("PUT /") + encoded(name) + QLatin1String("/_settings {\"index.blocks.read\":null}");
        QStringList blocks;
        for (const char *block : {"write", "read_only", "read_only_allow_delete"}) {
            if (on(block))
                blocks.append(QLatin1String("index.blocks.") + QLatin1String(block));
        }
        if (!blocks.isEmpty())
            add(QStringLiteral("write-block"), tr("The source takes writes"), CheckState::Warning,
                blocks.join(QLatin1String(", ")),
                tr("Nothing can change in this index, so nothing has to be stopped. The block is neither carried nor "
                   "lifted."),
                name);
    }
}

} // namespace godwit
