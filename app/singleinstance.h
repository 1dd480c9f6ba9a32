// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

namespace godwit {

//! What a start asks of the window.
struct WindowOrder
{
    QString plan; //!< path; empty: none
    bool start = false; //!< begin it at once
    QString profile; //!< name of the connection to show; empty: none
};

//! One window for each folder of jobs. A second one hands its order to the first and ends. Commands without a window
//! do not care: a job has a lock of its own.
class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    enum class Role {
        First, //!< this is the window now
        Second, //!< the running window took the order
        Unreachable //!< another process holds the lock and does not answer
    };

    explicit SingleInstance(const QString &stateDir, QObject *parent = nullptr);
    Role begin(const WindowOrder &order);

Q_SIGNALS:
    //! A second start.
    void opened(const godwit::WindowOrder &order);

private:
    bool listen();
    bool tell(const WindowOrder &order) const;
    void answer();

    QString m_name;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace godwit
