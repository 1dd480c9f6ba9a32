# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(godwit_app PRIVATE
    connectionpictures.cpp connectionpictures.h
    dbusnotices.cpp dbusnotices.h
    dbussleepinhibitor.cpp dbussleepinhibitor.h
    servertester.cpp servertester.h
    singleinstance.cpp singleinstance.h
    smallpicture.cpp smallpicture.h
    windowjob.cpp windowjob.h
    windowlibraries.cpp windowlibraries.h
    windowrecovery.cpp windowrecovery.h
    windowscreenshots.cpp
    windowservices.cpp windowservices.h
    windowwiring.cpp windowwiring.h
    verifyscreenshots.cpp verifyscreenshots.h
    windowverify.cpp windowverify.h
    wizarddesk.cpp wizarddesk.h
    wizardscreenshots.cpp wizardscreenshots.h)
set_source_files_properties(windowlibraries.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON COMPILE_DEFINITIONS
    "GODWIT_SIMDJSON_VERSION=\"${simdjson_VERSION}\";GODWIT_ZLIB_VERSION=\"${ZLIB_VERSION_STRING}\";GODWIT_KEYCHAIN_VERSION=\"${Qt6Keychain_VERSION}\";GODWIT_EXPECTED_VERSION=\"${tl-expected_VERSION}\"")
target_link_libraries(godwit_app PRIVATE Qt6::DBus)
if(TARGET godwit_practice)
    target_sources(godwit_app PRIVATE windowpractice.cpp windowpractice.h)
    target_link_libraries(godwit_app PUBLIC godwit_practice)
    target_compile_definitions(godwit_app PRIVATE GODWIT_WITH_PRACTICE)
endif()
