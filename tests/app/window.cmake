# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(test tst_singleinstance tst_windowrecovery)
    godwit_test(${test} SOURCES ${test}.cpp LINK godwit_app LABELS unit TIMEOUT 60)
endforeach()
