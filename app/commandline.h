// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/job.h"

#include <QCoreApplication>
#include <QStringList>

namespace godwit {

//! What `godwit verify` is given beside a plan.
struct VerifyArguments
{
    QString source; //!< URL
    QString target;
    QStringList indices; //!< "A" or "A:B"
    QString level = QStringLiteral("counts");
    QString equalBy = QStringLiteral("meaning");
    double documentsPerSecond = 0;
    bool cost = false; //!< say what each level would cost, and end
    bool repair = false;
    bool yes = false; //!< repair, or take one back, without asking
    QString undo; //!< a file of a repair that is sent back
};

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
        Verify,
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
    QString profile; //!< window: the connection to show
    QString logRules; //!< for QLoggingCategory, one a line
    bool start = false; //!< with the window: begin at once
    bool resetLayout = false; //!< window: sizes, docks and columns as at first
    bool measureStart = false; //!< the window says how long its start took, and ends
    CutoverMode cutover = CutoverMode::Ask;
    bool json = false; //!< --progress json
    bool dark = false; //!< screenshots: in the dark theme
    int scale = 1; //!< screenshots: device pixels a pixel
    QString stateDir;
    QString job;
    QString outFile;
    QString logo; //!< report: a picture for its head
    VerifyArguments verify;
    QStringList practice; //!< what follows "practice"

    //! `arguments` without the program's name. Fails with Usage and one sentence.
    static Result<CommandLine> parse(const QStringList &arguments);
    static QString help();
};

} // namespace godwit
