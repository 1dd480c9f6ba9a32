// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/queryset.h"
#include "models/documentonboth.h"
#include "widgets/badges.h"
#include "widgets/verify/contentstack.h"

class QTableView;

namespace godwit {

class AggregationModel;
class RankModel;
struct StateLook;

StateLook lookOfVerdict(QueryVerdict verdict);

//! What a query gave on both sides: verdict, totals, overlap and time, the hits place by place, aggregations that
//! differ, and what is likely to be the cause.
class QueryResultView final : public QWidget
{
    Q_OBJECT
public:
    explicit QueryResultView(QWidget *parent = nullptr);

    void setNames(const QString &source, const QString &target);
    void clear();
    void setRunning();
    void setComparison(const QueryComparison &comparison, const QList<AnalyzerDifference> &causes);

    QTableView *hits() const { return m_hits; }
    QTableView *aggregations() const { return m_aggregations; }
    QString verdict() const { return m_verdict->text(); }
    QString figures() const { return m_figures->text(); }
    Note *cause() const { return m_cause; }

Q_SIGNALS:
    void documentChosen(const godwit::DocumentOnBoth &document); //!< by Return or a double click on a hit

private:
    void makeTables();
    void showCause(const QueryComparison &comparison, const QList<AnalyzerDifference> &causes);

    RankModel *m_ranks;
    AggregationModel *m_values;
    IconText *m_verdict;
    TextLabel *m_figures;
    TextLabel *m_times;
    QTableView *m_hits;
    TextLabel *m_hitsTitle;
    TextLabel *m_valuesTitle;
    QTableView *m_aggregations;
    Note *m_cause;
    ContentStack m_stack;
    QString m_names[2];
};

} // namespace godwit
