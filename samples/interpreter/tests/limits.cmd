# what the compiler refuses, and paths with directories in them
repeat() {
    i=0
    while [ $i -lt "$2" ]; do
        printf '%s' "$1"
        i=$((i + 1))
    done
}
"$MARL" -e "print($(repeat '(' 500)1$(repeat ')' 500))"
"$MARL" -e "print($(repeat 'not ' 500)1)"
"$MARL" -e "print($(repeat '1 + ' 500)1)"
"$MARL" -e "print$(repeat '()' 500)"
"$MARL" -e "$(repeat '{' 500)$(repeat '}' 500)"
"$MARL" -e "if 1 { } $(repeat 'else if 1 { } ' 500)"
"$MARL" -e "fn f($(repeat 'a, ' 256)) { }" 2>&1 | tail -n 1
"$MARL" -e "f($(repeat '1, ' 256))"
"$MARL" -e "print($(repeat '(' 100)1$(repeat ')' 100))"
printf 'print("carriage\\r".."")' | "$MARL" --check /dev/stdin
printf 'import "numbers" as n\r\nprint(n.square(3), len("a\\r"))\r\n' >"$SCRATCH/crlf.marl"
cp library/numbers.marl "$SCRATCH"
"$MARL" "$SCRATCH/crlf.marl"
printf 'print(1)\0print(2)\n' >"$SCRATCH/nul.marl"
"$MARL" --check "$SCRATCH/nul.marl" 2>&1 | sed "s,$SCRATCH,SCRATCH,"
