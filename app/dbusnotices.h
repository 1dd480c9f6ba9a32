// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/desktopnotices.h"

#include <QThread>

namespace godwit {

class NoticeDesk;

//! Notices by the desktop's notification service (org.freedesktop.Notifications), masked in presentation mode. The bus
//! is spoken to on a thread of its own, since the service may take its time.
class DBusNotices final : public DesktopNotices
{
    Q_OBJECT
public:
    //! An address such as "unix:path=/run/…"; empty: the session's own bus.
    explicit DBusNotices(const QString &bus = {});
    ~DBusNotices() override;

    void show(const Notice &notice) override;
    bool isThere() const override { return m_there; }

private:
    friend class NoticeDesk;
    void take(bool there);

    QThread m_thread;
    NoticeDesk *m_desk; //!< lives on m_thread
    bool m_there = true;
};

} // namespace godwit
