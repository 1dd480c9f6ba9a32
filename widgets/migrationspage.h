// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mergedtablemodel.h"
#include "widgets/panels.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QWidget>

class QTableView;
class QStackedLayout;

namespace godwit {

//! One migration of the past as the list shows it.
struct KnownJob
{
    QString job;
    QString name;
    QString pair; //!< "orders-eu → orders-new"
    QString state; //!< "running", "succeeded", "findings", "failed", "stopped"
    QString reason;
    QDateTime updated;
    bool operator==(const KnownJob &) const = default;
};

//! A job in this state can go on where it stood.
bool isResumable(const QString &state);

class KnownJobModel final : public MergedTableModel<KnownJob>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::KnownJobModel)
public:
    enum Column { NameColumn, StateColumn, PairColumn, UpdatedColumn, ReasonColumn, ColumnCount };
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
    KnownJobModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }

Q_SIGNALS:
    void newRequested();
    void openRequested();
    void cloneRequested(const QString &job);
    void resumeRequested(const QString &job);

private:
    void updateButtons();
    KnownJobModel *m_model;
    QTableView *m_table;
    QPushButton *m_resume;
    QPushButton *m_clone;
    QStackedLayout *m_stack;
};

} // namespace godwit
