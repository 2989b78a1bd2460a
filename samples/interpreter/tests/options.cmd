# the command line
"$MARL" --version
"$MARL" --help | head -n 1
"$MARL" -h | tail -n 1
"$MARL" --no-such-option 2>&1 | head -n 1
"$MARL" -I 2>&1 | head -n 1
"$MARL" --ast
"$MARL" no_such_script.marl
"$MARL" -e 'print(1)' -e 'print(args)' a b
"$MARL" -I . -I library -e 'import "numbers"; print(numbers.square(4))'
"$MARL" --check -e 'let a = 1' && echo checked
"$MARL" --check syntax2.marl
"$MARL" --ast syntax1.marl 2>&1 | head -n 1
"$MARL" --ast every_node.txt
"$MARL" --code every_node.txt
echo 'print("from elsewhere")' >"$SCRATCH/script"
cd "$SCRATCH" && "$MARL" script
"$MARL" -e 'let deep = [' 2>&1
