// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/earlierrun.h"

#include <QWidget>

#include <array>
#include <optional>

class QStackedWidget;

namespace godwit {

class ChartCard;

//! The charts of a running job in two places: what flows above, what waits below.
class JobCharts final : public QWidget
{
    Q_OBJECT
public:
    enum Chart { Documents, Bytes, Lag, Bulk, Queue, ChartCount };

    explicit JobCharts(QWidget *parent = nullptr);
    //! Takes what height there is; else a column that scrolls would give it all that it would like.
    bool hasHeightForWidth() const override { return false; }
    //! Before the first snapshot; `seconds` is where this run begins.
    void setEarlier(const EarlierRun &run, double seconds);
    void setSnapshot(const JobSnapshot &snapshot, double seconds);
    //! Draws the two that are seen.
    void refresh(double seconds);
    void show(Chart chart);
    //! The newest so many seconds in all charts; 0 is the whole run.
    void setWindow(double seconds);
    ChartCard *card(Chart chart) const { return m_cards.at(chart); }

private:
    void setOrigin(double seconds);
    QStackedWidget *place(Chart first, Chart last);
    void addMark(double seconds, const QString &word);
    void markChanges(const JobSnapshot &snapshot, double seconds);

    std::array<ChartCard *, ChartCount> m_cards{};
    QStackedWidget *m_upper;
    QStackedWidget *m_lower;
    std::optional<JobState> m_state;
    QString m_calledOff;
    bool m_slowed = false;
    double m_now = 0;
};

} // namespace godwit
