#define OWN 12
