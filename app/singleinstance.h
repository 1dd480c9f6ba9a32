// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

namespace godwit {

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
    Role begin(const QString &planFile, bool start);

Q_SIGNALS:
    //! A second start; the plan is empty when it named none.
    void opened(const QString &planFile, bool start);

private:
    bool listen();
    bool tell(const QString &planFile, bool start) const;
    void answer();

    QString m_name;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace godwit
