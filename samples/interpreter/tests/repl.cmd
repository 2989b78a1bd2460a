# what is typed: statements over several lines, errors, commands
"$MARL" <<'END'
let x = 20
x + 1
nil
fn double(n) {
    return n * 2
}
double(x)
:history
:forget
 :history
:help
:nonsense
undefined
let y = )
[1,
2]
double(
END
echo "---"
printf '"no line end"' | "$MARL"
printf ':forget\n:quit\nprint("never")\n' | "$MARL"
i=0
while [ $i -lt 103 ]; do
    echo "$i"
    i=$((i + 1))
done >"$SCRATCH/many"
echo ":history" >>"$SCRATCH/many"
"$MARL" <"$SCRATCH/many" | tail -n 2
