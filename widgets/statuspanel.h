// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/badges.h"
#include "widgets/panels.h"

namespace godwit {

//! Left part of the status bar: state, pair, rate and lag of the migration that is shown, else of one that runs.
class StatusPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusPanel(QWidget *parent = nullptr);
    void setSession(const JobSession *session, const QString &idle);
    QString stateText() const { return m_state->text(); }
    QString rateText() const { return m_rate->text(); }

Q_SIGNALS:
    void clicked();

private:
    QPushButton *m_state;
    QWidget *m_pair;
    EnvironmentTag *m_sourceTag;
    EnvironmentTag *m_targetTag;
    QLabel *m_source;
    QLabel *m_target;
    QLabel *m_rate;
    QLabel *m_lag;
    QList<QFrame *> m_lines;
    QString m_iconName;
};

} // namespace godwit
