# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_conversion SOURCES tst_conversion.cpp LINK godwit_testsupport godwit_connectors LABELS cluster TIMEOUT 300)
