// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/commandmodel.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace godwit {

//! Ctrl+K: type a few letters of anything that the window can do or open, Return does it. Lies over the window, so it
//! is placed right on every desktop.
class CommandPalette final : public QFrame
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);

    void open(QList<Command> commands);
    QLineEdit *edit() const { return m_edit; }
    QListView *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();
    void takePattern();
    void runCurrent();
    void dismiss();
    void move(int rows);

    CommandModel *m_model;
    QLineEdit *m_edit;
    QListView *m_list;
    QPointer<QWidget> m_before; //!< had the focus
};

} // namespace godwit
