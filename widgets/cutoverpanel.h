// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/panels.h"

class QCheckBox;
class QListView;

namespace godwit {

class ChartCard;
class IntegrationList;
class KeyFigure;
class StepModel;

//! The gate: three key figures, what will happen, the operator's word, and the button that stops data sync.
class CutoverPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit CutoverPanel(QWidget *parent = nullptr);

    void setPlan(const Plan &plan);
    void setSnapshot(const JobSnapshot &snapshot);
    //! The order was given and the engine has not answered yet.
    void setOrdered(bool ordered);
    //! The lag of the runs before this one; before the first sample.
    void setEarlier(const QList<QPointF> &lag);
    void addSample(double seconds, const JobSnapshot &snapshot);
    void refreshCharts(double seconds);

    QCheckBox *confirmBox() const { return m_confirm; }
    QCheckBox *blockBox() const { return m_block; }
    QPushButton *stopButton() const { return m_stop; }
    QPushButton *keepButton() const { return m_keep; }
    IntegrationList *integrations() const { return m_integrations; }
    Note *note() const { return m_note; }
    KeyFigure *pauseFigure() const { return m_pause; }
    KeyFigure *writesFigure() const { return m_writes; }
    QString reason() const { return m_reason->text(); }
    CutoverOrder order() const;

Q_SIGNALS:
    void stopRequested();
    void keepFollowingRequested();

private:
    QWidget *makeMain();
    QWidget *makeFoot();
    QWidget *makeSide();
    void updateButton();
    void updateSteps();
    void describe(Step &step) const;
    void updateFigures();
    void updatePause();
    void updateNote();
    QString writesText() const;
    QString disabledReason() const;

    Plan m_plan;
    JobSnapshot m_snapshot;
    bool m_ordered = false;
    QLabel *m_title;
    KeyFigure *m_lag;
    KeyFigure *m_writes;
    KeyFigure *m_pause;
    StepModel *m_steps;
    QLabel *m_listTitle;
    QListView *m_list;
    QLabel *m_total;
    QLabel *m_totalName;
    QLabel *m_after;
    IntegrationList *m_integrations;
    Note *m_note;
    QCheckBox *m_confirm;
    QLabel *m_reason;
    QPushButton *m_keep;
    QPushButton *m_stop;
    ChartCard *m_lagChart;
    ChartCard *m_writeChart;
    QCheckBox *m_block;
    QLabel *m_blockHint;
    QCheckBox *m_aliases;
};

} // namespace godwit
