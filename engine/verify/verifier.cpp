// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifierprivate.h"

#include "engine/bufferpool.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace godwit {
namespace {

constexpr auto reportEvery = std::chrono::milliseconds(200);
constexpr auto saveRowsEvery = std::chrono::seconds(2);

QString tr(const char *text)
{
    return QCoreApplication::translate("Verify", text);
}

QString described(const ClusterInfo &info)
{
    return QString(productName(info.product) + u' ' + info.version.toString());
}

} // namespace

//! Both clusters, and what an earlier run left.
Result<void> Verifier::Private::prepare()
{
    if (!QDir().mkpath(context.setup.folder))
        return fail(ErrorKind::Storage, tr("The folder %1 can't be made. Check its rights.").arg(context.setup.folder));
    if (request().pairs.isEmpty())
        return fail(ErrorKind::Usage, tr("There is nothing to compare: no index was chosen."));
    QList<VerifyRow> rows;
    for (const IndexPair &pair : request().pairs)
        rows.append(VerifyRow(pair));
    context.setRows(rows);
    source = context.setup.source.open(context.stopToken());
    target = context.setup.target.open(context.stopToken());
    const auto here = source->info();
    if (!here)
        return fail(here.error());
    const auto there = target->info();
    if (!there)
        return fail(there.error());
    sourceInfo = *here;
    targetInfo = *there;
    for (const ClusterInfo &info : {sourceInfo, targetInfo})
        if (info.product == Product::Elasticsearch && info.version < Version{6, 7, 0}
            && request().level >= VerifyLevel::Ids)
            return fail(ErrorKind::Version,
                tr("Elasticsearch %1 can't search by sequence numbers, so documents can't be compared. Compare up to "
                   "the "
                   "level counts.")
                    .arg(info.version.toString()));
    if (request().level >= VerifyLevel::Counts)
        for (const Side side : {Side::Source, Side::Target}) {
            QStringList names;
            for (const IndexPair &pair : request().pairs)
                names.append(side == Side::Source ? pair.source : pair.target);
            const auto listed = (side == Side::Source ? source : target)->listIndices(names);
            if (!listed)
                return fail(listed.error());
            for (const IndexSummary &index : *listed)
                if (!index.open)
                    closed[static_cast<int>(side)].insert(index.name);
        }
    context.vectors = source->knowsExcludeVectors() || target->knowsExcludeVectors();
    return load();
}

Result<void> Verifier::Private::load()
{
    begun = QDateTime::currentDateTimeUtc();
    QFile file(stateFile());
    if (!file.exists()) {
        context.setup.observer.kept(context.rows());
        return {};
    }
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, tr("%1 can't be read: %2.").arg(file.fileName(), file.errorString()));
    const QJsonObject state = QJsonDocument::fromJson(file.readAll()).object();
    QList<VerifyRow> rows;
    for (const QJsonValue &row : state.value(QLatin1String("rows")).toArray())
        rows.append(VerifyRow::fromJson(row.toObject()));
    const bool same = rows.size() == request().pairs.size()
        && std::equal(rows.begin(), rows.end(), request().pairs.begin(),
            [](const VerifyRow &row, const IndexPair &pair) { return row.pair == pair; });
    if (!same || state.value(QLatin1String("level")).toString() != levelName(request().level)
        || state.value(QLatin1String("equal_by")).toString() != samenessName(request().wanted))
        return fail(ErrorKind::Changed, tr("This is another comparison than the one that was begun. Start it anew."));
    if (state.value(QLatin1String("source_uuid")).toString() != sourceInfo.clusterUuid
        || state.value(QLatin1String("target_uuid")).toString() != targetInfo.clusterUuid)
        return fail(ErrorKind::Changed, tr("Another cluster answers than before. Start the comparison anew."));
    context.setRows(rows);
    context.setup.observer.kept(rows);
    QList<VerifyFinding> findings;
    for (const QJsonValue &finding : state.value(QLatin1String("findings")).toArray())
        findings.append(VerifyFinding::fromJson(finding.toObject()));
    context.keepFindings(findings, state.value(QLatin1String("finding_count")).toInteger());
    takeUnderWay(state.value(QLatin1String("under_way")));
    begun = QDateTime::fromString(state.value(QLatin1String("begun")).toString(), Qt::ISODateWithMs);
    secondsBefore = state.value(QLatin1String("seconds")).toDouble();
    return {};
}

