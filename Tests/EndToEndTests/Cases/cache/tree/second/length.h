#define LENGTH 16
