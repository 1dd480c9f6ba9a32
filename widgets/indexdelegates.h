// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace godwit {

//! Selection, focus and font as everywhere; the content is left to the subclass.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    //! As wide as the whole text with what is painted beside it.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    //! What a subclass paints beside the text, in pixels.
    virtual int beside(const QModelIndex &) const { return 0; }
    virtual void paintContent(
        QPainter *painter, const QStyleOptionViewItem &option, const QRect &room, const QModelIndex &index) const;
};

//! A 6 px bar with the percentage right of it.
class ProgressDelegate final : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    int beside(const QModelIndex &index) const override;
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override;
};

//! Icon in the state's colour, word in the text's.
class StateDelegate final : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    int beside(const QModelIndex &) const override { return 20; }
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override;
};

//! The same for the verification; what is not begun yet in secondary text.
class VerificationDelegate final : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    int beside(const QModelIndex &) const override { return 20; }
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override;
};

//! Numbers whose digits all take the same room, so that they do not dance; nothing of interest in secondary text.
class NumberDelegate final : public CellDelegate
{
    Q_OBJECT
public:
    explicit NumberDelegate(bool warnAboveZero = false, QObject *parent = nullptr);

protected:
    int beside(const QModelIndex &) const override { return m_warn ? 26 : 6; }
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override;

private:
    bool m_warn;
};

//! A part of a cell as a painter paints it: at the other side where the text runs from right to left.
QRect mirroredIn(const QPainter *painter, const QRect &room, const QRect &part);
//! The place of a cell's icon, at the side where the text begins; `room` becomes what is left of it.
QRectF takeIconPlace(const QPainter *painter, QRect *room, int width = 19);
//! Icon of a state in its colour, and a word beside it.
void drawState(QPainter *painter, const QRect &room, const struct StateLook &look, const QString &text);
//! Right-aligned text with every digit centred in the widest digit's cell. Returns the width it took.
int drawFigures(QPainter *painter, const QRect &room, const QString &text);

} // namespace godwit
