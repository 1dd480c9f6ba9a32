// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <functional>
#include <thread>

namespace godwit {

//! Waits for lines on standard input (or another descriptor): "cutover", "cutover writes-stopped" from an operator who
//! has stopped writes and wants no write block, "round" for the next round of a method that goes in rounds. The end of
//! input means: keep following.
class OperatorWord
{
public:
    enum class Said { Cutover, CutoverWritesStopped, Round };
    explicit OperatorWord(std::function<void(Said)> said, int descriptor = 0);
    ~OperatorWord();
    Q_DISABLE_COPY_MOVE(OperatorWord)

private:
    void listen();
    void take(const QByteArray &bytes);

    std::function<void(Said)> m_said;
    int m_descriptor;
    std::array<int, 2> m_wake{-1, -1};
    QByteArray m_line;
    std::thread m_thread;
};

} // namespace godwit
