// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QTimer>

class QTableView;

namespace godwit {

//! While it lives a table shows as many columns as fit with whole texts; the least important ones hide first.
class FittedColumns final : public QObject
{
    Q_OBJECT
public:
    explicit FittedColumns(QTableView *table);
    //! Puts the columns back; to be called before it is deleted, unless the table goes too.
    void restore();
    //! The header's state without it.
    QByteArray usual() const { return m_usual; }
    void fit();

    //! Which columns of a table may hide when room is short, the first of them first.
    static void setPriority(QTableView *table, const QList<int> &firstToHide);
    //! The one that works on a table now, or null.
    static FittedColumns *of(const QTableView *table);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTableView *m_table;
    QByteArray m_usual;
    QList<int> m_shown; //!< columns that a person chose to see
    QTimer m_later;
};

} // namespace godwit
