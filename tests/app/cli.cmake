# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(test tst_commandline tst_jobprinter tst_jobreport tst_operatorinput tst_verificationcertificate tst_servers
        tst_verifyrun)
    godwit_test(${test} SOURCES ${test}.cpp LINK godwit_app LABELS unit TIMEOUT 60)
endforeach()
godwit_test(tst_verifyresume SOURCES tst_verifyresume.cpp LINK godwit_app LABELS unit TIMEOUT 60)
godwit_test(tst_program SOURCES tst_program.cpp LINK godwit_engine LABELS unit TIMEOUT 120)
add_dependencies(tst_program godwit)
