#!/bin/sh
# Branch coverage of the library by the tests, with gcov. Prints each file and the sum; fails under 95 %.
set -eu
cd "$(dirname "$0")"
: "${CC:=gcc}"
source=$(cd ../../Sources/MemRuntime && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
flags="-std=c11 -g -O0 -pthread --coverage -fprofile-abs-path -I. -w"

# One directory a configuration; objects of the library are shared by its test programs.
build() { # directory, headers
  mkdir -p "$out/$1"
  for file in "$source"/*.c; do
    $CC $flags -I"$2" -c "$file" -o "$out/$1/$(basename "$file" .c).o"
  done
}
run() { # directory, headers, program, further sources; environment comes from the caller
  $CC $flags -I"$2" -o "$out/$3" "$3.c" $4 "$out/$1"/*.o -ldl
}
build main "$source/include"
for test in test_contract test_faults test_wrapper test_bad_input test_oom test_threads test_fuzz test_inside; do
  run main "$source/include" $test ""
done
run main "$source/include" test_process unmigrated.c
run main "$source/include" test_compat unmigrated.c
cp -r "$source" "$out/configured" && cp config_strategies/mem/*.h "$out/configured/include/mem/"
mkdir -p "$out/other"
for file in "$source"/*.c; do
  $CC $flags -I"$out/configured/include" -c "$file" -o "$out/other/$(basename "$file" .c).o"
done
run other "$out/configured/include" test_config ""

export MEM_TRACE_STDERR=0
for mode in "MEM_TRACE=0 MEM_STATS=0" "MEM_TRACE=0 MEM_STATS=1" "MEM_TRACE=1"; do
  for test in test_contract test_bad_input test_oom test_threads test_compat "test_fuzz 50000" test_config; do
    env $mode "$out"/${test} > /dev/null
  done
  env $mode MEM_TEST_EARLY=1 "$out/test_config" > /dev/null
done
MEM_TRACE=0 "$out/test_wrapper" > /dev/null
MEM_TRACE=1 "$out/test_faults" > /dev/null
"$out/test_inside" > /dev/null
MEM_TRACE_STDERR=1 "$out/test_process" > /dev/null 2>&1
MEM_TRACE_STDERR=1 "$out/test_process" text > /dev/null 2>&1

cd "$out"
for directory in main other; do
  (cd $directory && gcov -b -c *.gcda 2>/dev/null > /dev/null; mkdir -p gcov; mv ./*.gcov gcov/)
done
python3 "$source/../../Tests/MemRuntime/coverage.py" "$source" main/gcov other/gcov
