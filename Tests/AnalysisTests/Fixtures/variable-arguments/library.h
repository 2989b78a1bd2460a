void release_all(int n, ...);
