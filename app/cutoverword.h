// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <functional>
#include <thread>

namespace godwit {

//! Waits for the line "cutover" on standard input (or another descriptor), or "cutover writes-stopped" from an operator
//! who has stopped writes and wants no write block. The end of input means: keep following.
class CutoverWord
{
public:
    enum class Blocks { SetByGodwit, WritesAreStopped };
    explicit CutoverWord(std::function<void(Blocks)> said, int descriptor = 0);
    ~CutoverWord();
    Q_DISABLE_COPY_MOVE(CutoverWord)

private:
    void listen();
    void take(const QByteArray &bytes);

    std::function<void(Blocks)> m_said;
    int m_descriptor;
    std::array<int, 2> m_wake{-1, -1};
    QByteArray m_line;
    std::thread m_thread;
};

} // namespace godwit
