// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QPointF>

#include <algorithm>

namespace godwit {

//! What is known of the runs of a job before the one that goes on with it: what its charts and its log begin with.
struct EarlierRun
{
    QDateTime created; //!< of the job; second 0 of the figures
    // Seconds and value, oldest first.
    QList<QPointF> read = {}; //!< documents per second
    QList<QPointF> written = {};
    QList<QPointF> readBytes = {};
    QList<QPointF> writtenBytes = {};
    QList<QPointF> lag = {}; //!< seconds
    QList<JobEvent> events = {}; //!< oldest first
    QStringList indices = {}; //!< names on both sides, which the events mention

    //! Of the newest figure; -1: there is none.
    double lastSecond() const
    {
        double last = -1;
        for (const QList<QPointF> *points : {&read, &written, &readBytes, &writtenBytes, &lag}) {
            if (!points->isEmpty())
                last = std::max(last, points->last().x());
        }
        return last;
    }
};

} // namespace godwit
