godwit_test(tst_register SOURCES tst_register.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_bufferpool SOURCES tst_bufferpool.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_chunkqueue SOURCES tst_chunkqueue.cpp LINK godwit_engine LABELS unit)
godwit_test(tst_quiethours SOURCES tst_quiethours.cpp LINK godwit_engine LABELS unit)
