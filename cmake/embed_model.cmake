# Writes the source file that takes a model in: cmake -DMODEL=FILE -DOUT=FILE.cc -P embed_model.cmake
file(SHA256 ${MODEL} DIGEST)
configure_file(${CMAKE_CURRENT_LIST_DIR}/embedded_model.cc.in ${OUT} @ONLY)
