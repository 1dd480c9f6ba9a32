# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
add_library(godwit_clustersupport STATIC godwitrun.cpp godwitrun.h workload.cpp workload.h)
target_link_libraries(godwit_clustersupport PUBLIC godwit_testsupport Qt6::Test)
godwit_test(tst_livecopy SOURCES tst_livecopy.cpp LINK godwit_clustersupport LABELS cluster TIMEOUT 600)
