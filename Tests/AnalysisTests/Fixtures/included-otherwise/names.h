#define worker_new() calloc(1, 16)
#define worker_delete(worker) free(worker)
#define pool_new test_new
#define pool_delete test_delete
