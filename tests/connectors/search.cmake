# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_searchpages SOURCES tst_searchpages.cpp LINK godwit_connectors LABELS unit)
godwit_test(tst_searchdialect SOURCES tst_searchdialect.cpp LINK godwit_connectors LABELS unit)
godwit_test(tst_reindexclient SOURCES tst_reindexclient.cpp LINK godwit_connectors LABELS unit)
godwit_test(tst_requestguard SOURCES tst_requestguard.cpp LINK godwit_testsupport godwit_connectors LABELS unit)
godwit_test(tst_snapshotclient SOURCES tst_snapshotclient.cpp LINK godwit_testsupport godwit_connectors LABELS unit)
godwit_test(tst_privileges SOURCES tst_privileges.cpp LINK godwit_testsupport godwit_connectors LABELS unit)
godwit_test(tst_ismpolicies SOURCES tst_ismpolicies.cpp LINK godwit_testsupport godwit_connectors LABELS unit)
godwit_test(tst_secrets SOURCES tst_secrets.cpp LINK godwit_connectors LABELS unit)
# One run for each kind of server; half a minute each on an idle machine.
godwit_test(tst_searchcluster SOURCES tst_searchcluster.cpp searchclusteradmin.cpp searchclusterdata.h searchclustertest.h LINK godwit_testsupport godwit_connectors LABELS cluster TIMEOUT 900)
