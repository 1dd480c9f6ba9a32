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

protected:
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
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
        const QModelIndex &index) const override;

private:
    bool m_warn;
};

//! Icon of a state in its colour, and a word beside it.
void drawState(QPainter *painter, const QRect &room, const struct StateLook &look, const QString &text);
//! Right-aligned text with every digit centred in the widest digit's cell. Returns the width it took.
int drawFigures(QPainter *painter, const QRect &room, const QString &text);

} // namespace godwit
