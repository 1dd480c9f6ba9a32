// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/snapshots/roundfigures.h"

#include <QWidget>

namespace godwit {

//! The newest rounds as bars: above how long each took, with the limit and the write pause that was predicted, below
//! what it moved, on a logarithmic scale since a round can move a thousandth of the first one.
class RoundChart final : public QWidget
{
    Q_OBJECT
public:
    explicit RoundChart(QWidget *parent = nullptr);
    //! `limitSeconds`: a round below it opens the gate.
    void setRounds(const QList<RoundFigures> &rounds, double limitSeconds);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Strip;
    void paintTimes(QPainter *painter, const Strip &strip) const;
    void paintBytes(QPainter *painter, const Strip &strip) const;
    void paintFrame(QPainter *painter, const Strip &strip, const QString &title, const QString &top) const;
    int paintKey(QPainter *painter, const QRect &room) const;
    QRectF placed(const QRectF &part) const;

    QList<RoundFigures> m_rounds; //!< the newest
    QList<double> m_pauses;
    double m_limit = -1;
};

} // namespace godwit
