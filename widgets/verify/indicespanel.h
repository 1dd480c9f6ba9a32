// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifycost.h"
#include "models/latestrequest.h"
#include "models/verifysession.h"
#include "widgets/panels.h"

class QComboBox;
class QTableView;

namespace godwit {

class PlainSpinBox;
class VerifyTableModel;

//! Compares indices whole: how deep, what counts, and a row for each pair with what was found.
class IndicesPanel final : public QWidget
{
    Q_OBJECT
public:
    //! `folder` is where comparisons keep what they need; empty: a temporary place.
    IndicesPanel(VerifyDesk *desk, const QString &folder, QWidget *parent = nullptr);
    ~IndicesPanel() override;

    void setPairs(const ComparedPair &pair, const QList<IndexPair> &pairs);
    void start();
    //! After documents of these indices were written: compares the pairs with their targets once more, and keeps what
    //! was found in the others. Nothing was compared before: does nothing.
    void compareAgain(const QList<IndexPair> &touched);
    //! While documents are written nothing can be started.
    void setWriting(bool writing);

    VerifySession *session() const { return m_session.get(); } //!< null until something is compared
    //! Whether the comparison goes on where one was stopped: what that found still counts.
    bool resumes() const { return m_resumes; }
    VerifyTableModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    QComboBox *level() const { return m_level; }
    QComboBox *criterion() const { return m_criterion; }
    QPushButton *startButton() const { return m_start; }
    QPushButton *pauseButton() const { return m_pause; }
    QPushButton *stopButton() const { return m_stop; }
    //! The limit with its name, for whoever has room for it.
    QWidget *limit() const { return m_limit; }
    PlainSpinBox *rate() const { return m_rate; }
    QString summary() const { return m_summary->text(); }
    QString countsText() const { return m_counts->text(); }
    VerifyRequest request() const;

Q_SIGNALS:
    void sessionChanged(); //!< another comparison, or the state of this one
    void findingsArrived(const QList<godwit::VerifyFinding> &findings);
    void rowChosen(const godwit::VerifyRow &row);

private:
    QWidget *makeToolbar();
    void makeTable();
    void begin(const QString &folder, const VerifyRequest &wanted, std::optional<ComparedBefore> before = {});
    void showCounts();
    void pauseOrResume();
    void askCost();
    void showCost();
    void updateState();
    QString newFolder();

    VerifyDesk *m_desk;
    QString m_root;
    ComparedPair m_pair;
    QList<IndexPair> m_pairs;
    VerifyTableModel *m_model;
    QTableView *m_table;
    QComboBox *m_level;
    QComboBox *m_criterion;
    TextLabel *m_cost;
    QWidget *m_limit;
    PlainSpinBox *m_rate; //!< documents a second; 0: as fast as it goes
    TextLabel *m_summary;
    TextLabel *m_counts;
    QPushButton *m_start;
    QPushButton *m_pause;
    QPushButton *m_stop;
    Note *m_note;
    QThreadPool m_pool;
    LatestRequest<Result<QList<LevelCost>>> m_costs;
    Result<QList<LevelCost>> m_known;
    std::unique_ptr<VerifySession> m_session;
    bool m_resumes = false;
    bool m_writing = false;
};

} // namespace godwit
