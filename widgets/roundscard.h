// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "engine/methods/snapshots/options.h"
#include "widgets/panels.h"

class QTableView;

namespace godwit {

class IntegrationList;
class RoundChart;
class RoundModel;

//! Snapshot rounds while they run: chart, table, the course of the day, and the word to begin the next one.
class RoundsCard final : public Card
{
    Q_OBJECT
public:
    explicit RoundsCard(QWidget *parent = nullptr);
    //! The options of the plan; others than those of snapshot rounds give the defaults.
    void setOptions(const QJsonObject &options);
    void setSnapshot(const JobSnapshot &snapshot);
    //! The word was given and the engine has not answered yet.
    void setOrdered(bool ordered);

    QPushButton *button() const { return m_button; }
    QTableView *table() const { return m_table; }
    IntegrationList *integrations() const { return m_integrations; }
    QString state() const { return m_state->text(); }
    QString timeline() const { return m_timeline->text(); }
    QString reason() const { return m_reason->text(); }

Q_SIGNALS:
    void roundRequested();

private:
    void updateButton();
    QString stateText() const;
    QString disabledReason() const;

    RoundsOptions m_options;
    JobSnapshot m_snapshot;
    bool m_ordered = false;
    TextLabel *m_state;
    RoundChart *m_chart;
    RoundModel *m_model;
    QTableView *m_table;
    TextLabel *m_timeline;
    IntegrationList *m_integrations;
    TextLabel *m_reason;
    QPushButton *m_button;
};

} // namespace godwit
