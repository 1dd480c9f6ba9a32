// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/job.h"

#include <QCoreApplication>
#include <QStringList>

namespace godwit {

//! What the user asked for on the command line.
struct CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(godwit::CommandLine)

public:
    enum class Command {
        Window,
        Check,
        Run,
        Resume,
        Replay,
        Cleanup,
        Jobs,
        Report,
        Practice,
        Screenshots,
        Help,
        Version
    };

    Command command = Command::Window;
    QString planFile;
    bool start = false; //!< with the window: begin at once
    bool measureStart = false; //!< the window says how long its start took, and ends
    CutoverMode cutover = CutoverMode::Ask;
    bool json = false; //!< --progress json
    bool dark = false; //!< screenshots: in the dark theme
    int scale = 1; //!< screenshots: device pixels a pixel
    QString stateDir;
    QString job;
    QString outFile;
    QString logo; //!< report: a picture for its head
    QStringList practice; //!< what follows "practice"

    //! `arguments` without the program's name. Fails with Usage and one sentence.
    static Result<CommandLine> parse(const QStringList &arguments);
    static QString help();
};

} // namespace godwit
