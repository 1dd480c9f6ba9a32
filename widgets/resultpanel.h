// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/panels.h"

class QStandardItemModel;
class QTabWidget;
class QTableView;

namespace godwit {

class PauseBar;

//! How it ended: the measured write pause, what clients change, the ledger, and every finding.
class ResultPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit ResultPanel(QWidget *parent = nullptr);
    void setEnd(
        const SessionInfo &info, const JobSnapshot &snapshot, const JobEnd &end, const QList<Finding> &findings);
    QString headline() const { return m_headline->text(); }

private:
    QWidget *makeHead();
    QWidget *makeClients();
    QWidget *makeLedger();
    void addRow(class QGridLayout *grid, const QString &name, const QString &value, bool copies);
    void fillClients(const SessionInfo &info);
    void fillLedger(const JobEnd &end);
    void fillFindings(const JobEnd &end, const QList<Finding> &findings);

    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_explanation;
    PauseBar *m_bar;
    QLabel *m_clientTitle;
    QGridLayout *m_clients;
    QTabWidget *m_snippets;
    QGridLayout *m_ledger;
    Card *m_findingCard;
    QStandardItemModel *m_findings;
    QLabel *m_findingTitle;
    QLabel *m_files;
};

} // namespace godwit
