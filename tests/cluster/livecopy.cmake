# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
add_library(godwit_clustersupport STATIC comparison.cpp comparison.h godwitrun.cpp godwitrun.h loadedcopy.cpp loadedcopy.h
    snapshotplans.cpp snapshotplans.h workload.cpp workload.h)
target_link_libraries(godwit_clustersupport PUBLIC godwit_testsupport Qt6::Test)
foreach(name livecopy livecopyfaults livecopyproxy livecopyrules kills lostanswers nodeloss reindex reindexpair replay snapshotrounds)
    godwit_test(tst_${name} SOURCES tst_${name}.cpp LINK godwit_clustersupport LABELS cluster TIMEOUT 900)
    add_dependencies(tst_${name} godwit)
endforeach()
godwit_test(tst_snapshotversions SOURCES tst_snapshotversions.cpp LINK godwit_clustersupport LABELS cluster TIMEOUT 900)
add_dependencies(tst_snapshotversions godwit)
set_tests_properties(tst_kills PROPERTIES RUN_SERIAL ON) # it counts what is read again, which grows with the load
foreach(name livecopylarge rebuiltsource reindexlarge snapshotslarge vectors)
    godwit_test(tst_${name} SOURCES tst_${name}.cpp LINK godwit_clustersupport LABELS all TIMEOUT 900)
    add_dependencies(tst_${name} godwit)
endforeach()
