// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/latestrequest.h"
#include "models/repairsession.h"
#include "models/verifysession.h"
#include "widgets/panels.h"

#include <QPointer>

namespace godwit {

class RepairDialog;
class ReportDialog;
class Settings;
struct RepairQuestion;

//! What is done with a comparison that has ended: repair, undo of a repair, certificate. Nothing is written before
//! somebody has seen each document and agreed.
class VerifyActions final : public QWidget
{
    Q_OBJECT
public:
    //! Desk and settings outlive it; null settings: no logo is remembered.
    VerifyActions(VerifyDesk *desk, Settings *settings, QWidget *parent = nullptr);

    //! The comparison at hand, in any phase; null: none.
    void setComparison(const VerifySession *session);
    //! The clusters that are chosen now.
    void setPair(const ComparedPair &pair);
    bool writing() const { return m_repairing->running(); }

    void askRepair();
    //! Of this file; empty: of the last repair, else of a file that is asked for.
    void askUndo(const QString &undoFile = {});
    void askCertificate();

    QPushButton *repairButton() const { return m_repair; }
    QPushButton *undoButton() const { return m_undo; }
    QPushButton *certificateButton() const { return m_certificate; }
    RepairDialog *dialog() const; //!< null unless it is open
    ReportDialog *report() const; //!< null unless it is open

Q_SIGNALS:
    void writingChanged();
    //! How a repair or an undo ended, ready to be shown.
    void told(godwit::StateTone tone, const QString &icon, const QString &title, const QString &text);
    //! Documents of these indices were written, so they are to be compared again. Source names may be empty.
    void written(const QList<godwit::IndexPair> &touched);

private:
    void updateState();
    void ask(const QString &file, bool undo);
    void askAbout(const RepairQuestion &question, const QString &file);
    void begin(const RepairQuestion &question, const QString &file);
    void takeEnd(const RepairSession::End &end);
    QString whyNot() const;
    qint64 repairable() const;

    VerifyDesk *m_desk;
    Settings *m_settings;
    RepairSession *m_repairing;
    QPointer<const VerifySession> m_session;
    ComparedPair m_pair;
    QPushButton *m_repair;
    QPushButton *m_undo;
    QPushButton *m_certificate;
    QPointer<RepairDialog> m_dialog;
    QPointer<ReportDialog> m_report;
    QThreadPool m_pool;
    LatestRequest<Result<RepairPlan>> m_planned;
    QString m_undoFile; //!< of the last repair, for this pair of clusters
    RepairPlan m_plan; //!< of what is written now
    QString m_writingTo; //!< the undo file of the repair that runs
};

} // namespace godwit
