sources='main.c block.c'
. "$CASES/verify.sh"
