sources='own.c'
. "$CASES/verify.sh"
