# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_conversion SOURCES tst_conversion.cpp LINK godwit_testsupport godwit_connectors LABELS cluster TIMEOUT 300)
godwit_test(tst_restorewhole SOURCES tst_restorewhole.cpp LINK godwit_connectors godwit_clustersupport LABELS all TIMEOUT 600)
godwit_test(tst_objectstores SOURCES tst_objectstores.cpp LINK godwit_connectors godwit_clustersupport LABELS all TIMEOUT 900)
add_dependencies(tst_objectstores godwit)
