# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
foreach(subject httpbody httpclient httperrors httptls)
    godwit_test(tst_${subject} SOURCES tst_${subject}.cpp LINK godwit_testsupport godwit_connectors LABELS unit)
endforeach()
