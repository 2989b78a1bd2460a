# packing, listing, unpacking and importing from archives
cd archive || exit
"$MARL" pack "$SCRATCH/lib.mar" greeting.marl words.marl
"$MARL" list "$SCRATCH/lib.mar"
"$MARL" -I "$SCRATCH/lib.mar" -e 'import "greeting"' -e 'print(greeting.hello("you"))' | sed "s,$SCRATCH,SCRATCH,"
"$MARL" -I "$SCRATCH/lib.mar" -e 'import "none"' 2>&1
"$MARL" -I "$SCRATCH/lib.mar" -e 'import "greeting"
greeting.hello(nil)' 2>&1 | sed "s,$SCRATCH,SCRATCH,"
MARL_PATH=" $SCRATCH/lib.mar : . ::" "$MARL" -e 'import "words" as w; print(w.list)'
mkdir "$SCRATCH/out"
"$MARL" unpack "$SCRATCH/lib.mar" "$SCRATCH/out" && cmp greeting.marl "$SCRATCH/out/greeting.marl" && echo same
"$MARL" unpack "$SCRATCH/lib.mar" "$SCRATCH/none" 2>&1 | sed "s,$SCRATCH,SCRATCH,"
(cd "$SCRATCH/out" && "$MARL" unpack ../lib.mar && ls)

# damaged ones
cd "$SCRATCH" || exit
head -c 6 lib.mar >short.mar
head -c 10 lib.mar >cut1.mar
head -c 20 lib.mar >cut2.mar
head -c 40 lib.mar >cut3.mar
head -c 120 lib.mar >cut4.mar
sed 's/hello/jello/' lib.mar >changed.mar
sed 's/greeting.marl/..eeting.marl/' lib.mar >unsafe.mar
for file in short cut1 cut2 cut3 cut4 changed unsafe none; do
    "$MARL" list $file.mar
done
"$MARL" unpack short.mar
"$MARL" -I short.mar -e 1
"$MARL" -I no_directory -e 1
MARL_PATH=.:no_directory "$MARL" -e 1
"$MARL" pack twice.mar out/words.marl out/words.marl
"$MARL" pack none.mar no_such_file.marl
"$MARL" pack hidden.mar out/.hidden
"$MARL" pack no_directory/x.mar out/words.marl