QString Verifier::Private::spillFolder(std::size_t row) const
{
    const QString name = underWay.value(row).value(QLatin1String("folder")).toString();
    return QDir(context.setup.folder).filePath(name.isEmpty() ? QStringLiteral("spill-%1").arg(row) : name);
}

//! Earlier versions had one pair under way, and one folder for all.
void Verifier::Private::takeUnderWay(const QJsonValue &kept)
{
    const QJsonArray list = kept.isArray() ? kept.toArray() : QJsonArray{kept};
    for (const QJsonValue &value : list) {
        QJsonObject one = value.toObject();
        const qint64 row = one.value(QLatin1String("row")).toInteger(-1);
        if (row < 0 || row >= request().pairs.size())
            continue;
        if (!one.contains(QLatin1String("folder")))
            one.insert(QStringLiteral("folder"), QStringLiteral("spill"));
        underWay.insert(static_cast<std::size_t>(row), one);
        if (!QDir(spillFolder(static_cast<std::size_t>(row))).exists()) // it was through when the program died
            underWay.remove(static_cast<std::size_t>(row));
    }
}

Result<void> Verifier::Private::save()
{
    QJsonArray rows;
    for (const VerifyRow &row : context.rows())
        rows.append(row.toJson());
    QJsonArray findings;
    for (const VerifyFinding &finding : context.firstFindings())
        findings.append(finding.toJson());
    QJsonArray begunPairs;
    for (const QJsonObject &one : std::as_const(underWay))
        begunPairs.append(one);
    const QJsonObject state{{QStringLiteral("level"), levelName(request().level)},
        {QStringLiteral("equal_by"), samenessName(request().wanted)},
        {QStringLiteral("source_uuid"), sourceInfo.clusterUuid},
        {QStringLiteral("target_uuid"), targetInfo.clusterUuid}, {QStringLiteral("rows"), rows},
        {QStringLiteral("findings"), findings}, {QStringLiteral("finding_count"), context.findingCount()},
        {QStringLiteral("under_way"), begunPairs}, {QStringLiteral("begun"), begun.toString(Qt::ISODateWithMs)},
        {QStringLiteral("seconds"), seconds()}};
    QSaveFile file(stateFile());
    const QByteArray text = QJsonDocument(state).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(ErrorKind::Storage,
            tr("%1 can't be written: %2. Make room and resume.").arg(file.fileName(), file.errorString()));
    rowsSaved = std::chrono::steady_clock::now();
    return {};
}

Result<void> Verifier::Private::compareAll()
{
    const std::size_t count = static_cast<std::size_t>(request().pairs.size());
    for (std::size_t row = 0; row < count; ++row) {
        const VerifyState at = context.row(row).state;
        if (at == VerifyState::Equal || at == VerifyState::Differs)
            continue;
        context.setup.control.waitWhilePaused();
        if (context.halting())
            break;
        const auto begunAt = std::chrono::steady_clock::now();
        context.change(row, [](VerifyRow &one) {
            one.state = VerifyState::Running;
            one.reason.clear();
        });
        const auto compared = comparePair(row);
        context.change(row, [&](VerifyRow &one) {
            one.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begunAt).count();
        });
        finish(row, compared);
        if (context.row(row).state != VerifyState::Suspended)
            underWay.remove(row);
        if (std::chrono::steady_clock::now() - rowsSaved >= saveRowsEvery)
            if (const auto saved = save(); !saved)
                return saved;
        if (context.failed())
            return fail(context.error());
    }
    return save();
}

void Verifier::Private::finish(std::size_t number, const Result<void> &compared)
{
    const bool stopped = context.halting() && !compared;
    context.change(number, [&](VerifyRow &row) {
        row.doing.clear();
        if (compared) {
            row.state = row.findings > 0 ? VerifyState::Differs : VerifyState::Equal;
            row.reason.clear();
            return;
        }
        row.state = VerifyState::Suspended;
        row.reason = stopped && !context.failed() ? tr("Stopped; it goes on from here when it is resumed.")
                                                  : compared.error().summary;
    });
    if (!compared && !stopped)
        context.event(EventLevel::Error, context.row(number).pair.source, compared.error().summary);
}

