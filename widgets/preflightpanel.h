// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/preflightmodel.h"
#include "widgets/panels.h"

class QTableView;

namespace godwit {

class StatePill;

//! What the checks before a start found, and why it was refused.
class PreflightPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit PreflightPanel(QWidget *parent = nullptr);
    void setItems(const QList<PreflightItem> &items, const QString &reason);
    //! Each check can be repeated alone, and a finding leads to the field where it is mended.
    void setSingleChecks(bool single);
    //! While checks run, none can be begun.
    void setBusy(bool busy);
    QPushButton *againButton() const { return m_again; }
    QPushButton *oneButton() const { return m_one; }
    QPushButton *fixButton() const { return m_mend; }
    //! The button at the end of a row, or null.
    QPushButton *fixButtonOf(int row) const;
    QTableView *table() const { return m_table; }
    PreflightModel *model() const { return m_model; }

Q_SIGNALS:
    void checkAgainRequested();
    void checkOneRequested(const QString &id);
    void fixRequested(godwit::PreflightFix fix, const QString &index);

private:
    void showItem(int row);
    void makeFixButtons();
    void requestFix(int row);
    QWidget *makeDetail();
    void copyAsText() const;

    PreflightModel *m_model;
    QTableView *m_table;
    StatePill *m_blockers;
    StatePill *m_warnings;
    StatePill *m_passed;
    StatePill *m_state;
    QLabel *m_reason;
    QLabel *m_title;
    QLabel *m_seen;
    QLabel *m_causeTitle;
    QLabel *m_cause;
    QLabel *m_fix;
    QLabel *m_request;
    QLabel *m_took;
    QPushButton *m_copy;
    QPushButton *m_mend;
    QPushButton *m_one;
    QPushButton *m_again;
    bool m_single = false;
};

} // namespace godwit
