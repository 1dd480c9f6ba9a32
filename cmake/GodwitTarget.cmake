# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every target is compiled with.
add_library(godwit_build INTERFACE)
target_compile_features(godwit_build INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_compile_options(godwit_build INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Woverloaded-virtual -Wnon-virtual-dtor
    -fstack-protector-strong $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE$<SEMICOLON>-D_FORTIFY_SOURCE=2>)
target_compile_definitions(godwit_build INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_USE_QSTRINGBUILDER
    GODWIT_VERSION="${PROJECT_VERSION}" $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)
target_include_directories(godwit_build INTERFACE ${PROJECT_SOURCE_DIR})
# A newer compiler warns about more; what it finds must not stop who only builds.
if(GODWIT_WERROR AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    message(STATUS "Warnings stay warnings: this is a newer compiler than the one that they are errors with (GCC 12).")
elseif(GODWIT_WERROR)
    target_compile_options(godwit_build INTERFACE -Werror)
endif()
if(GODWIT_SANITIZE)
    target_compile_options(godwit_build INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(godwit_build INTERFACE -fsanitize=address,undefined)
elseif(GODWIT_TSAN)
    target_compile_options(godwit_build INTERFACE -fsanitize=thread)
    target_link_options(godwit_build INTERFACE -fsanitize=thread)
endif()
find_program(MOLD mold)
if(MOLD)
    target_link_options(godwit_build INTERFACE -fuse-ld=mold)
endif()

# godwit_library(engine SOURCES a.h a.cpp LINK Qt6::Core PCH <QString>)
# makes the static library godwit_engine. Its public links are the only includes that its users get.
function(godwit_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK;PCH" ${ARGN})
    add_library(godwit_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(godwit_${name} PUBLIC godwit_build ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
    set_target_properties(godwit_${name} PROPERTIES AUTOMOC ON)
    if(ARG_PCH)
        target_precompile_headers(godwit_${name} PRIVATE ${ARG_PCH})
    endif()
endfunction()

# godwit_test(tst_plan SOURCES tst_plan.cpp LINK godwit_engine LABELS unit TIMEOUT 60)
function(godwit_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS;PCH" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE godwit_build Qt6::Test ${ARG_LINK})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    if(ARG_PCH)
        target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    # One limit, the one of ctest: five minutes for a function are not enough on a slow machine.
    math(EXPR function_timeout "${ARG_TIMEOUT} * 1000")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;XDG_CONFIG_HOME=${CMAKE_CURRENT_BINARY_DIR}/config/${name};GODWIT_SOURCE_DIR=${PROJECT_SOURCE_DIR};GODWIT_BINARY=${PROJECT_BINARY_DIR}/app/godwit;QTEST_FUNCTION_TIMEOUT=${function_timeout}")
endfunction()
