// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace godwit {

enum class NoticeWeight { Usual, Warning, Failure };

//! A few words to somebody who looks elsewhere.
struct Notice
{
    QString key; //!< whose it is: a newer one takes the place of the older; never empty
    NoticeWeight weight = NoticeWeight::Usual;
    QString title;
    QString text;
};

//! Shows notices outside of the window. Every call returns at once; whoever knows the desktop implements it.
class DesktopNotices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void show(const Notice &notice) = 0;
    //! Somebody shows them on this desktop, or that is not known yet.
    virtual bool isThere() const = 0;

Q_SIGNALS:
    void changed();
    //! Nobody took it: it may be shown in another way.
    void refused(const godwit::Notice &notice);
    //! A person clicked on it. `activation` lets the window come forward where the desktop asks for that; may be empty.
    void opened(const QString &key, const QString &activation);
};

} // namespace godwit
