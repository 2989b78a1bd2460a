#!/bin/sh
# Shows the main job on samples/interpreter: scan, apply, build with the
# runtime, run the program's tests, report. Works on a copy; the sample stays
# as it is.
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

step "The runtime that the migrated program links"
run allocmigrate runtime runtime

step "Build the refactored copies with the runtime, run the same tests"
# Each original that has a refactored copy is replaced by it in the list of
# sources; the rest is built as it was.
sed 's/-Isrc/-Isrc -Iruntime\/include/' Makefile >Makefile.refactored
find src -name '*_refactored.c' | while read -r copy; do
  original=${copy%_refactored.c}.c
  sed -i "s|\b$original\b|$copy|; s|\(/src/cli/main\)\.o|\1_refactored.o|g" Makefile.refactored
done
make -s -f runtime/mem.mk MEM_DIR=runtime MEM_BUILD=build/mem -j"$jobs"
run make -s -j"$jobs" -f Makefile.refactored BUILD=build/after \
  LIBS="build/mem/libmem.a -pthread -ldl" test

step "Report"
run allocmigrate report . -o PROGRESS.md
sed -n '1,60p' PROGRESS.md
printf '\nThe whole report: %s\n' "$demo/marl/PROGRESS.md"
