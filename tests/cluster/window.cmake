# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
godwit_test(tst_windowstall SOURCES tst_windowstall.cpp LINK godwit_app godwit_clustersupport godwit_widgets_samples
    LABELS cluster TIMEOUT 600)
set_tests_properties(tst_windowstall PROPERTIES RUN_SERIAL ON) # it measures
godwit_test(tst_windowservices SOURCES tst_windowservices.cpp LINK godwit_app godwit_clustersupport LABELS cluster TIMEOUT 400)
godwit_test(tst_connections SOURCES tst_connections.cpp LINK godwit_app godwit_testsupport LABELS cluster TIMEOUT 300)
godwit_test(tst_wizardrun SOURCES tst_wizardrun.cpp LINK godwit_app godwit_clustersupport godwit_widgets_samples
    LABELS cluster TIMEOUT 600)
godwit_test(tst_querycompare SOURCES tst_querycompare.cpp LINK godwit_models godwit_connectors godwit_clustersupport Qt6::Concurrent LABELS cluster
    TIMEOUT 300)
godwit_test(tst_restore SOURCES tst_restore.cpp LINK godwit_app godwit_clustersupport LABELS cluster TIMEOUT 300)
add_dependencies(tst_restore godwit)
