// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace godwit {

//! The tree of a selection: group rows on a tint, ticks, tones of the model. Keeps what is open and current over a
//! filter.
class SelectionTree final : public QTreeView
{
    Q_OBJECT
public:
    explicit SelectionTree(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void remember();
    void restore();

    QList<bool> m_open;
    QString m_current;
    int m_currentGroup = -1;
};

} // namespace godwit
