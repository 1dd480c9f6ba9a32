// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/queryresultview.h"

#include "models/formats.h"
#include "models/queryresultmodels.h"
#include "models/querysetmodel.h"
#include "widgets/flowlayout.h"
#include "widgets/indexdelegates.h"
#include "widgets/statelook.h"
#include "widgets/tables.h"
#include "widgets/textscale.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QTableView>
#include <QVBoxLayout>

namespace godwit {
namespace {

//! A line whose place changed is tinted, its change in the colour of warnings.
class RankDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem plain(option);
        if (index.data(RankModel::ChangedRole).toBool() && !(option.state & QStyle::State_Selected)) {
            painter->fillRect(option.rect, Theme::tokens().warningTint);
            plain.features &= ~QStyleOptionViewItem::Alternate;
        }
        CellDelegate::paint(painter, plain, index);
    }

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        switch (index.column()) {
        case RankModel::PlaceColumn:
            painter->setPen(t.textSecondary);
            break;
        case RankModel::RankColumn:
            painter->setPen(t.textSecondary);
            if (index.data(RankModel::ChangedRole).toBool()) {
                QFont font = painter->font();
                font.setWeight(QFont::DemiBold);
                painter->setFont(font);
                painter->setPen(t.warning);
            }
            break;
        case RankModel::SourceColumn:
        case RankModel::TargetColumn:
            painter->setFont(fontFor(FontRole::Code));
            break;
        default:
            drawFigures(painter, room, index.data().toString());
            return;
        }
        CellDelegate::paintContent(painter, option, room, index);
    }
};

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

StateLook lookOfVerdict(QueryVerdict verdict)
{
    switch (verdict) {
    case QueryVerdict::Same:
    case QueryVerdict::ScoresDiffer:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case QueryVerdict::Unknown:
        return {StateTone::Error, QStringLiteral("circle-x")};
    default:
        return {StateTone::Warning, QStringLiteral("equal-not")};
    }
}

