#define LIST_H "list.h"
#include LIST_H
