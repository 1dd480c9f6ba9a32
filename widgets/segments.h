// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace godwit {

//! A row of joined exclusive choices. The checked one has a tick, and a colour of its own when it is an environment.
class Segments final : public QWidget
{
    Q_OBJECT
public:
    enum class Look { Plain, Environments };
    //! `what` goes before each name for those who can't see the row.
    Segments(const QStringList &names, const QString &what, Look look, QWidget *parent = nullptr);

    int current() const; //!< -1: none
    void setCurrent(int place);
    void setIcon(int place, const QString &name); //!< shown while it is checked, in place of the tick
    QWidget *button(int place) const;

Q_SIGNALS:
    void chosen(int place); //!< by a person

private:
    QButtonGroup *m_group;
};

} // namespace godwit
