sources='main.c names.c'
. "$CASES/verify.sh"
