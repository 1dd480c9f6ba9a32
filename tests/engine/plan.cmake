# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(test tst_plan tst_selection tst_journal tst_jobstore tst_jobsummary tst_rollback tst_snapshotrules tst_restoring
    tst_restorepreflight tst_policies tst_watchedshards tst_roundsjob tst_jobrepository)
    godwit_test(${test} SOURCES ${test}.cpp LINK godwit_engine LABELS unit TIMEOUT 60)
endforeach()
godwit_test(tst_journalfaults SOURCES tst_journalfaults.cpp LINK godwit_engine Qt6::Sql LABELS unit TIMEOUT 120)
