// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <deque>

namespace godwit {

//! How long a copy still takes: nothing before a stable half minute, then a range, and nothing again while it is not
//! stable.
class EtaEstimator
{
public:
    //! `seconds` on a clock that only goes forward; `done` and `total` in documents.
    void add(double seconds, qint64 done, qint64 total);
    //! "about 10 to 13 min", or empty.
    QString text() const;

private:
    struct Sample
    {
        double seconds;
        qint64 done;
    };
    std::deque<Sample> m_samples;
    qint64 m_total = -1;
};

} // namespace godwit
