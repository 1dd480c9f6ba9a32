# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(subject documentpager jsontree queryresults)
    godwit_test(tst_${subject} SOURCES tst_${subject}.cpp LINK godwit_engine LABELS unit TIMEOUT 60)
endforeach()
