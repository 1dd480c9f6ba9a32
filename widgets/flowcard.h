// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobcontrol.h"
#include "engine/jobsnapshot.h"
#include "widgets/panels.h"

class QDoubleSpinBox;
class QSlider;
class QSpinBox;

namespace godwit {

//! Which side is slow, and the throttle.
class FlowCard final : public Card
{
    Q_OBJECT
public:
    explicit FlowCard(QWidget *parent = nullptr);
    void setSnapshot(const JobSnapshot &snapshot);
    void setLimits(ThrottleLimits limits);
    //! Off once there is nothing left to slow down.
    void setThrottleEnabled(bool enabled);
    QSlider *slider() const { return m_slider; }
    QSpinBox *documents() const { return m_documents; }
    QDoubleSpinBox *megabytes() const { return m_megabytes; }
    QString title() const { return m_title->text(); }

    //! The slider's scale is logarithmic from 1,000 documents a second on; its last position is no limit (0).
    static double limitAt(int position);
    static int positionOf(double documentsPerSecond);
    static constexpr int lastPosition = 100;

Q_SIGNALS:
    void limitsChanged(godwit::ThrottleLimits limits);

private:
    class Gauge;
    QWidget *makeThrottle();
    QString bottleneck(const JobSnapshot &snapshot) const;
    void tell();

    QLabel *m_title;
    QLabel *m_bulk;
    Gauge *m_source;
    Gauge *m_queue;
    Gauge *m_target;
    QSlider *m_slider;
    QSpinBox *m_documents;
    QDoubleSpinBox *m_megabytes;
    QLabel *m_reason;
    int m_hoursSeen = 0; //!< changes of hours that the fields have followed
};

} // namespace godwit
