void release_far(void *block);
