sources='room.c'
. "$CASES/verify.sh"
