// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

class QTableView;

namespace godwit {

//! Until a person gives a column another width, all columns share the table's: each as wide as its texts, the last one
//! takes what is left. Where that is little, the columns that may give way get narrower first, then the others, down to
//! their titles; the cells end in an ellipsis.
class SharedColumns final : public QObject
{
    Q_OBJECT
public:
    SharedColumns(QTableView *table, QList<int> givingWay);
    //! The one that works on a table, or null.
    static SharedColumns *of(const QTableView *table);

    //! A person gave a column its width; nothing changes any by itself then.
    bool isChosen() const { return m_chosen; }
    void setChosen(bool chosen);
    void fit();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    //! Takes up to `wanted` pixels from these columns, none below its title; returns how many.
    int squeeze(const QList<int> &columns, int wanted, QHash<int, int> *widths) const;

    QTableView *m_table;
    QList<int> m_givingWay;
    QTimer m_later;
    bool m_chosen = false;
    bool m_pressed = false; //!< the mouse, on the header
};

} // namespace godwit
