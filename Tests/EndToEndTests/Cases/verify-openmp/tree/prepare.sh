sources='omp.c'
flags='-fopenmp'
. "$CASES/verify.sh"
