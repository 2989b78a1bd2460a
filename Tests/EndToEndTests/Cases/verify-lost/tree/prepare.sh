sources='box.c'
. "$CASES/verify.sh"
