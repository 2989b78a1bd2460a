#pragma once
#include "inline.h" /* for drop */
