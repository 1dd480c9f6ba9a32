# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_verify SOURCES tst_verify.cpp LINK godwit_clustersupport LABELS cluster TIMEOUT 400)
add_dependencies(tst_verify godwit)
godwit_test(tst_verifypairs SOURCES tst_verifypairs.cpp LINK godwit_connectors godwit_clustersupport Qt6::Concurrent LABELS cluster TIMEOUT 400)
add_dependencies(tst_verifypairs godwit)
