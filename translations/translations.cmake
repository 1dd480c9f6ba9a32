# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# English needs a catalogue too, for its plural forms. Refresh it with
#   lupdate -I . -pluralonly -no-obsolete -locations none models widgets app engine connectors -ts translations/godwit_en.ts
set(GODWIT_I18N_DIR ${CMAKE_CURRENT_BINARY_DIR}/i18n)
configure_file(${PROJECT_SOURCE_DIR}/translations/godwit-i18n.qrc ${GODWIT_I18N_DIR}/i18n.qrc COPYONLY)
add_custom_command(OUTPUT ${GODWIT_I18N_DIR}/godwit_en.qm
    COMMAND Qt6::lrelease -silent ${PROJECT_SOURCE_DIR}/translations/godwit_en.ts -qm ${GODWIT_I18N_DIR}/godwit_en.qm
    DEPENDS ${PROJECT_SOURCE_DIR}/translations/godwit_en.ts VERBATIM)
add_custom_command(OUTPUT ${GODWIT_I18N_DIR}/qrc_i18n.cpp
    COMMAND Qt6::rcc -name i18n ${GODWIT_I18N_DIR}/i18n.qrc -o ${GODWIT_I18N_DIR}/qrc_i18n.cpp
    DEPENDS ${GODWIT_I18N_DIR}/godwit_en.qm ${GODWIT_I18N_DIR}/i18n.qrc VERBATIM)
set(GODWIT_I18N_SOURCE ${GODWIT_I18N_DIR}/qrc_i18n.cpp)
set_source_files_properties(${GODWIT_I18N_SOURCE} PROPERTIES SKIP_AUTOMOC ON SKIP_PRECOMPILE_HEADERS ON)
