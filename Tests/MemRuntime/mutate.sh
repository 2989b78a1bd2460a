#!/bin/sh
# Breaks each check of the library in turn, on a copy, and expects a test to fail each time. A line
# that ends in /* CHECK:name */ has a condition or a report; `mutate.py` says how it is broken.
set -eu
cd "$(dirname "$0")"
: "${CC:=gcc}"
exec python3 mutate.py "$CC" "$@"
