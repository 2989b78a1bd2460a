# Sourced by the cases: makes the compile database, and a function that prints a
# verification without its times.
export TMPDIR="$PWD.tmp"
mkdir "$TMPDIR"
trap 'rm -rf "$TMPDIR"' EXIT
{
    echo '['
    echo "{\"directory\": \"$PWD\", \"file\": \"words.c\", \"arguments\": [\"cc\", \"-c\", \"words.c\"]}"
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
