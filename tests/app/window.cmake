# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(test tst_reportwriter tst_servertester tst_singleinstance tst_smallpicture tst_windowjob tst_windowrecovery tst_windowverify)
    godwit_test(${test} SOURCES ${test}.cpp LINK godwit_app LABELS unit TIMEOUT 60)
endforeach()
# Speaks to a bus of its own, see scripts/setup for dbus-daemon.
godwit_test(tst_sleepinhibitor SOURCES tst_sleepinhibitor.cpp LINK godwit_app Qt6::DBus LABELS unit TIMEOUT 60)
