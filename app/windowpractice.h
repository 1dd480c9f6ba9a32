// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/practicestarter.h"
#include "practice/practicesession.h"

#include <thread>

namespace godwit {

//! The practice clusters of the window. What it started ends with it; clusters that ran before stay.
class WindowPractice final : public PracticeStarter
{
    Q_OBJECT
public:
    //! `stateDir` empty: the user's own practice folder, which the command line uses, too.
    explicit WindowPractice(const QString &stateDir, PracticeOptions options = {});
    ~WindowPractice() override;

    void start() override;
    bool isStarting() const override { return m_starting; }

private:
    void begin(bool running);

    QString m_state;
    PracticeOptions m_options;
    PracticeSession m_session;
    std::jthread m_look;
    bool m_starting = false;
    bool m_ours = false; //!< those that run were started here
};

} // namespace godwit
