# Shared by the scripts: where things are, and how they are built.
set -eu
cd "$(dirname "$0")/.."
jobs=$(nproc)
export CCACHE_SLOPPINESS=pch_defines,time_macros  # precompiled headers are cached too

# build PRESET TARGET...
build() {
  preset=$1
  shift
  launcher=""
  if command -v ccache >/dev/null; then launcher="-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"; fi
  cmake --preset "$preset" $launcher >/dev/null
  cmake --build "build/$preset" -j "$jobs" --target "$@"
}
