#!/bin/sh
# Runs every test and prints what failed, then "N passed, N failed".
#
#     run.sh MARL [UNIT-TEST...]
#
# NAME.marl is run as a script, once more with --gc-stress; NAME.in is its
# input if there is one. NAME.cmd is a shell script with the interpreter in
# $MARL. What either prints on both streams, and its exit status unless 0,
# must be what NAME.out says. A unit test must exit with 0.

absolute() {
    case $1 in
    /*) echo "$1" ;;
    *) echo "$PWD/$1" ;;
    esac
}

MARL=$(absolute "$1")
shift
units=
for unit in "$@"; do
    units="$units $(absolute "$unit")"
done

cd "$(dirname "$0")" || exit 2
SCRATCH=$(mktemp -d) || exit 2
trap 'rm -rf "$SCRATCH"' EXIT
export MARL SCRATCH
unset MARL_PATH
LC_ALL=C
export LC_ALL

passed=0
failed=0

pass() {
    passed=$((passed + 1))
}

fail() {
    failed=$((failed + 1))
    echo "FAILED: $1"
}

# check TEST-NAME EXPECTED-FILE COMMAND...
check() {
    name=$1
    expected=$2
    shift 2
    "$@" >"$SCRATCH/output" 2>&1
    status=$?
    if [ "$status" -ne 0 ]; then
        echo "[exit $status]" >>"$SCRATCH/output"
    fi
    if diff -u "$expected" "$SCRATCH/output" >"$SCRATCH/difference" 2>&1; then
        pass
    else
        fail "$name"
        cat "$SCRATCH/difference"
    fi
}

run_script() {
    input=/dev/null
    if [ -f "$1.in" ]; then
        input=$1.in
    fi
    # shellcheck disable=SC2086 # no option, or one
    "$MARL" $2 "$1.marl" one "two words" <"$input"
}

for script in *.marl; do
    name=${script%.marl}
    check "$name" "$name.out" run_script "$name" ""
    check "$name --gc-stress" "$name.out" run_script "$name" --gc-stress
done

for command in *.cmd; do
    name=${command%.cmd}
    check "$name" "$name.out" sh "$command"
done

for unit in $units; do
    if "$unit" >"$SCRATCH/output" 2>&1; then
        pass
    else
        fail "$(basename "$unit")"
        cat "$SCRATCH/output"
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