VerifyProgress Verifier::Private::snapshot() const
{
    VerifyProgress progress;
    progress.rows = context.rows();
    progress.findings = context.findingCount();
    progress.seconds = seconds();
    return progress;
}

//! Five times a second.
void Verifier::Private::report(const std::stop_token &stop)
{
    auto last = std::chrono::steady_clock::now();
    qint64 documents = 0;
    qint64 bytes = 0;
    double documentsRate = 0;
    double bytesRate = 0;
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(reportEvery / 4);
        const auto now = std::chrono::steady_clock::now();
        if (now - last < reportEvery)
            continue;
        const double span = std::chrono::duration<double>(now - last).count();
        last = now;
        documentsRate = 0.7 * documentsRate + 0.3 * static_cast<double>(context.documentsRead - documents) / span;
        bytesRate = 0.7 * bytesRate + 0.3 * static_cast<double>(context.bytesRead - bytes) / span;
        documents = context.documentsRead;
        bytes = context.bytesRead;
        VerifyProgress progress = snapshot();
        progress.state = context.setup.control.paused() ? JobState::Paused : JobState::Running;
        progress.documentsPerSecond = documentsRate;
        progress.bytesPerSecond = bytesRate;
        progress.throttle = context.throttle.state();
        qint64 left = 0;
        bool known = true;
        for (const VerifyRow &row : progress.rows) {
            if (row.state == VerifyState::Equal || row.state == VerifyState::Differs)
                continue;
            known = known && row.source.documents >= 0 && row.target.documents >= 0;
            left += row.source.documents - row.source.read + row.target.documents - row.target.read;
        }
        if (known && documentsRate > 1 && request().level >= VerifyLevel::Ids)
            progress.secondsLeft = static_cast<double>(std::max<qint64>(0, left)) / documentsRate;
        context.setup.observer.progress(progress);
    }
}

VerifyResult Verifier::Private::summarize(const Result<void> &ended)
{
    VerifyResult result;
    result.request = request();
    result.sourceAddress = context.setup.source.address();
    result.targetAddress = context.setup.target.address();
    result.sourceVersion = described(sourceInfo);
    result.targetVersion = described(targetInfo);
    result.sourceUuid = sourceInfo.clusterUuid;
    result.targetUuid = targetInfo.clusterUuid;
    result.begun = begun;
    result.ended = QDateTime::currentDateTimeUtc();
    result.seconds = seconds();
    result.rows = context.rows();
    result.findings = context.firstFindings();
    result.findingCount = context.findingCount();
    const auto open = std::find_if(result.rows.begin(), result.rows.end(),
        [](const VerifyRow &row) { return row.state != VerifyState::Equal && row.state != VerifyState::Differs; });
    if (!ended && ended.error().kind != ErrorKind::Cancelled) {
        result.outcome = Outcome::Failed;
        result.reason = ended.error().summary;
        result.errorKind = errorKindName(ended.error().kind);
    } else if (!ended || (open != result.rows.end() && context.setup.control.finishing())) {
        result.outcome = Outcome::Stopped;
        result.reason = tr("Stopped before the end; it can be resumed.");
    } else if (open != result.rows.end()) {
        result.outcome = Outcome::Failed;
        result.reason = QString(open->pair.source + QStringLiteral(": ") + open->reason);
        result.errorKind = errorKindName(ErrorKind::Incomplete);
    } else {
        result.outcome = result.findingCount > 0 ? Outcome::Findings : Outcome::Succeeded;
    }
    VerifyProgress last = snapshot();
    last.reason = result.reason;
    last.state = result.outcome == Outcome::Succeeded ? JobState::Succeeded
        : result.outcome == Outcome::Findings         ? JobState::Findings
        : result.outcome == Outcome::Stopped          ? JobState::Stopped
                                                      : JobState::Failed;
    context.setup.observer.progress(last);
    return result;
}

Verifier::Verifier(VerifySetup setup) : d(std::make_unique<Private>(std::move(setup))) { }

Verifier::~Verifier()
{
    BufferPool::shared().clear();
}

VerifyResult Verifier::run()
{
    auto ended = d->prepare();
    if (ended) {
        const std::jthread reporter([this](const std::stop_token &stop) { d->report(stop); });
        ended = d->compareAll();
    }
    d->pool.reset();
    return d->summarize(ended);
}

} // namespace godwit
