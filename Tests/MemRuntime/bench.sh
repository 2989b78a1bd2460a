#!/bin/sh
# Costs of each mode as ratios to plain malloc and free in the same process: the median of rounds in
# which the two alternate, in processor time. 16 to 256 byte objects. mimalloc is put in by LD_PRELOAD;
# its time is to be compared with the times of plain malloc.
set -eu
cd "$(dirname "$0")"
: "${CC:=gcc}" "${OUT:=../../.build-runtime-tests}" "${SOURCE:=../../Sources/MemRuntime}"
mkdir -p "$OUT"
$CC -std=c11 -O2 -pthread -I"$SOURCE/include" -o "$OUT/bench" bench.c "$SOURCE"/*.c -ldl
export MEM_TRACE=0 MEM_STATS=0
"$OUT/bench" plain
"$OUT/bench" platform
MEM_STATS=1 "$OUT/bench" statistics
MEM_TRACE=1 "$OUT/bench" trace
"$OUT/bench" arena
"$OUT/bench" pool
mimalloc=$(find /usr/lib /usr/local/lib -name 'libmimalloc.so*' 2>/dev/null | head -1)
if [ -n "$mimalloc" ]; then
  LD_PRELOAD=$mimalloc "$OUT/bench" mimalloc
else
  echo "mimalloc is not installed: scripts/setup.sh --bench installs it"
fi
