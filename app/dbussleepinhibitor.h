// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sleepinhibitor.h"

#include <QThread>

namespace godwit {

//! Asks logind (org.freedesktop.login1) for an inhibitor lock, and where that is not allowed or not there the session's
//! power manager (org.freedesktop.PowerManagement). The buses are spoken to on a thread of its own, since a daemon may
//! take its time. Both let go by themselves when the program dies.
class DBusSleepInhibitor final : public SleepInhibitor
{
    Q_OBJECT
public:
    //! Addresses such as "unix:path=/run/…"; empty: the system's and the session's own.
    struct Buses
    {
        QString system = {};
        QString session = {};
    };

    DBusSleepInhibitor() : DBusSleepInhibitor(Buses()) { }
    explicit DBusSleepInhibitor(const Buses &buses);
    ~DBusSleepInhibitor() override;

    void hold(const QString &why) override;
    void release() override;
    bool isHeld() const override { return m_held; }
    QString obstacle() const override { return m_obstacle; }

private:
    class Desk;
    void take(bool held, const QString &obstacle);

    QThread m_thread;
    Desk *m_desk; //!< lives on m_thread
    bool m_wanted = false;
    bool m_held = false;
    QString m_obstacle;
};

} // namespace godwit
