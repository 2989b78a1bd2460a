# Sourced by the cases that verify: makes the compile database of $sources, compiled
# with $flags, and a function that prints a verification without its times.
export TMPDIR="$PWD.tmp"
mkdir "$TMPDIR"
trap 'rm -rf "$TMPDIR"' EXIT
{
    separator='['
    for source in $sources; do
        echo "$separator"
        echo "{\"directory\": \"$PWD\", \"file\": \"$source\", \"arguments\": [\"cc\", ${flags:+\"$flags\", }\"-c\", \"$source\"]}"
        separator=','
    done
    echo ']'
} > compile_commands.json

verify() {
    allocmigrate verify -q "$@" > "$TMPDIR/verified"
    status=$?
    sed -E -e '/^  (untouched|migrated|reference) /s/ +[0-9]+( .*)?$//' \
        -e '/^\| (untouched|migrated|reference) /s/\| +[0-9]+ \|.*$/|/' \
        -e 's/"milliseconds": [0-9]+/"milliseconds": 0/' \
        -e "s|$TMPDIR/allocmigrate-[A-Za-z0-9]*|STAGE|g" "$TMPDIR/verified"
    rm "$TMPDIR/verified"
    return $status
}
