# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_schemaconvert SOURCES tst_schemaconvert.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_preflight SOURCES tst_preflight.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_mappingcompare SOURCES tst_mappingcompare.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_schemaoverride SOURCES tst_schemaoverride.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_methodadvice SOURCES tst_methodadvice.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_repositorysetup SOURCES tst_repositorysetup.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_snapshotpreflight SOURCES tst_snapshotpreflight.cpp LINK godwit_engine LABELS unit)
