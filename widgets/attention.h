// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/icons.h"

#include <QHash>
#include <QObject>

namespace godwit {

//! Notices when a migration needs its operator: it waits for a word, it ended, it failed. Each of them once.
class Attention final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void watch(JobSession *session);

Q_SIGNALS:
    void noticed(godwit::JobSession *session, godwit::StateTone tone, const QString &title, const QString &text);

private:
    void takeSnapshot(JobSession *session);
    void takePhase(JobSession *session);
    QHash<const JobSession *, bool> m_waiting; //!< told that it waits, and no cutover was begun since
};

} // namespace godwit
