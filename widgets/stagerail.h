// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QWidget>

namespace godwit {

//! The three stages of every migration. The active one stands on base under an accent line and lists its steps; compact
//! on the pages of the last one.
class StageRail final : public QWidget
{
    Q_OBJECT
public:
    explicit StageRail(QWidget *parent = nullptr);
    void setSnapshot(const JobSnapshot &snapshot);
    void setCompact(bool compact);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    //! The whole step at a place, where its line is too short for it.
    QString toolTipAt(const QPoint &place) const;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Column
    {
        QRect rect;
        bool active = false;
        const Stage *stage = nullptr;
    };
    QList<Column> columns() const;
    void paintColumn(QPainter *painter, const Column &column) const;
    void paintSteps(QPainter *painter, const Column &column, int top) const;
    QString headline(const Stage &stage) const;
    int activeStage() const;
    qsizetype firstStep(const Stage &stage) const;
    int rowHeight() const;

    QList<Stage> m_stages;
    QString m_total; //!< "122.5 M documents"
    JobState m_state = JobState::Preparing;
    bool m_compact = false;
    int m_rows = 4; //!< most steps seen in any stage; it never shrinks, so nothing below jumps
};

} // namespace godwit
