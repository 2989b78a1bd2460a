#!/bin/sh
# Shows the main job on samples/interpreter: scan, apply, build and test with
# the checking runtime, report, finalize. Works on a copy; the sample stays as
# it is.
#
# Usage: demo.sh ALLOCMIGRATE [DIRECTORY]
set -eu

tool=$1
here=$(cd "$(dirname "$0")/.." && pwd)
demo=${2:-$here/.build/demo}
jobs=$(nproc 2>/dev/null || echo 2)

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
run() { printf '$ %s\n' "$*"; "$@"; }

rm -rf "$demo"
mkdir -p "$demo"
cp -R "$here/samples/interpreter" "$demo/marl"
cd "$demo/marl"
PATH=$(dirname "$tool"):$PATH

step "The program as it is: build it, run its tests, note how it is compiled"
run cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_BUILD_TYPE=Debug >cmake.log
run make -s -j"$jobs" BUILD=build/before test

step "Scan: every use of the allocation functions, accounted for"
run allocmigrate scan .

step "Apply: what it would do to one file, as a patch"
allocmigrate apply . --diff --path 'src/symbols/*' | head -40 || true

step "Apply: refactored copies beside the originals"
run allocmigrate apply .

step "Verify: both versions built and tested, the migrated one in checking mode"
run allocmigrate verify . --build "make -s -j$jobs" --test "make -s test"

step "Report"
run allocmigrate report . -o PROGRESS.md
sed -n '1,60p' PROGRESS.md

step "Finalize: the copies take their originals' places"
allocmigrate finalize . | tail -3

step "Build the migrated program with the runtime, run the same tests"
run allocmigrate runtime -q runtime >/dev/null
make -s -f runtime/mem.mk MEM_DIR=runtime MEM_BUILD=build/mem -j"$jobs"
run make -s -j"$jobs" BUILD=build/after CPPFLAGS=-Iruntime/include \
  LIBS="build/mem/libmem.a -pthread" test

printf '\nThe whole report: %s\n' "$demo/marl/PROGRESS.md"
