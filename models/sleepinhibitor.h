// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace godwit {

//! Keeps the machine from falling asleep by itself. Every call returns at once; whoever knows the desktop implements
//! it.
class SleepInhibitor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    //! Asks the desktop to stay awake until release(); `why` is what its tools list. Asked already: nothing.
    virtual void hold(const QString &why) = 0;
    virtual void release() = 0;
    //! The desktop has agreed.
    virtual bool isHeld() const = 0;
    //! One sentence why it can't be done on this machine; empty when it can, or is not known yet.
    virtual QString obstacle() const = 0;

Q_SIGNALS:
    void changed();
};

} // namespace godwit
