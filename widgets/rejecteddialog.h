// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobservices.h"
#include "widgets/panels.h"

#include <QDialog>

class QListWidget;
class QPlainTextEdit;
class QTableView;

namespace godwit {

class RejectedModel;

//! The documents that the target refused: reasons at the left, documents of a reason, and the chosen document whole.
//! They can be sent again once the job has ended, and exported.
class RejectedDialog final : public QDialog
{
    Q_OBJECT
public:
    //! `services` may be null: nothing can be sent again then.
    RejectedDialog(QString file, QString job, JobServices *services, QWidget *parent = nullptr);

    //! Why documents can't be sent again now; empty when they can.
    void setRetryReason(const QString &reason);
    QListWidget *reasons() const { return m_reasons; }
    QTableView *table() const { return m_table; }
    QPlainTextEdit *document() const { return m_document; }
    QPushButton *retryButton() const { return m_retry; }
    QString stateText() const { return m_state->text(); }
    //! Copies the file on another thread; the state says how that went.
    void exportTo(const QString &path);

private:
    QWidget *makeLists();
    QWidget *makeFoot();
    void takeLoaded(const QString &problem);
    void showDocument();
    void showFirst();
    void retry();
    void updateRetry();

    QString m_file;
    QString m_job;
    JobServices *m_services;
    RejectedModel *m_model;
    QListWidget *m_reasons;
    QTableView *m_table;
    QLabel *m_title;
    QLabel *m_reason;
    QPlainTextEdit *m_document;
    QLabel *m_state;
    QPushButton *m_retry;
    QPushButton *m_export;
    QString m_retryReason;
    QString m_outcome;
    bool m_retrying = false;
};

} // namespace godwit
