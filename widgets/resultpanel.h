// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/panels.h"

class QGridLayout;
class QStandardItemModel;

namespace godwit {

class ClientCard;
class JobServices;
class PauseBar;
class RollBackCard;
class StatePill;

//! How it ended: the measured write pause, what clients change, what was compared, every finding, and the way back.
class ResultPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit ResultPanel(QWidget *parent = nullptr);
    //! `services` may be null.
    void setEnd(const SessionInfo &info, const JobSnapshot &snapshot, const JobEnd &end, const QList<Finding> &findings,
        JobServices *services);
    QString headline() const { return m_headline->text(); }
    ClientCard *clients() const { return m_clients; }
    RollBackCard *rollBack() const { return m_rollBack; }
    QPushButton *rejectedButton() const { return m_rejected; }

Q_SIGNALS:
    void rejectedRequested();

private:
    QWidget *makeHead();
    QWidget *makeMiddle();
    QWidget *makeSide();
    void fillVerification(const JobSnapshot &snapshot, const JobEnd &end);
    void fillFindings(const JobEnd &end, const QList<Finding> &findings);

    Plan m_plan;
    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_explanation;
    PauseBar *m_bar;
    ClientCard *m_clients;
    StatePill *m_verdict;
    QGridLayout *m_ledger;
    RollBackCard *m_rollBack;
    Card *m_findingCard;
    QStandardItemModel *m_findings;
    QLabel *m_findingTitle;
    QLabel *m_files;
    QPushButton *m_rejected;
};

} // namespace godwit
