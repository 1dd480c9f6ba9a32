# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(godwit_app PRIVATE
    servertester.cpp servertester.h
    windowjob.cpp windowjob.h
    windowscreenshots.cpp
    windowwiring.cpp windowwiring.h)
