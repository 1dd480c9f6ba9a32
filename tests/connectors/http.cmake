# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_httpclient SOURCES tst_httpclient.cpp LINK godwit_testsupport godwit_connectors LABELS unit)
godwit_test(tst_httptls SOURCES tst_httptls.cpp LINK godwit_testsupport godwit_connectors LABELS unit)
