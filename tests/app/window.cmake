# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(test tst_reportwriter tst_servertester tst_singleinstance tst_smallpicture tst_windowjob tst_windowrecovery tst_windowverify)
    godwit_test(${test} SOURCES ${test}.cpp LINK godwit_app LABELS unit TIMEOUT 60)
endforeach()
# They speak to a bus of their own, see scripts/setup for dbus-daemon.
foreach(test tst_dbusnotices tst_sleepinhibitor)
    godwit_test(${test} SOURCES ${test}.cpp testbus.h LINK godwit_app Qt6::DBus LABELS unit TIMEOUT 60)
endforeach()
