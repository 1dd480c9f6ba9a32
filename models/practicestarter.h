// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace godwit {

//! Starts two practice clusters and a writer that keeps them busy. A port: whoever knows how implements it. Nothing
//! here blocks; the answer is a signal.
class PracticeStarter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! Does nothing while a start is under way. Clusters that this object has started before are thrown away and made
    //! anew.
    virtual void start() = 0;
    virtual bool isStarting() const = 0;

Q_SIGNALS:
    void progress(const QString &text);
    void started(const QString &planFile);
    void failed(const QString &reason);
};

} // namespace godwit
