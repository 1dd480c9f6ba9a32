// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

#include <vector>

namespace godwit {

//! A measured value over time in tiers of growing spans, each a ring of averages: constant memory for any run length,
//! and never more than 600 points to draw.
class ChartSeriesBuffer
{
public:
    static constexpr int pointsPerTier = 600;
    static constexpr int tierCount = 6;
    //! 5 min, 15 min, 1 h, 6 h, 24 h, 7 days.
    static double spanSeconds(int tier);
    //! The first tier that shows all of `elapsed` seconds.
    static int tierFor(double elapsed);

    ChartSeriesBuffer();

    //! `seconds` counts from the beginning of the job and does not go back; a value below 0 is unknown and leaves a
    //! gap.
    void add(double seconds, double value);
    //! Points of the runs before this one, oldest first. Their holes, and the one up to what is added next, are no
    //! lines.
    void addEarlier(const QList<QPointF> &points);
    //! What comes next does not go on with the line, unless no slot lies between.
    void cut();
    //! Points with x in seconds before `now` (0 is now, negative is past), oldest first.
    QList<QPointF> points(int tier, double now) const;
    //! The same points, a list for each line that has no hole.
    QList<QList<QPointF>> pieces(int tier, double now) const;
    double maximum(int tier, double now) const;

private:
    struct Slot
    {
        QPointF point; //!< x: middle of the slot in seconds
        bool begins = false; //!< after a hole
    };
    struct Tier
    {
        double step = 1;
        std::vector<Slot> ring;
        std::size_t next = 0;
        qint64 slot = -1; //!< the slot being averaged
        double sum = 0;
        int samples = 0;
        bool begins = false; //!< the slot being averaged
        bool cut = false; //!< since the newest sample
    };
    static void close(Tier &tier);
    template <class Visit>
    void visit(int tier, double now, Visit visitor) const;

    std::vector<Tier> m_tiers;
};

//! Of figures that span so many seconds, two that lie further apart have a hole between them, as while the job was
//! stopped.
double holeSeconds(double span);

//! A top for an axis, not below the value, whose third is a round number.
double niceCeiling(double value);

} // namespace godwit
