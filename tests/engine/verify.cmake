# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_canonicaljson SOURCES tst_canonicaljson.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_definitioncompare SOURCES tst_definitioncompare.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_fieldform SOURCES tst_fieldform.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_knowndigests SOURCES tst_knowndigests.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifyhash SOURCES tst_verifyhash.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifyspill SOURCES tst_verifyspill.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifyrepair SOURCES tst_verifyrepair.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifyscroll SOURCES tst_verifyscroll.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifymoment SOURCES tst_verifymoment.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifysettle SOURCES tst_verifysettle.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifyremade SOURCES tst_verifyremade.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_verifyrouting SOURCES tst_verifyrouting.cpp LINK godwit_engine LABELS unit)
