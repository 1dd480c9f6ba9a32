// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QDateTime>
#include <QElapsedTimer>

namespace godwit {

enum class Loading { Nothing, Asking, Ready, Failed };

//! What was asked of a cluster, and what came of it.
template <class T>
struct Asked
{
    Loading state = Loading::Nothing;
    T value = {};
    Error error;
    QDateTime at;
    double seconds = 0;

    void begin()
    {
        state = Loading::Asking;
        error = {};
    }
    //! `clock` was started with begin().
    void take(Result<T> answer, const QElapsedTimer &clock)
    {
        state = answer ? Loading::Ready : Loading::Failed;
        value = answer ? *std::move(answer) : T();
        if (!answer)
            error = answer.error();
        at = QDateTime::currentDateTime();
        seconds = double(clock.elapsed()) / 1000;
    }
};

inline QElapsedTimer startedClock()
{
    QElapsedTimer clock;
    clock.start();
    return clock;
}

} // namespace godwit
