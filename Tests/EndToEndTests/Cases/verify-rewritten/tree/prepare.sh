sources='words.c'
. "$CASES/verify.sh"
