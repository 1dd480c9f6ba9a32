// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/etaestimator.h"
#include "models/jobsession.h"

#include <QMainWindow>

class QLabel;
class QProgressBar;

namespace godwit {

class FlowCard;
class IndexPanel;
class IndexTableModel;
class JobCharts;
class LogModel;
class LogPanel;
class RoundsCard;

//! The running migration: summary and table in the middle, charts and throttle in a dock at the right, the log in a
//! dock below.
class LiveView final : public QMainWindow
{
    Q_OBJECT
public:
    explicit LiveView(QWidget *parent = nullptr);

    void setSnapshot(const JobSnapshot &snapshot, double seconds);
    void setLimits(ThrottleLimits limits);
    //! Rounds instead of charts of a flow, for the method that goes in rounds.
    void showRounds(const QJsonObject &options);
    //! What the job's page showed before this run; before anything of it.
    void setEarlier(const EarlierRun &run, double seconds);
    void addEvents(const QList<JobEvent> &events);
    void refreshCharts(double seconds);
    void resetLayout();

    IndexPanel *indices() const { return m_indices; }
    FlowCard *flow() const { return m_flow; }
    LogModel *log() const { return m_log; }
    JobCharts *charts() const { return m_charts; }
    RoundsCard *rounds() const { return m_rounds; }
    QDockWidget *sideDock() const { return m_sideDock; }
    QDockWidget *logDock() const { return m_logDock; }
    QString summaryText() const;

Q_SIGNALS:
    void limitsChanged(godwit::ThrottleLimits limits);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeCentre();
    QDockWidget *makeDock(const QString &name, QWidget *content, Qt::DockWidgetArea area);
    void present(bool on);
    void updateSummary(const JobSnapshot &snapshot, double seconds);

    IndexTableModel *m_model;
    LogModel *m_log;
    QLabel *m_documents;
    QLabel *m_bytes;
    QLabel *m_eta;
    QProgressBar *m_bar;
    IndexPanel *m_indices;
    JobCharts *m_charts;
    FlowCard *m_flow;
    RoundsCard *m_rounds;
    LogPanel *m_logPanel;
    QDockWidget *m_sideDock;
    QDockWidget *m_logDock;
    EtaEstimator m_etaEstimator;
    bool m_narrow = false;
    bool m_presented = false;
    bool m_logBefore = true; //!< whether the log was there before the presentation
};

} // namespace godwit
