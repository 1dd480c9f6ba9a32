# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(godwit_app PRIVATE
    connectionpictures.cpp connectionpictures.h
    servertester.cpp servertester.h
    windowservices.cpp windowservices.h
    windowjob.cpp windowjob.h
    windowscreenshots.cpp
    wizarddesk.cpp wizarddesk.h
    wizardscreenshots.cpp wizardscreenshots.h
    windowwiring.cpp windowwiring.h)
if(TARGET godwit_practice)
    target_sources(godwit_app PRIVATE windowpractice.cpp windowpractice.h)
    target_link_libraries(godwit_app PUBLIC godwit_practice)
    target_compile_definitions(godwit_app PRIVATE GODWIT_WITH_PRACTICE)
endif()
