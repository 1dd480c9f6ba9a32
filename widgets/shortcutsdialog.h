// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

class QMenuBar;

namespace godwit {

//! Every key of the window, by menu; those of tables and fields at the end.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT
public:
    struct Row
    {
        QString name;
        QString keys;
    };
    struct Group
    {
        QString title;
        QList<Row> rows;
    };

    explicit ShortcutsDialog(const QMenuBar *menus, QWidget *parent = nullptr);
    static QList<Group> groups(const QMenuBar *menus);
};

} // namespace godwit
