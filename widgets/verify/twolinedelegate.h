// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/indexdelegates.h"

#include <QColor>

namespace godwit {

//! An item of a list in two lines with a sign before them: what it is, and, smaller, what became of it.
class TwoLineDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    struct Lines
    {
        QString icon;
        QColor color; //!< of the icon
        QString word; //!< semi-bold, before the first line; may be empty
        QString first;
        bool code = false; //!< the first line is an id
        bool strong = false; //!< the first line is semi-bold
        QString second;
    };
    virtual Lines linesOf(const QStyleOptionViewItem &option, const QModelIndex &index) const = 0;
    void paintContent(
        QPainter *painter, const QStyleOptionViewItem &option, const QRect &room, const QModelIndex &index) const final;
};

} // namespace godwit
