// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/knownjob.h"
#include "models/mergedtablemodel.h"
#include "widgets/panels.h"

#include <QCoreApplication>
#include <QWidget>

class QStackedLayout;
class QTableView;

namespace godwit {

class KnownJobModel final : public MergedTableModel<KnownJob>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::KnownJobModel)
public:
    enum Column {
        NameColumn,
        StateColumn,
        PairColumn,
        BegunColumn,
        TookColumn,
        UpdatedColumn,
        ReportColumn,
        ReasonColumn,
        ColumnCount
    };
    using MergedTableModel::MergedTableModel;
    void setJobs(const QList<KnownJob> &jobs) { merge(jobs); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QString identity(const KnownJob &row) const override { return row.job; }
};

//! Every migration that this computer knows; opens plans, resumes stopped jobs.
class MigrationsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit MigrationsPage(QWidget *parent = nullptr);
    void setJobs(const QList<KnownJob> &jobs);
    //! Until setJobs() nobody knows whether there are any.
    void setReading();
    KnownJobModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    //! Reports and roll back need somebody who makes them.
    void setServed(bool served);
    QPushButton *resumeButton() const { return m_resume; }
    QPushButton *cloneButton() const { return m_clone; }
    QPushButton *reportButton() const { return m_report; }
    QPushButton *openReportButton() const { return m_openReport; }
    QPushButton *rollBackButton() const { return m_rollBack; }

Q_SIGNALS:
    void newRequested();
    void openRequested();
    void cloneRequested(const QString &job);
    void resumeRequested(const QString &job);
    void reportRequested(const godwit::KnownJob &job);
    void openFileRequested(const QString &path);
    void rollBackRequested(const godwit::KnownJob &job);

private:
    void updateButtons();
    QString resumeTip(const KnownJob *job) const;
    void updateTips(const KnownJob *job);
    const KnownJob *chosen() const;
    KnownJobModel *m_model;
    QTableView *m_table;
    QPushButton *m_resume;
    QPushButton *m_clone;
    QPushButton *m_report;
    QPushButton *m_openReport;
    QPushButton *m_rollBack;
    QWidget *m_actions; //!< on the chosen migration
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    bool m_served = false;
};

} // namespace godwit
