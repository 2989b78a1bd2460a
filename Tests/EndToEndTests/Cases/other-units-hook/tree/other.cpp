extern "C" {
#include "hook.h"
}
