# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Real clusters for tests.
target_sources(godwit_testsupport PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/clusterfixture.cpp ${CMAKE_CURRENT_LIST_DIR}/clusterfixture.h
    ${CMAKE_CURRENT_LIST_DIR}/objectstore.cpp ${CMAKE_CURRENT_LIST_DIR}/objectstore.h)
target_link_libraries(godwit_testsupport PUBLIC godwit_practice Qt6::Test simdjson::simdjson)
