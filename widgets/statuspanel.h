// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/badges.h"
#include "widgets/panels.h"

namespace godwit {

//! The status bar: state, pair, rate and lag of the migration that is shown, else of one that runs. A click on any of
//! them shows that migration.
class StatusPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusPanel(QWidget *parent = nullptr);
    //! `others`: how many more run.
    void setSession(const JobSession *session, const QString &idle, int others = 0);
    QString stateText() const { return m_state->text(); }
    QString rateText() const { return m_rate->text(); }

Q_SIGNALS:
    void clicked();
    void commandsRequested();

private:
    QPushButton *m_state;
    QPushButton *m_pair;
    EnvironmentTag *m_sourceTag;
    EnvironmentTag *m_targetTag;
    TextLabel *m_source;
    TextLabel *m_target;
    QPushButton *m_rate;
    QPushButton *m_lag;
    QList<QFrame *> m_lines;
    QString m_iconName;
};

} // namespace godwit