QueryResultView::QueryResultView(QWidget *parent)
    : QWidget(parent)
    , m_ranks(new RankModel(this))
    , m_values(new AggregationModel(this))
    , m_verdict(new IconText)
    , m_figures(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_times(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_hits(new QTableView)
    , m_hitsTitle(new TextLabel(tr("No hits were asked for"), FontRole::Small, TextColor::Secondary))
    , m_valuesTitle(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_aggregations(new QTableView)
    , m_cause(new Note)
    , m_stack(this, QStringLiteral("git-compare-arrows"))
{
    auto *layout = new QVBoxLayout(m_stack.content());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *head = new QWidget;
    auto *headLines = new QVBoxLayout(head);
    headLines->setContentsMargins(12, 8, 12, 8);
    headLines->setSpacing(3);
    auto *headRow = new FlowLayout(true);
    headLines->addLayout(headRow);
    m_verdict->label()->setFont(fontFor(FontRole::CardTitle));
    headRow->addWidget(m_verdict);
    headRow->addWidget(m_times);
    m_figures->setWordWrap(true);
    headLines->addWidget(m_figures);
    layout->addWidget(head);
    layout->addWidget(makeLine(Qt::Horizontal));
    makeTables();
    m_hitsTitle->setContentsMargins(12, 8, 12, 8);
    m_hitsTitle->setWordWrap(true);
    layout->addWidget(m_hitsTitle);
    layout->addWidget(m_hits, 3);
    m_valuesTitle->setContentsMargins(12, 8, 12, 4);
    m_valuesTitle->setWordWrap(true);
    layout->addWidget(m_valuesTitle);
    layout->addWidget(m_aggregations, 2);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->addWidget(m_cause);
    layout->addLayout(foot);
    m_cause->hide();
    clear();
}

void QueryResultView::makeTables()
{
    m_hits->setModel(m_ranks);
    m_hits->setAccessibleName(tr("Hits on both sides"));
    m_aggregations->setModel(m_values);
    m_aggregations->setAccessibleName(tr("Aggregation values that differ"));
    for (QTableView *table : {m_hits, m_aggregations}) {
        dressTable(table, 6);
        copyRowsByKey(table);
        table->setMinimumHeight(70);
    }
    m_hits->setItemDelegate(new RankDelegate(m_hits));
    m_aggregations->setItemDelegate(new CellDelegate(m_aggregations));
    QHeaderView *header = m_hits->horizontalHeader();
    header->setSectionResizeMode(RankModel::SourceColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(RankModel::TargetColumn, QHeaderView::Stretch);
    m_aggregations->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    followFont(m_hits, [this] {
        const double scale = textScale();
        m_hits->setColumnWidth(RankModel::PlaceColumn, int(42 * scale));
        m_hits->setColumnWidth(RankModel::SourceScoreColumn, int(70 * scale));
        m_hits->setColumnWidth(RankModel::RankColumn, int(74 * scale));
        m_hits->setColumnWidth(RankModel::TargetScoreColumn, int(70 * scale));
        for (QTableView *table : {m_hits, m_aggregations})
            table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    });
    connect(m_hits, &QTableView::activated, this, [this](const QModelIndex &index) {
        const DocumentOnBoth document = m_ranks->document(index);
        if (!document.id.isEmpty())
            Q_EMIT documentChosen(document);
    });
}

void QueryResultView::setNames(const QString &source, const QString &target)
{
    m_names[0] = source;
    m_names[1] = target;
    m_ranks->setNames(source, target);
    m_values->setNames(source, target);
}

void QueryResultView::clear()
{
    m_stack.showEmpty(tr("Not run yet"), tr("Run the query to see what both sides answer."));
}

void QueryResultView::setRunning()
{
    m_stack.showEmpty(tr("Running"), tr("Both sides are asked, one after the other."));
}

void QueryResultView::setComparison(const QueryComparison &comparison, const QList<AnalyzerDifference> &causes)
{
    const StateLook look = lookOfVerdict(comparison.verdict);
    m_verdict->setContent(look.icon, capitalised(verdictText(comparison.verdict)), iconColor(look.tone));
    const QString here = totalText(comparison.source);
    const QString there = totalText(comparison.target);
    QStringList figures{here == there ? tr("%1 hits each").arg(here) : tr("%1 and %2 hits").arg(here, there)};
    if (comparison.depth > 0) {
        figures.append(
            tr("overlap at %1: %2").arg(QString::number(comparison.depth), formats::fixed(comparison.overlap, 2)));
        figures.append(tr("rank overlap %1").arg(formats::fixed(comparison.rankOverlap, 2)));
    }
    if (comparison.scoreDifference > scoreTolerance)
        figures.append(
            tr("scores differ by up to %1 %").arg(QLocale().toString(comparison.scoreDifference * 100, 'g', 2)));
    m_figures->setText(figures.join(QStringLiteral(" · ")));
    const QString times
        = tr("%1, %2").arg(millisecondsText(comparison.source.tookMs), millisecondsText(comparison.target.tookMs));
    const int runs = comparison.source.runs;
    m_times->setText(runs > 1 ? tr("%1, median of %2").arg(times, formats::count(runs)) : times);
    m_times->setToolTip(
        tr("By the servers' own account, the first run left out where there were several: they ran in turn. The first "
           "run with the network: %1 and %2")
            .arg(formats::seconds(comparison.source.seconds), formats::seconds(comparison.target.seconds)));
    m_ranks->setRows(comparison.rows);
    m_hits->setVisible(!comparison.rows.isEmpty());
    m_hitsTitle->setVisible(comparison.rows.isEmpty());
    m_hitsTitle->setText(comparison.verdict == QueryVerdict::Unknown ? tr("There is nothing to compare")
                                                                     : tr("No hits on either side, or none asked for"));
    m_values->setRows(comparison.aggregations);
    m_aggregations->setVisible(!comparison.aggregations.isEmpty());
    const bool aggregated
        = !comparison.source.aggregations.children.empty() || !comparison.target.aggregations.children.empty();
    m_valuesTitle->setVisible(aggregated && comparison.verdict != QueryVerdict::Unknown);
    m_valuesTitle->setText(comparison.aggregations.isEmpty()
            ? tr("All aggregation values are the same")
            : tr("%n aggregation value(s) differ", nullptr, static_cast<int>(comparison.aggregations.size())));
    showCause(comparison, causes);
    m_stack.showContent();
}

void QueryResultView::showCause(const QueryComparison &comparison, const QList<AnalyzerDifference> &causes)
{
    if (comparison.verdict == QueryVerdict::Unknown) {
        QStringList problems;
        if (!comparison.source.problem.isEmpty())
            problems.append(tr("%1: %2").arg(m_names[0], comparison.source.problem));
        if (!comparison.target.problem.isEmpty())
            problems.append(tr("%1: %2").arg(m_names[1], comparison.target.problem));
        m_cause->setContent(
            StateTone::Error, QStringLiteral("circle-x"), tr("No whole answer"), problems.join(u'\n').left(1500));
        m_cause->show();
        return;
    }
    const bool same = comparison.verdict == QueryVerdict::Same;
    m_cause->setVisible(!same && !causes.isEmpty());
    if (same || causes.isEmpty())
        return;
    constexpr int shown = 3;
    QStringList sentences;
    for (const AnalyzerDifference &cause : causes.mid(0, shown)) {
        sentences.append(cause.sameName ? tr("%1 is analyzed by %2 on both sides, but that is not the same analyzer.")
                                              .arg(cause.field, cause.source)
                                        : tr("%1 uses %2 on %3 and %4 on %5.")
                                              .arg(cause.field, cause.source, m_names[0], cause.target, m_names[1]));
    }
    if (causes.size() > shown)
        sentences.append(tr("And %n more field(s).", nullptr, static_cast<int>(causes.size()) - shown));
    m_cause->setContent(
        StateTone::Running, QStringLiteral("info"), tr("Likely cause: another analyzer"), sentences.join(u'\n'));
}

} // namespace godwit
