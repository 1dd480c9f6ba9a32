// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/badges.h"
#include "widgets/panels.h"

namespace godwit {

//! Name, state, pair, and the buttons that steer a job.
class MigrationHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit MigrationHeader(QWidget *parent = nullptr);

    void setPlan(const SessionInfo &info);
    void update(const JobSession &session);

    QPushButton *primary() const { return m_primary; }
    QPushButton *pause() const { return m_pause; }
    QPushButton *resume() const { return m_resume; }
    QPushButton *finish() const { return m_finish; }
    QPushButton *abort() const { return m_abort; }
    QPushButton *report() const { return m_report; }
    //! After the end: the tables and the log, or the result again.
    QPushButton *other() const { return m_other; }
    QString stateText() const { return m_pill->text(); }

private:
    void updateButtons(const JobSession &session);
    QString rightText(const JobSession &session) const;

    TextLabel *m_title;
    StatePill *m_pill;
    QPushButton *m_primary;
    QPushButton *m_pause;
    QPushButton *m_resume;
    QPushButton *m_finish;
    QPushButton *m_abort;
    QPushButton *m_other;
    QPushButton *m_report;
    QFrame *m_separator;
    EnvironmentTag *m_sourceTag;
    EnvironmentTag *m_targetTag;
    QLabel *m_source;
    QLabel *m_target;
    QLabel *m_sourceVersion;
    QLabel *m_targetVersion;
    TextLabel *m_right;
};

} // namespace godwit
